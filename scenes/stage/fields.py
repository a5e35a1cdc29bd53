"""Receptive fields as bars under the input: one row per layer, and its numbers beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from manim import Animation, FadeIn, Mobject, VMobject, smooth

from scenes.stage import depth, glyphs
from scenes.stage.bench import Bench
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering, fitted, formula, number, words, words_width
from scenes.stage.moves import Morph, appear, one
from scenes.stage.rows import Point
from scenes.stage.shapes import boxes, dashed_boxes, frame, outline_of
from scenes.story import Beat, pace
from scenes.story.fields import Stack
from scenes.story.numerals import shape_text
from scenes.story.places import place

TALLEST_ROW: Final = 0.62
NAME_EM: Final = 0.25
NUMBER_EM: Final = 1.15 * SMALLEST_EM
GAP: Final = 0.3  # between two columns
SMALLEST_PIXEL: Final = 0.07  # narrower pixels are drawn as one bar
THICKNESS: Final = 0.34  # of a row, for each of its two bars
CORNER: Final = 0.03
LINE: Final = 3.0
DASH: Final = 0.16  # from one to the next
LEGEND_GAP: Final = 0.5  # between two entries
SAMPLE: Final = 0.5  # how long a bar is that stands for all of its kind
SAMPLE_GAP: Final = 0.14
HEADS: Final = {"k": "k", "s": "s", "size": "r", "jump": "j"}


@dataclass(frozen=True, slots=True)
class Table:
    """Where the rows and columns of the chart lie; `bars` is the room of the bars."""

    legend: tuple[Point, ...]  # the start of each entry, in the middle of its line
    rows: tuple[float, ...]  # the middle of each, the heads' and the input's first
    height: float
    names: float  # their left edge
    columns: dict[str, float]  # the middle of each column of numbers
    bars: Region


class FieldBench(Bench):
    """The chart of a stack: what an element of each layer sees, and what its neighbour sees."""

    def __init__(self, lesson: Lesson, stack: Stack) -> None:
        super().__init__(lesson)
        self.stack = stack
        self.arrays = {"k": stack.k, "s": stack.s, "size": stack.size, "jump": stack.jump}
        self._names = [self._name(name) for name in stack.names]
        self.table = self._table()
        pixels = int(stack.size[-1, -1] + stack.jump[-1, -1])
        self._unit = self.table.bars.width / pixels
        self._pixels = pixels
        self._bar: VMobject | None = None

    def enter(self, beat: Beat) -> Animation | None:
        """The heads of the columns and the input's pixels along one side."""
        return appear([*self._heads(), *self._input()], lag=0.1)

    def row(self, beat: Beat, layer: int) -> Animation | None:
        """A layer: its name and numbers, and its field growing out of the one above."""
        middle = self.table.rows[layer + 2]
        self._names[layer].shifted(self.table.names, middle - 0.35 * NAME_EM)
        bar = self._field(self._span(layer, 0))
        end = bar.points
        bar.points = outline_of(self._span(layer, 0, before=True), CORNER)
        neighbour = self._neighbour(self._span(layer, 1))
        named = [self._names[layer], *self._numbers(layer, "k", "s")]
        grow = one(
            [FadeIn(bar, run_time=pace.APPEARANCE), Morph(bar, end, rate_func=smooth)], lag=0.8
        )
        legend = [] if layer else self._legend()
        seen = [neighbour, *legend, *self._numbers(layer, "size", "jump")]
        return one([appear(named), grow, appear(seen, lag=0.2)], lag=0.6)

    def _name(self, name: str) -> Lettering:
        return words(name, NAME_EM, self.theme.kernel)

    def _table(self) -> Table:
        region = self.layout.operands
        pen = region.left
        names, pen = pen, pen + max(name.width for name in self._names) + GAP
        columns = {}
        for key in ("k", "s"):
            columns[key], pen = pen + self._width(key) / 2, pen + self._width(key) + GAP
        right = region.right
        for key in ("jump", "size"):
            columns[key], right = right - self._width(key) / 2, right - self._width(key) - GAP
        wide = [SAMPLE + SAMPLE_GAP + words_width(said, NAME_EM) for said in self._entries]
        above = 0 if sum(wide) + LEGEND_GAP <= right - pen else len(wide)  # the heads' line is full
        count = len(self.stack.names) + 2 + above
        height = min(TALLEST_ROW, region.height / count)
        top = region.centre[1] + height * count / 2
        lines = tuple(top - (row + 0.5) * height for row in range(count))
        beside = (pen, lines[0]), (pen + wide[0] + LEGEND_GAP, lines[0])
        legend = tuple((names, line) for line in lines[:above]) or beside
        bars = Region(pen, lines[-1] - height / 2, right, lines[above] + height / 2)
        return Table(legend, lines[above:], height, names, columns, bars)

    def _width(self, key: str) -> float:
        rows = self.arrays[key][:, : len(self.stack.axes)]
        texts = [shape_text(row) for row in rows]
        return NUMBER_EM * max(map(glyphs.width, texts))

    def _heads(self) -> list[Lettering]:
        heads = []
        for key, letter in HEADS.items():
            head = formula(letter, NUMBER_EM * 1.2, self.theme.muted)
            x, y = self.table.columns[key], self.table.rows[0]
            heads.append(head.move_to((x, y, 0.0)).set_z_index(depth.NUMBERS))
        return heads

    @property
    def _entries(self) -> list[str]:
        """What the two kinds of bars mean."""
        return [self.words.label(key) for key in ("element", "neighbour")]

    def _legend(self) -> list[Mobject]:
        """A short bar of each kind, and what it means."""
        half, parts = THICKNESS * self.table.height / 2, list[Mobject]()
        for kind, (said, (left, middle)) in enumerate(
            zip(self._entries, self.table.legend, strict=True)
        ):
            sample = Region(left, middle - half, left + SAMPLE, middle + half)
            text = words(said, NAME_EM, self.theme.muted)
            text.shifted(sample.right + SAMPLE_GAP, middle - 0.35 * NAME_EM)
            parts += [self._neighbour(sample) if kind else self._field(sample), text]
        return parts

    def _field(self, region: Region) -> VMobject:
        bar = frame(region, CORNER, line=self.theme.output, width=LINE)
        return bar.set_fill(self.theme.active_fill, 1.0)

    def _neighbour(self, region: Region) -> VMobject:
        dashes = round(2 * (region.width + region.height) / DASH)
        line = self.theme.kernel
        return dashed_boxes([region], CORNER, line=line, width=LINE, dashes=dashes)

    def _input(self) -> list[Mobject]:
        """The pixels along one side, as far as two neighbours of the last layer see."""
        middle, half = self.table.rows[1], THICKNESS * self.table.height / 2
        count = self._pixels if self._unit >= SMALLEST_PIXEL else 1
        wide, left = self.table.bars.width / count, self.table.bars.left
        slim = 0.05 * wide if count > 1 else 0.0
        low, high = middle - half, middle + half
        edges = [left + i * wide for i in range(count)]
        cells = [Region(x + slim, low, x + wide - slim, high) for x in edges]
        line, fill = self.theme.input, self.theme.input_fill
        pixels = boxes(cells, CORNER, line=line, fill=fill, width=1.5)
        label = fitted(
            words(self.words.label("pixels"), NAME_EM, self.theme.input),
            self.table.bars.left - self.table.names - GAP,
            SMALLEST_EM,
        )
        return [label.shifted(self.table.names, middle - 0.35 * NAME_EM), pixels]

    def _span(self, layer: int, neighbour: int, *, before: bool = False) -> Region:
        """The bar of a layer's first element, or of its neighbour's, below it."""
        size = int(self.stack.size[layer - 1, -1]) if layer else 1
        if not before:
            size = int(self.stack.size[layer, -1])
        start = int(self.stack.jump[layer, -1]) * neighbour
        half = THICKNESS * self.table.height / 2
        middle = self.table.rows[layer + 2] + (0.5 - neighbour) * 1.3 * 2 * half
        left = self.table.bars.left + start * self._unit
        return Region(left, middle - half, left + size * self._unit, middle + half)

    def _numbers(self, layer: int, *keys: str) -> list[Lettering]:
        """A layer's numbers in these columns, one per axis that is shown, with × between."""
        letterings, middle = [], self.table.rows[layer + 2]
        for key in keys:
            texts = [str(self.arrays[key][layer, axis]) for axis in self.stack.axes]
            pen = self.table.columns[key] - NUMBER_EM * glyphs.width("×".join(texts)) / 2
            for axis, text in enumerate(texts):
                signs = ["×"] * bool(axis)
                for written in (*signs, text):
                    wide = NUMBER_EM * glyphs.width(written)
                    centre = (pen + wide / 2, middle)
                    letterings.append(self._written(written, centre, place(key, layer, axis)))
                    pen += wide
        return letterings

    def _written(self, text: str, centre: tuple[float, float], name: str) -> Lettering:
        if text == "×":
            drawn = number(text, NUMBER_EM, self.theme.muted, centre, kind="formula")
        else:
            drawn = number(text, NUMBER_EM, self.theme.text, centre, place=name)
        return drawn.set_z_index(depth.NUMBERS)
