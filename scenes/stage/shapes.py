"""Shapes drawn many at a time: all cells of a grid are one path, so a grid costs one drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from manim import DashedVMobject, LineJointType, RoundedRectangle, VGroup, VMobject

from scenes.stage.layout import Region
from scenes.stage.typeset import Points

EXACT: Final = 9  # decimals of a size, far below what can be seen


def outlined(line: str, width: float) -> VMobject:
    """A path to come, with nothing inside.

    Its corners are round: pointed ones may reach far, and a camera has to reckon with that.
    """
    joint = LineJointType.ROUND
    return VMobject(stroke_color=line, stroke_width=width, fill_opacity=0.0, joint_type=joint)


def outline_of(region: Region, corner: float) -> Points:
    """The curves of one rounded rectangle."""
    width, height = round(region.width, EXACT), round(region.height, EXACT)
    points: Points = _rounded(width, height, corner) + (*region.centre, 0.0)
    return points


@lru_cache(maxsize=256)
def _rounded(width: float, height: float, corner: float) -> Points:
    """Its curves around the origin; cells are many and of few sizes."""
    points: Points = RoundedRectangle(corner_radius=corner, width=width, height=height).points
    points.setflags(write=False)
    return points


def boxes(
    regions: Iterable[Region], corner: float, *, line: str, fill: str, width: float
) -> VMobject:
    """Rounded rectangles as one path."""
    shape = outlined(line, width).set_fill(fill, 1.0)
    parts = [outline_of(region, corner) for region in regions]
    shape.points = np.concatenate(parts) if parts else np.zeros((0, 3))
    return shape


def dashed_boxes(
    regions: Iterable[Region], corner: float, *, line: str, width: float, dashes: int = 20
) -> VMobject:
    """Dashed rounded rectangles as one path."""
    shape = outlined(line, width)
    parts = []
    for region in regions:
        size = round(region.width, EXACT), round(region.height, EXACT)
        parts.append(_dashed(*size, corner, dashes) + (*region.centre, 0.0))
    shape.points = np.concatenate(parts) if parts else np.zeros((0, 3))
    return shape


@lru_cache(maxsize=256)
def _dashed(width: float, height: float, corner: float, dashes: int) -> Points:
    """The dashes of one around the origin."""
    box = RoundedRectangle(corner_radius=corner, width=width, height=height)
    dashed = DashedVMobject(box, num_dashes=dashes, dashed_ratio=0.55)
    points: Points = np.concatenate([dash.points for dash in dashed.submobjects])
    points.setflags(write=False)
    return points


def frame(region: Region, corner: float, *, line: str, width: float) -> VMobject:
    """One thick outline with nothing inside."""
    shape = outlined(line, width)
    shape.points = outline_of(region, corner)
    return shape


def edge(region: Region, thickness: float, corner: float, colour: str) -> VMobject:
    """An outline that is filled and not stroked, so that what lies before it hides it."""
    shape = VMobject(stroke_width=0.0, fill_color=colour, fill_opacity=1.0)
    outer, inner = outline_of(region.shrunk(-thickness), corner), outline_of(region, corner)
    shape.points = np.concatenate([outer, inner[::-1]])
    return shape


def lines_through(
    strokes: Iterable[Sequence[tuple[float, float]]], colour: str, width: float
) -> VMobject:
    """Lines from corner to corner, as one path."""
    path = outlined(colour, width)
    path.points = through(strokes)
    return path


def through(strokes: Iterable[Sequence[tuple[float, float]]]) -> Points:
    """The curves of lines from corner to corner."""
    parts = [np.zeros((0, 3))]
    for stroke in (stroke for stroke in strokes if len(stroke) > 1):
        corners = np.array([(*corner, 0.0) for corner in stroke])
        start, end = corners[:-1, None], corners[1:, None]
        share = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
        parts.append(((1 - share) * start + share * end).reshape(-1, 3))
    return np.concatenate(parts)


def brace(region: Region, *, line: str, width: float) -> VMobject:
    """A brace as large as its region, its tip in the middle of the right side."""
    left, right, middle = region.left, region.right, region.centre[0]
    reach = min(region.width / 2, region.height / 4)
    half = [(left, region.top, 0.0), (middle, region.top - reach, 0.0)]
    half += [(middle, region.centre[1] + reach, 0.0), (right, region.centre[1], 0.0)]
    path = outlined(line, width)
    for fold in (1, -1):  # upper and lower half, from the outer end to the tip
        ends = [
            np.array((x, region.centre[1] + fold * (y - region.centre[1]), 0)) for x, y, _ in half
        ]
        outer, down, up, tip = ends
        path.start_new_path(outer)
        path.add_cubic_bezier_curve_to((middle, outer[1], 0), (middle, outer[1], 0), down)
        path.add_line_to(up)
        path.add_cubic_bezier_curve_to((middle, tip[1], 0), (middle, tip[1], 0), tip)
    return path


def together(*parts: VMobject | None) -> VGroup:
    """A group of those parts that exist."""
    return VGroup(*(part for part in parts if part is not None))
