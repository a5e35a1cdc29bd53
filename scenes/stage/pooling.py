"""The bench of windows without a kernel: they glide, sweep, and leave some cells out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from manim import Animation, Mobject
from numpy.typing import NDArray

from convmath import Geometry
from scenes.stage import depth
from scenes.stage.acts import Acts
from scenes.stage.arrangement import Arrangement, arrange
from scenes.stage.formulas import size_formulas
from scenes.stage.labels import padded_name
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.moves import appear, exchange, one, vanish
from scenes.stage.panel import Panel, Table
from scenes.stage.panel_sizes import APART, DOWN, FOLDED, NO_SIGN
from scenes.stage.panels import PanelBench
from scenes.stage.shapes import boxes
from scenes.story import Beat
from scenes.story.numerals import shape_code
from scenes.story.places import MOST_NUMBERS_SHOWN, Index, place, slice_of
from scenes.story.pooling_edges import overhang

OUTPUT: Final = {"output": "Y"}


class PoolingBench(PanelBench):
    """A table of panels over which one window slides in every channel."""

    def __init__(self, lesson: Lesson, table: Table | Arrangement, geometry: Geometry) -> None:
        super().__init__(lesson, table)
        self.geometry = geometry
        self._marks: list[Mobject] = []

    def mark(self, beat: Beat, cells: Sequence[Index], *panels: str) -> Animation | None:
        """A tint on every cell that no window covers."""
        theme, self._marks = self.theme, []
        for grid in (self.grids[panel].cells for panel in panels if panel in self.grids):
            regions = [grid.cell(row, column) for row, column in cells]
            tint = boxes(regions, grid.corner, line=theme.muted, fill=theme.unused_fill, width=1.0)
            self._marks.append(tint.set_z_index(depth.TINT))
        return appear(self._marks)

    def lift(self, beat: Beat) -> Animation | None:
        """The windows go, and the marks."""
        gone, self._marks = self._marks, []
        return one([super().lift(beat), vanish(gone)])

    def size(self, beat: Beat) -> Animation | None:
        """The output-size formula with its numbers, top right."""
        names, region = self.axis_names, self.formula_region
        formulas = size_formulas(self.geometry, names, region, self.theme)
        gone, self._formulas = self._formulas, formulas
        return exchange(gone, formulas, lag=0.3)


def pooling_acts(lesson: Lesson, geometry: Geometry) -> Acts:
    """The acts of a pooling: "pooling" itself, and "shifts" where the story tells of them."""
    acts = {"pooling": pooling_bench(lesson, geometry)}
    if "shifted" in lesson.board.arrays:
        acts["shifts"] = shifts_bench(lesson, geometry)
    return Acts(lesson, acts)


def pooling_bench(
    lesson: Lesson,
    geometry: Geometry,
    outputs: Mapping[str, str] = OUTPUT,
    padded_with: str = "",
) -> PoolingBench:
    """Input → outputs (array and letter of each), for each channel."""
    fill = padded_with or lesson.board.padding
    inputs = lesson.board.arrays["input"]
    rows = [_row(lesson, geometry, outputs, c, fill) for c in np.ndindex(inputs.shape[:-2])]
    tables = [*(_beside(rows, most) for most in FOLDED), _below(rows)]
    return PoolingBench(lesson, roomiest(tables, lesson.layout.operands), geometry)


def _row(
    lesson: Lesson, geometry: Geometry, outputs: Mapping[str, str], channel: Index, fill: str
) -> list[Panel]:
    """The input of one channel and its outputs; what stands alone says its shape."""
    arrays, (top, bottom), (left, right) = lesson.board.arrays, *geometry.padding
    index = "".join(f"_{number}" for number in channel)
    shapes = ["", ""] if channel else [padded_name(geometry), shape_code(geometry.output_shape)]
    key, title = slice_of("input", channel), f"X{index} quad {shapes[0]}"
    down, across = beyond = overhang(geometry)
    panel = Panel(key, arrays["input"][channel], "input", title, among=_large(arrays["input"]))
    sides = (top, bottom + down), (left, right + across)
    row = [replace(panel, padding=sides, beyond=beyond, padded_with=fill)]
    for name, letter in outputs.items():
        key, shape = slice_of(name, channel), shapes[1] if len(outputs) == 1 else ""
        title = f"{letter}{index} quad {shape}"
        panel = Panel(key, arrays[name][channel], "output", title, hidden=True)
        row.append(replace(panel, among=_large(arrays[name])))
    return row


def _large(array: NDArray[Any]) -> NDArray[Any] | None:
    """An array that is told as pictures, which then have one scale."""
    return array if array.size > MOST_NUMBERS_SHOWN else None


def _beside(rows: Sequence[Sequence[Panel]], most: int) -> Table:
    """Row beside row: the first ones and the last, if there are more than `most`."""
    chosen = rows if len(rows) <= most else [*rows[: most - 1], rows[-1]]
    table: list[list[Panel] | str] = []
    for count, (input, *outputs) in enumerate(chosen):
        dots = "⋯" if chosen is not rows and count == most - 1 else APART
        table += [dots] * bool(count) + [[input], "→", [outputs[0]]]
        for output in outputs[1:]:
            table += [NO_SIGN, [output]]
    return table


def _below(rows: Sequence[Sequence[Panel]]) -> Table:
    """Row below row."""
    inputs, *outputs = (list(column) for column in zip(*rows, strict=True))
    table: list[list[Panel] | str] = [inputs, "→", outputs[0]]
    for output in outputs[1:]:
        table += [NO_SIGN, output]
    return table


def _stacked(rows: Sequence[Sequence[Panel]]) -> Table:
    """Each row as a column of its own, from top to bottom, with names on the left."""
    table: list[list[Panel] | str] = []
    for row in rows:
        table += [DOWN] * bool(table) + [[replace(panel, aside=True) for panel in row]]
    return table


def roomiest(tables: Sequence[Table], region: Region) -> Table:
    """Of several tables, the one with the fewest heat maps, and of those the largest cells."""

    def merit(table: Table) -> tuple[int, float]:
        try:
            arrangement = arrange(table, region)
        except ValueError:  # more columns than the region is wide
            return len(table) + 1, 0.0
        panels = arrangement.panels
        cells = [arrangement.cells[key].cell_height for key in panels if not panels[key].heat]
        return sum(panel.heat for panel in panels.values()), -min(cells, default=0.0)

    return min(tables, key=merit)


def shifts_bench(lesson: Lesson, geometry: Geometry) -> PoolingBench:
    """A picture and its pooling; beside it, the same for the shifted pictures."""
    pairs = zip(lesson.board.arrays["shifted"], lesson.board.arrays["pooled"], strict=True)
    rows = []
    for count, (picture, pooled) in enumerate(pairs):
        shifted = Panel(place("shifted", count), picture, "input", f"U_{count}")
        result = Panel(place("pooled", count), pooled, "output", f"V_{count}", hidden=True)
        rows.append([shifted, result])
    tables = [_stacked(rows), _beside(rows, len(rows)), _below(rows)]
    region = lesson.layout.whole
    return PoolingBench(lesson, arrange(roomiest(tables, region), region), geometry)
