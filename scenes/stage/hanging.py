"""How pictures hang: blocks of equal tiles from left to right, in a region of the frame.

A layer's feature maps are such a block. A film rearranges them act by act, and each act is a table
of blocks and the signs between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import Final

import numpy as np

from scenes.stage.arrangement import Mark
from scenes.stage.cells import Cells
from scenes.stage.fit import LABEL_HEIGHT
from scenes.stage.layout import Region
from scenes.stage.lettering import formula_width, words_width
from scenes.stage.panel import Panel

TILE_GAP: Final = 0.1
LINE_GAP: Final = 0.15  # between lines of blocks
TITLE_EM: Final = 0.28
WORDS_EM: Final = 0.26  # of the words before it
TITLE_GAP: Final = 0.16  # between two of them
SLOT: Final = 0.9  # where a sign stands
BARE_SLOT: Final = 0.35  # between blocks without one, at least
WIDEST_BARE: Final = 0.62  # and where there is room


@dataclass(frozen=True, eq=False)
class Block:
    """Panels in so many `columns`, as large as `share` of the region's height allows.

    `aspect` is a tile's width by its height, that of its rows and columns unless said otherwise.
    A block without panels keeps room for something else that the film draws. Above it stand its
    `words`, such as the name of a layer, and its `title` in Typst, such as a shape. A `flowing`
    block may have any multiple of its columns that fills its rows.
    """

    name: str
    panels: Sequence[Panel] = ()
    columns: int = 1
    share: float = 1.0
    title: str = ""
    aspect: float = 0.0
    words: str = ""
    flowing: bool = False

    @property
    def headed(self) -> bool:
        """Whether something stands above it."""
        return bool(self.title or self.words)

    @property
    def heading_width(self) -> float:
        """How wide that is, with some room around it."""
        widths = [words_width(self.words, WORDS_EM)] if self.words else []
        widths += [formula_width(self.title, TITLE_EM)] if self.title else []
        return sum(widths) + TITLE_GAP * len(widths)

    @property
    def rows(self) -> int:
        return max(1, -(-len(self.panels) // self.columns))

    @property
    def proportion(self) -> float:
        """The width of a tile by its height."""
        if self.aspect or not self.panels:
            return self.aspect or 1.0
        rows, columns = self.panels[0].shape
        return columns / rows


Wall = Sequence[Block | str]  # blocks, and the signs between them ("": none)


@dataclass(frozen=True, slots=True)
class Hanging:
    """Where every panel and every block is, and the signs by the block on their right."""

    cells: dict[str, Cells]
    regions: dict[str, Region]
    blocks: dict[str, Block]
    signs: dict[str, Mark]


@dataclass(frozen=True, slots=True)
class Line:
    """Blocks beside each other with the signs before them; `full`: how high a share of 1 is.

    `shared` is how wide each column is at least, where other lines have theirs below it.
    """

    blocks: tuple[Block, ...]
    signs: tuple[str, ...]
    full: float
    shared: tuple[float, ...] = ()

    @property
    def slots(self) -> list[float]:
        """The room before each block; before the first of a line only for a sign."""
        return [SLOT if sign else BARE_SLOT * bool(n) for n, sign in enumerate(self.signs)]

    @property
    def columns(self) -> list[float]:
        """How wide each block is, or its heading if that is wider."""
        own = [_column(block, self.full) for block in self.blocks]
        return list(map(max, own, self.shared)) if self.shared else own

    @property
    def kinds(self) -> list[tuple[int, int, float]]:
        """The rows, columns and proportion of the tiles of each block."""
        return [(block.rows, block.columns, block.proportion) for block in self.blocks]

    @property
    def width(self) -> float:
        return sum(self.slots) + sum(self.columns)


def hang(wall: Wall, region: Region) -> Hanging:
    """The largest arrangement of the blocks: in one line, or in several.

    >>> hanging = hang([Block("a"), "→", Block("b", share=0.5)], Region(0, 0, 4, 2))
    >>> [round(hanging.regions[name].height, 3) for name in "ab"], hanging.signs["b"][0]
    ([2.0, 1.0], '→')
    >>> upright = hang([Block("a"), "→", Block("b")], Region(0, 0, 2, 5)).regions
    >>> upright["a"].bottom > upright["b"].top
    True
    """
    blocks = [part for part in wall if isinstance(part, Block)]
    signs = ["", *(part for part in wall if isinstance(part, str))]
    if len(signs) != len(blocks):
        raise ValueError(f"{len(blocks)} blocks need {len(blocks) - 1} signs, not {len(signs) - 1}")
    ways = [
        _lines(way, signs, count, region)
        for way in product(*map(_flows, blocks))
        for count in range(1, len(blocks) + 1)
    ]
    return _placed(max(ways, key=_worth), region)


def _flows(block: Block) -> list[Block]:
    """The block in every number of columns that it may have."""
    count, few = len(block.panels), block.columns
    many = range(few, count + 1, few) if block.flowing else ()
    return [replace(block, columns=n) for n in many if count % n == 0] or [block]


def _worth(lines: list[Line]) -> tuple[float, float]:
    """How high the pictures of the flowing blocks are, then how high a share of 1 is."""
    flowing = [(block, line.full) for line in lines for block in line.blocks if block.flowing]
    return (
        min((_tile_height(*hung) for hung in flowing), default=0.0),
        min(line.full for line in lines),
    )


def _lines(blocks: Sequence[Block], signs: list[str], count: int, region: Region) -> list[Line]:
    """Blocks in so many lines of nearly equal width, one below the other."""
    height = (region.height - LINE_GAP * (count - 1)) / count
    wide = np.cumsum([_column(block, height) + BARE_SLOT for block in blocks])
    ends = [int(np.argmin(np.abs(wide - wide[-1] * line / count))) + 1 for line in range(1, count)]
    parts = [slice(*pair) for pair in pairwise([0, *ends, len(blocks)])]
    lines = [
        _line(tuple(blocks[part]), tuple(signs[part]), height, region.width)
        for part in parts
        if blocks[part]
    ]
    return _aligned(lines, region.width)


def _aligned(lines: list[Line], width: float) -> list[Line]:
    """Lines of blocks of the same kinds, alike large and column below column where that fits."""
    if any(line.kinds != lines[0].kinds for line in lines):
        return lines
    full = min(line.full for line in lines)
    alike = [replace(line, full=full) for line in lines]
    widest = tuple(map(max, zip(*(line.columns for line in alike), strict=True)))
    aligned = [replace(line, shared=widest) for line in alike]
    return aligned if all(line.width <= width for line in aligned) else lines


def _line(blocks: tuple[Block, ...], signs: tuple[str, ...], height: float, width: float) -> Line:
    """As high as the line allows, or as its width does."""
    tall = height - LABEL_HEIGHT * any(block.headed for block in blocks)
    ways = (Line(blocks, signs, tall * percent / 100) for percent in range(100, 9, -1))
    return next((line for line in ways if line.width <= width), Line(blocks, signs, tall / 10))


def _placed(lines: list[Line], region: Region) -> Hanging:
    hanging = Hanging({}, {}, {}, {})
    height = (region.height - LINE_GAP * (len(lines) - 1)) / len(lines)
    for count, line in enumerate(lines):
        top = region.top - count * (height + LINE_GAP)
        label = LABEL_HEIGHT * any(block.headed for block in line.blocks)
        _hang_line(line, Region(region.left, top - height, region.right, top - label), hanging)
    return hanging


def _hang_line(line: Line, room: Region, hanging: Hanging) -> None:
    """Put the blocks of a line in the middle of its room, and say where all is."""
    bare = [bool(count) and not sign for count, sign in enumerate(line.signs)]
    more = max(0.0, min(WIDEST_BARE - BARE_SLOT, (room.width - line.width) / max(1, sum(bare))))
    slots = [slot + more * widen for slot, widen in zip(line.slots, bare, strict=True)]
    pen, middle = room.centre[0] - (sum(line.columns) + sum(slots)) / 2, room.centre[1]
    for block, sign, column, slot in zip(line.blocks, line.signs, line.columns, slots, strict=True):
        wide, tall = _size(block, line.full)
        left = pen + slot + (column - wide) / 2
        place = Region(left, middle - tall / 2, left + wide, middle + tall / 2)
        hanging.blocks[block.name], hanging.regions[block.name] = block, place
        hanging.cells.update(_tiles(block, _tile_height(block, line.full), place))
        if sign:
            hanging.signs[block.name] = (sign, (pen + slot / 2, middle))
        pen += slot + column


def _column(block: Block, full: float) -> float:
    """How wide a block is, or its heading if that is wider."""
    return max(_size(block, full)[0], block.heading_width)


def _tile_height(block: Block, full: float) -> float:
    return (full * block.share - TILE_GAP * (block.rows - 1)) / block.rows


def _size(block: Block, full: float) -> tuple[float, float]:
    """Width and height of a block in a line where a share of 1 is `full` high."""
    tile = _tile_height(block, full)
    gaps = TILE_GAP * (block.columns - 1), TILE_GAP * (block.rows - 1)
    return block.columns * block.proportion * tile + gaps[0], block.rows * tile + gaps[1]


def _tiles(block: Block, height: float, place: Region) -> dict[str, Cells]:
    """Row by row, from the upper left corner."""
    width, cells = block.proportion * height, dict[str, Cells]()
    for number, panel in enumerate(block.panels):
        row, column = divmod(number, block.columns)
        centre = (
            place.left + column * (width + TILE_GAP) + width / 2,
            place.top - row * (height + TILE_GAP) - height / 2,
        )
        rows, columns = panel.shape
        cells[panel.key] = Cells(rows, columns, width / columns, height / rows, centre)
    return cells
