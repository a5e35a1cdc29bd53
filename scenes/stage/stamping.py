"""The bench of transposed convolution: a number times the kernel is stamped into the output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from manim import Animation, FadeIn, FadeOut, Group, Mobject, linear, smooth
from numpy.typing import NDArray

from scenes.stage import depth, glyphs
from scenes.stage.acts import Acts
from scenes.stage.cells import Place
from scenes.stage.fit import em_in
from scenes.stage.grid import NumberGrid
from scenes.stage.labels import name_above
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering, number
from scenes.stage.moves import Fly, Through, appear, one, vanish
from scenes.stage.panel import Panel, Table
from scenes.stage.panels import PanelBench
from scenes.stage.shapes import boxes, frame
from scenes.stage.stretching import StretchBench
from scenes.stage.window import FRAME_LINE
from scenes.story import Beat
from scenes.story.numerals import Notation, shape_code
from scenes.story.places import Stop, place
from scenes.story.stamping import Landing, Stamping, as_correlation
from scenes.story.turning import TURNED

STAMP: Final = "stamp[0]"  # the panel in which each stamp is drawn
LETTERS: Final = {"close": "Z", "wide": "W", "output": "Y"}
GIVING_WAY: Final = 0.7  # of the old sum is over when the new one comes: one is read at a time


@dataclass(frozen=True, eq=False)
class RoomyPanel(Panel):
    """A panel in whose cells wider numbers than its own find room; `least` is a width in em."""

    least: float = 0.0

    @property
    def widest(self) -> float:
        """The longest number that is to be seen in it."""
        return max(self.least, super().widest)


class StampBench(PanelBench):
    """Input, kernel, the stamp of one number, and the output in which the stamps add up."""

    def __init__(self, lesson: Lesson, stamping: Stamping) -> None:
        input, kernel = (lesson.board.arrays[name] for name in ("input", "kernel"))
        self._stamps, self._sums = stamping.stamps, stamping.sums
        stamp, output = (_roomy(each) for each in (self._stamps, self._sums))
        name, result = stamping.name, stamping.trace.output
        output = max(output, _roomy(result))
        shape = shape_code(result.shape)
        letter = LETTERS[name]
        panels = [
            Panel("input", input, "input", f"X quad {shape_code(input.shape)}"),
            Panel("kernel", kernel, "kernel", f"K quad {shape_code(kernel.shape)}"),
            RoomyPanel(STAMP, self._stamps[0], "kernel", "x K", hidden=True, least=stamp),
            RoomyPanel(name, result, "output", f"{letter} quad {shape}", hidden=True, least=output),
        ]
        signs = ("⋅", "=", "→")
        table: list[list[Panel] | str] = [[panels[0]]]
        for sign, panel in zip(signs, panels[1:], strict=True):
            table += [sign, [panel]]
        super().__init__(lesson, table)
        self._output = name
        self._drawn_stamp: dict[Place, Lettering] = {}
        self._running: dict[Place, Lettering] = {}
        self._marks: list[Mobject] = []

    def enter(self, beat: Beat, *keys: str) -> Animation | None:
        """All; but no stamp whose numbers are not drawn."""
        drawn = [key for key in self.grids if key != STAMP or self._stamped]
        return super().enter(beat, *(keys or drawn))

    def stamp(self, beat: Beat, step: int) -> Animation | None:
        """The number times each weight: the kernel's numbers come over and are multiplied."""
        if self._stamped is None:
            return None
        grid, kernel = self._stamped
        gone, written, flights = self.unstamp(beat), Notation.of(self._stamps), []
        for cell in grid.cells.places():
            name = place("stamp", step, *cell)
            text = written.in_a_cell(self._stamps[(step, *cell)])
            product = self._number(grid, cell, text, name)
            self._drawn_stamp[cell] = product
            start, em = kernel.cells.point(*cell), em_in(kernel.cells)
            flights.append(Fly(product, start, em, rate_func=smooth))
        return one([gone, one(flights, lag=0.1)])

    def press(self, beat: Beat, step: int, landings: Sequence[Landing]) -> Animation | None:
        """The stamp's numbers go to the output; where one stands already, they are added."""
        grid = self.grids[self._output]
        if not isinstance(grid, NumberGrid):
            return super().sweep(beat, [Stop((), tuple(landing.place for landing in landings))])
        moves: list[Animation | None] = []
        for landing in landings:
            before = self._running.pop(landing.cell, None)
            after = self._landed(grid, step, landing)
            source = self._drawn_stamp.get(landing.offset) if landing.offset else None
            if source is None:
                moves.append(FadeIn(after, rate_func=smooth))
            elif before is None:
                start = (float(source.get_x()), float(source.get_y()))
                moves.append(Fly(after, start, source.em, rate_func=smooth))
            else:
                end = (*grid.cells.point(*landing.cell), 0.0)
                added = FadeOut(source.copy(), target_position=end, rate_func=smooth)
                sum_of = [FadeOut(before, rate_func=smooth), FadeIn(after, rate_func=smooth)]
                moves.append(one([added, one(sum_of, lag=GIVING_WAY)], lag=0.6))
        return one(moves)

    def sweep(self, beat: Beat, stops: Sequence[Stop]) -> Animation | None:
        """The other stamps; a cell's sum so far gives way when the last one lands on it."""

        def reach(steps: range) -> None:
            self._hide([name for step in steps for name in stops[step].places])

        sums = Group(*self._running.values())
        giving_way = Through(sums, len(stops), reach, rate_func=linear)
        return one([giving_way, super().sweep(beat, stops)])

    def cut(self, beat: Beat, rows: range, columns: range) -> Animation | None:
        """Of what has been stamped, these rows and columns are left: they are Y, and framed."""
        key, theme, cells = self._output, self.theme, self.grids[self._output].cells
        off = [at for at in cells.places() if at[0] not in rows or at[1] not in columns]
        regions = [cells.cell(*at) for at in off]
        tint = boxes(regions, cells.corner, line=theme.muted, fill=theme.unused_fill, width=1.0)
        left = frame(cells.block(rows, columns), cells.corner, line=theme.output, width=FRAME_LINE)
        self._marks = [tint.set_z_index(depth.TINT), left.set_z_index(depth.FRAMES)]
        title = f"{LETTERS['output']} quad {shape_code((len(rows), len(columns)))}"
        before, room = self.names[key], self.layout.safe
        after = self.names[key] = name_above(cells, title, theme.output, room)
        self._present[key] += [*self._marks, after]
        return one([vanish([before]), appear([*self._marks, after])], lag=GIVING_WAY)

    def parts(self, key: str) -> list[Mobject]:
        """What is left of the output is marked from the moment that the rest has been cut off."""
        return [*super().parts(key), *(self._marks if key == self._output else [])]

    def unstamp(self, beat: Beat) -> Animation | None:
        """The numbers of the last stamp go; what it left in the output stays."""
        gone, self._drawn_stamp = list(self._drawn_stamp.values()), {}
        return vanish(gone)

    def lift(self, beat: Beat) -> Animation | None:
        """The windows go, and the last stamp."""
        return one([super().lift(beat), self.unstamp(beat)])

    @property
    def _stamped(self) -> tuple[NumberGrid, NumberGrid] | None:
        """The panels of the stamp and of the kernel, if their numbers are drawn."""
        stamp, kernel = self.grids[STAMP], self.grids["kernel"]
        if isinstance(stamp, NumberGrid) and isinstance(kernel, NumberGrid):
            return stamp, kernel
        return None

    def _landed(self, grid: NumberGrid, step: int, landing: Landing) -> Lettering:
        """The number in a cell after a stamp: the grid's own one if no other stamp follows."""
        if landing.place.startswith(f"{self._output}["):
            final = grid.numbers[landing.cell]
            final.set_opacity(1.0)
            return final
        text = Notation.of(self._sums).in_a_cell(self._sums[(step, *landing.cell)])
        running = self._number(grid, landing.cell, text, landing.place)
        self._running[landing.cell] = running
        return running

    def _number(self, grid: NumberGrid, cell: Place, text: str, name: str) -> Lettering:
        point, em = grid.cells.point(*cell), em_in(grid.cells)
        return number(text, em, self.theme.text, point, place=name).set_z_index(depth.NUMBERS)

    def _hide(self, places: Sequence[str]) -> None:
        """What has been added up so far at these places goes."""
        for cell, running in list(self._running.items()):
            if place(self._output, *cell) in places:
                running.set_opacity(0.0)
                del self._running[cell]


def stamp_acts(lesson: Lesson, stampings: Sequence[Stamping], own: Stamping) -> Acts:
    """One act for each stamping, by the name of its output; and "zeros", the correlation."""
    acts: dict[str, PanelBench] = {each.name: StampBench(lesson, each) for each in stampings}
    trace = as_correlation(own)
    if trace is not None and trace.geometry is not None:
        (top, bottom), (left, right) = trace.geometry.padding
        wide = Panel(
            "stretched",
            trace.input,
            "input",
            "X'",
            padding=((top, bottom), (left, right)),
        )
        turned = Panel("turned", trace.kernel, "kernel", TURNED)
        output = Panel("output", trace.output, "output", "Y", hidden=True)
        table: Table = [[wide], "⋆", [turned], "=", [output]]
        acts["zeros"] = StretchBench(lesson, table, wide, "X", own.stride)
    return Acts(lesson, acts)


def _roomy(values: NDArray[Any]) -> float:
    """How wide the longest of some numbers is, in em."""
    written = Notation.of(values)
    return max(glyphs.width(written.in_a_cell(value)) for value in np.ravel(values))
