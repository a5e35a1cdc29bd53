"""Each check of what a film tells finds its fault when the film is doctored."""

from dataclasses import replace

import numpy as np
import pytest

from scenes.story import Example, Motion
from tests.scenes import telling
from tests.scenes.doctoring import BEAT, STRIDE, assert_finds
from tests.scenes.surveying import survey


def test_a_heading_a_program_or_a_formula_that_is_wrong_is_found(film, doctor):
    film = doctor("Stride", text="Strides")
    assert_finds(telling.wrong_words, film, "the heading reads ['Strides'")
    film = doctor("K quad 2 times 2", text="K quad 2 times 3")
    assert_finds(telling.wrong_formulas, film, "names a matrix of shape (2, 2)")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("X quad 3 times 3 comma p = 2", "does not give the padding"),
        ("X quad 3 times 3", "does not give the padding"),
        ("floor(frac(3 + 2 dot 1 - 2, 2)) + 1 = 2", ""),
        ("floor(frac(3 + 2 dot 1 - 2, 1)) + 1 = 2", "is not true"),
        ("floor((3 + 2 dot 1 - 2) \\/ 1) + 1 = 2", "is not true"),
        ("3 + 2 dot 1 - 2 + 1 = 4", "is no size of an output"),
    ],
)
def test_formulas_are_worked_out_again(doctor, name, fault):
    found = list(telling.wrong_formulas(doctor("X quad 3 times 3 comma p = 1", text=name)))
    assert len(found) == bool(fault)
    assert fault in "".join(found)


@pytest.fixture
def retold(film, monkeypatch):
    """Change a beat of the story, or values of its sentence; returns the film."""
    told = film.board

    def changed(values=None, **fields):
        beats = {beat.name: beat for beat in told.beats}
        beat = replace(beats[BEAT], values={**beats[BEAT].values, **(values or {})}, **fields)
        board = replace(told, beats=tuple({**beats, BEAT: beat}.values()))
        monkeypatch.setattr(film.lesson, "board", board)
        return film

    return changed


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ({"equation": "0·0 + 6·1 + 0·2 + 0·3 = 9"}, "across: says 0⋅0+6⋅1+0⋅2+0⋅3=9, not"),
        ({"column": "1"}, "across: is about (0, 1), not row 1"),
        ({"output": "2×3"}, "across: gives the output's size as 2×3"),
        ({"stride_columns": None}, "across: a value is missing in 'A step of None"),
    ],
)
def test_a_caption_with_a_wrong_number_is_found(retold, value, fault):
    assert_finds(telling.wrong_captions, retold(values=value), fault)


def test_a_beat_too_short_to_be_read_is_found(retold):
    assert_finds(telling.hasty, retold(ticks=30, motions=()), "across: 'A step of 2 to the right")


def test_a_film_that_is_too_long_is_found(film, retold):
    assert list(telling.wrong_length(film, 20, 75)) == []
    assert_finds(
        lambda film: telling.wrong_length(film, 20, 75), retold(ticks=900), "s, not 20 to 75"
    )


def test_a_verb_that_nobody_knows_is_found(retold):
    film = retold(motions=(Motion("juggle", 1), Motion("play", 1), Motion("glide", 1)))
    assert_finds(telling.unknown_verbs, film, "nobody can juggle", "nobody can play")


def test_a_film_without_a_first_chapter_is_found(film, monkeypatch):
    beats = [replace(beat, chapter=False) for beat in film.board.beats]
    monkeypatch.setattr(film.lesson, "board", replace(film.board, beats=tuple(beats)))
    assert_finds(telling.wrong_chapters, film, "does not open with a chapter")


def test_numbers_that_are_rounded_without_saying_so_are_found(film):
    example = Example.of("stride").replace(kernel=np.full((2, 2), 1 / 3))
    true = survey(STRIDE, example)
    assert list(telling.wrong_formulas(true)) == []
    lying = [replace(s, seen=[_unmarked(sight) for sight in s.seen]) for s in true.stills]
    found = list(telling.wrong_formulas(replace(true, stills=lying)))
    assert "does not say that numbers are rounded" in found[0]


def _unmarked(sight):
    return replace(sight, text=sight.text.replace(telling.ROUNDED, ""))
