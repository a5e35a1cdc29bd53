"""What was made before is not drawn again, and what has changed is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rendering import key
from scenes.story import words

ROOT = Path(__file__).parents[2]
TWO = ("--scene", "stride", "--scene", "padding", "--lang", "all")
FILM = Path("media/stride/stride.en.dark.mp4")


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def written():
    """When each file was written."""
    return {path: path.stat().st_mtime_ns for path in contents(Path("media"))}


def drawn(studio):
    """The films drawn since this was last asked."""
    names = [job.name for job in studio.jobs]
    studio.jobs.clear()
    return names


def test_the_second_time_nothing_is_drawn_and_nothing_written(run, studio):
    first = run(*TWO)
    assert len(drawn(studio)) == 4
    before = written()
    second = run(*TWO)
    assert drawn(studio) == []
    assert sorted(second.stdout.splitlines()) == sorted(first.stdout.splitlines())
    assert "4 films in" in second.stderr
    assert "4 of them made before" in second.stderr
    assert written() == before


def test_another_folder_gets_the_same_files_without_drawing(run, studio):
    run(*TWO)
    run(*TWO, "--out", "elsewhere")
    assert len(drawn(studio)) == 4
    here, there = (contents(Path(folder)) for folder in ("media", "elsewhere"))
    assert list(here.values()) == list(there.values())


def test_a_film_that_was_deleted_or_changed_is_put_back(run, studio):
    run(*TWO)
    before = contents(Path("media"))
    FILM.unlink()
    Path("media/padding/padding.zh.dark.mp4").write_text("mine")
    drawn(studio)
    run(*TWO)
    assert drawn(studio) == []
    assert contents(Path("media")) == before


def test_without_the_cache_all_is_drawn_and_nothing_kept(run, studio):
    run(*TWO, "--no-cache")
    assert len(drawn(studio)) == 4
    assert list(Path(os.environ["CONVREEL_CACHE"]).iterdir()) == []
    run(*TWO)
    run(*TWO, "--no-cache")
    assert len(drawn(studio)) == 8


def test_a_text_changes_the_films_of_its_lesson_in_its_language(run, studio, monkeypatch):
    run(*TWO)
    drawn(studio)
    tables = words.tables

    def edited(language):
        table = tables(language)
        if language == "en":
            table = {**table, "stride": {**table["stride"], "title": "Strides"}}
        return table

    monkeypatch.setattr(words, "tables", edited)
    run(*TWO)
    assert drawn(studio) == ["stride.en.dark"]


def test_the_clock_is_that_of_all_languages(run, studio, monkeypatch):
    """A text that takes longer to read changes the films in the other languages, too."""
    from tests.cli.conftest import Lesson

    run(*TWO)
    drawn(studio)
    monkeypatch.setattr(Lesson, "ticks", 31)
    run(*TWO)
    assert drawn(studio) == []  # code and words are the same, so nobody asks
    monkeypatch.setattr(words, "tables", lambda language: {"shared": {language: "new"}})
    run("--scene", "stride", "--lang", "all")
    assert drawn(studio) == ["stride.en.dark", "stride.zh.dark"]


def test_code_that_a_lesson_reaches_changes_its_films(run, studio, monkeypatch):
    run(*TWO)
    drawn(studio)
    made = key.makers

    def edited(lesson):
        return {**made(lesson), "code": "new"} if lesson == "padding" else made(lesson)

    monkeypatch.setattr(key, "makers", edited)
    run(*TWO)
    assert drawn(studio) == ["padding.en.dark", "padding.zh.dark"]


def test_a_sheet_is_not_a_film(run, studio):
    run("--scene", "stride")
    run("--scene", "stride", "--sheet")
    run("--scene", "stride", "--sheet")
    assert (len(studio.jobs), len(studio.sheets)) == (1, 1)


def test_a_damaged_entry_is_drawn_anew(run, studio):
    run("--scene", "stride")
    before = contents(Path("media"))
    cache = Path(os.environ["CONVREEL_CACHE"])
    largest = max(cache.iterdir(), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-100])
    drawn(studio)
    assert run("--scene", "stride", "--out", "other").exit_code == 0
    assert drawn(studio) == ["stride.en.dark"]
    assert list(contents(Path("other")).values()) == list(before.values())


def test_films_are_made_although_the_cache_cannot_be_used(run, studio, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("mine")
    monkeypatch.setenv("CONVREEL_CACHE", str(tmp_path / "file"))
    result = run(*TWO)
    assert result.exit_code == 0
    assert len(drawn(studio)) == 4
    assert result.stderr.count("films are not kept in") == 1


def test_a_film_whose_code_changes_meanwhile_is_not_kept(run, studio, monkeypatch):
    monkeypatch.setattr("rendering.reach.changed_since", lambda moment: True)
    run("--scene", "stride")
    assert FILM.exists()
    run("--scene", "stride")
    assert drawn(studio) == ["stride.en.dark"] * 2


LOADED = """
import sys
import render
render.main(sys.argv[1:], standalone_mode=False)
print(*(name for name in ("manim", "av", "typst", "torch", "numpy") if name in sys.modules))
"""


@pytest.mark.parametrize("options", [(), ("--lang", "zh")])
def test_for_what_was_made_before_manim_is_not_even_imported(run, tmp_path, options):
    """This is why `--all` takes no time where nothing has changed."""
    order = ("--scene", "stride", *options, "--out", str(tmp_path / "media"))
    run(*order)
    again = subprocess.run(
        [sys.executable, "-c", LOADED, *order],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "1 of them made before" in again.stderr
    assert again.stdout.splitlines()[-1] == "numpy"
