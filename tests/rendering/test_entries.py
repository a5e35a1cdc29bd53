"""Files as entries: what each is for, how it plays, what it holds."""

from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from rendering.entries import content, film_entries


def entry_of(folder, name, fps=60.0, codecs=""):
    job = SimpleNamespace(
        out=folder, language="en", theme="dark", width=640, height=360, fps=fps, lesson="demo"
    )
    film = SimpleNamespace(codecs={Path("demo") / name: codecs}, frames=90)
    (entry,) = film_entries(folder / "demo", job, film)
    return entry


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "demo").mkdir()
    for suffix in ("mp4", "webm", "webp", "png", "av1.webm", "alpha.webm"):
        (tmp_path / "demo" / f"a.{suffix}").write_bytes(suffix.encode())
    return tmp_path


@pytest.mark.parametrize(
    ("name", "kind", "mime"),
    [
        ("a.mp4", "film", "video/mp4"),
        ("a.webm", "film", "video/webm"),
        ("a.webp", "poster", "image/webp"),
        ("a.png", "still", "image/png"),
    ],
)
def test_a_file_says_what_it_is_for(folder, name, kind, mime):
    entry = entry_of(folder, name)
    assert (entry["kind"], entry["type"], entry["path"]) == (kind, mime, name)
    assert (entry["width"], entry["height"]) == (640, 360)
    assert ("frames" in entry) == (kind == "film")


def test_pictures_with_durations_have_no_rate(folder):
    entry = entry_of(folder, "a.av1.webm", codecs="av01.0.08M.08")
    assert (entry["kind"], entry["type"], entry["seconds"]) == ("film", "video/webm", 1.5)
    assert "transparent" not in entry
    assert not {"fps", "frames"} & entry.keys()


def test_a_film_without_a_ground_says_so(folder):
    assert entry_of(folder, "a.alpha.webm")["transparent"] is True


def test_an_animated_picture_is_a_film_and_no_poster(folder):
    white, black = (Image.new("RGB", (80, 45), colour) for colour in ("white", "black"))
    path = folder / "demo" / "a.animated.webp"
    black.save(path, save_all=True, append_images=[white], duration=[1000, 2067])
    entry = entry_of(folder, "a.animated.webp")
    assert (entry["kind"], entry["type"], entry["seconds"]) == ("film", "image/webp", 3.067)
    assert (entry["width"], entry["height"], entry["frames"]) == (80, 45, 2)


def test_a_film_says_how_it_plays(folder):
    entry = entry_of(folder, "a.mp4", codecs="avc1.640028")
    assert (entry["codecs"], entry["fps"], entry["seconds"]) == ("avc1.640028", 60, 1.5)
    assert entry_of(folder, "a.mp4", fps=23.976)["fps"] == 23.976


def test_a_gif_is_asked_for_its_size_and_time(folder):
    white = Image.new("RGB", (80, 45), "white")
    black = Image.new("RGB", (80, 45), "black")
    path = folder / "demo" / "a.gif"
    black.save(path, save_all=True, append_images=[white], duration=[1000, 2070])
    entry = entry_of(folder, "a.gif")
    assert (entry["width"], entry["height"], entry["frames"]) == (80, 45, 2)
    assert entry["seconds"] == 3.07
    assert "fps" not in entry


def test_the_content_is_told_by_its_length_and_fingerprint(folder):
    assert content(folder / "demo", "a.mp4") == {
        "path": "a.mp4",
        "bytes": 3,
        "sha256": sha256(b"mp4").hexdigest(),
    }
