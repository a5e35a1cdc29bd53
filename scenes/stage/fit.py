"""How large the grids can be: input ⋆ kernel = output, for any example.

They stand side by side; in two rows where they are larger so and the region is not wide, or where
long rows would not fit otherwise. Numbers are never drawn below the legible size. What does not fit
as numbers becomes a heat map: first the output, then the input (its window is then repeated as a
readable focus, where there is room; below the kernel, if the maps are larger so), then all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from scenes.stage import glyphs
from scenes.stage.cells import Cells
from scenes.stage.layout import SMALLEST_DIGIT, SMALLEST_WEIGHT, Region
from scenes.stage.rows import (
    WIDEST_SLOT,
    Box,
    Point,
    Rows,
    placed,
    row_height,
    row_slots,
    row_width,
)

LARGEST_CELL: Final = 1.05
LARGEST_KERNEL_CELL: Final = 0.62  # when the input's own cells are smaller
LARGEST_FOCUS_CELL: Final = 0.66
SMALLEST_CELL: Final = 0.3
DIGIT_IN_CELL: Final = 0.29  # a digit's height, of the cell's
SIDE_PADDING: Final = 0.06  # left and right of the longest number, at least,
SIDE_SHARE: Final = 0.1  # and of the cell's width, where the number is legible so
BAR_ROOM: Final = 0.06  # above and below a fraction, together
SLASH_DEPTH: Final = 0.25  # em, below the baseline
LABEL_HEIGHT: Final = 0.55
SMALLEST_EM: Final = 1.03 * SMALLEST_DIGIT / glyphs.DIGIT_HEIGHT
WEIGHT_INSET: Final = 0.055  # of a small weight, from the corner of its cell
WEIGHT_EM: Final = 1.03 * SMALLEST_WEIGHT / glyphs.DIGIT_HEIGHT
NARROWEST_SLOT: Final = 0.65  # for ⋆ and =
HEAT_HEIGHT: Final = 3.2
HEAT_WIDTH: Final = 4.2
SCALE_ROOM: Final = 0.3  # below a heat map,
NARROW_MAP: Final = 1.2
SCALE_ROWS_ROOM: Final = 0.6  # and where it is narrow
SMALLEST_HEAT: Final = 2.0  # its width; less where this is more than a share of the region's
HEAT_SHARE: Final = 0.21
WIDE_REGION: Final = 2.0  # width to height, from which grids only stand side by side
ROW_GAP: Final = 0.7  # below the first of two rows: for a remark, or a heat map's scale
WIDEST_ROW_GAP: Final = 1.1


@dataclass(frozen=True, slots=True)
class Matrix:
    """What has to be known of a matrix to place it: its shape and its longest number, in em."""

    rows: int
    columns: int
    widest: float
    heat: bool = False
    deep: float = 0.0  # how far a fraction's bar reaches below the digits, in em

    @classmethod
    def of(cls, shape: tuple[int, int], texts: Sequence[str]) -> Matrix:
        widest = max(map(glyphs.width, texts), default=0.5)
        return cls(*shape, widest=widest, deep=descent(texts) if texts else 0.0)


@dataclass(frozen=True, slots=True)
class Fit:
    """The grids' cells, and which of them show numbers."""

    grids: tuple[Cells, ...]
    matrices: tuple[Matrix, ...]
    slots: tuple[tuple[float, float], ...]  # where the signs between the grids stand
    focus: bool  # the second grid repeats the window of the first


def em_in(cells: Cells) -> float:
    """The size of the numbers in a grid's cells: all alike, so that the longest fits."""
    em = DIGIT_IN_CELL * cells.cell_height / glyphs.DIGIT_HEIGHT
    if cells.widest:
        side = max(SIDE_PADDING, SIDE_SHARE * cells.cell_width)
        em = min(em, (cells.cell_width - 2 * side) / cells.widest)
    return max(SMALLEST_EM, em)


def side_for(height: float, widest: float, deep: float = 0.0) -> float:
    """The side of a square cell of this height, or as much more as its numbers need to be read.

    `widest` is the longest number and `deep` how far a fraction's bar reaches down, in em.
    """
    tall = SMALLEST_EM * (glyphs.DIGIT_HEIGHT + 2 * deep) + BAR_ROOM
    return max(height, tall if deep else 0.0, SMALLEST_EM * widest + 2 * SIDE_PADDING)


def descent(texts: Iterable[str]) -> float:
    """How far the deepest of some numbers reaches below the baseline, in em."""
    return max(SLASH_DEPTH if "/" in text else 0.0 for text in texts)


def room_for_weights(cells: Cells, numbers: Iterable[str], weights: Iterable[str]) -> bool:
    """Whether each of the small weights fits below each number, in the cell's corner."""
    written = list(weights)
    widest = max(map(glyphs.width, written))
    below = cells.cell_height / 2 - em_in(cells) * (glyphs.DIGIT_HEIGHT / 2 + descent(numbers))
    inset = cells.gap * cells.cell_height + WEIGHT_INSET
    tall_enough = below >= inset + WEIGHT_EM * (glyphs.DIGIT_HEIGHT + descent(written))
    return tall_enough and widest * WEIGHT_EM + SIDE_PADDING <= cells.cell_width


def fit(input: Matrix, kernel: Matrix, output: Matrix, region: Region) -> Fit:
    """The largest arrangement in which every number shown is legible."""
    heat_output = replace(output, heat=True)
    heat_input = replace(input, heat=True)
    focus = replace(kernel, widest=max(kernel.widest, input.widest))
    for matrices in (
        [input, kernel, output],
        [input, kernel, heat_output],
        [heat_input, focus, kernel, output],
        [heat_input, focus, kernel, heat_output],
        [heat_input, kernel, heat_output],
    ):
        for options in _rows(len(matrices), region):
            ways = [(rows, _sizes(matrices, rows, region)) for rows in options]
            if any(sizes for _, sizes in ways):
                return _largest(matrices, ways, region)
    matrices = [heat_input, replace(kernel, heat=True), heat_output]
    ways = [
        (rows, _heat_cells(matrices, rows, [0.0] * 3, region, WIDEST_SLOT))
        for rows in _rows(3, region)[0]
    ]
    return _largest(matrices, ways, region)


def _largest(
    matrices: Sequence[Matrix], ways: Sequence[tuple[Rows, list[float]]], region: Region
) -> Fit:
    """The way that takes up most of the region; the first of equals."""

    def area(way: tuple[Rows, list[float]]) -> float:
        sized = zip(matrices, way[1], strict=False)  # no sizes: this way is none
        return sum(m.rows * side * m.columns * side for m, side in sized)

    rows, sizes = max(ways, key=area)
    return _place(matrices, sizes, rows, region)


def _rows(count: int, region: Region) -> list[list[Rows]]:
    """Side by side, or the focus below the kernel; where not wide, also broken before ⋆ or =.

    In a wide region, these are a second choice: for what would be a map otherwise.
    """
    row = tuple((i,) for i in range(count))
    stacked: list[Rows] = [(((0,), (2, 1), (3,)),)] if count == 4 else []
    broken: list[Rows] = [(row[:-2], row[-2:]), (row[:-1], row[-1:])]
    beside: list[Rows] = [(row,), *stacked]
    return [beside, broken] if _is_wide(region) else [beside + broken]


def _is_wide(region: Region) -> bool:
    return region.width >= WIDE_REGION * region.height


def _sizes(matrices: Sequence[Matrix], rows: Rows, region: Region) -> list[float]:
    """The side of the cells of each matrix; [] when some number would be illegible."""
    for height in np.arange(LARGEST_CELL, SMALLEST_CELL - 1e-9, -0.01):
        largest = LARGEST_FOCUS_CELL if matrices[0].heat else max(LARGEST_KERNEL_CELL, height)
        for kernel_height in np.arange(largest, min(height, largest) - 1e-9, -0.05):
            heights = [float(height)] * len(matrices)
            heights[1:-1] = [float(kernel_height)] * (len(matrices) - 2)
            sizes = _cells(matrices, rows, heights, region)
            if sizes:
                return sizes
    return []


def _cells(
    matrices: Sequence[Matrix], rows: Rows, heights: Sequence[float], region: Region
) -> list[float]:
    """The cells at these heights; heat maps take the room that the numbers leave. [] if too big."""
    numbers = [
        0.0 if matrix.heat else side_for(height, matrix.widest, matrix.deep)
        for matrix, height in zip(matrices, heights, strict=True)
    ]
    least = min(SMALLEST_HEAT, HEAT_SHARE * region.width)
    sizes = _heat_cells(matrices, rows, numbers, region, NARROWEST_SLOT, least)
    if not sizes:
        return []
    boxes = _boxes(matrices, sizes)
    wide = [row_width(boxes, row) + NARROWEST_SLOT * row_slots(row) for row in rows]
    tall = sum(row_height(boxes, row) for row in rows)
    fits = max(wide) <= region.width + 1e-9 and tall <= _room(rows, region) + 1e-9
    return sizes if fits else []


def _heat_cells(
    matrices: Sequence[Matrix],
    rows: Rows,
    numbers: Sequence[float],
    region: Region,
    slot: float,
    least: float = 0.0,
) -> list[float]:
    """The cells of the numbers as they are, and those of the heat maps in what is left.

    [] where less than `least` is left.
    """
    sizes, maps = list(numbers), [row for row in rows if any(matrices[i].heat for (i, *_) in row)]
    boxes = _boxes(matrices, numbers)
    taken = sum(row_height(boxes, row) for row in rows if row not in maps)
    below = SCALE_ROOM if _is_wide(region) else SCALE_ROWS_ROOM
    tall = (_room(rows, region) - below - taken) / max(1, len(maps))
    for row in maps:
        heat = [i for (i, *_) in row if matrices[i].heat]
        room = region.width - slot * row_slots(row) - row_width(boxes, row)
        across, down = min(HEAT_WIDTH, room / len(heat)), min(HEAT_HEIGHT, tall)
        if min(across, down) < least:
            return []
        for i in heat:
            side = min(LARGEST_CELL, across / matrices[i].columns, down / matrices[i].rows)
            if matrices[i].columns * side < NARROW_MAP:  # its scale takes two lines
                side = min(side, (down - (SCALE_ROWS_ROOM - SCALE_ROOM)) / matrices[i].rows)
            sizes[i] = side
    return sizes


def _boxes(matrices: Sequence[Matrix], sizes: Sequence[float]) -> list[Box]:
    """The width and height of each grid whose cells have this side."""
    pairs = zip(matrices, sizes, strict=True)
    return [(matrix.columns * side, matrix.rows * side) for matrix, side in pairs]


def _room(rows: Rows, region: Region) -> float:
    """The height that names, and the gap between rows, leave to the grids."""
    return region.height - len(rows) * LABEL_HEIGHT - (len(rows) - 1) * ROW_GAP


def _place(matrices: Sequence[Matrix], sizes: Sequence[float], rows: Rows, region: Region) -> Fit:
    """Row below row, left to right, with as much room for the signs as there is."""
    boxes = _boxes(matrices, sizes)
    heights = [row_height(boxes, row) for row in rows]
    spare = _room(rows, region) - sum(heights)
    gap = LABEL_HEIGHT + min(WIDEST_ROW_GAP, ROW_GAP + spare / 2)
    total = sum(heights) + gap * (len(rows) - 1)
    maps = [boxes[i][0] for (i, *_) in rows[-1] if matrices[i].heat]
    below = max((_scale_room(wide, region) for wide in maps), default=0.0)
    free = max(0.0, region.height - LABEL_HEIGHT - total)
    top = region.centre[1] + (total - LABEL_HEIGHT + min(below, free)) / 2
    middles: dict[int, Point] = {}
    signs: list[Point] = []
    for row, tall in zip(rows, heights, strict=True):
        centres, between = placed(boxes, row, top, region)
        middles |= centres
        signs += between
        top -= tall + gap
    grids = [_cells_of(matrices[i], sizes[i], middles[i]) for i in sorted(middles)]
    return Fit(tuple(grids), tuple(matrices), tuple(signs), focus=len(matrices) == 4)


def _scale_room(width: float, region: Region) -> float:
    """How far down the scale of a heat map reaches: it may take two lines below a narrow one."""
    return SCALE_ROOM if _is_wide(region) and width >= NARROW_MAP else SCALE_ROWS_ROOM


def _cells_of(matrix: Matrix, side: float, centre: tuple[float, float]) -> Cells:
    return Cells(matrix.rows, matrix.columns, side, side, centre, widest=matrix.widest)
