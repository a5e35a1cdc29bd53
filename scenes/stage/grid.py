"""A matrix on the frame as cells with numbers in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from manim import Mobject, VGroup

from scenes.stage import depth
from scenes.stage.cells import Cells, Place
from scenes.stage.fit import em_in
from scenes.stage.lettering import Lettering, number
from scenes.stage.shapes import boxes, dashed_boxes
from scenes.stage.theme import Theme
from scenes.story.places import padding_of, place

CELL_LINE = 2.0
PADDING_LINE = 1.6


class Grid(Protocol):
    """What every picture of a matrix can do."""

    cells: Cells
    role: str

    @property
    def texts(self) -> list[str]:
        """The numbers as they are written; none on a heat map."""
        ...

    @property
    def scale(self) -> Sequence[Mobject]:
        """What the strongest tints of a heat map stand for; nothing beside numbers."""
        ...

    @property
    def mobject(self) -> Mobject: ...

    @property
    def core(self) -> Mobject: ...

    @property
    def ring(self) -> Mobject: ...

    def reveal(self, places: Iterable[Place]) -> None: ...


@dataclass(frozen=True, eq=False)
class Writing:
    """What is written into the cells of a grid; `role` names its colour.

    `key` is the array, or the slice of one, that the places name (the role, if nothing else is
    said); a `vector` has no row in them. Places before `origin` or outside `shape` are padding.
    """

    texts: Sequence[Sequence[str]]
    role: str
    key: str = ""
    origin: Place = (0, 0)
    shape: tuple[int, int] | None = None
    vector: bool = False


class NumberGrid:
    """Cells with numbers in them, which can be hidden at first, to be revealed one by one."""

    def __init__(self, cells: Cells, writing: Writing, theme: Theme) -> None:
        self.cells, self.theme, self.role = cells, theme, writing.role
        self._key, self._vector = writing.key or writing.role, writing.vector
        top, left = writing.origin
        rows, columns = writing.shape or (cells.rows, cells.columns)
        self._real_rows = range(top, top + rows)
        self._real_columns = range(left, left + columns)
        own = [cells.cell(*cell) for cell in cells.places() if self.is_own(cell)]
        ring = [cells.cell(*cell) for cell in cells.places() if not self.is_own(cell)]
        line, fill = getattr(theme, self.role), getattr(theme, f"{self.role}_fill")
        self.boxes = boxes(own, cells.corner, line=line, fill=fill, width=CELL_LINE)
        self.padding = dashed_boxes(ring, cells.corner, line=theme.padding, width=PADDING_LINE)
        self.numbers = self._all(writing.texts)

    def is_real(self, cell: Place) -> bool:
        """False for padding."""
        return cell[0] in self._real_rows and cell[1] in self._real_columns

    def is_own(self, cell: Place) -> bool:
        """False for all that looks like padding."""
        return self.is_real(cell)

    def name(self, cell: Place) -> str:
        """What the number in a cell is called: `output[0, 1]`, `input[2, 0, 1]`, `padding[0, 0]`.

        Padding is counted from the corner of the padded array.
        """
        row, column = cell
        if not self.is_real(cell):
            return place(padding_of(self._key), row, column)
        row, column = row - self._real_rows[0], column - self._real_columns[0]
        return place(self._key, column) if self._vector else place(self._key, row, column)

    @property
    def texts(self) -> list[str]:
        return [lettering.text for lettering in self.numbers.values()]

    @property
    def scale(self) -> Sequence[Mobject]:
        return []

    @property
    def core(self) -> VGroup:
        """Everything but the padding."""
        return VGroup(self.boxes, *(n for p, n in self.numbers.items() if self.is_own(p)))

    @property
    def ring(self) -> VGroup:
        """The padding: its outlines and its zeros."""
        return VGroup(self.padding, *(n for p, n in self.numbers.items() if not self.is_own(p)))

    @property
    def mobject(self) -> Mobject:
        return VGroup(self.padding, self.boxes, *self.numbers.values())

    def hide(self) -> Self:
        """No number is to be seen until it is revealed."""
        for lettering in self.numbers.values():
            lettering.set_opacity(0.0)
        return self

    def reveal(self, places: Iterable[Place]) -> None:
        """Show the numbers at these places."""
        for cell in places:
            self.numbers[cell].set_opacity(1.0)

    def rewrite(self, key: str, texts: Sequence[Sequence[str]]) -> list[Lettering]:
        """Other numbers, none of them to be seen yet, for the old ones, which are returned."""
        gone, self._key = list(self.numbers.values()), key
        self.numbers = self._all(texts)
        self.hide()
        return gone

    def rename(self, key: str) -> None:
        """The numbers are those of another array of the same shape."""
        self._key = key
        for cell, lettering in self.numbers.items():
            lettering.place = self.name(cell)

    def _all(self, texts: Sequence[Sequence[str]]) -> dict[Place, Lettering]:
        """The numbers by their cells; there are none where nothing is written."""
        places = [(row, column) for row, column in self.cells.places() if texts[row][column]]
        return {cell: self._number(cell, texts) for cell in places}

    def _number(self, cell: Place, texts: Sequence[Sequence[str]]) -> Lettering:
        colour = self.theme.text if self.is_own(cell) else self.theme.muted
        return self._written(cell, texts[cell[0]][cell[1]], colour)

    def _written(self, cell: Place, text: str, colour: str) -> Lettering:
        em, point = em_in(self.cells), self.cells.point(*cell)
        written = number(text, em, colour, point, place=self.name(cell))
        return written.set_z_index(depth.NUMBERS)
