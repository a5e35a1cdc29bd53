"""Matrices in columns with signs between them: how any number of grids share the frame.

Every lesson that is more than input ⋆ kernel = output is such a table: channels below each other,
kernels beside each other. The cells of all panels are as large as the fullest column allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from scenes.stage import glyphs
from scenes.stage.cells import Cells
from scenes.stage.fit import DIGIT_IN_CELL, LABEL_HEIGHT, NARROWEST_SLOT, SIDE_PADDING, SMALLEST_EM
from scenes.stage.layout import Region
from scenes.story.numerals import Notation

LARGEST_CELL: Final = 0.9
SMALLEST_CELL: Final = 0.3
WIDEST_SLOT: Final = 1.3
NO_SIGN: Final = ""  # two columns side by side
BARE_SLOT: Final = 0.3
ABOVE: Final = 0.16  # between two panels of a column
FOLDED: Final = (3, 2)  # panels of a column that is too long: the first ones, ⋮ and the last
ELLIPSIS_HEIGHT: Final = 0.4
SCALE_HEIGHT: Final = 0.36  # below a heat map
SMALLEST_HEAT: Final = 0.6  # the height of a map


@dataclass(frozen=True, eq=False)
class Panel:
    """A matrix to be drawn: `key` is its array's name, or a slice of it (`"input[0]"`).

    `values` is a matrix, or a vector, which is drawn as a row. `role` names its colour and `title`
    is what stands above it, in Typst. Numbers of a `hidden` panel come later, one by one.
    """

    key: str
    values: NDArray[Any]
    role: str
    title: str = ""
    hidden: bool = False
    padding: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))
    padded_with: str = "0"
    heat: bool = False
    after_dots: bool = False  # the last of a folded column
    largest: float = 0.0  # what a map's full tint stands for; 0: its own largest magnitude

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns, with the padding."""
        (top, bottom), (left, right) = self.padding
        rows, columns = np.atleast_2d(self.values).shape
        return rows + top + bottom, columns + left + right

    @property
    def texts(self) -> list[list[str]]:
        """Every number as it is written, with the padding around."""
        notation, matrix = Notation.of(self.values), np.atleast_2d(self.values)
        (top, _), (left, _) = self.padding
        texts = [[self.padded_with] * self.shape[1] for _ in range(self.shape[0])]
        for row, column in np.ndindex(matrix.shape):
            texts[row + top][column + left] = notation.in_a_cell(matrix[row, column])
        return texts

    @property
    def widest(self) -> float:
        """The longest number, in em."""
        return max(glyphs.width(text) for row in self.texts for text in row)

    @property
    def label_height(self) -> float:
        """The room above the cells: for the title, and for the ⋮ of a folded column."""
        return LABEL_HEIGHT * bool(self.title) + ELLIPSIS_HEIGHT * self.after_dots


Column = Sequence[Panel]
Table = Sequence[Column | str]  # columns, and the signs between them
Sizes = Mapping[str, tuple[float, float]]
Row = tuple[float, float, float]
Mark = tuple[str, tuple[float, float]]  # a sign and its centre


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where every panel that is shown lies, and every sign; `panels` says which became heat."""

    cells: Mapping[str, Cells]
    panels: Mapping[str, Panel]
    signs: tuple[Mark, ...]


def arrange(table: Table, region: Region) -> Arrangement:
    """The largest arrangement in which every number shown is legible.

    Columns of more panels than fit are folded; then what has most cells becomes a heat map.
    """
    columns = [list(column) for column in table if not isinstance(column, str)]
    signs = [sign for sign in table if isinstance(sign, str)]
    if len(signs) != len(columns) - 1:
        raise ValueError(f"{len(columns)} columns need {len(columns) - 1} signs, not {len(signs)}")
    for shown in _ways(columns):
        sizes = _largest(shown, signs, region)
        if sizes:
            return _placed(columns, shown, signs, sizes, region)
    raise ValueError(f"{len(columns)} columns do not fit a region {region.width:.1f} wide")


def _ways(columns: list[list[Panel]]) -> Iterator[list[list[Panel]]]:
    """All as it is; folded, with more and more heat maps, the largest first; folded further."""
    yield columns
    for most in FOLDED:
        folded = [_folded(column, most) for column in columns]
        if folded != columns:
            yield folded
        shapes = {panel.shape for column in folded for panel in column}
        heat: set[tuple[int, int]] = set()
        for shape in sorted(shapes, key=lambda shape: -shape[0] * shape[1]):
            heat.add(shape)
            yield [[replace(p, heat=p.heat or p.shape in heat) for p in c] for c in folded]


def _folded(column: list[Panel], most: int) -> list[Panel]:
    if len(column) <= most:
        return column
    return [*column[: most - 1], replace(column[-1], after_dots=True)]


def _largest(columns: list[list[Panel]], signs: list[str], region: Region) -> Sizes | None:
    """(width, height) of every panel's cells, as large as they can be; None where none fit."""
    for height in np.arange(LARGEST_CELL, SMALLEST_CELL - 1e-9, -0.02):
        sizes = {
            panel.key: _cell(panel, float(height), len(column), len(columns), region)
            for column in columns
            for panel in column
        }
        wide = sum(_width(column, sizes) for column in columns)
        slots = sum(NARROWEST_SLOT if sign else BARE_SLOT for sign in signs)
        tall = max(sum(map(sum, _rows(columns, len(column), sizes))) for column in columns)
        if wide + slots <= region.width and tall <= region.height:
            return sizes
    return None


def _cell(
    panel: Panel, height: float, crowd: int, columns: int, region: Region
) -> tuple[float, float]:
    """The size of a panel's cells where numbers have cells of this height."""
    if not panel.heat:
        em = max(SMALLEST_EM, DIGIT_IN_CELL * height / glyphs.DIGIT_HEIGHT)
        return max(height, panel.widest * em + 2 * SIDE_PADDING), height
    tall = max(SMALLEST_HEAT, region.height / crowd - LABEL_HEIGHT - ABOVE - SCALE_HEIGHT)
    share = region.width / columns - NARROWEST_SLOT
    largest = min(LARGEST_CELL, tall / panel.shape[0], share / panel.shape[1])
    return (largest * height / LARGEST_CELL,) * 2


def _width(column: list[Panel], sizes: Sizes) -> float:
    return max(panel.shape[1] * sizes[panel.key][0] for panel in column)


def _rows(columns: list[list[Panel]], count: int, sizes: Sizes) -> list[Row]:
    """The rows that columns of `count` panels share: room above the cells, their height, below."""
    alike = [column for column in columns if len(column) == count]
    return [
        (
            max(column[row].label_height for column in alike) + ABOVE * (row > 0),
            max(column[row].shape[0] * sizes[column[row].key][1] for column in alike),
            SCALE_HEIGHT * any(column[row].heat for column in alike),
        )
        for row in range(count)
    ]


def _placed(
    columns: list[list[Panel]],
    shown: list[list[Panel]],
    signs: list[str],
    sizes: Sizes,
    region: Region,
) -> Arrangement:
    """Columns from left to right, each in the middle of the region's height."""
    widths = [_width(column, sizes) for column in shown]
    slots = _slots(signs, region.width - sum(widths))
    pen = region.centre[0] - (sum(widths) + sum(slots)) / 2
    cells: dict[str, Cells] = {}
    marks: list[Mark] = []
    for column, width, slot in zip(shown, widths, [*slots, 0.0], strict=True):
        rows = _rows(shown, len(column), sizes)
        cells |= _stacked(column, rows, sizes, (pen + width / 2, region.centre[1]))
        pen += width + slot
    for sign, left, right in zip(signs, shown, shown[1:], strict=False):
        marks += _between(sign, [cells[p.key] for p in left], [cells[p.key] for p in right])
    for whole, column in zip(columns, shown, strict=True):
        marks += [_dots(column[-2], cells)] if len(whole) > len(column) else []
    panels = {panel.key: panel for column in shown for panel in column}
    return Arrangement(cells, panels, tuple(marks))


def _slots(signs: list[str], room: float) -> list[float]:
    """The widths of the gaps between the columns; those with a sign share what is left."""
    bare, named = sum(not sign for sign in signs), sum(map(bool, signs))
    wide = min(WIDEST_SLOT, (room - BARE_SLOT * bare) / max(named, 1))
    return [wide if sign else BARE_SLOT for sign in signs]


def _stacked(
    column: list[Panel], rows: list[Row], sizes: Sizes, centre: tuple[float, float]
) -> dict[str, Cells]:
    """The panels of a column from top to bottom, each in the middle of its row."""
    cells, top = {}, centre[1] + sum(map(sum, rows)) / 2
    for panel, (above, tall, below) in zip(column, rows, strict=True):
        (width, height), (count, columns) = sizes[panel.key], panel.shape
        middle = (centre[0], top - above - tall / 2)
        cells[panel.key] = Cells(count, columns, width, height, middle)
        top -= above + tall + below
    return cells


def _between(sign: str, left: list[Cells], right: list[Cells]) -> list[Mark]:
    """One sign per row where both columns have as many panels, else one in the middle."""
    if not sign:
        return []
    edges = max(c.region.right for c in left), min(c.region.left for c in right)
    heights = [cells.centre[1] for cells in left]
    if len(left) != len(right):
        heights = [sum(heights) / len(heights)]
    return [(sign, (sum(edges) / 2, height)) for height in heights]


def _dots(above: Panel, cells: Mapping[str, Cells]) -> Mark:
    """The ⋮ of a folded column, below the last panel but one, and below its scale."""
    region = cells[above.key].region
    below = SCALE_HEIGHT * above.heat + (ABOVE + ELLIPSIS_HEIGHT) / 2
    return "⋮", (region.centre[0], region.bottom - below)
