"""Tensors as what they are made of: matrices stacked to images, images in a row as a batch.

Beside them the shapes of a layer's tensors as a table, one size a cell, which grows axis by axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from manim import Animation, Mobject, VMobject, smooth

from scenes.stage import depth, glyphs
from scenes.stage.bench import Bench
from scenes.stage.cells import Cells
from scenes.stage.fit import SIDE_PADDING, SMALLEST_EM
from scenes.stage.labels import NAME_EM, size_formulas
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering, formula, number
from scenes.stage.moves import Morph, appear, one, vanish
from scenes.stage.shapes import boxes
from scenes.stage.theme import Theme
from scenes.story import Beat
from scenes.story.shapes import AXES, SYMBOLS, Shapes

PICTURE_SHARE: Final = 0.6  # of the region, for the tensor itself
MOST: Final = 3  # cards of a stack and stacks of a row; more are an ellipsis
BEHIND: Final = 0.16  # how far a card looks out from behind the next
APART: Final = 0.35  # between two stacks
SIZE_WIDTH: Final = 1.45  # room for a size at the left
EDGE: Final = 0.14  # between a card and a size beside it
BELOW: Final = 0.48  # from a card to the size below it, and from there to the next
CORNER: Final = 0.06
FLATTEST: Final = 4.0
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


class TensorBench(Bench):
    """Builds up the input of each of several `Shapes`, and the table of the shapes beside it."""

    def __init__(self, lesson: Lesson, acts: Sequence[Shapes]) -> None:
        super().__init__(lesson)
        self.acts = {act.prefix: act for act in acts}
        regions = [self.layout.whole] * (len(acts) - 1) + [self.layout.operands]  # the program's
        split = [(act, *_split(region)) for act, region in zip(acts, regions, strict=True)]
        self.stages = {act.prefix: stages(act, picture, self.theme) for act, picture, _ in split}
        self.tables = {act.prefix: ShapeTable(act, table, self.theme) for act, _, table in split}
        self._marks: list[VMobject] = []

    def matrix(self, beat: Beat, prefix: str) -> Animation | None:
        """One matrix with its rows and columns."""
        row = self.tables[prefix].frame("input")
        matrix = self.stages[prefix][0].card
        return appear([*matrix, *row, *self._sizes(beat, prefix)], lag=0.1)

    def stack(self, beat: Beat, prefix: str) -> Animation | None:
        """The matrix makes room, and the other channels appear behind it."""
        matrix, stack, _ = self.stages[prefix]
        fresh = appear([*stack.channels, *self._sizes(beat, prefix)], lag=0.1)
        return one([_become(matrix.card, stack.card), fresh], lag=0.5)

    def batch(self, beat: Beat, prefix: str) -> Animation | None:
        """The image makes room, and the others appear beside it."""
        matrix, stack, batch = self.stages[prefix]
        old, new = [*matrix.card, *stack.channels], [*batch.card, *batch.channels]
        fresh = appear([*batch.images, *self._sizes(beat, prefix)], lag=0.1)
        return one([_become(old, new), fresh], lag=0.5)

    def row(self, beat: Beat, prefix: str, *tensors: str) -> Animation | None:
        """The shapes of these tensors, each in a row of the table."""
        rows = [part for tensor in tensors for part in self.tables[prefix].row(tensor)]
        return appear(rows, lag=0.06)

    def agree(self, beat: Beat, prefix: str, *places: str) -> Animation | None:
        """These sizes are one and the same; what was marked before goes."""
        gone, self._marks = self._marks, [self.tables[prefix].mark(places)]
        return one([vanish(gone), appear(self._marks)])

    def size(self, beat: Beat, prefix: str) -> Animation | None:
        """How the rows and columns of the output are computed, top right."""
        axes = [self.words.label("rows"), self.words.label("columns")]
        gone, geometry = self._formulas, self.acts[prefix].geometry
        self._formulas = size_formulas(geometry, axes, self.layout.formula, self.theme)
        return one([self.lift(beat), vanish(gone), appear(self._formulas, lag=0.3)])

    def lift(self, beat: Beat) -> Animation | None:
        gone, self._marks = self._marks, []
        return vanish(gone)

    def leave(self, beat: Beat, prefix: str) -> Animation | None:
        """An act's picture and table go."""
        formulas, self._formulas = self._formulas, []
        matrix, stack, batch = self.stages[prefix]
        tensor = [*matrix.card, *stack.channels, *batch.images]
        return one([self.lift(beat), vanish([*tensor, *self.tables[prefix].all, *formulas])])

    def _sizes(self, beat: Beat, prefix: str) -> list[Lettering]:
        """The cells of the table that the beat tells."""
        return self.tables[prefix].cells(beat.shown)


def stages(act: Shapes, region: Region, theme: Theme) -> tuple[Stacks, Stacks, Stacks]:
    """A tensor's matrix, its stack of channels and its batch, each as large as it can be."""
    return (
        Stacks(act, region, theme, most=(1, 1)),
        Stacks(act, region, theme, most=(1, MOST)),
        Stacks(act, region, theme),
    )


def _become(old: Sequence[VMobject], new: Sequence[VMobject]) -> Animation | None:
    """Everything goes to where it is in another stage, as large as there."""
    pairs = zip(old, new, strict=True)
    return one([Morph(part, end.points, rate_func=smooth) for part, end in pairs])


class Stacks:
    """A tensor of shape (N, C, H, W): N stacks of C cards, as far as they can be shown."""

    def __init__(
        self, act: Shapes, region: Region, theme: Theme, *, most: tuple[int, int] = (MOST, MOST)
    ) -> None:
        n, c, h, w = act.shapes["input"]
        self._theme, (stacks, cards) = theme, (min(n, most[0]), min(c, most[1]))
        near, deep = self._arranged(region, stacks, BEHIND * (cards - 1), drawn(w / h))
        first, last = near[0], near[-1]
        layers = [[_moved(card, BEHIND * back) for card in near] for back in range(cards)]
        self.card: list[VMobject] = [
            self._cards([first], 0),
            self._size(f"H = {h}", (first.left - EDGE, first.centre[1]), 1.0),
            self._size(f"W = {w}", (first.centre[0], first.bottom - BELOW), 0.5),
        ]
        self.channels: list[VMobject] = [
            *(self._cards(layers[back][:1], back) for back in range(1, cards)),
            self._size(f"C = {c}", (first.centre[0] + deep, first.top + deep + 2 * EDGE), 0.5),
        ]
        middle = (first.left + last.right + deep) / 2
        self.images: list[VMobject] = [
            *(self._cards(layers[back][1:], back) for back in range(cards) if stacks > 1),
            self._size(f"N = {n}", (middle, first.bottom - 2 * BELOW), 0.5),
        ]
        if n > MOST:
            edge = last.right + deep + EDGE
            self.images.append(self._size("dots.c", (edge, first.centre[1]), 0.0))

    def _arranged(
        self, region: Region, stacks: int, deep: float, shape: float
    ) -> tuple[list[Region], float]:
        """The nearest card of every stack, as large as they can be, and how deep the stacks are."""
        room = Region(
            region.left + SIZE_WIDTH, region.bottom + 2.5 * BELOW, region.right - SIZE_WIDTH / 2,
            region.top - BELOW,
        )  # fmt: skip
        wide = (room.width - APART * (stacks - 1)) / stacks - deep
        height = min(wide / shape, room.height - deep)
        width = height * shape
        whole = stacks * (width + deep) + APART * (stacks - 1)
        left, bottom = room.centre[0] - whole / 2, room.centre[1] - (height + deep) / 2
        pens = [left + stack * (width + deep + APART) for stack in range(stacks)]
        return [Region(x, bottom, x + width, bottom + height) for x in pens], deep

    @property
    def all(self) -> list[VMobject]:
        return [*self.card, *self.channels, *self.images]

    def _cards(self, regions: Sequence[Region], back: int) -> VMobject:
        """Cards that lie equally far back, as one path."""
        line, fill = self._theme.input, self._theme.input_fill
        cards = boxes(regions, CORNER, line=line, fill=fill, width=CARD_LINE)
        return cards.set_z_index(depth.TINT - back / MOST)

    def _size(self, code: str, anchor: tuple[float, float], share: float) -> Lettering:
        """A size at the edge: `share` of its width lies left of the anchor."""
        said = formula(code, SIZE_EM, self._theme.text)
        x = anchor[0] - share * said.width - said.get_left()[0]
        y = anchor[1] - glyphs.DIGIT_HEIGHT * SIZE_EM / 2
        return said.shifted(x, y).set_z_index(depth.NUMBERS)


def drawn(shape: float) -> float:
    """Width to height of a card: the matrix's, but never a mere line.

    >>> drawn(1.5), drawn(100.0)
    (1.5, 4.0)
    """
    return min(max(shape, 1 / FLATTEST), FLATTEST)


def _moved(card: Region, by: float) -> Region:
    """A card behind another looks out on its right and above."""
    return Region(card.left + by, card.bottom + by, card.right + by, card.top + by)


class ShapeTable:
    """Rows of sizes in cells, the name of its axis under each; `mark` frames some of them."""

    def __init__(self, act: Shapes, region: Region, theme: Theme) -> None:
        self._act, self._theme = act, theme
        longest = max(glyphs.width(str(size)) for shape in act.shapes.values() for size in shape)
        row_height = min(ROW_HEIGHT, region.height / len(act.shapes))
        cell_height = min(CELL_HEIGHT, row_height - NAME_HEIGHT)
        em = min(SIZE_EM, DIGIT_SHARE * cell_height / glyphs.DIGIT_HEIGHT)
        width = max(cell_height * WIDER, longest * em + 4 * SIDE_PADDING)
        width = min(width, (region.width - SYMBOL_WIDTH) / 4)
        em = max(SMALLEST_EM, min(em, (width - 2 * SIDE_PADDING) / longest))
        left = region.centre[0] - (4 * width - SYMBOL_WIDTH) / 2
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


def _split(region: Region) -> tuple[Region, Region]:
    """Side by side where the region is wide, else one above the other."""
    if region.width >= region.height:
        x = region.left + PICTURE_SHARE * region.width
        return (
            Region(region.left, region.bottom, x, region.top),
            Region(x, region.bottom, region.right, region.top),
        )
    y = region.top - PICTURE_SHARE * region.height
    return (
        Region(region.left, y, region.right, region.top),
        Region(region.left, region.bottom, region.right, y),
    )
