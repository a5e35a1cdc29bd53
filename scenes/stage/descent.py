"""The bench of learning: matrices for the first step, then two plots, of losses and of weights."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from manim import Animation, Mobject, smooth

from scenes.stage.chart import Chart
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import program_lines
from scenes.stage.moves import Slide, appear, exchange, one, vanish
from scenes.stage.panel import Panel, Table
from scenes.stage.panels import PanelBench
from scenes.story import Beat
from scenes.story.axis import Axis
from scenes.story.chart import Curve

BETWEEN: Final = 0.3
PROGRAM_HEIGHT: Final = 1.6


class DescentBench(PanelBench):
    """Moves a table of matrices, and later the plots that take its place.

    `instead` takes the place of the table's last panel. Of the column of two panels, the upper one
    stands at the height of the signs until the lower one enters.
    """

    def __init__(self, lesson: Lesson, table: Table, instead: Panel) -> None:
        *columns, last = table
        first = last[0]
        if isinstance(first, str):
            raise ValueError("a table ends on a column")
        wider, other = sorted((first, instead), key=lambda panel: -panel.widest)
        super().__init__(lesson, [*columns, [wider]])
        self.take_turns(other, wider.key)
        self._swapped = first.key, instead.key
        pairs = (column for column in columns if not isinstance(column, str) and len(column) > 1)
        self._upper, self._lower = (panel.key for panel in next(pairs))
        self._lowered = self._centred()
        labels = [(self.words.label("step"), self.words.label(n)) for n in ("loss", "weights")]
        places = zip(("loss", "weights"), halves(self.layout.whole), labels, strict=True)
        self.charts = [
            Chart(name, half, label, self.theme, keep=name == "loss")
            for name, half, label in places
        ]

    def enter(self, beat: Beat, *keys: str) -> Animation | None:
        """Panels appear; the upper one of two makes room for the lower one."""
        if keys != (self._lower,) or not self._lowered:
            return super().enter(beat, *keys)
        way, self._lowered = (0.0, self._lowered), 0.0
        rise = [Slide(part, way, rate_func=smooth) for part in self.parts(self._upper)]
        new = self._new(keys, ())  # the signs of the column stand there already
        return one([one(rise), appear(new, lag=0.12)], lag=0.5)

    def _signs_before(self, keys: Iterable[str]) -> list[Mobject]:
        """Those before the column come with its upper panel, wherever its lower one will stand."""
        chosen, present = set(keys), self._present.get("signs", [])
        column = {self._lower} if self._upper in chosen else set()
        return [mark for mark in super()._signs_before(chosen | column) if mark not in present]

    def swap(self, beat: Beat) -> Animation | None:
        """The other panel takes the place of the last one."""
        gone, new = map(self.parts, self._swapped)
        return exchange(gone, new)

    def strip(self, beat: Beat) -> Animation | None:
        """The matrices, their names and all that lies on them go."""
        keys = [key for key in self.grids if key != self._swapped[0]]
        parts = [part for key in keys for part in self.parts(key)]
        formulas, self._formulas = self._formulas, []
        return one([self.lift(beat), vanish([*parts, *self.signs, *formulas])])

    def axes(self, beat: Beat, *axes: Axis) -> Animation | None:
        """Axes of both plots: x and y of the losses, x and y of the weights."""
        pairs = zip(self.charts, (axes[:2], axes[2:]), strict=True)
        return one([chart.axes(*pair) for chart, pair in pairs])

    def draw(self, beat: Beat, loss: Curve, *weights: Curve) -> Animation | None:
        """A curve of losses and one for every weight."""
        labels = {loss.label: self.words.label(loss.label, beat.values)}
        return one([self.charts[0].draw([loss], labels), self.charts[1].draw(weights)])

    def make_room(self, beat: Beat) -> Animation | None:
        """The plots leave the lines below to the program."""
        rest = between(self._program_region().top, self.layout.operands)
        places = zip(self.charts, halves(rest), strict=True)
        return one([chart.resize(half) for chart, half in places])

    def program(self, beat: Beat) -> Animation | None:
        """The lines of PyTorch that take the same steps."""
        return appear(program_lines(self.pytorch, self._program_region(), self.theme.text))

    def _centred(self) -> float:
        """Put the upper panel in the middle of its column; how far down that is."""
        if self._upper not in self.grids or self._lower not in self.grids:
            return 0.0
        upper, lower = (self.grids[key].cells.centre for key in (self._upper, self._lower))
        way = (upper[1] - lower[1]) / 2
        for part in self.parts(self._upper):
            part.shift((0.0, -way, 0.0))
        return way

    def _program_region(self) -> Region:
        worked = self.layout.worked
        top = max(worked.top, worked.bottom + PROGRAM_HEIGHT)
        return Region(worked.left, worked.bottom, worked.right, top)


def between(bottom: float, region: Region) -> Region:
    """A region as far down as that."""
    return Region(region.left, bottom, region.right, region.top)


def halves(region: Region) -> tuple[Region, Region]:
    """The left and the right half of a region; the upper and the lower one of a high one."""
    (x, y), gap = region.centre, BETWEEN / 2
    if region.height > region.width:
        upper = Region(region.left, y + gap, region.right, region.top)
        return upper, Region(region.left, region.bottom, region.right, y - gap)
    left = Region(region.left, region.bottom, x - gap, region.top)
    return left, Region(x + gap, region.bottom, region.right, region.top)
