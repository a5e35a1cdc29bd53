"""One side of the padded input as a row of cells: how many places the window has along it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from manim import Animation, FadeIn, Mobject, VGroup, VMobject, linear, smooth

from convmath import Geometry
from scenes.stage import depth, glyphs
from scenes.stage.bench import Bench
from scenes.stage.cells import Cells
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.labels import FORMULA_EM
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering, fitted, formula, number, words
from scenes.stage.measure import arrow
from scenes.stage.moves import Through, appear, exchange, one, vanish
from scenes.stage.shapes import boxes, dashed_boxes, frame, outline_of
from scenes.stage.theme import Theme
from scenes.stage.window import FRAME_LINE, THINNEST_GROWTH
from scenes.story import Beat
from scenes.story.places import place
from scenes.story.sizes import AXES, counted

CONVENTIONS: Final = ("per_side", "total")
NAME_GAP: Final = 0.35  # from a formula's name to the formula
LARGEST_CELL: Final = 0.85
CELL_LINE: Final = 2.0
LABEL_EM: Final = 0.28
NUMBER_EM: Final = 1.2 * SMALLEST_EM
ABOVE: Final = 0.2  # between the cells and the dimension line
BELOW: Final = 0.18  # between the cells and the steps
UNDER: Final = 0.27  # from the steps to the middle of their numbers
LABEL_ROOM: Final = 0.7  # above the cells: a name, a number and a line
COUNT_ROOM: Final = 0.66  # below them: the steps and their numbers


class Ruler:
    """One side: its cells, the window on them, and what is measured and counted."""

    def __init__(self, bench: Bench, geometry: Geometry, axis: int, region: Region) -> None:
        self.theme, self.axis, self.geometry = bench.theme, axis, geometry
        count = geometry.padded_shape[axis]
        room = region.height - LABEL_ROOM - COUNT_ROOM
        side = min(LARGEST_CELL, region.width / count, room)
        middle = region.bottom + COUNT_ROOM + room / 2
        self.cells = Cells(1, count, side, side, (region.centre[0], middle))
        self.starts = list(geometry.positions(axis))
        line = self.theme.kernel
        self.frame = frame(self.window(0), self.cells.corner, line=line, width=FRAME_LINE)
        self.frame.set_z_index(depth.FRAMES)
        label = words(bench.words.label(AXES[axis]), LABEL_EM, self.theme.muted)
        top = self.cells.region.top + LABEL_ROOM - LABEL_EM
        self.label = label.shifted(self.cells.region.left, top)

    def row(self) -> list[Mobject]:
        """The cells of the input, and around them those of the padding."""
        before, size = self.geometry.padding[self.axis][0], self.geometry.input_shape[self.axis]
        cells, theme = self.cells, self.theme
        places = [cells.cell(0, column) for column in range(cells.columns)]
        real, ring = places[before : before + size], places[:before] + places[before + size :]
        solid = boxes(real, cells.corner, line=theme.input, fill=theme.input_fill, width=CELL_LINE)
        return [solid, dashed_boxes(ring, cells.corner, line=theme.padding, width=CELL_LINE)]

    def window(self, index: int) -> Region:
        """Where the frame lies at its n-th place."""
        first = self.starts[index]
        reach = self.geometry.effective_kernel_shape[self.axis]
        return self.cells.block(range(1), range(first, first + reach), grow=THINNEST_GROWTH)

    def jump(self, index: int) -> None:
        """Move the frame there at once."""
        self.frame.points = outline_of(self.window(index), self.cells.corner)

    def room(self) -> list[Mobject]:
        """A line from the window's end to that of the row, and how many cells it spans."""
        start, end = self.window(0).right, self.cells.region.right
        span = self.cells.columns - self.geometry.effective_kernel_shape[self.axis]
        if not span:
            return []
        y = self.cells.region.top + ABOVE
        line = arrow((start, y), (end, y), self.theme)
        written = self._number(
            str(span), ((start + end) / 2, y + ABOVE), place("room", self.axis, 0)
        )
        return [line.set_z_index(depth.WORKED), written]

    def steps(self) -> list[VMobject]:
        """An arrow for each step, from the window's beginning to its next."""
        lefts, y = [self._left(index) for index in range(len(self.starts))], self._below
        pairs = pairwise(lefts)
        arrows = [arrow((left, y), (right, y), self.theme) for left, right in pairs]
        return [shape.set_z_index(depth.WORKED) for shape in arrows]

    def stride(self) -> list[Mobject]:
        """How far a step goes, below the first one."""
        if len(self.starts) == 1:
            return []
        x = (self._left(0) + self._left(1)) / 2
        stride = str(self.geometry.stride[self.axis])
        return [self._number(stride, (x, self._below - UNDER), place("stride", self.axis, 0))]

    def counts(self) -> list[Mobject]:
        """The number of each place of the window, below its beginning; or only the last one."""
        y = self._below - UNDER
        return [
            self._number(str(index + 1), (self._left(index), y), place(AXES[self.axis], index))
            for index in counted(self.geometry, self.axis)
        ]

    def left_over(self) -> list[VMobject]:
        """A tint on the cells at the end that no window reaches."""
        cells, theme, count = self.cells, self.theme, self.geometry.remainder[self.axis]
        places = range(cells.columns - count, cells.columns)
        regions = [cells.cell(0, column) for column in places]
        if not regions:
            return []
        tint = boxes(regions, cells.corner, line=theme.muted, fill=theme.unused_fill, width=1.0)
        return [tint.set_z_index(depth.TINT)]

    @property
    def _below(self) -> float:
        return self.cells.region.bottom - BELOW

    def _left(self, index: int) -> float:
        return self.cells.point(0, self.starts[index] - 0.5)[0]

    def _number(self, text: str, centre: tuple[float, float], name: str) -> Lettering:
        colour = self.theme.output if name.startswith(AXES) else self.theme.kernel
        return number(text, NUMBER_EM, colour, centre, place=name).set_z_index(depth.WORKED)


class RulerBench(Bench):
    """Both sides of a geometry, one below the other."""

    def __init__(self, lesson: Lesson, geometry: Geometry) -> None:
        super().__init__(lesson)
        region = self.layout.operands
        middle = region.centre[1]
        halves = (
            Region(region.left, middle, region.right, region.top),
            Region(region.left, region.bottom, region.right, middle),
        )
        self.rulers = [Ruler(self, geometry, axis, half) for axis, half in enumerate(halves)]
        self._strides: list[Mobject] = []
        self._conclusions: list[Lettering] = []

    def conclude(self, beat: Beat, row: int, *codes: str) -> Animation | None:
        """One of two formulas below: that per side, or that with the padding in total.

        On a frame too narrow for them the second one takes the place of the first, in two lines.
        """
        names, region = [self.words.label(name) for name in CONVENTIONS], self.layout.worked
        rows, gone = named_formulas(names, codes, region, self.theme), self._conclusions
        if rows is not None:
            self._conclusions = [*gone, *rows[row]]
            return appear(rows[row], lag=0.3)
        letters, _, numbers = codes[row].partition(" = ")
        broken = named_formulas([names[row], ""], [letters, f"= {numbers}"], region, self.theme)
        self._conclusions = [part for line in broken or [] for part in line]
        return exchange(gone, self._conclusions, lag=0.3)

    def erase(self, beat: Beat) -> Animation | None:
        """The formulas below make room."""
        gone, self._conclusions = self._conclusions, []
        return vanish(gone)

    def ruler(self, beat: Beat, axis: int) -> Animation | None:
        """A side of the input appears, with its padding."""
        ruler = self.rulers[axis]
        return appear([ruler.label, *ruler.row()], lag=0.2)

    def lay(self, beat: Beat, axis: int) -> Animation | None:
        """The window lies down at the beginning."""
        return FadeIn(self.rulers[axis].frame, rate_func=smooth)

    def room(self, beat: Beat, axis: int) -> Animation | None:
        """What is left beside the window is measured."""
        return appear(self.rulers[axis].room())

    def steps(self, beat: Beat, axis: int) -> Animation | None:
        """The window takes every step that fits; each leaves an arrow."""
        ruler, arrows = self.rulers[axis], self.rulers[axis].steps()
        for shape in arrows:
            shape.set_stroke(opacity=0.0)

        def reach(indices: range) -> None:
            ruler.jump(indices[-1])
            for shape in arrows[: indices[-1]]:
                shape.set_stroke(opacity=1.0)

        self._strides = ruler.stride()
        moving = VGroup(ruler.frame, *arrows)
        through = Through(moving, len(ruler.starts), reach, rate_func=linear)
        return one([through, appear(self._strides)], lag=0.6)

    def left_over(self, beat: Beat, axis: int) -> Animation | None:
        """What no window reaches."""
        return appear(self.rulers[axis].left_over())

    def count(self, beat: Beat, axis: int) -> Animation | None:
        """The places of the window get their numbers."""
        gone, self._strides = self._strides, []
        return one([vanish(gone), appear(self.rulers[axis].counts(), lag=0.3)], lag=0.5)


def named_formulas(
    names: Sequence[str], codes: Sequence[str], region: Region, theme: Theme
) -> list[list[Lettering]] | None:
    """Formulas below each other in the middle, each after its name; None where one is too wide."""
    said = [[words(name, LABEL_EM, theme.muted)] if name else [] for name in names]
    aside = max(name.width for row in said for name in row) + NAME_GAP
    drawn = [formula(code, FORMULA_EM, theme.text) for code in codes]
    widest = max(fitted(line, region.width - aside, SMALLEST_EM).width for line in drawn)
    if aside + widest > region.width:
        return None
    left, tall = region.centre[0] - (aside + widest) / 2, region.height / len(codes)
    for count, (row, line) in enumerate(zip(said, drawn, strict=True)):
        baseline = region.top - (count + 0.5) * tall - glyphs.DIGIT_HEIGHT * line.em / 2
        line.shifted(left + aside - line.get_left()[0], baseline)
        for name in row:
            name.shifted(left - name.get_left()[0], baseline)
        row.append(line)
    return [[part.set_z_index(depth.WORKED) for part in row] for row in said]
