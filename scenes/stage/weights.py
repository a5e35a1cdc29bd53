"""The bench of a dense layer: a table of weights for every output, shared, then cut to a kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from manim import Animation, FadeIn, Group, VMobject, linear, smooth
from numpy.typing import NDArray

from scenes.stage import depth
from scenes.stage.arrangement import first_whole
from scenes.stage.fit import em_in
from scenes.stage.grid import NumberGrid
from scenes.stage.heat import HeatGrid
from scenes.stage.labels import name_above, name_beside
from scenes.stage.lesson import Lesson
from scenes.stage.moves import Fly, Through, appear, exchange, one, vanish
from scenes.stage.panel import Panel, Table
from scenes.stage.panel_grids import Whereabouts
from scenes.stage.panel_sizes import NO_SIGN
from scenes.stage.rewriting import RewritingBench
from scenes.stage.shapes import frame, outline_of
from scenes.stage.tinted import TintedGrid
from scenes.stage.window import FRAME_LINE, HALO, THINNEST_GROWTH
from scenes.story import Beat
from scenes.story.places import Index, Spot, parsed, place, slice_of
from scenes.story.sharing import chosen, drawn_tables, table_key

DOTS: Final = "⋯"  # tables that are not drawn
NO_POINTS: Final = np.zeros((0, 3))
FIRST_HIDDEN: Final = "hidden[0]"

Wave = Sequence[str]  # places of weights that change together


class WeightBench(RewritingBench):
    """Tables of weights ⋅ image = output, in stages; then what the `later` table shows.

    `weights` is (stages, *out, *in) and `hidden` (stages, *out).
    """

    def __init__(
        self,
        lesson: Lesson,
        weights: NDArray[Any],
        image: Panel,
        hidden: NDArray[Any],
        later: Table,
    ) -> None:
        self._weights, self._hidden = weights, hidden
        self._tables = drawn_tables(hidden.shape[1:])
        region = lesson.layout.operands
        made = Panel(FIRST_HIDDEN, hidden[0], "output", "H", hidden=True, among=hidden)
        ways = [
            [*weight_columns(weights, heat=heat), "⋅", [image], "=", [made]]
            for heat in (True, False)
        ]
        super().__init__(lesson, first_whole(ways, region), later)
        self._pointer = self._frame()

    def ask(self, beat: Beat, *keys: str) -> Animation | None:
        """Panels appear without the signs between them."""
        return appear(self._new(keys, []), lag=0.12)

    def enter(self, beat: Beat, *keys: str) -> Animation | None:
        """All that is not there yet appears, with all the signs."""
        return appear(
            self._new([key for key in self.grids if key not in self._present], self.signs), lag=0.12
        )

    def point(self, beat: Beat, index: Index) -> Animation | None:
        """A frame around the table of this output."""
        self._pointer.points = self._around(index)
        return FadeIn(self._pointer, rate_func=smooth)

    def fill(self, beat: Beat, stage: int) -> Animation | None:
        """Every output is computed, each with its table."""
        every = list(np.ndindex(self._hidden.shape[1:]))
        names = [place("hidden", stage, *index) for index in every]
        self._pointer.points = self._around(self._tables[0])

        def reach(steps: range) -> None:
            self.places.reveal(names[step] for step in steps)
            drawn = [every[step] for step in steps if every[step] in self._tables]
            if drawn:
                self._pointer.points = self._around(drawn[-1])
            if steps[-1] == len(every) - 1:
                self._pointer.points = NO_POINTS

        moving = Group(self._pointer, *self.places.changing(names))
        return Through(moving, len(every), reach, rate_func=linear)

    def lift(self, beat: Beat) -> Animation | None:
        return one([super().lift(beat), vanish([self._pointer])])

    def extract(self, beat: Beat, *spots: Spot) -> Animation | None:
        """The next picture: what these spots hold flies out of this one and is its kernel."""
        starts = [
            (self.grids[spot.panel].cells.point(row, column), em_in(self.grids[spot.panel].cells))
            for spot in spots
            if isinstance(self.grids[spot.panel], TintedGrid)
            for row in spot.rows
            for column in spot.columns
        ]
        gone, kernel = self.turn(beat), self.grids["kernel"]
        if not starts or not isinstance(kernel, NumberGrid):
            return one([gone, self.enter(beat)], lag=0.8)
        flights = [
            Fly(number, *start, rate_func=smooth)
            for number, start in zip(kernel.numbers.values(), starts, strict=True)
        ]
        self._present["kernel"] = self.parts("kernel")
        ground = appear([kernel.boxes, self.names["kernel"]])
        return one([gone, one([*flights, ground]), self.enter(beat)], lag=0.6)

    def rename(self, beat: Beat, title: str) -> Animation | None:
        """The tables of weights get another name; what they are stays."""
        key = next(key for key in map(table_key, self._tables) if key in self.names)
        old, colour = self.names[key], self.theme.kernel
        beside = name_beside if self.panels[key].aside else name_above
        new = beside(self.grids[key].cells, title, colour, self.layout.safe)
        self.names[key] = new
        self._present[key] = self.parts(key)
        return exchange([old], [new])

    def share(self, beat: Beat, stage: int, *waves: Wave) -> Animation | None:
        """The weights become those of another stage, wave after wave; nothing is computed yet."""
        return self._become(stage, waves, fade=False)

    def cut(self, beat: Beat, stage: int, *waves: Wave) -> Animation | None:
        """So they do, and those that change count no more."""
        return self._become(stage, waves, fade=True)

    def _become(self, stage: int, waves: Sequence[Wave], *, fade: bool) -> Animation | None:
        maps: list[Animation | None] = []
        for index in self._tables:
            grid, values = self.grids[table_key(index)], self._weights[stage][index]
            if isinstance(grid, HeatGrid):
                maps.append(grid.turn_into(values))
            elif isinstance(grid, TintedGrid):
                grid.rename(slice_of("weight", (stage, *index)))
        changes = [one([self._changed(name, fade=fade) for name in wave]) for wave in waves]
        emptied = self._emptied(stage)
        self._refresh(stage)
        return one([emptied, vanish([self._pointer]), one([*maps, one(changes, lag=0.4)])], lag=0.3)

    def _changed(self, name: str, *, fade: bool) -> Animation | None:
        """One weight's number and tint become those of the place that is named."""
        _, (stage, *index) = parsed(name) or ("", (0,))
        *table, row, column = index
        key = table_key(tuple(table))
        grid, cell = self.grids[key], (row, column)
        if not isinstance(grid, TintedGrid):
            return None
        values = self._weights[stage][tuple(table)]
        text = replace(self.panels[key], values=values).texts[row][column]
        return grid.fade(cell, text) if fade else grid.change(cell, text, values[cell])

    def _emptied(self, stage: int) -> Animation | None:
        """The output of the stage before goes; its own is still to be computed."""
        grid, values = self.grids[FIRST_HIDDEN], self._hidden[stage]
        if isinstance(grid, HeatGrid):
            return grid.turn_into(values, hidden=True)
        if not isinstance(grid, NumberGrid):
            return None
        panel = replace(self.panels[FIRST_HIDDEN], key=f"hidden[{stage}]", values=values)
        return vanish(grid.rewrite(panel.key, panel.texts))

    def _refresh(self, stage: int) -> None:
        """From now on, places are those of this stage, and what is there may go with the rest."""
        named = {key.replace("[0", f"[{stage}", 1): grid for key, grid in self.grids.items()}
        self.places = Whereabouts(named)
        self._present |= {key: self.parts(key) for key in self._present if key in self.grids}

    def _around(self, index: Index) -> NDArray[np.float64]:
        cells = self.grids[table_key(index)].cells
        return outline_of(cells.region.shrunk(-THINNEST_GROWTH), cells.corner)

    def _frame(self) -> VMobject:
        cells = self.grids[table_key(self._tables[0])].cells
        shape = frame(cells.region, cells.corner, line=self.theme.kernel, width=FRAME_LINE)
        shape.set_stroke(self.theme.background, FRAME_LINE + HALO, background=True)
        return shape.set_z_index(depth.FRAMES)


def weight_columns(weights: NDArray[Any], *, heat: bool) -> list[Sequence[Panel] | str]:
    """The tables of the first of `weights` (stages, *out, *in), each where its output is.

    Of many, the first, the middle and the last are drawn, with dots between them.
    """
    rows, columns = map(chosen, weights.shape[1:3])
    every = weights[np.ix_(range(len(weights)), rows, columns)]
    titled = rows[len(rows) // 2], columns[0]
    table: list[Sequence[Panel] | str] = []
    for column, before in zip(columns, [columns[0], *columns], strict=False):
        if table:
            table.append(NO_SIGN if column == before + 1 else DOTS)
        panels = [
            Panel(
                table_key((row, column)),
                weights[0, row, column],
                "kernel",
                "W" if (row, column) == titled else "",
                heat=heat,
                tinted=not heat,
                among=every,
                aside=True,
                after_dots=row > above + 1,
            )
            for row, above in zip(rows, [0, *rows], strict=False)
        ]
        table.append(panels)
    return table
