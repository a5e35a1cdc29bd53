"""The bench of windows without a kernel: they glide, sweep, and leave some cells out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from manim import Animation, Group, Mobject, linear

from convmath import Geometry
from scenes.stage import depth
from scenes.stage.acts import Acts
from scenes.stage.heat import HeatGrid
from scenes.stage.labels import padded_name, size_formulas, times
from scenes.stage.lesson import Lesson
from scenes.stage.moves import Through, appear, one, vanish
from scenes.stage.panel import NO_SIGN, Panel, Table
from scenes.stage.panels import PanelBench
from scenes.stage.shapes import boxes, outline_of
from scenes.stage.window import THINNEST_GROWTH
from scenes.story import Beat
from scenes.story.places import Index, Spot, Stop, place, slice_of


class PoolingBench(PanelBench):
    """A table of panels over which one window slides in every channel."""

    def __init__(self, lesson: Lesson, table: Table, geometry: Geometry) -> None:
        super().__init__(lesson, table)
        self.geometry = geometry
        self._marks: list[Mobject] = []

    def sweep(self, beat: Beat, stops: Sequence[Stop]) -> Animation | None:
        """The windows run over many places; the output fills behind them."""

        def reach(steps: range) -> None:
            for spot in self._drawn(stops[steps[-1]].windows):
                self._jump(spot)
            for step in steps:
                self._show(stops[step].places)

        places = [written for stop in stops for written in stop.places]
        maps = [grid.mobject for grid in self.grids.values() if isinstance(grid, HeatGrid)]
        moving = Group(*self._windows.values(), *self._numbers(places), *maps)
        return one([Through(moving, len(stops), reach, rate_func=linear)])

    def mark(self, beat: Beat, panel: str, cells: Sequence[Index]) -> Animation | None:
        """A tint on every cell that no window covers."""
        grid = self.grids[panel]
        regions = [grid.cells.cell(row, column) for row, column in cells]
        theme, corner = self.theme, grid.cells.corner
        tint = boxes(regions, corner, line=theme.muted, fill=theme.unused_fill, width=1.0)
        self._marks = [tint.set_z_index(depth.TINT)]
        return appear(self._marks)

    def lift(self, beat: Beat) -> Animation | None:
        """The windows go, and the marks."""
        gone, self._marks = self._marks, []
        return one([super().lift(beat), vanish(gone)])

    def size(self, beat: Beat) -> Animation | None:
        """The output-size formula with its numbers, top right."""
        axes = [self.words.label("rows"), self.words.label("columns")]
        formulas = size_formulas(self.geometry, axes, self.layout.formula, self.theme)
        gone, self._formulas = self._formulas, formulas
        return one([vanish(gone), appear(formulas, lag=0.3)])

    def _jump(self, spot: Spot) -> None:
        cells = self.grids[spot.panel].cells
        block = cells.block(spot.rows, spot.columns, grow=THINNEST_GROWTH)
        if spot.panel in self._windows:
            self._windows[spot.panel].points = outline_of(block, cells.corner)

    def _show(self, places: Sequence[str]) -> None:
        for number in self._numbers(places):
            number.set_opacity(1.0)
        for written in places:
            self._reveal_heat(written)


def pooling_acts(lesson: Lesson, geometry: Geometry) -> Acts:
    """The acts of a pooling: "pooling" itself, and "shifts" where the story tells of them."""
    acts = {"pooling": pooling_bench(lesson, geometry)}
    if "shifted" in lesson.board.arrays:
        acts["shifts"] = shifts_bench(lesson, geometry)
    return Acts(lesson, acts)


def pooling_bench(lesson: Lesson, geometry: Geometry) -> PoolingBench:
    """Input → output, or one row of them for each channel."""
    arrays, padding = lesson.board.arrays, lesson.board.padding
    inputs, outputs = arrays["input"], arrays["output"]
    (top, bottom), (left, right) = geometry.padding
    around = ((top, bottom), (left, right))
    columns: list[list[Panel]] = [[], []]
    for channel in np.ndindex(inputs.shape[:-2]):
        titles = _titles(geometry) if not channel else [f"{name}_{channel[0]}" for name in "XY"]
        panel = Panel(slice_of("input", channel), inputs[channel], "input", titles[0])
        columns[0].append(replace(panel, padding=around, padded_with=padding))
        name = slice_of("output", channel)
        columns[1].append(Panel(name, outputs[channel], "output", titles[1], hidden=True))
    return PoolingBench(lesson, [columns[0], "→", columns[1]], geometry)


def shifts_bench(lesson: Lesson, geometry: Geometry) -> PoolingBench:
    """A picture and its pooling; beside it, the same for the shifted pictures."""
    table: list[list[Panel] | str] = []
    pairs = (lesson.board.arrays[name] for name in ("shifted", "pooled"))
    for count, (picture, pooled) in enumerate(zip(*pairs, strict=True)):
        shifted = Panel(place("shifted", count), picture, "input", f"U_{count}")
        result = Panel(place("pooled", count), pooled, "output", f"V_{count}", hidden=True)
        table += [NO_SIGN] * bool(count) + [[shifted], "→", [result]]
    return PoolingBench(lesson, table, geometry)


def _titles(geometry: Geometry) -> list[str]:
    """Input and output with their shapes."""
    return [f"X quad {padded_name(geometry)}", f"Y quad {times(geometry.output_shape)}"]
