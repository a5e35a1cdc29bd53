"""Charts: what is drawn moves with the axes, and last numbers stand apart, beside their curves."""

from dataclasses import replace
from itertools import pairwise

import pytest

from scenes.stage.chart import Chart, spread
from scenes.stage.layout import Region
from scenes.stage.theme import DARK
from scenes.story.axis import Axis
from scenes.story.chart import Curve

REGION = Region(-6.0, -1.8, 0.0, 2.4)
LOW, HIGH = Region(-6.0, -1.8, 0.0, 0.0), Region(-6.0, 0.0, 0.0, 2.4)
STEPS = Axis.of(range(1, 4), whole=True)
FALLING = Curve("loss[2]", ((1, 100), (2, 10), (3, 1)), "output")
FLAT = Curve("other_loss[2]", ((1, 1), (2, 1), (3, 1)), "input")
TO_ZERO = Curve("loss[2]", ((1, 100), (2, 10), (3, 0)), "output")


def finish(animation):
    animation.begin()
    animation.finish()


@pytest.fixture
def chart():
    chart = Chart("loss", REGION, ("step", "loss"), DARK, keep=True)
    chart.axes(STEPS, Axis.of([0, 100]))
    return chart


def inked(line):
    return line.get_stroke_color().to_hex().lower()


def heights(drawn):
    return [float(dot.get_y()) for dot in drawn.dots]


def test_curves_move_along_when_the_axis_becomes_logarithmic(chart):
    finish(chart.draw([FALLING]))
    (drawn,) = chart.drawn
    first, second, third = heights(drawn)
    assert first - second > 5 * (second - third)
    finish(chart.axes(STEPS, Axis.of([1, 100], logarithmic=True)))
    first, second, third = heights(drawn)
    assert first - second == pytest.approx(second - third)
    assert drawn.line.get_top()[1] == pytest.approx(first)


def test_a_loss_of_zero_leaves_a_logarithmic_axis_with_its_number(chart):
    finish(chart.draw([TO_ZERO]))
    assert [end.text for end in chart.ends] == ["0"]
    finish(chart.axes(STEPS, Axis.of([1, 100], logarithmic=True)))
    assert len(heights(chart.drawn[0])) == 2
    assert chart.ends == []


def test_the_same_axes_are_not_drawn_twice(chart):
    assert chart.axes(STEPS, Axis.of([0, 100])) is None


def test_a_chart_takes_another_region_with_all_that_is_in_it(chart):
    finish(chart.draw([FALLING]))
    for region in (HIGH, LOW):
        finish(chart.resize(region))
        parts = [*chart._axes, *chart.ends, chart.drawn[0].line]
        assert all(region.bottom - 0.05 <= part.get_bottom()[1] for part in parts)
        assert all(part.get_top()[1] <= region.top + 0.05 for part in parts)


@pytest.mark.parametrize(("keep", "seen"), [(True, 2), (False, 1)])
def test_last_numbers_stay_or_go(keep, seen):
    chart = Chart("loss", REGION, ("step", "loss"), DARK, keep=keep)
    chart.axes(STEPS, Axis.of([0, 100]))
    chart.draw([FALLING])
    chart.draw([FLAT])
    assert len(chart.ends) == seen
    assert chart.ends[-1].place == "other_loss[2]"
    assert all(above.get_bottom()[1] > below.get_top()[1] for below, above in pairwise(chart.ends))
    assert all(end.get_left()[0] > chart.plot.inner.right for end in chart.ends)


def test_what_others_follow_steps_back_in_their_favour(chart):
    finish(chart.draw([replace(FALLING, dashed=True)]))
    (before,) = chart.drawn
    assert inked(before.line) == DARK.output
    finish(chart.draw([FLAT]))
    assert inked(before.line) == DARK.muted
    assert {dot.get_stroke_color().to_hex().lower() for dot in before.dots} == {DARK.muted}
    assert {dot.get_fill_color().to_hex().lower() for dot in before.dots} == {DARK.background}
    assert inked(chart.drawn[1].line) == DARK.input
    finish(chart.resize(LOW))
    assert inked(before.line) == DARK.muted


def test_curves_say_what_they_are_beside_their_last_numbers(chart):
    named = replace(FALLING, symbol="K_1", label="falling")
    chart.draw([named, FLAT], {"falling": "it falls"})
    symbol, last, label = (end for end in chart.ends if end.place != FLAT.end)
    assert (symbol.text, last.text, label.text) == ("K_1", "1", "it falls")
    assert symbol.get_right()[0] < last.get_left()[0]
    assert label.get_top()[1] < last.get_bottom()[1]
    assert all(end.get_bottom()[1] >= chart.plot.inner.bottom - 0.1 for end in chart.ends)
    assert all(end.get_right()[0] <= REGION.right for end in chart.ends)


def test_numbers_that_would_meet_are_moved_apart_around_their_middle():
    assert spread([0.0, 0.0, 0.0], gap=1.0) == [-1.0, 0.0, 1.0]
    assert spread([0.0, 0.9, 1.2], gap=1.0) == [-0.3, 0.7, 1.7]
    assert spread([], gap=1.0) == []
