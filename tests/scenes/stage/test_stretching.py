"""A stretched matrix: its numbers start side by side, and go apart to make room for zeros."""

import numpy as np
import pytest

from scenes.stage.cells import Cells
from scenes.stage.grid import Writing
from scenes.stage.stretching import SteppedGrid
from scenes.stage.theme import DARK

TEXTS = [["0"] * 7, *[list("0102030")] * 3, ["0"] * 7]


@pytest.fixture
def grid():
    """A matrix of 2 rows, two apart, and 3 columns, two apart, padded by one."""
    cells = Cells(5, 7, 0.5, 0.5, (1.0, 2.0))
    return SteppedGrid(cells, Writing(TEXTS, "input", origin=(1, 1), shape=(3, 5)), DARK, (2, 2))


def test_only_its_own_numbers_look_like_the_matrix(grid):
    own = [cell for cell in grid.cells.places() if grid.is_own(cell)]
    assert own == [(row, column) for row in (1, 3) for column in (1, 3, 5)]
    assert len(grid.core) == 1 + len(own)
    assert len(grid.between) == 1 + 3 * 5 - len(own)
    assert len(grid.ring) == 1 + 5 * 7 - 3 * 5


def test_they_start_side_by_side_in_the_middle(grid):
    places = [cell for cell in grid.cells.places() if grid.is_own(cell)]
    (_, boxes), *numbers = grid.moves()
    corners = boxes.reshape(len(places), -1, 3)
    centres = (corners.min(axis=1) + corners.max(axis=1)) / 2
    expected = [(1.0 + x, 2.0 + y, 0) for y in (0.25, -0.25) for x in (-0.5, 0.0, 0.5)]
    np.testing.assert_allclose(centres, expected, atol=1e-9)
    for (number, points), centre in zip(numbers, centres, strict=True):
        assert points[:, 0].mean() == pytest.approx(centre[0], abs=0.05)
        assert number.text in "123"
