"""The bench of a stretched matrix: its numbers go apart, zeros come between and around them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import Animation, Mobject, VGroup, VMobject, smooth

from scenes.stage.cells import Cells, Place
from scenes.stage.covering import Covering
from scenes.stage.grid import PADDING_LINE, NumberGrid, Writing
from scenes.stage.labels import name_above
from scenes.stage.lesson import Lesson
from scenes.stage.moves import Morph, appear, exchange, one
from scenes.stage.panel import Panel, Table
from scenes.stage.panel_grids import Whereabouts, writing_of
from scenes.stage.panels import PanelBench
from scenes.stage.shapes import dashed_boxes
from scenes.stage.theme import Theme
from scenes.stage.typeset import Points
from scenes.story import Beat


class SteppedGrid(NumberGrid):
    """Numbers of which only those of every `step`-th row and column are the matrix's own.

    Those between them were inserted, and look like the padding.
    """

    def __init__(self, cells: Cells, writing: Writing, theme: Theme, step: Place) -> None:
        self._step = step
        super().__init__(cells, writing, theme)
        self.padding = self._dashed(cell for cell in cells.places() if not self.is_real(cell))
        self._between = self._dashed(cell for cell in cells.places() if self._inserted(cell))

    def is_own(self, cell: Place) -> bool:
        row, column = cell[0] - self._real_rows[0], cell[1] - self._real_columns[0]
        return self.is_real(cell) and row % self._step[0] == 0 == column % self._step[1]

    @property
    def ring(self) -> VGroup:
        zeros = (n for p, n in self.numbers.items() if not self.is_real(p))
        return VGroup(self.padding, *zeros)

    @property
    def between(self) -> VGroup:
        """What was inserted: its outlines and its zeros."""
        zeros = (n for p, n in self.numbers.items() if self._inserted(p))
        return VGroup(self._between, *zeros)

    @property
    def mobject(self) -> Mobject:
        return VGroup(self._between, *super().mobject)

    def moves(self) -> list[tuple[VMobject, Points]]:
        """All of the matrix's own parts, and where they are when its numbers stand side by side."""
        places = [cell for cell in self.cells.places() if self.is_own(cell)]
        ways = [self._way(cell) for cell in places]
        curves = len(self.boxes.points) // len(places)
        boxes = self.boxes.points + np.repeat(ways, curves, axis=0)
        numbers = [self.numbers[cell] for cell in places]
        moved = [(n, n.points + way) for n, way in zip(numbers, ways, strict=True)]
        return [(self.boxes, boxes), *moved]

    def _way(self, cell: Place) -> tuple[float, float, float]:
        """From a cell's place to that which it has when the numbers stand side by side."""
        spans = (self._real_rows, self._real_columns)
        middle = [(span[0] + span[-1]) / 2 for span in spans]
        row, column = (m + (at - m) / s for m, at, s in zip(middle, cell, self._step, strict=True))
        x, y = np.subtract(self.cells.point(row, column), self.cells.point(*cell))
        return float(x), float(y), 0.0

    def _inserted(self, cell: Place) -> bool:
        return self.is_real(cell) and not self.is_own(cell)

    def _dashed(self, chosen: Iterable[Place]) -> VMobject:
        regions = [self.cells.cell(*cell) for cell in chosen]
        line, corner = self.theme.padding, self.cells.corner
        return dashed_boxes(regions, corner, line=line, width=PADDING_LINE)


class StretchBench(PanelBench):
    """A table whose `panel` is a matrix with zeros between its numbers and around them.

    `title` is what the matrix is called before they come, and `step` how far apart its numbers are
    then. As a heat map, all of it comes at once.
    """

    def __init__(self, lesson: Lesson, table: Table, panel: Panel, title: str, step: Place) -> None:
        super().__init__(lesson, table)
        self._key, drawn = panel.key, self.grids[panel.key]
        if isinstance(drawn, NumberGrid):
            stepped = SteppedGrid(drawn.cells, writing_of(panel), self.theme, step)
            self.grids[panel.key] = stepped
            self.places = Whereabouts(self.grids)
            self.covering = Covering(self.panels, self.grids, {}, self.theme)
        colour = getattr(self.theme, panel.role)
        self._title = name_above(drawn.cells, title, colour, self.layout.safe)
        self._homes: list[tuple[VMobject, Points]] = []

    def close(self, beat: Beat) -> Animation | None:
        """The numbers side by side, as the matrix is."""
        grid = self.grids[self._key]
        if not isinstance(grid, SteppedGrid):
            return self.enter(beat, self._key)
        self._homes = [(part, part.points) for part, _ in grid.moves()]
        for part, points in grid.moves():
            part.points = points
        return appear([grid.core, self._title])

    def apart(self, beat: Beat) -> Animation | None:
        """They go apart, and zeros come between them."""
        grid = self.grids[self._key]
        if not isinstance(grid, SteppedGrid):
            return None
        moves = [Morph(part, points, rate_func=smooth) for part, points in self._homes]
        renamed = exchange([self._title], [self.names[self._key]])
        return one([one([*moves, renamed]), appear([grid.between])], lag=0.6)

    def surround(self, beat: Beat) -> Animation | None:
        """Zeros come around them."""
        grid = self.grids[self._key]
        return appear([grid.ring]) if isinstance(grid, SteppedGrid) else None
