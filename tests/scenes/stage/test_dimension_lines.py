"""A step is measured from window to window; what no window reaches is marked."""

import numpy as np
import pytest

from convmath import cross_correlate
from scenes.stage.dimension_lines import Hop, unused
from scenes.stage.layout import Layout
from scenes.stage.picture import Picture
from scenes.stage.theme import DARK
from scenes.stage.window import Window

TRACE = cross_correlate(np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2), padding=1,
                        stride=(3, 2))  # fmt: skip


@pytest.fixture(scope="module")
def picture():
    return Picture(TRACE, Layout(8 * 16 / 9), DARK)


@pytest.mark.parametrize(("place", "says"), [((0, 1), "2"), ((1, 0), "3")])
def test_a_hop_is_measured_in_the_stride_of_its_direction(picture, place, says):
    window = Window(picture.input.cells, picture.geometry, DARK, numbers=[], weights=[])
    parts = Hop(window, DARK)._dimension((0, 0), place)
    assert [part.text for part in parts if hasattr(part, "text")] == [says]
    arrow = parts[0]
    old, new = window.region((0, 0)), window.region(place)
    length = max(arrow.width, arrow.height)
    assert length == pytest.approx(max(new.left - old.left, old.top - new.top), abs=0.2)


def test_every_cell_that_no_window_covers_is_marked(picture):
    fills, remark = unused(picture, "in no window", DARK)
    covered = {place for step in TRACE.steps for place in _cells(step)}
    never = 25 - len(covered)
    one_box = len(unused_box(picture))
    assert never == 9
    assert len(fills.points) == never * one_box
    assert remark.text == "in no window"


def _cells(step):
    row, column = step.origin
    return [(row + r, column + c) for r, c in np.ndindex(2, 2)]


def unused_box(picture):
    """The points of one cell's outline."""
    return picture.input.boxes.points[: len(picture.input.boxes.points) // 9]
