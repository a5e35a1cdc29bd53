"""Each general check finds its fault when a film is doctored."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from scenes.catalog import find
from scenes.story import Example, Numeral
from scenes.story.equation import Equation, Factor
from tests.scenes import checks, general, telling
from tests.scenes.doctoring import assert_finds
from tests.scenes.surveying import survey

BEAT = "sum-2"  # 25 + 47 = 72


@pytest.fixture(scope="module")
def film():
    return survey(find("multi_input_channels"), Example.of("input_channels"))


def number_of(film, name=BEAT):
    return [beat.name for beat in film.board.beats].index(name)


def seeing(film, change, name=BEAT):
    """The film with another still of a beat: `change` makes a new list of what is seen."""
    place = number_of(film, name)
    still = film.stills[place]
    again = replace(still, seen=[s for old in still.seen for s in change(old)])
    return replace(film, stills=[*film.stills[:place], again, *film.stills[place + 1 :]])


def rewritten(place, /, **fields):
    return lambda sight: [replace(sight, **fields) if sight.place == place else sight]


def told(film, monkeypatch, name=BEAT, **fields):
    """The film whose story has another beat; `shown` is added to what the beat told."""
    beats = list(film.board.beats)
    place = number_of(film, name)
    if "shown" in fields:
        fields["shown"] = {**beats[place].shown, **fields["shown"]}
    beats[place] = replace(beats[place], **fields)
    stills = list(film.stills)
    stills[place] = replace(stills[place], beat=beats[place])
    board = replace(film.board, beats=tuple(beats))
    monkeypatch.setattr(film.lesson, "board", board)
    return replace(film, stills=stills)


def test_a_film_that_nobody_has_doctored_is_fine(film):
    for check in (*general.CHECKS, checks.untidy, checks.crossed_out, telling.wrong_program):
        assert list(check(film)) == []


def test_a_wrong_number_is_found(film):
    wrong = seeing(film, rewritten("output[0, 0, 1]", text="73"))
    assert_finds(general.wrong_numbers, wrong, "sum-2: output[0, 0, 1] reads '73'")


def test_padding_that_is_not_zero_is_found(film):
    wrong = seeing(film, rewritten("input[0, 0, 0]", place="padding[0, 0, 0]", text="1"))
    assert_finds(general.wrong_numbers, wrong, "padding[0, 0, 0] reads '1'")


@pytest.mark.parametrize("place", ["input[2, 0, 0]", "input[0, 0]", "nothing[0]"])
def test_a_place_that_is_none_is_found(film, place):
    wrong = seeing(film, rewritten("input[0, 0, 0]", place=place))
    assert_finds(general.wrong_numbers, wrong, f"the story has no {place}")


def test_a_number_in_another_ones_cell_is_found(film):
    still = film.stills[number_of(film)]
    areas = {sight.place: sight.region for sight in still.seen}
    wrong = seeing(film, rewritten("input[1, 0, 0]", region=areas["input[1, 2, 0]"]))
    assert_finds(general.misplaced, wrong, "sum-2: input[1]: row 1 does not follow row 0")


def test_a_small_weight_in_a_corner_is_not_the_kernels(film):
    def doubled(sight):
        small = replace(sight, kind="weight", region=film.stills[0].seen[0].region)
        return [sight, small] if sight.place == "weight[0, 1, 1]" else [sight]

    assert list(general.misplaced(seeing(film, doubled))) == []


def test_a_tale_that_is_not_true_is_found(film, monkeypatch):
    wrong = told(film, monkeypatch, shown={"output[0, 0, 1]": Numeral("71")})
    assert "tells Numeral(text='71'" in next(general.wrong_tales(wrong))
    wrong = told(film, monkeypatch, shown={"output[9, 0, 1]": Numeral("71")})
    assert (
        "tells of output[9, 0, 1], which the story has not" in list(general.wrong_tales(wrong))[-1]
    )


def test_a_number_that_nobody_has_told_is_found(film, monkeypatch):
    silent = told(film, monkeypatch)
    beat = silent.stills[number_of(film)].beat
    less = {place: n for place, n in beat.shown.items() if place != "output[0, 0, 1]"}
    stills = list(silent.stills)
    stills[number_of(film)] = replace(stills[number_of(film)], beat=replace(beat, shown=less))
    found = list(general.untold(replace(silent, stills=stills)))
    assert found[0] == "sum-2: never told ['output[0, 0, 1]']"


def test_a_number_that_is_told_and_not_seen_is_found(film):
    def cut(sight):
        return [] if sight.place == "input[0, 1, 1]" else [sight]

    wrong = seeing(film, cut, "question")
    assert_finds(general.untold, wrong, "of input[0], told and not seen ['input[0, 1, 1]']")


def test_an_equation_that_is_not_true_is_found(film, monkeypatch):
    beat = film.board.beats[number_of(film)]
    total = replace(beat.equation.total, numeral=Numeral("71"))
    wrong = told(film, monkeypatch, equation=replace(beat.equation, total=total))
    assert_finds(
        general.wrong_equations, wrong, "25 + 47 = 71 is not true", "output[0, 0, 1] is not 71"
    )


def test_an_equation_of_other_places_is_found(film, monkeypatch):
    beat = film.board.beats[number_of(film)]
    first, *others = beat.equation.terms
    for place, fault in [("partial[0, 0, 0]", "is not 25"), ("partial[7, 0, 0]", "is no place")]:
        moved = (replace(first[0], place=place),)
        equation = replace(beat.equation, terms=(moved, *others))
        wrong = told(film, monkeypatch, equation=equation)
        assert_finds(general.wrong_equations, wrong, fault)


def test_a_worked_line_that_is_not_the_equation_is_found(film):
    def wrong(sight):
        alone = sight.kind == "number" and not sight.place
        return [replace(sight, text="73") if alone and sight.text == "72" else sight]

    assert_finds(general.wrong_lines, seeing(film, wrong), "sum-2")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("X quad 2 times 3 times 4", "names an array of shape (2, 3, 3)"),
        ("3 times 4 = 13", "is not true"),
        ("floor(frac(7, 2)) + 1 = 4", ""),
        ("ceil(frac(7, 2)) + 1 = 5", ""),
        ("ceil(frac(7, 2)) + 1 = 4", "is not true"),
        ("Y = sum_c X_c star K_c", ""),
    ],
)
def test_names_and_formulas_are_worked_out_again(film, code, fault):
    def wrong(sight):
        return [replace(sight, text=code) if sight.text.startswith("X quad") else sight]

    found = list(general.wrong_formulas(seeing(film, wrong, "question")))
    assert len(found) == bool(fault)
    assert fault in "".join(found)


def test_a_program_that_computes_something_else_is_found(film, monkeypatch):
    board = film.board
    arrays = {**board.arrays, "output": board.arrays["output"] + 1}
    monkeypatch.setattr(film.lesson, "board", replace(board, arrays=arrays))
    (found,) = telling.wrong_program(film)
    assert found.startswith("the program's Y is [[[56.0, 72.0], [104.0, 120.0]]], not [[[57.0")
    line = "R = F.conv2d(X[None], K[None])"
    monkeypatch.setattr(film.lesson, "board", replace(board, pytorch=line))
    (found,) = telling.wrong_program(film)
    assert found.startswith("the program makes none of X, K, Y")


def test_rounded_and_infinite_numbers_are_told_apart():
    third = Fraction(1, 3)
    assert general.is_true(Numeral("0.333", exact=False), third)
    assert not general.is_true(Numeral("0.333"), third)
    assert not general.is_true(Numeral("0.34", exact=False), third)
    assert general.is_true(Numeral("−∞"), -np.inf)
    assert not general.is_true(Numeral("∞"), -np.inf)


@pytest.mark.parametrize(
    ("form", "total", "holds"),
    [("sum", "6", True), ("mean", "3", True), ("mean", "6", False), ("max", "4", True)],
)
def test_every_form_of_equation_is_worked_out(form, total, holds):
    terms = tuple((Factor(Numeral(text)),) for text in ("2", "4"))
    assert general.holds(Equation(terms, Factor(Numeral(total)), form)) is holds
