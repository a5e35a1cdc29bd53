"""Shapes that are drawn as one path."""

from itertools import pairwise

import pytest

from scenes.stage.layout import Region
from scenes.stage.shapes import brace, edge, outline_of, through

BOX = Region(1.0, -2.0, 1.4, 2.0)


def test_a_brace_fills_its_region_and_points_to_the_right_in_the_middle():
    shape = brace(BOX, line="#ffffff", width=2.0)
    assert (shape.get_left()[0], shape.get_right()[0]) == pytest.approx((1.0, 1.4))
    assert (shape.get_bottom()[1], shape.get_top()[1]) == pytest.approx((-2.0, 2.0))
    tip = max(shape.points, key=lambda point: point[0])
    assert tip[1] == pytest.approx(0.0)
    assert [shape.points[0][1], shape.points[len(shape.points) // 2][1]] == [2.0, -2.0]


def test_an_edge_has_a_hole_as_large_as_the_region_and_no_line():
    shape = edge(BOX, 0.1, 0.05, "#ffffff")
    assert (shape.width, shape.height) == pytest.approx((0.6, 4.2))
    assert shape.get_stroke_width() == 0
    half = len(shape.points) // 2
    hole = outline_of(BOX, 0.05)
    assert shape.points[half:][::-1] == pytest.approx(hole)


def test_lines_end_where_they_should():
    points = through([[(0, 0), (1, 2), (3, 2)]])
    assert [tuple(a[:2]) for a, _ in pairwise(points[::3])][:2] == [(0.0, 0.0), (1.0, 2.0)]
    assert through([]).shape == (0, 3)
