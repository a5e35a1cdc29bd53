"""Grids are as large as there is room for; what would be illegible becomes a heat map."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.stage import glyphs
from scenes.stage.cells import Cells
from scenes.stage.fit import (
    LABEL_HEIGHT,
    LARGEST_CELL,
    NARROW_MAP,
    ROW_GAP,
    SCALE_ROWS_ROOM,
    SIDE_PADDING,
    Matrix,
    descent,
    em_in,
    fit,
    room_for_weights,
)
from scenes.stage.layout import SMALLEST_DIGIT, Layout

REGION = Layout(8 * 16 / 9).operands
SQUARE, UPRIGHT = Layout(8).operands, Layout(8, 8 * 16 / 9).operands


def matrix(rows, columns, number="8"):
    return Matrix.of((rows, columns), [number])


def arranged(rows, columns, kernel=(3, 3), number="8", total="88", region=REGION):
    """An input with a kernel, and the output that stride 1 makes."""
    output = (max(1, rows - kernel[0] + 1), max(1, columns - kernel[1] + 1))
    return fit(matrix(rows, columns, number), matrix(*kernel), matrix(*output, total), region)


def faults(fitted, region=REGION):
    """What nobody could read, or what does not fit."""
    for cells, shown in zip(fitted.grids, fitted.matrices, strict=True):
        if not region.contains(cells.region):
            yield f"{shown} leaves the region"
        if cells.cell_width != cells.cell_height:
            yield f"{shown} has cells that are no squares"
        if not shown.heat:
            yield from unread(shown, cells)
    for one, other in combinations(fitted.grids, 2):
        if one.region.overlaps(other.region):
            yield f"{one} and {other} overlap"


def unread(shown, cells):
    """What is wrong with the numbers in these cells."""
    if em_in(cells) * glyphs.DIGIT_HEIGHT < SMALLEST_DIGIT:
        yield f"{shown} is illegible"
    if shown.widest * em_in(cells) > cells.cell_width - 2 * SIDE_PADDING + 1e-9:
        yield f"{shown} is wider than its cells"


def kinds(fitted):
    return ["heat" if shown.heat else "numbers" for shown in fitted.matrices]


def test_the_books_grids_are_as_large_as_they_may_be():
    book = arranged(3, 3, kernel=(2, 2))
    assert kinds(book) == ["numbers"] * 3
    assert {cells.cell_height for cells in book.grids} == {LARGEST_CELL}


def test_a_large_output_gives_way_first_then_the_input_which_gets_a_focus():
    assert kinds(arranged(9, 9)) == ["numbers"] * 3
    wide = fit(matrix(4, 12), matrix(2, 2), matrix(3, 11, "−888888"), REGION)
    assert kinds(wide) == ["numbers", "numbers", "heat"]
    picture = arranged(28, 28)
    assert kinds(picture) == ["heat", "numbers", "numbers", "heat"]
    assert picture.focus
    assert (picture.grids[1].rows, picture.grids[1].columns) == (3, 3)


@pytest.mark.parametrize(("region", "share"), [(REGION, 0.33), (SQUARE, 0.28)])
def test_between_two_photographs_the_focus_stands_below_the_kernel(region, share):
    image, focus, kernel, result = arranged(96, 128, number="255", region=region).grids
    assert kernel.centre[0] == focus.centre[0]
    assert kernel.region.bottom > focus.region.top
    assert min(image.region.width, result.region.width) > share * region.width


def test_names_are_on_one_line_and_what_is_too_high_stands_side_by_side():
    image, _, kernel, result = arranged(96, 128, number="255").grids
    assert image.region.top == result.region.top == kernel.region.top
    tall = arranged(96, 96, kernel=(5, 2), number="255").grids
    assert tall[1].centre[1] == tall[2].centre[1]  # two of these would be too high


def test_a_kernel_too_large_to_be_read_is_a_heat_map_as_well():
    huge = arranged(40, 40, kernel=(21, 21))
    assert kinds(huge) == ["heat"] * 3
    assert not huge.focus


numbers = st.sampled_from(["8", "−12", "−888", "12.25", "≈1.23e9", "−25/3"])
sides = st.integers(1, 40)
kernels = st.tuples(st.integers(1, 9), st.integers(1, 9))


@given(sides, sides, kernels, numbers, numbers, st.sampled_from([REGION, SQUARE, UPRIGHT]))
def test_whatever_the_shapes_everything_fits_and_can_be_read(
    rows, columns, kernel, number, total, region
):
    kernel = min(kernel[0], rows), min(kernel[1], columns)
    fitted = arranged(rows, columns, kernel, number, total, region)
    assert list(faults(fitted, region)) == []


def test_on_an_upright_frame_the_input_stands_above():
    book = arranged(5, 5, kernel=(2, 2), region=UPRIGHT)
    above, left, right = (cells.region for cells in book.grids)
    assert above.bottom - max(left.top, right.top) > ROW_GAP
    assert left.right < right.left
    beside = arranged(5, 5, kernel=(2, 2), region=SQUARE)
    assert book.grids[0].cell_height > 1.2 * beside.grids[0].cell_height
    for sign, after in zip(book.slots, book.grids[1:], strict=True):
        assert sign[0] < after.region.left
        assert sign[1] == after.centre[1]


def test_a_small_matrix_is_never_broken_off_a_wide_region():
    fitted = arranged(1, 12, kernel=(1, 3))
    assert len({cells.centre[1] for cells in fitted.grids}) == 1


def test_long_rows_stand_below_each_other_before_they_become_maps():
    fitted = arranged(2, 14, kernel=(1, 3), number="88", total="−88")
    assert kinds(fitted) == ["numbers"] * 3
    assert list(faults(fitted)) == []
    above, _, below = (cells.region for cells in fitted.grids)
    assert above.bottom > below.top
    assert "heat" in kinds(arranged(9, 14, number="88", total="−88"))  # no room for two rows


@pytest.mark.parametrize("region", [SQUARE, UPRIGHT])
def test_a_picture_keeps_its_readable_focus(region):
    picture = arranged(28, 28, region=region)
    assert kinds(picture) == ["heat", "numbers", "numbers", "heat"]
    assert picture.focus
    near, focus = (cells.region for cells in picture.grids[:2])
    assert near.right < focus.left  # two guides join them


def test_a_kernel_beside_a_photograph_is_read_where_no_focus_has_room():
    fitted = arranged(96, 128, kernel=(3, 5), number="255", region=SQUARE)
    assert kinds(fitted) == ["heat", "numbers", "heat"]
    assert list(faults(fitted, SQUARE)) == []
    assert min(fitted.grids[0].region.width, fitted.grids[2].region.width) > 0.2 * SQUARE.width


def test_the_scale_of_a_narrow_map_stays_above_the_line_below():
    tall = arranged(60, 12)
    assert tall.matrices[0].heat
    assert tall.grids[0].region.width < NARROW_MAP
    assert tall.grids[0].region.bottom - SCALE_ROWS_ROOM >= REGION.bottom - 1e-9


def test_a_grid_that_is_too_small_too_narrow_or_too_far_out_is_found():
    book = arranged(3, 3)
    wide = replace(book, matrices=tuple(replace(m, widest=99.0) for m in book.matrices))
    assert len([fault for fault in faults(wide) if "wider" in fault]) == 3
    first = book.grids[0]
    away = replace(book, grids=(replace(first, centre=(50.0, 0.0)), *book.grids[1:]))
    assert "leaves the region" in next(faults(away))
    near = replace(book, grids=(book.grids[1], *book.grids[1:]))
    assert any("overlap" in fault for fault in faults(near))


def test_there_is_room_for_a_name_above_and_a_sign_between():
    fitted = arranged(9, 9)
    assert all(c.region.top <= REGION.top - LABEL_HEIGHT + 1e-9 for c in fitted.grids)
    for left, right, slot in zip(fitted.grids, fitted.grids[1:], fitted.slots, strict=False):
        assert left.region.right < slot[0] < right.region.left


def cell(side):
    return Cells(3, 3, side, side, (0.0, 0.0))


@pytest.mark.parametrize(
    ("side", "number", "weights", "room"),
    [
        (1.05, "8", ["1"], True),
        (0.4, "8", ["1"], False),  # no height below the number
        (0.7, "8", ["−888888"], False),  # no width
        (1.05, "1/3", ["1"], True),
        (1.05, "8", ["1/7"], True),
        (1.05, "1/3", ["1/7"], False),  # two fractions would touch
    ],
)
def test_small_weights_are_shown_where_they_fit(side, number, weights, room):
    assert room_for_weights(cell(side), [number], weights) == room


def test_only_a_slash_reaches_below_the_line():
    assert descent(["12", "−3"]) == 0
    assert descent(["12", "1/3"]) > 0.2
