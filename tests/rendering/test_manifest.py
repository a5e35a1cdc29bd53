"""A scene's manifest tells all about its films, and the same every time."""

from hashlib import sha256
from pathlib import Path

import pytest

from rendering import manifest
from rendering.manifest import publish, read
from rendering.spec import Variant
from scenes.story import words
from tests.rendering.publishing import Film, board, film, ordered, published


def test_it_names_every_file_with_its_content(out):
    made = publish(ordered(out), board(), film(ordered(out)))
    assert {path.name for path in made.files} == {
        "stride.en.dark.mp4",
        "stride.en.dark.webp",
        "stride.en.vtt",
        "stride.en.chapters.vtt",
        "stride.en.txt",
    }
    for entry in made.document["files"]:
        content = (out / "stride" / entry["path"]).read_bytes()
        assert entry["bytes"] == len(content)
        assert entry["sha256"] == sha256(content).hexdigest()


def test_a_variant_has_a_folder_and_a_name_of_its_own(out):
    own = {"de": {"name": "Deutsch", "like": "en", "beats": {"ask": "Und dann {s}?"}}}
    job = ordered(out, language="de", variant=Variant("mine", own))
    drawn = film(ordered(out))
    for path in list(drawn.codecs):
        (out / "mine").mkdir(exist_ok=True)
        (out / path).rename(out / str(path).replace("stride", "mine").replace(".en.", ".de."))
    codecs = {
        Path(str(p).replace("stride", "mine").replace(".en.", ".de.")): c
        for p, c in drawn.codecs.items()
    }
    with words.own_words("stride", own):
        document = publish(job, board(), Film(codecs)).document
    assert (document["lesson"], document["variant_of"]) == ("mine", "stride")
    assert {entry["path"].partition(".")[0] for entry in document["files"]} == {"mine"}
    told = document["languages"]["de"]
    assert (told["tag"], told["name"], told["title"]) == ("de", "Deutsch", "Stride")
    assert told["cues"][0]["text"] == "Und dann 3?"
    assert "Deutsch" in (out / "mine" / "player.html").read_text(encoding="utf-8")


def test_nothing_else_is_left_in_the_folder(out):
    made = publish(ordered(out), board(), film(ordered(out)))
    left = {path.name for path in (out / "stride").iterdir()}
    assert left == {path.name for path in made.files} | {"manifest.json", "player.html"}


def test_a_film_tells_how_it_is_played(out):
    (entry,) = [e for e in published(ordered(out))["files"] if e["kind"] == "film"]
    expected = {
        "type": "video/mp4",
        "codecs": "avc1",
        "width": 1920,
        "height": 1080,
        "frames": 180,
        "fps": 60,
        "seconds": 3.0,
        "language": "en",
        "theme": "dark",
    }
    assert expected.items() <= entry.items()


def test_it_tells_beats_cues_chapters_and_numbers(out):
    document = published(ordered(out))
    assert [(b["name"], b["start"], b["end"]) for b in document["beats"]] == [
        ("ask", 0, 2),
        ("first", 2, 3),
    ]
    assert document["beats"][1]["numbers"] == {"output[0, 0]": {"text": "0", "exact": True}}
    assert document["beats"][1]["steps"] == [0, 0]
    english = document["languages"]["en"]
    assert [cue["text"] for cue in english["cues"]][1] == "The first sum is 0."
    assert [chapter["text"] for chapter in english["chapters"]] == ["The question"]
    assert english["statement"] == "Steps of 3 & more"
    assert document["pytorch"] == "F.conv2d(x, k)"
    assert document["example"]["inputs"]["input"]["values"][2] == ["6", "7", "8"]
    assert document["example"]["parameters"] == {"padding": 1, "stride": [3, 2]}
    assert set(document["versions"]) == {"convreel", "manim", "typst", "numpy"}


def test_captions_on_disk_are_the_cues(out):
    document = published(ordered(out, language="zh"))
    text = (out / "stride" / "stride.zh.vtt").read_text(encoding="utf-8")
    for cue in document["languages"]["zh"]["cues"]:
        assert cue["text"] in text.replace("\n", "")


def test_two_runs_write_the_same_bytes_and_no_place_or_time(out, tmp_path):
    published(ordered(out))
    once = (out / "stride" / "manifest.json").read_bytes()
    published(ordered(out))
    assert (out / "stride" / "manifest.json").read_bytes() == once
    elsewhere = tmp_path / "elsewhere"
    published(ordered(elsewhere))
    assert (elsewhere / "stride" / "manifest.json").read_bytes() == once
    assert str(tmp_path).encode() not in once


def test_a_failure_leaves_the_earlier_manifest(out, monkeypatch):
    published(ordered(out))
    before = (out / "stride" / "manifest.json").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    job = ordered(out, theme="light")
    drawn = film(job)
    monkeypatch.setattr(manifest, "_merged", full)
    with pytest.raises(OSError, match="No space"):
        publish(job, board(), drawn)
    assert (out / "stride" / "manifest.json").read_bytes() == before
    assert not list((out / "stride").glob(".*"))


def test_reading_another_schema_is_refused(tmp_path):
    path = tmp_path / "manifest.json"
    path.write_text('{"schema": 0}')
    with pytest.raises(ValueError, match="not a manifest of schema 1: render the scene again"):
        read(path)
