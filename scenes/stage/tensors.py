"""Tensors as what they are made of: matrices stacked to images, images in a row as a batch.

Beside them the shapes of a layer's tensors as a table, one size a cell, which grows axis by axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from manim import Animation, VMobject, smooth

from scenes.stage import depth, glyphs
from scenes.stage.bench import Bench
from scenes.stage.formulas import size_formulas
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering, formula
from scenes.stage.moves import Morph, appear, exchange, one, vanish
from scenes.stage.shape_table import CARD_LINE, CORNER, SIZE_EM, ShapeTable, narrowest
from scenes.stage.shapes import boxes
from scenes.stage.theme import Theme
from scenes.story import Beat
from scenes.story.shapes import Shapes

PICTURE_SHARE: Final = 0.6  # of the region's width, for the tensor itself,
UPRIGHT_SHARE: Final = 0.5  # and of its height, where the table is below
MOST: Final = 3  # cards of a stack and stacks of a row; more are an ellipsis
BEHIND: Final = 0.16  # how far a card looks out from behind the next
APART: Final = 0.35  # between two stacks
SIZE_WIDTH: Final = 1.45  # room for a size at the left
NARROW: Final = (0.08, 0.18, 0.5)  # behind, apart and room at the right, where there is little
SHALLOWEST: Final = 2.0  # times as wide as a stack is deep is its card, at least
EDGE: Final = 0.14  # between a card and a size beside it
BELOW: Final = 0.48  # from a card to the size below it, and from there to the next
FLATTEST: Final = 4.0


class TensorBench(Bench):
    """Builds up the input of each of several `Shapes`, and the table of the shapes beside it."""

    def __init__(self, lesson: Lesson, acts: Sequence[Shapes]) -> None:
        super().__init__(lesson)
        self.acts = {act.prefix: act for act in acts}
        regions = [self.layout.whole] * (len(acts) - 1) + [self.layout.operands]  # the program's
        split = [(act, *_split(region, act)) for act, region in zip(acts, regions, strict=True)]
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
        gone, geometry = self._formulas, self.acts[prefix].geometry
        names, region = self.axis_names, self.formula_region
        self._formulas = size_formulas(geometry, names, region, self.theme)
        return one([self.lift(beat), exchange(gone, self._formulas, lag=0.3)])

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
        near, behind = self._arranged(region, stacks, cards, drawn(w / h))
        deep = behind * (cards - 1)
        first, last = near[0], near[-1]
        layers = [[_moved(card, behind * back) for card in near] for back in range(cards)]
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
        self, region: Region, stacks: int, cards: int, shape: float
    ) -> tuple[list[Region], float]:
        """The nearest card of every stack, as large as they can be, and how far each looks out.

        Where that would leave cards smaller than their stacks are deep, all gaps are narrower.
        """
        for behind, apart, beyond in ((BEHIND, APART, SIZE_WIDTH / 2), NARROW):
            deep, gaps = behind * (cards - 1), apart * (stacks - 1)
            room = Region(
                region.left + SIZE_WIDTH, region.bottom + 2.5 * BELOW, region.right - beyond,
                region.top - BELOW,
            )  # fmt: skip
            wide = (room.width - gaps) / stacks - deep
            if wide >= SHALLOWEST * deep:
                break
        height = min(wide / shape, room.height - deep)
        width = height * shape
        whole = stacks * (width + deep) + gaps
        left, bottom = room.centre[0] - whole / 2, room.centre[1] - (height + deep) / 2
        pens = [left + stack * (width + deep + apart) for stack in range(stacks)]
        return [Region(x, bottom, x + width, bottom + height) for x in pens], behind

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


def _split(region: Region, act: Shapes) -> tuple[Region, Region]:
    """Side by side where the region is wide, else one above the other; the sizes can be read."""
    if region.width >= region.height:
        x = region.right - max((1 - PICTURE_SHARE) * region.width, narrowest(act))
        return (
            Region(region.left, region.bottom, x, region.top),
            Region(x, region.bottom, region.right, region.top),
        )
    y = region.top - UPRIGHT_SHARE * region.height
    return (
        Region(region.left, y, region.right, region.top),
        Region(region.left, region.bottom, region.right, y - BELOW / 2),
    )
