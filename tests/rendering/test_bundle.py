"""A film in one piece: nothing gets lost, nothing that is damaged gets through."""

import json

import pytest

from rendering.bundle import Bundle, BundleError
from rendering.manifest import SCHEMA
from tests.rendering.test_figure import document

FILES = {"a.mp4": bytes(range(256)) * 40, "empty.txt": b"", "字幕.vtt": "步幅\n".encode()}


def test_what_is_packed_comes_out_again():
    bundle = Bundle.unpacked(Bundle(FILES).packed("key"), "key")
    assert bundle.files == FILES
    assert list(bundle.files) == list(FILES)


def test_the_same_files_make_the_same_bytes():
    assert Bundle(FILES).packed("key") == Bundle(dict(FILES)).packed("key")


def test_every_damaged_byte_is_noticed():
    packed = Bundle({"a": b"abc"}).packed("key")
    for place in range(len(packed)):
        damaged = bytearray(packed)
        damaged[place] ^= 4
        with pytest.raises(BundleError, match="are no bundle, or a damaged one"):
            Bundle.unpacked(bytes(damaged), "key")


@pytest.mark.parametrize("length", [0, 1, 10, 90, -1])
def test_a_part_of_a_bundle_is_noticed(length):
    packed = Bundle(FILES).packed("key")
    for part in (packed[:length], packed + b"more"):
        with pytest.raises(BundleError):
            Bundle.unpacked(part, "key")


def test_another_film_is_noticed():
    with pytest.raises(BundleError, match="this bundle is one, not two"):
        Bundle.unpacked(Bundle(FILES).packed("one"), "two")


def manifest(name, language="en", title="Stride"):
    """The manifest of one film alone."""
    film = {"kind": "film", "language": language, "theme": "dark", "path": name, "sha256": ""}
    return json.dumps(
        {"schema": SCHEMA, "lesson": "a", "languages": {language: title}, "files": [film]}
    ).encode()


@pytest.fixture
def bundle():
    return Bundle({"a.en.mp4": b"a film", "manifest.json": manifest("a.en.mp4")})


def test_the_page_of_a_film_that_plays_is_told_too(tmp_path):
    told = json.dumps({"schema": SCHEMA, **document(), "beats": []}).encode()
    placed = Bundle({"manifest.json": told}).place(tmp_path)
    assert placed == [tmp_path / "manifest.json", tmp_path / "player.html"]


def test_files_are_put_in_place_in_order(bundle, tmp_path):
    folder = tmp_path / "out" / "a"
    assert bundle.place(folder) == [folder / "a.en.mp4", folder / "manifest.json"]
    assert (folder / "a.en.mp4").read_bytes() == b"a film"
    assert sorted(path.name for path in folder.iterdir()) == ["a.en.mp4", "manifest.json"]


def test_what_is_there_already_is_left_alone(bundle, tmp_path):
    bundle.place(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    bundle.place(tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_a_file_that_was_changed_is_put_right(bundle, tmp_path):
    bundle.place(tmp_path)
    (tmp_path / "a.en.mp4").write_bytes(b"b film")
    (tmp_path / "manifest.json").write_text("{}")
    bundle.place(tmp_path)
    assert (tmp_path / "a.en.mp4").read_bytes() == b"a film"
    assert "a.en.mp4" in (tmp_path / "manifest.json").read_text()


def test_the_folders_manifest_keeps_other_languages(bundle, tmp_path):
    from hashlib import sha256

    bundle.place(tmp_path)
    other = json.loads(manifest("a.zh.mp4", "zh", "步幅"))
    other["files"][0]["sha256"] = sha256(b"another").hexdigest()
    document = json.loads(bundle.files["manifest.json"])
    document["files"][0]["sha256"] = sha256(b"a film").hexdigest()
    first = Bundle({"a.en.mp4": b"a film", "manifest.json": json.dumps(document).encode()})
    first.place(tmp_path)
    Bundle({"a.zh.mp4": b"another", "manifest.json": json.dumps(other).encode()}).place(tmp_path)
    joined = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["path"] for entry in joined["files"]] == ["a.en.mp4", "a.zh.mp4"]


def test_a_sheet_has_no_manifest(tmp_path):
    Bundle({"a.sheet.png": b"pictures"}).place(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.sheet.png"]
