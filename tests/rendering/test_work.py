"""One film at a time: in a folder of its own that is gone afterwards, whatever happens."""

import gc
import pickle
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from rendering.bundle import Bundle
from rendering.failures import Failure
from rendering.spec import Variant
from rendering.work import attempt, one_by_one
from scenes.story import Words
from scenes.story.words import WordsError
from tests.rendering.drawing import task


@pytest.fixture
def studio(monkeypatch):
    """Stands in for what draws; `fails` is raised on the way, when a file is half written."""
    studio = SimpleNamespace(fails=None, folders=[])

    def write(job, suffix):
        studio.folders.append(job.out)
        path = job.path(suffix)
        path.parent.mkdir(parents=True)
        path.write_bytes(b"half")
        if studio.fails:
            raise studio.fails
        path.write_bytes(f"{job.lesson} {suffix}".encode())
        return path

    def render(job, progress):
        progress(1, 2)
        film = write(job, "mp4")
        progress(2, 2)
        return SimpleNamespace(written=[film])

    monkeypatch.setitem(sys.modules, "rendering.job", SimpleNamespace(render=render))
    sheet = SimpleNamespace(render=lambda job, progress: [write(job, "sheet.png")])
    monkeypatch.setitem(sys.modules, "rendering.sheet", sheet)
    return studio


def test_a_film_is_handed_over_and_its_folder_gone(studio, tmp_path):
    seen = []
    result = attempt(task("stride"), tmp_path, lambda *how: seen.append(how))
    assert result == Bundle({"stride.en.dark.mp4": b"stride mp4"})
    assert seen == [(1, 2), (2, 2)]
    assert studio.folders[0].parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_so_is_a_sheet(studio, tmp_path):
    sheet = task("stride")
    sheet = type(sheet)(sheet.job, True, sheet.frames, sheet.key)
    seen = []
    result = attempt(sheet, tmp_path, lambda *how: seen.append(how))
    assert result == Bundle({"stride.en.dark.sheet.png": b"stride sheet.png"})
    assert seen == [(sheet.frames, sheet.frames)]


def test_a_variant_is_drawn_with_its_own_words_wherever_it_is_sent(studio, tmp_path, monkeypatch):
    spoken = []
    variant = Variant("mine", {"de": {"like": "en", "title": "Schrittweite"}})
    sent = task("stride")
    sent = replace(sent, job=replace(sent.job, language="de", variant=variant))
    render = sys.modules["rendering.job"].render

    def listening(job, progress):
        spoken.append(Words("stride", "de").title)
        return render(job, progress)

    monkeypatch.setattr(sys.modules["rendering.job"], "render", listening)
    result = attempt(pickle.loads(pickle.dumps(sent)), tmp_path, lambda *_: None)
    assert result == Bundle({"mine.de.dark.mp4": b"stride mp4"})
    assert spoken == ["Schrittweite"]
    with pytest.raises(WordsError):
        _ = Words("stride", "de").title


def test_a_failure_is_told_and_leaves_nothing(studio, tmp_path):
    studio.fails = ZeroDivisionError("by 0")
    failure = attempt(task("stride"), tmp_path, lambda *_: None)
    assert isinstance(failure, Failure)
    assert failure.status == 1
    assert failure.sentence.startswith("a mistake in ConvReel itself (ZeroDivisionError: by 0)")
    assert "raise studio.fails" in failure.trace
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_is_no_failure(studio, tmp_path):
    studio.fails = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        attempt(task("stride"), tmp_path, lambda *_: None)
    assert list(tmp_path.iterdir()) == []


def test_films_are_drawn_in_order_and_watched_by_name(studio, tmp_path):
    seen, tasks = [], [task("stride"), task("padding")]
    made = [film for film, _ in one_by_one(tasks, tmp_path, lambda *how: seen.append(how))]
    assert made == tasks
    assert seen == [(film, done, 2) for film in tasks for done in (1, 2)]


def test_where_the_film_is_to_go_in_the_end_does_not_matter_here(studio, tmp_path):
    film = task("stride")
    elsewhere = type(film)(replace(film.job, out=tmp_path / "no"), False, film.frames, film.key)
    attempt(elsewhere, tmp_path / "scratch", lambda *_: None)
    assert not (tmp_path / "no").exists()


def test_lost_objects_are_looked_for_less_often_while_a_film_is_drawn(studio, tmp_path):
    before, within = gc.get_threshold(), []
    attempt(task("a"), tmp_path, lambda *_: within.append(gc.get_threshold()))
    assert within[0][0] > 10 * before[0]
    assert gc.get_threshold() == before
