"""Films that tell the same story come together in one manifest; others are dropped from it."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from rendering import manifest
from rendering.manifest import read
from scenes.story import Example, words
from scenes.story.sources import changed
from tests.rendering.publishing import LOCALE, board, ordered, paths, published


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
