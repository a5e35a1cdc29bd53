"""The bench of two signals: one is turned around and slides along the other, place by place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
from manim import Animation, Mobject, VGroup, VMobject, smooth
from numpy.typing import NDArray

from scenes.stage import depth, glyphs
from scenes.stage.arrangement import Arrangement
from scenes.stage.cells import Cells
from scenes.stage.fit import DIGIT_IN_CELL, SIDE_PADDING, SMALLEST_EM
from scenes.stage.grid import NumberGrid
from scenes.stage.layout import LayoutError, Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering, fitted, formula, number
from scenes.stage.moves import appear, one, vanish
from scenes.stage.panel import Panel
from scenes.stage.panels import PanelBench
from scenes.story import Beat

NAMES: Final = {"input": "f(k)", "kernel": "g(k)", "output": "(f * g)(n)"}
TURNED_NAME: Final = "g(n - k)"
NAME_EM: Final = 0.34
NAME_ROOM: Final = 1.55  # left of the cells
NAME_GAP: Final = 0.2  # between a name and where g begins to slide
LARGEST_CELL: Final = 0.84
TICK_GAP: Final = 0.14  # between cells and the numbers of their places
ROWS: Final = {"input": 0.85, "kernel": -0.15, "output": -1.65}  # cells above the region's middle
BULGE: Final = 0.45  # of a cell: how far numbers that change places keep out of each other's way


class SignalBench(PanelBench):
    """Three rows of cells: f, g below it, and the result."""

    def __init__(self, lesson: Lesson, f_start: int, g_start: int) -> None:
        arrays = lesson.board.arrays
        panels = {key: Panel(key, arrays[key], key, hidden=key == "output") for key in NAMES}
        super().__init__(lesson, Arrangement(rows(panels, lesson.layout.operands), panels, ()))
        self.starts = {"input": f_start, "kernel": g_start, "output": f_start + g_start}
        self.names = {key: self._named(key, code) for key, code in NAMES.items()}
        self._ticks = {key: self._places(key) for key in NAMES}
        self._home = self.grids["input"].cells

    def enter_signals(self, beat: Beat) -> Animation | None:
        """F and g with their places."""
        return appear([*self._row("input"), *self._row("kernel")], lag=0.08)

    def enter_result(self, beat: Beat) -> Animation | None:
        """Empty cells for the result."""
        return appear(self._row("output"), lag=0.08)

    def flip(self, beat: Beat) -> Animation | None:
        """The numbers of g change places, first with last; its name says so."""
        grid = self._number_grid("kernel")
        last = grid.cells.columns - 1
        moves: list[Animation | None] = [Trade(grid, rate_func=smooth)]
        grid.numbers = {(0, last - column): n for (_, column), n in grid.numbers.items()}
        for (_, column), written in grid.numbers.items():
            written.place = f"turned[{column}]"
        old, self.names["kernel"] = self.names["kernel"], self._named("kernel", TURNED_NAME)
        gone = [old, *self._ticks.pop("kernel")]
        return one([vanish(gone), *moves, appear([self.names["kernel"]])], lag=0.3)

    def slide(self, beat: Beat, n: int) -> Animation | None:
        """The turned g moves until it stands for this place of the result."""
        grid = self._number_grid("kernel")
        left = n - self.starts["kernel"] - grid.cells.columns + 1 - self.starts["input"]
        x = self._home.point(0, left)[0] + (grid.cells.columns - 1) * self._home.cell_width / 2
        way = x - grid.cells.centre[0]
        grid.cells = replace(grid.cells, centre=(x, grid.cells.centre[1]))
        return Shift(VGroup(grid.boxes, *grid.numbers.values()), way, rate_func=smooth)

    def run(self, beat: Beat, n: int) -> Animation | None:
        """It slides on to this place, and the results on the way appear."""
        return one([self.slide(beat, n), self.reveal(beat)])

    def strip(self, beat: Beat) -> Animation | None:
        """Everything goes but the formula."""
        rows = [part for key in NAMES for part in self._row(key)]
        return one([self.clear(beat), vanish(rows)])

    def _row(self, key: str) -> list[Mobject]:
        return [self.names[key], self.grids[key].mobject, *self._ticks.get(key, [])]

    def _named(self, key: str, code: str) -> Lettering:
        colour, cells = getattr(self.theme, key), self.grids[key].cells
        name = fitted(formula(code, NAME_EM, colour), NAME_ROOM - NAME_GAP, SMALLEST_EM)
        f, g, result = (self.grids[row].cells for row in NAMES)
        reach = f.region.left - (g.columns - 1) * g.cell_width  # of g, at its first place
        right = min(reach, result.region.left) - NAME_GAP - name.get_right()[0]
        return name.shifted(right, cells.centre[1] - name.get_y()).set_z_index(depth.NUMBERS)

    def _places(self, key: str) -> list[Lettering]:
        """The number of every place: below g, above the others."""
        cells, above = self.grids[key].cells, key != "kernel"
        away = cells.cell_height / 2 + TICK_GAP + SMALLEST_EM / 3
        y = cells.centre[1] + (away if above else -away)
        texts = [
            str(self.starts[key] + column).replace("-", "−") for column in range(cells.columns)
        ]
        return [
            number(
                text,
                SMALLEST_EM,
                self.theme.muted,
                (cells.point(0, column)[0], y),
                kind="scale",
                place=f"{key}.x",
            )
            for column, text in enumerate(texts)
        ]

    def _number_grid(self, key: str) -> NumberGrid:
        grid = self.grids[key]
        if not isinstance(grid, NumberGrid):
            raise TypeError(f"{key} is a heat map, which has no numbers to move")
        return grid


def rows(panels: dict[str, Panel], region: Region) -> dict[str, Cells]:
    """Cells of one size; f stands so that g can pass it from end to end."""
    lengths = {key: panel.shape[1] for key, panel in panels.items()}
    room, x = region.width - NAME_ROOM, (region.left + NAME_ROOM + region.right) / 2
    both = lengths["input"] + 2 * (lengths["kernel"] - 1)
    sizes = {
        key: _cell(room / (lengths[key] if key == "output" else both), row)
        for key, row in (
            ("input", [panels["input"], panels["kernel"]]),
            ("output", [panels["output"]]),
        )
    }
    sizes["kernel"] = sizes["input"]
    return {
        key: Cells(1, lengths[key], *sizes[key], (x, region.centre[1] + up * LARGEST_CELL))
        for key, up in ROWS.items()
    }


def _cell(room: float, panels: list[Panel]) -> tuple[float, float]:
    """Width and height of cells with so much room each, in which all numbers can be read."""
    widest, width = max(panel.widest for panel in panels), min(LARGEST_CELL, room)
    em = (width - 2 * SIDE_PADDING) / widest
    if em < SMALLEST_EM:
        raise LayoutError(
            f"numbers {widest:.1f} letters wide do not fit cells {width:.2f} wide: give shorter "
            "signals, or shorter numbers"
        )
    return width, min(LARGEST_CELL, em * glyphs.DIGIT_HEIGHT / DIGIT_IN_CELL)


class Shift(Animation):
    """Shapes move sideways, together."""

    def __init__(self, shapes: VGroup, way: float, **options: Any) -> None:
        self._way = np.array((way, 0.0, 0.0))
        self._begin: list[tuple[VMobject, NDArray[Any]]] = [(s, s.points) for s in shapes]
        super().__init__(shapes, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        for shape, points in self._begin:
            shape.points = points + self.rate_func(alpha) * self._way

    def create_starting_mobject(self) -> Mobject:
        return self.mobject


class Trade(Animation):
    """The numbers of a row of cells change places, first with last, around each other."""

    def __init__(self, grid: NumberGrid, **options: Any) -> None:
        cells, last = grid.cells, grid.cells.columns - 1
        self._moves = []
        for (_, column), lettering in grid.numbers.items():
            way = cells.point(0, last - column)[0] - cells.point(0, column)[0]
            height = BULGE * cells.cell_height * np.sign(way)
            self._moves.append((lettering, lettering.points, way, height))
        super().__init__(VGroup(*grid.numbers.values()), **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        for lettering, points, way, height in self._moves:
            lettering.points = points + (share * way, np.sin(np.pi * share) * height, 0.0)

    def create_starting_mobject(self) -> Mobject:
        return self.mobject
