"""The shapes of a layer's tensors as a table, one size a cell, the name of its axis under each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from manim import Mobject, VMobject

from scenes.stage import depth, glyphs
from scenes.stage.cells import Cells
from scenes.stage.fit import SIDE_PADDING, SMALLEST_EM
from scenes.stage.labels import NAME_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, formula, number
from scenes.stage.shapes import boxes
from scenes.stage.theme import Theme
from scenes.story.shapes import AXES, SYMBOLS, Shapes

CORNER: Final = 0.06
CARD_LINE: Final = 2.0
MARKED_LINE: Final = 3.0
AXIS_EM: Final = 0.32
SIZE_EM: Final = 0.42
ROW_HEIGHT: Final = 1.3
CELL_HEIGHT: Final = 0.78
WIDER: Final = 1.3  # than high, at least
DIGIT_SHARE: Final = 0.5  # of a cell's height, at most: here the sizes are what is told
NAME_HEIGHT: Final = 0.42  # of an axis, below its cell
SYMBOL_WIDTH: Final = 0.7
ROLES: Final = {"input": "input", "weight": "kernel", "bias": "kernel", "output": "output"}
MOST_AXES: Final = 4


def narrowest(act: Shapes) -> float:
    """How wide the table of a layer's shapes is at least, for its sizes to be read."""
    return SYMBOL_WIDTH + MOST_AXES * (_longest(act) * SMALLEST_EM + 2 * SIDE_PADDING)


class ShapeTable:
    """Rows of sizes in cells, the name of its axis under each; `mark` frames some of them."""

    def __init__(self, act: Shapes, region: Region, theme: Theme) -> None:
        self._act, self._theme = act, theme
        longest = _longest(act)
        row_height = min(ROW_HEIGHT, region.height / len(act.shapes))
        cell_height = min(CELL_HEIGHT, row_height - NAME_HEIGHT)
        em = min(SIZE_EM, DIGIT_SHARE * cell_height / glyphs.DIGIT_HEIGHT)
        width = max(cell_height * WIDER, longest * em + 4 * SIDE_PADDING)
        width = min(width, (region.width - SYMBOL_WIDTH) / MOST_AXES)
        em = max(SMALLEST_EM, min(em, (width - 2 * SIDE_PADDING) / longest))
        left = region.centre[0] - (MOST_AXES * width - SYMBOL_WIDTH) / 2
        top = region.centre[1] + len(act.shapes) * row_height / 2
        self._grids: dict[str, Cells] = {}
        self._parts: dict[str, list[Lettering | VMobject]] = {}
        self._numbers: dict[str, Lettering] = {}
        for count, (tensor, shape) in enumerate(act.shapes.items()):
            y = top - count * row_height - cell_height / 2
            centre = (left + len(shape) * width / 2, y)
            cells = Cells(1, len(shape), width, cell_height, centre)
            self._grids[tensor] = cells
            self._parts[tensor] = self._row(tensor, cells, em)

    @property
    def all(self) -> list[Mobject]:
        return [
            *(part for parts in self._parts.values() for part in parts),
            *self._numbers.values(),
        ]

    def row(self, tensor: str) -> list[Mobject]:
        """All of a row."""
        cells = self._grids[tensor]
        numbers = [self._numbers[self._act.cell(tensor, axis)] for axis in range(cells.columns)]
        return [*self._parts[tensor], *numbers]

    def frame(self, tensor: str) -> list[Lettering | VMobject]:
        """A row without its sizes."""
        return self._parts[tensor]

    def cells(self, places: Iterable[str]) -> list[Lettering]:
        """Some sizes."""
        return [self._numbers[place] for place in places]

    def mark(self, places: Sequence[str]) -> VMobject:
        """A frame around these sizes, of no tensor's colour: they belong to several."""
        regions = [
            cells.cell(0, axis)
            for tensor, cells in self._grids.items()
            for axis in range(cells.columns)
            if self._act.cell(tensor, axis) in places
        ]
        line, fill = self._theme.text, self._theme.background
        marks = boxes(regions, CORNER, line=line, fill=fill, width=MARKED_LINE)
        return marks.set_fill(opacity=0.0).set_z_index(depth.TINT)

    def _row(self, tensor: str, cells: Cells, em: float) -> list[Lettering | VMobject]:
        role = ROLES[tensor]
        colour = getattr(self._theme, role)
        fill = getattr(self._theme, f"{role}_fill")
        regions = [cells.cell(0, axis) for axis in range(cells.columns)]
        symbol = formula(SYMBOLS[tensor], NAME_EM, colour)
        symbol.shifted(regions[0].left - SYMBOL_WIDTH, cells.centre[1] - 0.33 * NAME_EM)
        parts: list[Lettering | VMobject] = [
            symbol,
            boxes(regions, cells.corner, line=colour, fill=fill, width=CARD_LINE),
        ]
        for axis, region in enumerate(regions):
            name = formula(AXES[tensor][axis], AXIS_EM, self._theme.muted)
            x = region.centre[0] - name.width / 2 - name.get_left()[0]
            parts.append(name.shifted(x, region.bottom - 0.3))
            place = self._act.cell(tensor, axis)
            size = str(self._act.shapes[tensor][axis])
            written = number(size, em, self._theme.text, region.centre, place=place)
            self._numbers[place] = written.set_z_index(depth.NUMBERS)
        return parts


def _longest(act: Shapes) -> float:
    """The width of the longest size, in em."""
    return max(glyphs.width(str(size)) for shape in act.shapes.values() for size in shape)
