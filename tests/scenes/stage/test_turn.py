"""A kernel that turns: upright digits, inside its room, each number in the opposite cell."""

import numpy as np
import pytest
from manim import linear

from scenes.stage.cells import Cells
from scenes.stage.grid import NumberGrid, Writing
from scenes.stage.theme import DARK
from scenes.stage.turn import Turn, _take_turned

ROOM = 2.2


def grid(rows, columns, key="kernel"):
    cells = Cells(rows, columns, 0.6, 0.5, (1.0, 0.5))
    texts = [[str(row * columns + column) for column in range(columns)] for row in range(rows)]
    return NumberGrid(cells, Writing(texts, "kernel", key), DARK)


@pytest.mark.parametrize("shape", [(2, 2), (1, 3), (7, 2), (3, 3)])
def test_every_number_ends_upright_in_the_opposite_cell(shape):
    turning = grid(*shape)
    before = {place: number.points.copy() for place, number in turning.numbers.items()}
    Turn(turning, ROOM, rate_func=linear).finish()
    rows, columns = shape
    for (row, column), number in turning.numbers.items():
        end = np.array(turning.cells.point(rows - 1 - row, columns - 1 - column))
        way = end - turning.cells.point(row, column)
        moved = before[row, column] + (*way, 0.0)
        assert number.points == pytest.approx(moved)


@pytest.mark.parametrize("alpha", [0.25, 0.5, 0.8])
def test_on_the_way_digits_are_upright_and_no_wider_than_the_room(alpha):
    turning = grid(7, 2)
    digit = turning.numbers[0, 1]
    shape = digit.width / digit.height
    Turn(turning, ROOM, rate_func=linear).interpolate_mobject(alpha)
    assert digit.width / digit.height == pytest.approx(shape)
    assert turning.boxes.width <= ROOM + 1e-9


def test_a_square_kernel_goes_clockwise():
    turning = grid(2, 2)
    Turn(turning, 9.0, rate_func=linear).interpolate_mobject(0.5)
    first = turning.numbers[0, 0].get_center()
    assert first[0] > 1.0  # from the top left
    assert first[1] > 0.5  # to the top right


def test_the_turned_numbers_get_the_names_of_their_new_places():
    old, new = grid(2, 3), grid(2, 3, key="flipped")
    corner = old.numbers[0, 0]
    _take_turned(new, old)
    assert new.numbers[1, 2] is corner
    assert corner.place == "flipped[1, 2]"
