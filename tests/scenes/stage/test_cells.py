"""Rows go down, columns to the right, and nothing else in the project knows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.stage.cells import Cells
from scenes.stage.layout import Region

CELLS = Cells(rows=2, columns=3, cell_width=1.0, cell_height=0.5, centre=(10.0, 20.0))


def test_the_grid_lies_around_its_centre():
    assert CELLS.region == Region(8.5, 19.5, 11.5, 20.5)


def test_rows_go_down_and_columns_to_the_right():
    assert CELLS.point(0, 0) == (9.0, 20.25)
    assert CELLS.point(0, 2) == (11.0, 20.25)
    assert CELLS.point(1, 0) == (9.0, 19.75)


def test_a_block_is_the_rectangle_around_its_cells():
    assert CELLS.block(range(2), range(3)) == CELLS.region
    assert CELLS.block(range(1, 2), range(1, 3)) == Region(9.5, 19.5, 11.5, 20.0)
    assert CELLS.block(range(1), range(1), grow=0.5) == Region(8.0, 19.5, 10.0, 21.0)


def test_places_are_told_row_by_row():
    assert list(CELLS.places()) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]


sizes = st.floats(0.05, 2)


@given(st.integers(1, 30), st.integers(1, 30), sizes, sizes, st.floats(-5, 5), st.floats(-5, 5))
def test_cells_lie_around_their_points_inside_the_grid_without_touching(
    rows, columns, width, height, x, y
):
    cells = Cells(rows, columns, width, height, (x, y))
    last = cells.cell(rows - 1, columns - 1)
    assert cells.region.contains(last)
    assert last.centre == pytest.approx(cells.point(rows - 1, columns - 1))
    assert cells.region.centre == pytest.approx((x, y))
    if columns > 1:
        assert not last.overlaps(cells.cell(rows - 1, columns - 2))
    if rows > 1:
        assert not last.overlaps(cells.cell(rows - 2, columns - 1))
