"""The sliding window, the readable focus on it, and the output cell that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from manim import Animation, FadeIn, VMobject, smooth

from convmath import Geometry, Step
from convmath.shapes import Index
from scenes.stage import depth, glyphs
from scenes.stage.cells import Cells, Place
from scenes.stage.fit import WEIGHT_EM, WEIGHT_INSET, descent, em_in, room_for_weights
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, number
from scenes.stage.moves import Fly, Morph, one
from scenes.stage.shapes import boxes, frame, lines_through, outline_of
from scenes.stage.theme import Theme
from scenes.stage.typeset import Points
from scenes.story import pace
from scenes.story.numerals import Notation

FRAME_LINE: Final = 6.0
HALO: Final = 5.0  # in the ground's colour, around the frame: seen on any heat map
GUIDE_LINE: Final = 1.6
THINNEST_GROWTH: Final = 0.02  # a frame stands a little outside its cells
SMALLEST_TARGET: Final = 0.14


class Window:
    """A thick frame over the input's cells, in the kernel's colour.

    `numbers` are those of the cells (none on a heat map), `weights` those of the kernel.
    """

    def __init__(
        self,
        cells: Cells,
        geometry: Geometry,
        theme: Theme,
        *,
        numbers: Iterable[str],
        weights: Iterable[str],
    ) -> None:
        self.cells, self.geometry, self.theme = cells, geometry, theme
        written, self._weight_texts = list(numbers), list(weights)
        self._tints = bool(written)
        self._room = self._tints and room_for_weights(cells, written, self._weight_texts)
        self.frame = frame(cells.region, cells.corner, line=theme.kernel, width=FRAME_LINE)
        self.frame.set_stroke(theme.background, FRAME_LINE + HALO, background=True)
        self.frame.set_z_index(depth.FRAMES)
        self.lies = False  # on some place of the input
        self._cover: list[VMobject] = []

    def region(self, index: Index) -> Region:
        """The frame's rectangle for one output element."""
        rows, columns = (range(r[0], r[-1] + 1) for r in self.geometry.window(index))
        return self.cells.block(rows, columns, grow=THINNEST_GROWTH)

    def places(self, index: Index) -> list[Place]:
        """The covered cells, in the order of the kernel's elements."""
        rows, columns = self.geometry.window(index)
        return [(row, column) for row in rows for column in columns]

    def points(self, index: Index) -> Points:
        return outline_of(self.region(index), self.cells.corner)

    def leave(self, kernel: Cells, step: Step) -> Animation | None:
        """From the kernel's own place to the first window; its weights go into the corners."""
        self.frame.points = outline_of(kernel.region, kernel.corner)
        self.lies, self._cover = True, list(self._weights(step))
        flights = [
            Fly(weight, kernel.point(*place), em_in(kernel), rate_func=smooth)
            for weight, place in zip(self._cover, kernel.places(), strict=False)
        ]
        return one(
            [FadeIn(self.frame, run_time=pace.APPEARANCE), one([self.glide(step.index), *flights])],
            0.5,
        )

    def glide(self, index: Index) -> Animation:
        """On its way to another place; where it lay nowhere, it is there at once."""
        if not self.lies:
            self.jump(index)
        return Morph(self.frame, self.points(index), rate_func=smooth)

    def jump(self, index: Index) -> None:
        self.frame.points, self.lies = self.points(index), True

    def spread(self, close: Window, index: Index) -> Animation | None:
        """Take the frame and the weights of a closer window and go apart with them."""
        self.frame, self.lies, self._cover = close.frame, True, close.uncover()
        pairs = zip(self._cover, close.places(index), self.places(index), strict=False)
        moves = [self.glide(index)]
        for weight, start, end in pairs:
            way = np.subtract((*self.cells.point(*end), 0.0), (*self.cells.point(*start), 0.0))
            moves.append(Morph(weight, weight.points + way, rate_func=smooth))
        return one(moves)

    def cover(self, step: Step) -> list[VMobject]:
        """The tint of the covered cells, and the kernel's weights if they are not there yet."""
        if not self._tints:
            return []
        regions = [self.cells.cell(*place) for place in self.places(step.index)]
        line, fill = self.theme.kernel, self.theme.covered_fill
        tint = boxes(regions, self.cells.corner, line=line, fill=fill, width=1.0)
        new = [tint.set_z_index(depth.TINT), *([] if self._cover else self._weights(step))]
        self._cover += new
        return new

    def uncover(self) -> list[VMobject]:
        gone, self._cover = self._cover, []
        return gone

    def _weights(self, step: Step) -> list[Lettering]:
        """Small weights, bottom right in each cell, if there is room for all of them."""
        if not self._room:
            return []
        cells = [self.cells.cell(*place) for place in self.places(step.index)]
        offsets = np.ndindex(step.weights.shape)
        places = [f"weight[{row}, {column}]" for row, column in offsets]
        return corner_weights(self._weight_texts, cells, places, self.theme)


def corner_weights(
    texts: Sequence[str], cells: Sequence[Region], places: Sequence[str], theme: Theme
) -> list[Lettering]:
    """A small weight in the bottom right corner of each of these cells."""
    deep = descent(texts) * WEIGHT_EM
    weights = []
    for text, cell, place in zip(texts, cells, places, strict=True):
        x = cell.right - WEIGHT_INSET - glyphs.width(text) * WEIGHT_EM / 2
        y = cell.bottom + WEIGHT_INSET + deep + glyphs.DIGIT_HEIGHT * WEIGHT_EM / 2
        small = number(text, WEIGHT_EM, theme.kernel, (x, y), kind="weight", place=place)
        weights.append(small.set_z_index(depth.CORNERS))
    return weights


class Focus:
    """The window's numbers, large, beside an input that is drawn as a heat map.

    It is there only while the window rests on a place.
    """

    def __init__(self, cells: Cells, window: Window, notation: Notation, theme: Theme) -> None:
        self.cells, self.theme, self._window, self._notation = cells, theme, window, notation
        regions = [cells.cell(*place) for place in cells.places()]
        line, fill = theme.input, theme.input_fill
        self._boxes = boxes(regions, cells.corner, line=line, fill=fill, width=2.0)
        around = cells.block(range(cells.rows), range(cells.columns), grow=THINNEST_GROWTH)
        self._frame = frame(around, cells.corner, line=theme.kernel, width=FRAME_LINE)
        self._boxes.set_z_index(depth.CELLS)
        self._frame.set_z_index(depth.FRAMES)
        self._shown: list[VMobject] = []

    def show(self, step: Step, *, framed: bool = True) -> list[VMobject]:
        """The numbers of the window in cells of their own, and two lines from it to them.

        Nothing that is there already; without its frame until the kernel has been laid on them.
        """
        if self._shown:
            return []
        near, lowest = self._window.region(step.index), self._window.cells.region.bottom
        lines = guides(near, self.cells.region, self.theme, lowest=lowest)
        self._shown = [self._boxes, lines, *([self._frame] if framed else [])]
        for place in self.cells.places():
            written, em = self._notation.in_a_cell(step.operands[place]), em_in(self.cells)
            point, name = self.cells.point(*place), f"focus[{place[0]}, {place[1]}]"
            digits = number(written, em, self.theme.text, point, place=name)
            self._shown.append(digits.set_z_index(depth.NUMBERS))
        return self._shown

    def lay(self, kernel: Cells) -> Animation | None:
        """The kernel's outline leaves the kernel and becomes the frame of the numbers."""
        home = self._frame.points
        self._frame.points = outline_of(kernel.region, kernel.corner)
        self._shown.append(self._frame)
        moves = (
            FadeIn(self._frame, run_time=pace.APPEARANCE),
            Morph(self._frame, home, rate_func=smooth),
        )
        return one(moves, 0.5)

    def hide(self) -> list[VMobject]:
        gone, self._shown = self._shown, []
        return gone


def guides(near: Region, far: Region, theme: Theme, *, lowest: float) -> VMobject:
    """Two lines from a window to the cells on its right that repeat its numbers.

    They go no lower than `lowest`, below which stands the map's scale.
    """
    ends = (near.top, far.top), (near.bottom, max(far.bottom, lowest))
    strokes = [[(near.right, start), (far.left, end)] for start, end in ends]
    return lines_through(strokes, theme.kernel, GUIDE_LINE).set_z_index(depth.TINT)


class Target:
    """The output cell that the window makes: filled, in a thick frame."""

    def __init__(self, cells: Cells, theme: Theme, *, numbers: bool) -> None:
        self.cells, self.theme, self.numbers = cells, theme, numbers
        self._lit: list[VMobject] = []

    def light(self, index: Index) -> list[VMobject]:
        region = self._region(index)
        ring = frame(region, self.cells.corner, line=self.theme.output, width=FRAME_LINE - 1)
        self._lit = [ring.set_z_index(depth.FRAMES)]
        if self.numbers:
            fill, line = self.theme.active_fill, self.theme.output
            ground = boxes([region], self.cells.corner, line=line, fill=fill, width=1.0)
            self._lit.append(ground.set_z_index(depth.TINT))
        return self._lit

    def dim(self) -> list[VMobject]:
        gone, self._lit = self._lit, []
        return gone

    def _region(self, index: Index) -> Region:
        row, column = index
        cell = self.cells.block(range(row, row + 1), range(column, column + 1))
        grow = max(0.0, (SMALLEST_TARGET - cell.width) / 2)
        return Region(cell.left - grow, cell.bottom - grow, cell.right + grow, cell.top + grow)
