"""How large the grids can be: input ⋆ kernel = output, side by side, for any example.

Numbers are never drawn below the legible size. What does not fit as numbers becomes a heat map:
first the output, then the input (its window is then repeated as a readable focus), then all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from scenes.stage import glyphs
from scenes.stage.cells import Cells
from scenes.stage.layout import SMALLEST_DIGIT, SMALLEST_WEIGHT, Region

LARGEST_CELL: Final = 1.05
LARGEST_KERNEL_CELL: Final = 0.62  # when the input's own cells are smaller
LARGEST_FOCUS_CELL: Final = 0.66
SMALLEST_CELL: Final = 0.3
DIGIT_IN_CELL: Final = 0.29  # a digit's height, of the cell's
SIDE_PADDING: Final = 0.09  # left and right of the longest number
SLASH_DEPTH: Final = 0.25  # em, below the baseline
LABEL_HEIGHT: Final = 0.55
SMALLEST_EM: Final = 1.03 * SMALLEST_DIGIT / glyphs.DIGIT_HEIGHT
WEIGHT_EM: Final = 1.03 * SMALLEST_WEIGHT / glyphs.DIGIT_HEIGHT
NARROWEST_SLOT: Final = 0.65  # for ⋆ and =
WIDEST_SLOT: Final = 1.7
HEAT_HEIGHT: Final = 3.2  # the scale stands below
HEAT_WIDTH: Final = 4.2
NARROWEST_HEAT: Final = 2.0

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What has to be known of a matrix to place it: its shape and its longest number, in em."""

    rows: int
    columns: int
    widest: float
    heat: bool = False

    @classmethod
    def of(cls, shape: tuple[int, int], texts: Sequence[str]) -> Matrix:
        return cls(*shape, widest=max(map(glyphs.width, texts), default=0.5))


@dataclass(frozen=True, slots=True)
class Fit:
    """The grids' cells, and which of them show numbers."""

    grids: tuple[Cells, ...]
    matrices: tuple[Matrix, ...]
    slots: tuple[tuple[float, float], ...]  # where the signs between the grids stand
    focus: bool  # the second grid repeats the window of the first


def em_in(cells: Cells) -> float:
    """The size of the numbers in a grid's cells."""
    return max(SMALLEST_EM, DIGIT_IN_CELL * cells.cell_height / glyphs.DIGIT_HEIGHT)


def descent(texts: Iterable[str]) -> float:
    """How far the deepest of some numbers reaches below the baseline, in em."""
    return max(SLASH_DEPTH if "/" in text else 0.0 for text in texts)


def room_for_weights(cells: Cells, numbers: Iterable[str], weights: Iterable[str]) -> bool:
    """Whether each of the small weights fits below each number, in the cell's corner."""
    written = list(weights)
    widest = max(map(glyphs.width, written))
    below = cells.cell_height / 2 - em_in(cells) * (glyphs.DIGIT_HEIGHT / 2 + descent(numbers))
    tall_enough = below >= SMALLEST_WEIGHT * 1.15 + 0.075 + WEIGHT_EM * descent(written)
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
    ):
        cells = _sizes(matrices, region)
        if cells:
            return _place(matrices, cells, region)
    return _all_heat([heat_input, replace(kernel, heat=True), heat_output], region)


def _sizes(matrices: Sequence[Matrix], region: Region) -> list[Size] | None:
    """(width, height) of the cells of each matrix, or None when some number would be illegible."""
    for height in np.arange(LARGEST_CELL, SMALLEST_CELL - 1e-9, -0.01):
        largest = max(LARGEST_KERNEL_CELL, height) if len(matrices) == 3 else LARGEST_FOCUS_CELL
        for kernel_height in np.arange(largest, min(height, largest) - 1e-9, -0.05):
            heights = [float(height)] * len(matrices)
            heights[1:-1] = [float(kernel_height)] * (len(matrices) - 2)
            sizes = _cells(matrices, heights, region)
            if sizes:
                return sizes
    return None


def _cells(matrices: Sequence[Matrix], heights: Sequence[float], region: Region) -> list[Size]:
    """The cells at these heights; heat maps take the room that the numbers leave. [] if too big."""
    numbers = [_number_cell(m, h) for m, h in zip(matrices, heights, strict=True)]
    room = region.width - NARROWEST_SLOT * (len(matrices) - 1)
    room -= sum(
        m.columns * size[0] for m, size in zip(matrices, numbers, strict=True) if not m.heat
    )
    maps = sum(matrix.heat for matrix in matrices)
    share = min(HEAT_WIDTH, room / maps) if maps else room
    if share < (NARROWEST_HEAT if maps else 0):
        return []
    tall = region.height - LABEL_HEIGHT
    sizes = [_heat_cell(m, share) if m.heat else n for m, n in zip(matrices, numbers, strict=True)]
    fits = all(m.rows * size[1] <= tall for m, size in zip(matrices, sizes, strict=True))
    return sizes if fits else []


def _number_cell(matrix: Matrix, height: float) -> Size:
    em = max(SMALLEST_EM, DIGIT_IN_CELL * height / glyphs.DIGIT_HEIGHT)
    return max(height, matrix.widest * em + 2 * SIDE_PADDING), height


def _heat_cell(matrix: Matrix, width: float) -> Size:
    side = min(LARGEST_CELL, width / matrix.columns, HEAT_HEIGHT / matrix.rows)
    return side, side


def _place(matrices: Sequence[Matrix], sizes: Sequence[Size], region: Region) -> Fit:
    """Left to right, with as much room for the signs as there is."""
    widths = [m.columns * width for m, (width, _) in zip(matrices, sizes, strict=True)]
    gaps = len(matrices) - 1
    slot = min(WIDEST_SLOT, (region.width - sum(widths)) / gaps)
    pen = region.centre[0] - (sum(widths) + gaps * slot) / 2
    y = region.centre[1] - LABEL_HEIGHT / 2
    grids, slots = [], []
    for matrix, (cell_width, cell_height), width in zip(matrices, sizes, widths, strict=True):
        centre = (pen + width / 2, y)
        grids.append(Cells(matrix.rows, matrix.columns, cell_width, cell_height, centre))
        slots.append((pen + width + slot / 2, y))
        pen += width + slot
    return Fit(tuple(grids), tuple(matrices), tuple(slots[:-1]), focus=len(matrices) == 4)


def _all_heat(matrices: Sequence[Matrix], region: Region) -> Fit:
    share = (region.width - 2 * WIDEST_SLOT) / 3
    return _place(matrices, [_heat_cell(matrix, share) for matrix in matrices], region)
