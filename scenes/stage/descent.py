"""The bench of learning: matrices for the first step, then two plots, of losses and of weights."""

from __future__ import annotations

from typing import Final

from manim import Animation

from scenes.stage.chart import Chart
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import program_lines
from scenes.stage.moves import appear, one, vanish
from scenes.stage.panel import Panel, Table
from scenes.stage.panels import PanelBench
from scenes.story import Beat
from scenes.story.axis import Axis
from scenes.story.chart import Curve

BETWEEN: Final = 0.3
PROGRAM_HEIGHT: Final = 1.6


class DescentBench(PanelBench):
    """Moves a table of matrices, and later the plots that take its place.

    `instead` takes the place of the table's last panel.
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
        labels = [(self.words.label("step"), self.words.label(n)) for n in ("loss", "weights")]
        places = zip(("loss", "weights"), halves(self.layout.whole), labels, strict=True)
        self.charts = [
            Chart(name, half, label, self.theme, keep=name == "loss")
            for name, half, label in places
        ]

    def swap(self, beat: Beat) -> Animation | None:
        """The other panel takes the place of the last one."""
        gone, new = map(self.parts, self._swapped)
        return one([vanish(gone), appear(new)], lag=0.5)

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
