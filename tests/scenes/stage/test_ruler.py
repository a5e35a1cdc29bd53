"""What is measured along a side begins and ends where the cells do."""

import pytest

from convmath import Geometry
from scenes.stage.cells import Cells
from scenes.stage.ruler import Ruler
from scenes.stage.theme import DARK

GEOMETRY = Geometry.of((4, 8), (3, 2), padding=(1, 0), stride=(2, 3))  # padded: 6 and 8
CELLS = Cells(6, 8, 0.5, 0.5, (1.0, 0.5))


def rulers():
    return [Ruler(CELLS, GEOMETRY, axis, name, DARK) for axis, name in enumerate("rc")]


def ends(shape, axis):
    """From the start of an arrow to its end, along an axis: columns to the right, rows down."""
    points = shape.points[:, 1 - axis] * (1 if axis else -1)
    return float(points.min()), float(points.max())


def test_the_room_reaches_from_the_windows_end_to_that_of_the_side():
    region = CELLS.region
    for ruler, first, (low, high) in zip(
        rulers(), (3, 2), ((-region.top, -region.bottom), (region.left, region.right)), strict=True
    ):
        line, written = ruler.room()
        assert ends(line, ruler.axis) == pytest.approx((low + first * 0.5, high), abs=1e-6)
        assert written.text == str((6 - 3, 8 - 2)[ruler.axis])


def test_there_is_a_step_from_each_place_of_the_window_to_the_next():
    for ruler in rulers():
        steps = ruler.steps()
        assert len(steps) == len(ruler.starts) - 1 == GEOMETRY.output_shape[ruler.axis] - 1
        lengths = [high - low for low, high in (ends(step, ruler.axis) for step in steps)]
        assert lengths == pytest.approx([0.5 * GEOMETRY.stride[ruler.axis]] * len(steps))
        assert [count.text for count in ruler.counts()] == [
            str(i + 1) for i in range(len(lengths) + 1)
        ]


def test_rows_and_columns_are_measured_on_different_sides_of_the_cells():
    down, across = rulers()
    region = CELLS.region
    assert all(step.get_right()[0] < region.left for step in down.steps())
    assert all(step.get_top()[1] < region.bottom for step in across.steps())
    assert down.room()[0].get_left()[0] > region.right
    assert across.room()[0].get_bottom()[1] > region.top
    assert down.label.get_right()[0] < region.left + 0.2
    assert across.label.get_right()[0] < region.left


def test_what_no_window_reaches_lies_at_the_end_of_the_side():
    down, across = rulers()
    (rows,) = down.left_over()
    assert across.left_over() == []
    assert rows.height < 0.5
    assert rows.width == pytest.approx(CELLS.region.width, abs=0.1)


def test_steps_too_short_for_arrows_of_their_own_have_one_for_all():
    cells = Cells(40, 3, 0.07, 0.07, (0.0, 0.0))
    ruler = Ruler(cells, Geometry.of((40, 3), (3, 3)), 0, "r", DARK)
    (whole,) = ruler.steps()
    low, high = ends(whole, 0)
    assert high - low == pytest.approx(37 * 0.07)
    assert Ruler(cells, Geometry.of((40, 3), (40, 3)), 0, "r", DARK).steps() == []
