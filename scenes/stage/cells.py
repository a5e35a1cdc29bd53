"""Rows and columns on the frame: the one place where (row, col) becomes a point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenes.stage.layout import Region

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cells:
    """A rectangle of equal cells around a centre. Row 0 is on top.

    Those of a matrix are square; `widest` is its longest number, in em.
    """

    rows: int
    columns: int
    cell_width: float
    cell_height: float
    centre: tuple[float, float]
    gap: float = 0.05  # of the cell's height, on each side
    widest: float = 0.0

    @property
    def region(self) -> Region:
        x, y = self.centre
        half_width = self.columns * self.cell_width / 2
        half_height = self.rows * self.cell_height / 2
        return Region(x - half_width, y - half_height, x + half_width, y + half_height)

    @property
    def corner(self) -> float:
        """The radius of a cell's corners."""
        return 0.11 * min(self.cell_height, self.cell_width)

    def point(self, row: float, column: float) -> tuple[float, float]:
        """The centre of a cell."""
        region = self.region
        return (
            region.left + (column + 0.5) * self.cell_width,
            region.top - (row + 0.5) * self.cell_height,
        )

    def cell(self, row: int, column: int) -> Region:
        """A cell's own box: a little smaller than its place."""
        return self.block(range(row, row + 1), range(column, column + 1), -self._inset)

    def block(self, rows: range, columns: range, grow: float = 0.0) -> Region:
        """The rectangle around all cells of some rows and columns, grown on every side."""
        left, top = self.point(rows[0] - 0.5, columns[0] - 0.5)
        right, bottom = self.point(rows[-1] + 0.5, columns[-1] + 0.5)
        return Region(left - grow, bottom - grow, right + grow, top + grow)

    def places(self) -> Iterator[Place]:
        """Every (row, col), row by row."""
        return ((row, column) for row in range(self.rows) for column in range(self.columns))

    @property
    def _inset(self) -> float:
        return self.gap * min(self.cell_height, self.cell_width)
