"""Signals: g trades its numbers, slides to the right places, and the area follows the time."""

from fractions import Fraction

import numpy as np
import pytest

from convmath import convolution
from scenes.catalog import find
from scenes.stage.integral import Along, Integral, thirds, until
from scenes.stage.layout import Layout, Region
from scenes.stage.lesson import Lesson
from scenes.stage.signals import SignalBench
from scenes.stage.theme import DARK
from scenes.story import Example
from scenes.story.signals import stairs


def finish(animation):
    animation.begin()
    animation.finish()


@pytest.fixture
def bench():
    lesson = find("convolution_1d").load()(Example.of("convolution_1d"), language="en")
    assert isinstance(lesson, Lesson)
    return lesson.stage()


def columns(bench, key):
    """Under which places of f the numbers of a row stand."""
    home = bench.grids["input"].cells
    numbers = bench.grids[key].numbers
    left = home.point(0, 0)[0]
    return {n.text: round((n.get_x() - left) / home.cell_width) for n in numbers.values()}


def test_numbers_trade_places_and_slide_to_the_place_they_stand_for(bench):
    assert isinstance(bench, SignalBench)
    finish(bench.flip(None))
    assert columns(bench, "kernel") == {"6": 0, "5": 1, "4": 2}
    names = {n.text: n.place for n in bench.grids["kernel"].numbers.values()}
    assert names == {"6": "turned[0]", "5": "turned[1]", "4": "turned[2]"}
    for n, left in ((0, -2), (3, 1)):
        finish(bench.slide(None, n))
        assert columns(bench, "kernel") == {"6": left, "5": left + 1, "4": left + 2}


@pytest.fixture
def integral():
    f, g = stairs(np.array([1, 2, 3]), 0), stairs(np.array([4, 5, 6]), 0)
    return Integral(f, g, convolution(f, g), Layout(8 * 16 / 9), DARK)


@pytest.mark.parametrize("t", [Fraction(1, 2), Fraction(5, 2), Fraction(4)])
def test_the_area_drawn_is_the_height_that_the_curve_has_reached(integral, t):
    integral.show(t)
    below, beside = integral.plots[1:]
    corners = integral._area.points[::4, :2]
    x, y = corners.T
    drawn = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    unit = (below.point(1, 0)[0] - below.point(0, 0)[0]) * (
        below.point(0, 1)[1] - below.point(0, 0)[1]
    )
    end = integral._drawn.points[-1]
    assert end[:2] == pytest.approx(beside.point(t, drawn / unit))


def test_g_is_mirrored_about_zero(integral):
    top = integral.plots[0]
    finish(integral.turn())
    left, right = (integral._sliding.get_corner((side, 0.0, 0.0))[0] for side in (-1.0, 1.0))
    assert (left, right) == pytest.approx([top.point(t, 0)[0] for t in (-3, 0)])


def test_time_passes_from_start_to_end(integral):
    moving = integral.go(Fraction(0), Fraction(6))
    assert isinstance(moving, Along)
    finish(moving)
    assert integral._drawn.points[-1][:2] == pytest.approx(integral.plots[2].point(6, 0))


def test_a_curve_is_cut_where_time_has_come():
    assert until(((0, 0), (2, 4)), Fraction(-1)) == ()
    assert until(((0, 0), (2, 4)), Fraction(9)) == ((0, 0), (2, 4))


@pytest.mark.parametrize("region", [Region(0, 0, 12, 4), Region(0, 0, 7, 9)])
def test_plots_share_the_room_and_keep_apart(region):
    parts = thirds(region)
    assert all(region.contains(part) for part in parts)
    assert not any(parts[i].overlaps(parts[j]) for i in range(3) for j in range(i))
