"""Plots: every shape is where its numbers are, every number beside its tick, all in the region."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from scenes.stage.layout import Layout, Region
from scenes.stage.lettering import Lettering, words
from scenes.stage.plot import DOT_RADIUS, TICK_GAP, Names, Plot
from scenes.stage.theme import DARK
from scenes.story.axis import Axis
from tests.scenes.sights import Sight, complaints

REGION = Region(-6.0, -1.5, 0.0, 2.0)
PAIRS = [(1, 12), (2, Fraction(49, 10)), (3, Fraction(-3, 2))]


def plot(values=(12, 0, -2), **options):
    axes = Axis.of(range(1, 4), whole=True), Axis.of(values, **options)
    return Plot(REGION, *axes, DARK, names=Names(words("step", 0.26, DARK.muted)))


@pytest.mark.parametrize("count", [2, 11, 101])
def test_a_dashed_curve_lies_on_the_solid_one_and_is_shorter(count):
    drawn = Plot(REGION, Axis.of(range(count), snug=True), Axis.of([0, count]), DARK)
    pairs = [(x, x) for x in range(count)]
    solid, dashed = (drawn.curve(pairs, DARK.kernel, dashed=way) for way in (False, True))
    (x, y, _), (right, top, _) = solid.points[0], solid.points[-1]
    rise = (top - y) / (right - x)
    assert np.allclose(dashed.points[:, 1], y + rise * (dashed.points[:, 0] - x))
    lengths = [shape.get_arc_length() for shape in (dashed, solid)]
    assert 0.3 < lengths[0] / lengths[1] < 0.7


def test_a_hollow_dot_is_as_large_as_a_filled_one():
    (filled,), (hollow,) = (
        plot().dots([(1, 1)], DARK.kernel, hollow=hollow) for hollow in (False, True)
    )
    across = hollow.width + hollow.get_stroke_width() / 100
    assert across == pytest.approx(filled.width, abs=1e-6)
    assert hollow.get_fill_color().to_hex().lower() == DARK.background


def box(shape):
    left, bottom, _ = shape.get_corner((-1.0, -1.0, 0.0))
    right, top, _ = shape.get_corner((1.0, 1.0, 0.0))
    return Region(float(left), float(bottom), float(right), float(top))


def numbers(drawn):
    return [part for part in drawn.axes if isinstance(part, Lettering) and part.kind == "scale"]


@pytest.mark.parametrize(
    "values", [(12, 0, -2), (0, 1), (10**9, -(10**7)), (Fraction(1, 3000), 0)], ids=str
)
def test_axes_and_names_are_legible_apart_and_inside_the_region(values):
    drawn = plot(values)
    letterings = [part for part in drawn.axes if isinstance(part, Lettering)]
    seen = [Sight(p.text, p.kind, p.place, box(p), 0.665 * p.em) for p in letterings]
    assert list(complaints(seen, Layout(8 * 16 / 9))) == []
    assert all(REGION.contains(box(part), slack=0.05) for part in drawn.axes)


def test_each_number_stands_beside_its_own_tick():
    drawn = plot()
    for part in numbers(drawn):
        value = Fraction(part.text.replace("−", "-"))
        if part.place == "plot.y":
            assert box(part).centre[1] == pytest.approx(drawn.point(1, value)[1], abs=0.03)
            assert box(part).right <= drawn.inner.left - TICK_GAP / 2
        else:
            assert box(part).centre[0] == pytest.approx(drawn.point(value, 0)[0], abs=0.03)
            assert box(part).top <= drawn.inner.bottom - TICK_GAP / 2


def test_equal_steps_are_equally_far_apart_and_rise_to_the_right_and_up():
    drawn = plot()
    points = np.array([drawn.point(x, y) for x, y in [(1, -2), (2, 0), (3, 2)]])
    assert np.diff(points, axis=0)[0] == pytest.approx(np.diff(points, axis=0)[1])
    assert (np.diff(points, axis=0) > 0).all()


def test_equal_ratios_are_equally_far_apart_on_a_logarithmic_axis():
    drawn = plot((1, 1000), logarithmic=True)
    heights = [drawn.point(1, value)[1] for value in (1, 10, 100, 1000)]
    assert np.diff(heights) == pytest.approx([drawn.inner.height / 3] * 3)
    assert len(drawn.dots([(1, 0), (2, 10)], DARK.text)) == 1


def test_a_curve_goes_through_its_points_and_dots_lie_on_them():
    drawn = plot()
    corners = [(*drawn.point(*pair), 0.0) for pair in PAIRS]
    curve = drawn.curve(PAIRS, DARK.output)
    assert curve.points[::4].tolist() == pytest.approx(np.array(corners[:-1]))
    assert curve.points[3::4].tolist() == pytest.approx(np.array(corners[1:]))
    for dot, corner in zip(drawn.dots(PAIRS, DARK.output), corners, strict=True):
        assert dot.get_center() == pytest.approx(corner)
        assert dot.width == pytest.approx(2 * DOT_RADIUS)


def test_stems_bars_and_areas_begin_at_zero():
    drawn = plot()
    zero = drawn.point(1, 0)[1]
    stems = drawn.stems(PAIRS, DARK.kernel).points.reshape(-1, 4, 3)
    assert stems[:, 0, 1] == pytest.approx([zero] * 3)
    assert stems[:, 3, 1] == pytest.approx([drawn.point(*pair)[1] for pair in PAIRS])
    bars = [box(bar) for bar in drawn.bars(PAIRS, DARK.output, DARK.output_fill)]
    assert [round(bar.bottom, 6) for bar in bars[:2]] == [round(zero, 6)] * 2
    assert (bars[2].top, bars[2].bottom) == pytest.approx((zero, drawn.point(*PAIRS[2])[1]))
    assert not any(one.overlaps(other) for one, other in combinations(bars, 2))
    area = drawn.area(PAIRS, DARK.output)
    assert area.points[0][1] == area.points[-1][1] == pytest.approx(zero)


def test_bars_of_a_plot_without_zero_begin_at_its_edge():
    drawn = plot((5, 7), snug=True)
    assert box(drawn.bars([(1, 6)], DARK.output, DARK.output_fill)[0]).bottom == pytest.approx(
        drawn.inner.bottom
    )


def test_zero_is_a_line_where_the_plot_goes_below_it():
    assert (
        len(plot().axes)
        == len(plot((0, 12)).axes) - len(numbers(plot((0, 12)))) + len(numbers(plot())) + 1
    )
