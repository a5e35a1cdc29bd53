"""From an order to films: what is asked for, what is known, what is drawn, what is put in place."""

from dataclasses import replace
from pathlib import Path

import pytest

from rendering import run
from rendering.cache import Cache
from rendering.failures import Failure
from rendering.plan import Order, OrderError
from rendering.run import Means, Outcome, Result
from scenes.catalog import Entry
from scenes.story import Beat, Storyboard
from tests.rendering.drawing import bundle, task


@pytest.fixture
def told(monkeypatch):
    """Counts how often a story is told."""
    told = []

    class Lesson:
        @classmethod
        def tell(cls, example):
            told.append(example)
            return Storyboard("any", (Beat("only", "only", 30),), "")

    monkeypatch.setattr(Entry, "load", lambda entry: Lesson)
    return told


@pytest.fixture
def order(tmp_path):
    return Order(
        scenes=("stride", "Padding", "stride"),
        languages=("en", "zh"),
        themes=("dark",),
        size=(320, 180),
        fps=24,
        formats=("mp4",),
        out=tmp_path,
        changes={},
    )


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache", lambda text: None)


def test_every_film_is_planned_once_with_its_frames(order, cache, told):
    tasks = run.plan(order, cache)
    names = [film.job.name for film in tasks]
    assert names == ["stride.en.dark", "stride.zh.dark", "padding.en.dark", "padding.zh.dark"]
    assert {film.frames for film in tasks} == {48}
    assert len({film.key for film in tasks}) == 4
    assert {film.job.out for film in tasks} == {order.out}


def test_a_story_is_told_once_for_all_languages_and_never_again(order, cache, told):
    first = run.plan(order, cache)
    again = run.plan(order, cache)
    assert len(told) == 2
    assert [film.key for film in again] == [film.key for film in first]
    assert [film.frames for film in again] == [48] * 4


def test_without_a_cache_the_keys_are_the_same(order, cache, told):
    keys = [film.key for film in run.plan(order, cache)]
    assert [film.key for film in run.plan(order, Cache(None, print))] == keys


def test_a_change_that_a_lesson_does_not_take_names_the_lesson(order, cache, told):
    with pytest.raises(OrderError, match="stride: this lesson has no depth"):
        run.plan(replace(order, changes={"depth": "3"}), cache)


@pytest.mark.parametrize(
    ("means", "count", "way"),
    [
        (Means(), 1, "one_by_one"),
        (Means(jobs=4), 1, "one_by_one"),
        (Means(jobs=1), 3, "one_by_one"),
        (Means(jobs=2), 3, "side_by_side"),
        (Means(), 3, "side_by_side"),
        (Means(scheduler="tcp://here:1"), 1, "on_cluster"),
    ],
)
def test_films_are_drawn_by_the_means_given(monkeypatch, tmp_path, means, count, way):
    taken = []

    def drawing(name):
        def made(tasks, *_):
            taken.append(name)
            yield from ((film, bundle(film)) for film in tasks)

        return made

    for name in ("one_by_one", "side_by_side"):
        monkeypatch.setattr(run, name, drawing(name))
    monkeypatch.setattr("rendering.cluster.on_cluster", drawing("on_cluster"))
    monkeypatch.setattr(run, "most", lambda: 2)
    tasks = [task(f"film {number}", out=tmp_path) for number in range(count)]
    outcomes = list(run.drawn(tasks, means, Cache(None, print), lambda *_: None, print))
    assert taken == [way]
    assert [outcome.task for outcome in outcomes] == tasks
    assert all(path.is_file() for outcome in outcomes for path in outcome.result)


def test_a_film_that_cannot_be_put_in_place_is_a_failure_and_kept_all_the_same(tmp_path, cache):
    (tmp_path / "stride").write_text("a file where the folder should be")
    film = task("stride", out=tmp_path)
    cache.put(film.key, bundle(film))
    (outcome,) = run.known([film], cache)
    assert "a file is where a folder is needed" in outcome.result.sentence
    assert cache.get(film.key)


def test_a_result_tells_each_path_once_and_keeps_failures_for_the_end():
    result, said = Result(), []
    one, two, three = task("one"), task("one", language="zh"), task("two")
    shared = Path("one/manifest.json")
    result.add(Outcome(one, [Path("one/a.mp4"), shared]), said.append)
    result.add(Outcome(two, [Path("one/b.mp4"), shared]), said.append)
    failure = Failure(1, "no", "trace")
    result.add(Outcome(three, failure), said.append)
    assert said == [str(Path("one/a.mp4")), str(shared), str(Path("one/b.mp4"))]
    assert result.failed == [("two.en.dark", failure)]
    assert result.done == [one, two, three]
