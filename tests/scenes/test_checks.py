"""Each check of a played lesson finds its fault when a film is doctored."""

from dataclasses import replace

import numpy as np
import pytest

from scenes.stage.layout import Region
from tests.scenes import checks, telling
from tests.scenes.doctoring import BEAT, assert_finds, moved, opacity, retaken
from tests.scenes.surveying import still

WORKED = "0⋅0+0⋅1+1⋅2+2⋅3=8"


def test_a_film_that_nobody_has_doctored_is_fine(film, scene):
    same = retaken(film, scene)
    for check in (
        *(
            checks.untidy,
            checks.crossed_out,
            checks.stretched,
            checks.wrong_numbers,
            checks.incomplete,
        ),
        *(checks.misplaced, checks.wrong_outputs, checks.wrong_sums, telling.wrong_words),
        *(telling.wrong_captions, telling.hasty, telling.wrong_chapters, telling.wrong_formulas),
    ):
        assert list(check(same)) == []


def test_a_wrong_number_is_found(doctor):
    film = doctor("output[0, 1]", text="9")
    assert_finds(checks.wrong_numbers, film, "across: output[0, 1] reads '9', not '8'")


@pytest.mark.parametrize(
    ("place", "text"), [("input[2, 0]", "6"), ("kernel[1, 1]", "3"), ("weight[0, 1]", "1")]
)
def test_a_wrong_sign_is_found_in_every_grid(doctor, place, text):
    film = doctor(place, text="−" + text)
    assert_finds(checks.wrong_numbers, film, f"{place} reads '−{text}', not '{text}'")


def test_padding_that_is_not_zero_and_places_that_do_not_exist_are_found(doctor):
    assert_finds(checks.wrong_numbers, doctor("padding[0, 0]", text="1"), "reads '1', not '0'")
    film = doctor("padding[0, 0]", text="0", place="kernel[2, 0]")
    assert_finds(checks.wrong_numbers, film, "kernel[2, 0] reads '0', not 'no kernel[2, 0]'")


def test_an_output_that_comes_early_or_late_is_found(doctor):
    assert_finds(
        checks.wrong_outputs,
        doctor("output[1, 1]", fill_rgbas=opacity(1.0)),
        "across: outputs shown too early [(1, 1)], missing []",
    )


def test_an_output_that_is_missing_is_found(doctor):
    film = doctor("output[0, 0]", fill_rgbas=opacity(0.0))
    assert_finds(checks.wrong_outputs, film, "missing [(0, 0)]")


def test_a_heat_map_that_shows_too_much_is_found(film):
    last = film.stills[-1]
    seen = [sight for sight in last.seen if not sight.place.startswith("output")]
    heat = np.zeros((2, 2, 4), np.uint8)
    heat[0, :, 3] = 255
    doctored = replace(film, stills=[*film.stills[:-1], replace(last, seen=seen, maps=[heat])])
    assert_finds(checks.wrong_outputs, doctored, "program: outputs shown too early [], missing [(1")


def test_a_number_that_is_missing_is_found(doctor):
    film = doctor("input[1, 1]", fill_rgbas=opacity(0.0))
    assert_finds(checks.incomplete, film, "across: missing ['input[1, 1]']")


def test_a_number_that_nobody_has_told_is_found(film):
    first = film.stills[0]
    told = {place: n for place, n in first.beat.shown.items() if place != "kernel[0, 0]"}
    silent = replace(first, beat=replace(first.beat, shown=told))
    found = list(checks.incomplete(replace(film, stills=[silent, *film.stills[1:]])))
    assert found[0] == "question: never told ['kernel[0, 0]']"


def test_numbers_in_each_others_place_are_found(doctor, scene):
    size = scene.staged.picture.input.cells.cell_height
    film = doctor("input[1, 0]", points=moved(0, size))
    assert_finds(checks.misplaced, film, "input: row 2 does not follow row 1")
    film = doctor("input[1, 0]", points=moved(size, -size))
    assert_finds(checks.misplaced, film, "input: column 2 does not follow column 1")


def test_texts_that_overlap_are_found(doctor):
    film = doctor("Stride", points=moved(0.1, -0.2))
    assert "across: 'Stride' () overlaps" in next(checks.untidy(film))


def test_digits_too_small_to_read_are_found(doctor):
    film = doctor("kernel[0, 0]", em=0.2)
    assert_finds(checks.untidy, film, "'0' has digits 0.133 high, less than 0.176")


@pytest.mark.parametrize("way", [(-0.6, 0), (0, -7)], ids=["margin", "captions"])
def test_texts_in_the_margin_or_under_the_captions_are_found(doctor, way):
    film = doctor("Stride", points=moved(*way))
    assert "across: 'Stride' leaves the margin or lies under" in next(checks.untidy(film))


def test_a_line_through_a_number_is_found(doctor, scene):
    half_a_cell = scene.staged.picture.output.cells.cell_height / 2
    film = doctor("output[0, 0]", points=moved(0, half_a_cell))
    assert_finds(checks.crossed_out, film, "across: a line crosses '0' (output[0, 0])")


def test_a_cell_that_is_no_square_is_found(film):
    last = film.stills[-1]
    wide = [
        replace(sight, region=Region(1.5 * r.left, r.bottom, 1.5 * r.right, r.top))
        for sight in last.seen
        for r in [sight.region]
    ]
    still = replace(last, seen=wide, lines=last.lines * (1.5, 1, 1.5, 1))
    found = list(checks.stretched(replace(film, stills=[*film.stills[:-1], still])))
    numbers = sum(array.size for array in film.board.arrays.values())
    assert len(found) == numbers == 17
    assert found[0] == "program: input[0, 0] is 0.99 wide, 0.66 high"


def test_a_wrong_sum_is_found(doctor, scene):
    assert checks.worked_text(still(scene, None).seen) == WORKED
    film = doctor(scene.staged.line.total, text="9")
    assert_finds(checks.wrong_sums, film, f"across: the worked line reads '{WORKED[:-1]}9'")


def test_a_sum_that_is_left_over_is_found(film):
    worked = next(s for s in film.stills if s.beat.name == BEAT)
    late = replace(film.stills[-1], seen=worked.seen)
    doctored = replace(film, stills=[*film.stills[:-1], late])
    assert_finds(checks.wrong_sums, doctored, "program: the worked line reads")
