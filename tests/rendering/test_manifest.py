"""One manifest per scene: true, the same every time, merged where films tell the same story."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from rendering import manifest
from rendering.manifest import publish, read
from rendering.spec import Job, Variant
from scenes.story import Beat, Example, Numeral, Storyboard, words
from scenes.story.sources import changed

LOCALE = {
    "en": """[stride]
title = "Stride"
statement = "Steps of {s} & more"
[stride.beats]
ask = "What if the window moves {s} at a time? <script> --> "
first = "The first sum is {total}."
[stride.chapters]
ask = "The question"
""",
    "zh": """[stride]
title = "步幅"
statement = "步幅为 {s}"
[stride.beats]
ask = "如果窗口每次移动 {s}，会怎样？"
first = "第一个和是 {total}。"
[stride.chapters]
ask = "问题"
""",
}


BOOK = Example.of("stride")


JOB = Job("stride", BOOK, "en", "dark", 1920, 1080, 60.0, ("mp4",), Path())


def ordered(out, **changes):
    """A job whose files go to `out`."""
    return replace(JOB, out=out, **changes)


@dataclass(frozen=True)
class Film:
    codecs: dict[Path, str]
    frames: int = 180


@pytest.fixture
def locale(tmp_path, monkeypatch):
    folder = tmp_path / "locale"
    folder.mkdir()
    for language, text in LOCALE.items():
        (folder / f"{language}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(words, "LOCALE_FOLDER", folder)
    words.tables.cache_clear()
    yield folder
    words.tables.cache_clear()


@pytest.fixture
def out(tmp_path, locale):
    return tmp_path / "media"


def board(total="0"):
    first = Beat("first", "first", 15, values={"total": total, "s": "3"}, steps=range(1),
                 shown={"output[0, 0]": Numeral(total)})  # fmt: skip
    ask = Beat("ask", "ask", 30, values={"s": "3"}, chapter=True)
    return Storyboard("stride", (ask, first), "F.conv2d(x, k)")


def film(job):
    """Stand-ins for a film's files, different for each job."""
    stem = Path(job.lesson) / f"{job.lesson}.{job.language}.{job.theme}"
    codecs = {stem.with_name(f"{stem.name}.{format}"): "avc1" for format in job.formats}
    codecs[stem.with_name(f"{stem.name}.webp")] = ""
    for path in codecs:
        (job.out / path).parent.mkdir(parents=True, exist_ok=True)
        (job.out / path).write_text(f"{path} of {job.example.inputs}")
    return Film(codecs)


def published(job, story=None):
    return publish(job, story or board(), film(job)).document


def paths(document, kind="film"):
    return [entry["path"] for entry in document["files"] if entry["kind"] == kind]


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


def test_the_order_of_films_does_not_matter(out, tmp_path):
    jobs = [
        ordered(out, language=lang, theme=t) for lang in ("en", "zh") for t in ("dark", "light")
    ]
    for job in jobs:
        published(job)
    other = tmp_path / "other"
    for job in reversed(jobs):
        published(replace(job, out=other))
    first, second = (o / "stride" / "manifest.json" for o in (out, other))
    assert first.read_bytes() == second.read_bytes()
    assert len(paths(json.loads(first.read_text(encoding="utf-8")))) == 4


def test_another_format_joins(out):
    published(ordered(out))
    document = published(ordered(out, formats=("webm",)))
    assert paths(document) == ["stride.en.dark.mp4", "stride.en.dark.webm"]
    assert paths(document, "poster") == ["stride.en.dark.webp"]


def test_films_of_another_example_are_dropped_but_stay_on_disk(out):
    published(ordered(out, language="zh"))
    own = changed(Example.of("stride"), {"input": "9 9 9; 9 9 9; 9 9 9"})
    document = published(ordered(out, example=own))
    assert paths(document) == ["stride.en.dark.mp4"]
    assert list(document["languages"]) == ["en"]
    assert (out / "stride" / "stride.zh.dark.mp4").exists()


def test_films_of_another_version_are_dropped(out, monkeypatch):
    published(ordered(out, language="zh"))
    monkeypatch.setattr(manifest, "versions", lambda: {"convreel": "9"})
    assert paths(published(ordered(out))) == ["stride.en.dark.mp4"]


def test_films_with_other_numbers_are_dropped(out):
    published(ordered(out, language="zh"))
    assert paths(published(ordered(out), board("1"))) == ["stride.en.dark.mp4"]


def test_new_words_drop_the_other_films_of_that_language_only(out, locale):
    for language in ("en", "zh"):
        published(ordered(out, language=language))
    (locale / "en.toml").write_text(LOCALE["en"].replace("Stride", "Strides"), encoding="utf-8")
    words.tables.cache_clear()
    document = published(ordered(out, theme="light"))
    assert paths(document) == ["stride.en.light.mp4", "stride.zh.dark.mp4"]


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("half")])
def test_a_film_that_is_gone_or_changed_is_dropped(out, harm):
    published(ordered(out, language="zh"))
    harm(out / "stride" / "stride.zh.dark.mp4")
    harm(out / "stride" / "stride.zh.dark.webp")
    document = published(ordered(out))
    assert paths(document) == ["stride.en.dark.mp4"]
    assert list(document["languages"]) == ["en"]
    assert paths(document, "captions") == ["stride.en.vtt"]


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "{}", '{"schema": 1, "files": [1]}', '{"schema": 1, "files": 3}', "é"]
)
def test_a_damaged_manifest_is_replaced(out, damage):
    published(ordered(out))
    (out / "stride" / "manifest.json").write_bytes(damage.encode("latin-1"))
    assert paths(published(ordered(out))) == ["stride.en.dark.mp4"]


def test_concurrent_films_all_arrive(out):
    jobs = [
        ordered(out, language=lang, theme=t) for lang in ("en", "zh") for t in ("dark", "light")
    ]
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(published, job) for job in jobs * 3]:
            done.result()
    assert len(paths(read(out / "stride" / "manifest.json").document)) == 4


def test_without_the_lock_films_get_lost(out, monkeypatch):
    """The test above can fail: both read, then both write."""
    from contextlib import nullcontext
    from threading import Barrier

    meet, merge = Barrier(2), manifest._merged

    def slow_merge(*arguments):
        merged = merge(*arguments)
        meet.wait(timeout=10)
        return merged

    monkeypatch.setattr(manifest, "exclusive", nullcontext)
    monkeypatch.setattr(manifest, "_merged", slow_merge)
    with ThreadPoolExecutor(2) as pool:
        for job in (ordered(out), ordered(out, theme="light")):
            pool.submit(published, job)
    assert len(paths(read(out / "stride" / "manifest.json").document)) == 1


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
