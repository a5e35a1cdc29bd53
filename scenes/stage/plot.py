"""Plots: axes with true numbers, and curves, stems, bars, dots and areas over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from manim import Circle, VMobject

from scenes.stage import depth, glyphs
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, number
from scenes.stage.shapes import boxes, lines_through, through
from scenes.stage.theme import Theme
from scenes.stage.typeset import Points
from scenes.story.axis import Axis

AXIS_LINE: Final = 2.0
ZERO_LINE: Final = 1.2
CURVE_LINE: Final = 4.0
STEM_LINE: Final = 3.0
TICK: Final = 0.08
TICK_GAP: Final = 0.12  # between an axis and its numbers
NAME_GAP: Final = 0.16
ROOM_PER_TICK: Final = 0.42  # along the y axis
BETWEEN_TICKS: Final = 0.35  # along the x axis
DOT_RADIUS: Final = 0.07
BAR_SHARE: Final = 0.7  # of the distance between two bars
BAR_CORNER: Final = 0.02
AREA_OPACITY: Final = 0.45
MOST_TICKS: Final = 10
DASHES: Final = 24  # of a dashed curve, about
DASH_SHARE: Final = 0.6  # of a dash and the gap after it

Pairs = Iterable[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Names:
    """What the axes are called: x below the end of its axis, or `x_beside` it; y above its top."""

    x: Lettering | None = None
    y: Lettering | None = None
    x_beside: bool = False


NO_NAMES: Final = Names()


class Plot:
    """Axes in a region; numbers become points of the frame, and pairs of them become shapes.

    `name` is what the ticks are called for those who check the picture (`"loss.x"`). Room is left
    free at the right for labels at the ends of curves.
    """

    def __init__(
        self,
        region: Region,
        x: Axis,
        y: Axis,
        theme: Theme,
        *,
        name: str = "plot",
        names: Names = NO_NAMES,
        right: float = 0.0,
    ) -> None:
        self.x, self.y, self.theme, self.name = x, y, theme, name
        x_name, y_name, x_beside = names.x, names.y, names.x_beside
        named_below = 0.0 if x_beside or not x_name else NAME_GAP + x_name.em
        below = SMALLEST_EM + TICK_GAP + named_below
        above = NAME_GAP + y_name.em if y_name else SMALLEST_EM / 2
        if x_beside and x_name:
            right = max(right, x_name.width + NAME_GAP)
        self._y_ticks = y.ticks(_count((region.height - below - above) / ROOM_PER_TICK))
        widest = max((glyphs.width(text) for _, text in self._y_ticks), default=0.0)
        self.inner = Region(
            region.left + widest * SMALLEST_EM + TICK_GAP,
            region.bottom + below,
            region.right - max(right, SMALLEST_EM),
            region.top - above,
        )
        self._x_ticks = x.ticks(self._most_columns())
        self.names = [named for named in (x_name, y_name) if named]
        self._place_names(names)

    @property
    def axes(self) -> list[VMobject]:
        """Both axes with their ticks, every tick's number, and the names."""
        inner, theme = self.inner, self.theme
        strokes = [
            [(inner.left, inner.top), (inner.left, inner.bottom), (inner.right, inner.bottom)]
        ]
        strokes += [[(x, inner.bottom), (x, inner.bottom - TICK)] for x in self._columns()]
        strokes += [[(inner.left, y), (inner.left - TICK, y)] for y in self._rows()]
        lines = lines_through(strokes, theme.muted, AXIS_LINE)
        return [lines, *self._zero(), *self._numbers(), *self.names]

    def point(self, x: Any, y: Any) -> tuple[float, float]:
        """Where a pair of numbers is on the frame."""
        inner = self.inner
        return (
            inner.left + self.x.share(x) * inner.width,
            inner.bottom + self.y.share(y) * inner.height,
        )

    def curve(
        self, pairs: Pairs, colour: str, width: float = CURVE_LINE, *, dashed: bool = False
    ) -> VMobject:
        """A line through pairs of numbers."""
        points = self.points(pairs)
        line = lines_through(dashes(points) if dashed else [points], colour, width)
        return line.set_z_index(depth.TINT)

    def dots(self, pairs: Pairs, colour: str, *, hollow: bool = False) -> list[VMobject]:
        """A dot on each pair, so that they can appear one by one."""
        fill = self.theme.background if hollow else colour
        return [dot(centre, colour, fill) for centre in self.points(pairs)]

    def stems(self, pairs: Pairs, colour: str) -> VMobject:
        """Upright lines from the axis, or from 0 where the plot shows it."""
        pairs = list(pairs)
        strokes = [[self.point(x, self._base()), self.point(x, y)] for x, y in pairs]
        return lines_through(strokes, colour, STEM_LINE).set_z_index(depth.TINT)

    def bars(self, pairs: Sequence[tuple[Any, Any]], line: str, fill: str) -> list[VMobject]:
        """A bar for each pair; they are as wide as the closest of them allow."""
        middles = [self.point(x, self._base()) for x, _ in pairs]
        gaps = np.diff(sorted(x for x, _ in middles))
        half = BAR_SHARE / 2 * (float(gaps.min()) if len(gaps) else self.inner.width / 2)
        drawn = []
        for (x, low), (_, value) in zip(middles, pairs, strict=True):
            end = self.point(self.x.low, value)[1]
            bar = Region(x - half, min(low, end), x + half, max(low, end))
            corner = min(BAR_CORNER, bar.height / 2)
            drawn.append(boxes([bar], corner, line=line, fill=fill, width=AXIS_LINE))
        return drawn

    def area(self, pairs: Pairs, colour: str) -> VMobject:
        """The ground between a line and 0, in a see-through colour."""
        shape = VMobject(stroke_width=0.0, fill_color=colour, fill_opacity=AREA_OPACITY)
        shape.points = self.area_outline(list(pairs))
        return shape.set_z_index(depth.GROUND)

    def area_outline(self, pairs: Sequence[tuple[Any, Any]]) -> Points:
        """The outline of the ground between a line and 0."""
        base = self._base()
        around = [(pairs[0][0], base), *pairs, (pairs[-1][0], base), (pairs[0][0], base)]
        return through([self.points(around)])

    def points(self, pairs: Pairs) -> list[tuple[float, float]]:
        """Where pairs of numbers are; a logarithmic axis leaves out what it cannot show."""
        return [self.point(x, y) for x, y in pairs if self.x.shows(x) and self.y.shows(y)]

    def _base(self) -> Any:
        """Where bars and areas begin: at 0, if the plot shows it."""
        if self.y.logarithmic:
            return self.y.low
        return min(max(self.y.low, 0), self.y.high)

    def _columns(self) -> list[float]:
        return [self.point(value, self.y.low)[0] for value, _ in self._x_ticks]

    def _rows(self) -> list[float]:
        return [self.point(self.x.low, value)[1] for value, _ in self._y_ticks]

    def _zero(self) -> list[VMobject]:
        """A thin line at 0, where it lies between the ends of the y axis."""
        if self.y.logarithmic or not self.y.low < 0 < self.y.high:
            return []
        ends = [self.point(x, 0) for x in (self.x.low, self.x.high)]
        return [lines_through([ends], self.theme.padding, ZERO_LINE)]

    def _numbers(self) -> list[Lettering]:
        """The ticks' numbers, below the x axis and left of the y axis."""
        colour, em, written = self.theme.muted, SMALLEST_EM, []
        y = self.inner.bottom - TICK_GAP - em / 2
        for x, (_, text) in zip(self._columns(), self._x_ticks, strict=True):
            written.append(number(text, em, colour, (x, y), kind="scale", place=f"{self.name}.x"))
        for y, (_, text) in zip(self._rows(), self._y_ticks, strict=True):
            x = self.inner.left - TICK_GAP - glyphs.width(text) * em / 2
            written.append(number(text, em, colour, (x, y), kind="scale", place=f"{self.name}.y"))
        return written

    def _most_columns(self) -> int:
        """As many ticks as have room beside each other along the x axis."""
        for most in range(MOST_TICKS, 1, -1):
            texts = [text for _, text in self.x.ticks(most)]
            wide = max((glyphs.width(text) for text in texts), default=0.0) * SMALLEST_EM
            if (wide + BETWEEN_TICKS) * max(len(texts) - 1, 1) <= self.inner.width:
                return most
        return 1

    def _place_names(self, names: Names) -> None:
        """The x axis is named below its end or beside it, the y axis above its top."""
        x_name, y_name = names.x, names.y
        inner = self.inner
        if x_name and names.x_beside:
            left, middle = inner.right + NAME_GAP, inner.bottom
            x_name.shifted(left - x_name.get_left()[0], middle - x_name.get_y())
        elif x_name:
            left = inner.right - x_name.width
            baseline = inner.bottom - TICK_GAP - SMALLEST_EM - NAME_GAP - x_name.em / 2
            x_name.shifted(left - x_name.get_left()[0], baseline)
        if y_name:
            y_name.shifted(inner.left - y_name.get_left()[0], inner.top + NAME_GAP)


def dot(centre: tuple[float, float], colour: str, fill: str = "") -> VMobject:
    """A dot in front of the curves; a ring, where its `fill` is another colour."""
    ring = CURVE_LINE / 2 if fill and fill != colour else 0.0
    disc = Circle(
        radius=DOT_RADIUS - ring / 200,  # half of a line lies outside; 100 are a unit
        stroke_width=ring,
        stroke_color=colour,
        fill_color=fill or colour,
        fill_opacity=1.0,
    )
    return disc.move_to((*centre, 0.0)).set_z_index(depth.NUMBERS)


def dashes(points: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """A line from point to point, interrupted: as often for as many points, wherever they are.

    >>> [len(dashes([(float(x), 0.0) for x in range(count)])) for count in (2, 3, 100)]
    [24, 24, 17]
    """
    pieces = max(1, len(points) - 1)
    if pieces > DASHES:  # several pieces a dash
        run = -(-pieces // (2 * DASHES))
        return [list(points[i : i + run + 1]) for i in range(0, pieces, 2 * run)]
    each = -(-DASHES // pieces)
    found = []
    for (x, y), (right, top) in pairwise(points):
        for count in range(each):
            shares = count / each, (count + DASH_SHARE) / each
            found.append([(x + s * (right - x), y + s * (top - y)) for s in shares])
    return found


def _count(room: float) -> int:
    return max(2, min(MOST_TICKS, int(room)))
