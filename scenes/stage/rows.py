"""Boxes side by side in rows: how wide and high they are together, and where each one stands.

A box is the width and height of a grid. Names above the grids are the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scenes.stage.layout import Region

WIDEST_SLOT: Final = 1.7  # for ⋆ and =
STACK_GAP: Final = 0.16  # between two boxes below each other
NEAR: Final = 0.25  # from the middle of a sign to these

Box = tuple[float, float]
Point = tuple[float, float]
Column = tuple[int, ...]  # which boxes stand below each other
Row = tuple[Column, ...]  # which of these stand side by side
Rows = tuple[Row, ...]


def row_width(boxes: Sequence[Box], row: Row) -> float:
    """How wide the boxes of a row are, without the slots between them.

    >>> row_width([(2.0, 1.0), (3.0, 1.0), (1.0, 4.0)], ((0,), (1, 2)))
    5.0
    """
    return sum(max(boxes[i][0] for i in column) for column in row)


def row_height(boxes: Sequence[Box], row: Row) -> float:
    """How high the highest column of a row is.

    >>> row_height([(2.0, 1.0), (3.0, 1.0), (1.0, 4.0)], ((0,), (1, 2)))
    5.16
    """
    return max(_tall(boxes, column) for column in row)


def row_slots(row: Row) -> int:
    """How many signs a row has: one before each column but the first of all."""
    return len(row) - (row[0] == (0,))


def placed(
    boxes: Sequence[Box], row: Row, top: float, region: Region
) -> tuple[dict[int, Point], list[Point]]:
    """The middles of the boxes of a row, and those of its slots, from left to right.

    All stand on the line of the formula. Where one is below another, the upper one and the signs
    give the line, and what is higher hangs from its top; the sign is near them, so that lines from
    the left to the lower one pass below it.
    """
    wide, count = row_width(boxes, row), row_slots(row)
    slot = min(WIDEST_SLOT, (region.width - wide) / max(1, count))
    pen = region.centre[0] - (wide + count * slot) / 2
    stacked = [column for column in row if len(column) > 1]
    line = max(boxes[i][1] for (i, *_) in stacked or row)
    middles: dict[int, Point] = {}
    signs: list[Point] = []
    for column in row:
        if column != (0,):
            near = min(slot / 2, NEAR) if len(column) > 1 else slot / 2
            pen += slot
            signs.append((pen - near, top - line / 2))
        column_width = row_width(boxes, (column,))
        upper = top - max(0.0, line - boxes[column[0]][1]) / 2
        middles |= _hung(boxes, column, (pen + column_width / 2, upper))
        pen += column_width
    return middles, signs


def _hung(boxes: Sequence[Box], column: Column, top: Point) -> dict[int, Point]:
    """The middles of boxes that hang below each other from this point."""
    x, y = top
    middles: dict[int, Point] = {}
    for i in column:
        middles[i] = (x, y - boxes[i][1] / 2)
        y -= boxes[i][1] + STACK_GAP
    return middles


def _tall(boxes: Sequence[Box], column: Column) -> float:
    return sum(boxes[i][1] for i in column) + STACK_GAP * (len(column) - 1)
