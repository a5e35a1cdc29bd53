"""A table of matrices whose numbers move, all by the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from manim import Animation, Mobject, smooth

from scenes.stage.grid import NumberGrid
from scenes.stage.heat import HeatGrid
from scenes.stage.lesson import Lesson
from scenes.stage.moves import Morph, appear, exchange, one, vanish
from scenes.stage.panel import Panel, Table
from scenes.stage.panel_grids import Whereabouts
from scenes.stage.panels import PanelBench
from scenes.story import Beat
from scenes.story.places import Spot


class ShiftBench(PanelBench):
    """A panel bench whose panels become those of other arrays, which have names in `titles`."""

    def __init__(self, lesson: Lesson, table: Table, titles: Mapping[str, str]) -> None:
        self._arrays, self._titles = lesson.board.arrays, titles
        self._now: dict[str, str] = {}  # the array that a panel shows, if not its own
        super().__init__(lesson, table)

    def shift(
        self, beat: Beat, key: str, name: str, way: tuple[int, int], spot: Spot
    ) -> Animation | None:
        """The numbers of a panel move so far down and to the right, and its frame to the spot.

        What leaves the matrix is gone; what comes in from outside appears. A heat map just changes.
        """
        panel, grid = self._of(key, name), self.grids[key]
        moved: Animation | None = None
        if isinstance(grid, NumberGrid):
            moved = _moved(grid, panel, way)
        elif isinstance(grid, HeatGrid):
            moved = grid.turn_into(panel.matrix)
        return one([moved, *self.covering.glide([spot]), self._renamed(key, panel)])

    def empty(self, beat: Beat, key: str, name: str) -> Animation | None:
        """A panel gets the name of another array, whose numbers are still to be revealed."""
        panel, grid = self._of(key, name), self.grids[key]
        gone: Animation | None = None
        if isinstance(grid, NumberGrid):
            gone = vanish(grid.rewrite(name, panel.texts))
        elif isinstance(grid, HeatGrid):
            gone = grid.turn_into(panel.matrix, hidden=True)
        return one([gone, self._renamed(key, panel)])

    def _of(self, key: str, name: str) -> Panel:
        """The panel of another array in the place of this one."""
        values, title = self._arrays[name], self._titles[name]
        return replace(self.panels[key], key=name, values=values, title=title)

    def _renamed(self, key: str, panel: Panel) -> Animation | None:
        """The name of the other array comes; from now on, the story's places are in that one."""
        self._now[key] = panel.key
        self.places = Whereabouts({self._now.get(k, k): grid for k, grid in self.grids.items()})
        old = self.names[key]
        self.names[key] = self._name(panel, self.grids[key].cells)
        self._present[key] = self.parts(key)
        return exchange([old], [self.names[key]])


def _moved(grid: NumberGrid, panel: Panel, way: tuple[int, int]) -> Animation | None:
    """All numbers of a grid on their way to where the panel has them."""
    before = dict(grid.numbers)
    grid.rewrite(panel.key, panel.texts)
    moves: list[Animation] = []
    fresh: list[Mobject] = []
    for cell, number in list(grid.numbers.items()):
        lettering = before.pop((cell[0] - way[0], cell[1] - way[1]), None)
        if lettering is None:
            fresh.append(number.set_opacity(1.0))
        else:
            moves.append(Morph(lettering, number.points, rate_func=smooth))
            lettering.place, grid.numbers[cell] = number.place, lettering
    return one([vanish(list(before.values())), one(moves), appear(fresh)])
