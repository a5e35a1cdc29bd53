"""The bench of the output's size: a window on bare cells, measured along both of its sides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from manim import Animation, FadeIn, Mobject, VGroup, linear, smooth

from convmath import Geometry
from scenes.stage import depth, glyphs
from scenes.stage.bench import Bench
from scenes.stage.cells import Cells
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering, fitted, formula, words, words_width
from scenes.stage.moves import Morph, Through, appear, exchange, one, vanish
from scenes.stage.ruler import LABEL_EM, LABEL_GAP, ROOM, STEPS, UNDER, Ruler
from scenes.stage.shapes import boxes, dashed_boxes, frame, outline_of
from scenes.stage.theme import Theme
from scenes.stage.typeset import Points
from scenes.stage.window import FRAME_LINE, THINNEST_GROWTH
from scenes.story import Beat
from scenes.story.sizes import AXES

CONVENTIONS: Final = ("per_side", "total")
FORMULA_EM: Final = 0.36
NAME_GAP: Final = 0.35  # from a formula's name to the formula
LARGEST_CELL: Final = 0.85
CELL_LINE: Final = 2.0
FINEST_LINE: Final = 5.0  # times a cell's side, where cells are small
DIGITS: Final = 0.2  # about half of a number, beyond its middle
DERIVED_EM: Final = 0.52
DERIVED_LEADING: Final = 0.95
DERIVED_LINES: Final = 3
DERIVED_HEIGHT: Final = DERIVED_LINES * DERIVED_LEADING + LABEL_EM
DERIVED_WIDTH: Final = 3.9  # of lines of that size,
DERIVED_SHARE: Final = 0.4  # and of the region's width at most
APART: Final = 0.5  # between the picture and what is derived from it
SIDE_BY_SIDE: Final = 1.3  # width to height, from which these two stand beside each other


class MeasureBench(Bench):
    """The cells of a padded input, the window on them, a ruler along each side, and formulas."""

    def __init__(self, lesson: Lesson, geometry: Geometry) -> None:
        super().__init__(lesson)
        names = [self.words.label(name) for name in AXES]
        self.geometry = geometry
        self.cells, self._text = _placed(geometry, names[1], self.layout.operands)
        self.rulers = [
            Ruler(self.cells, geometry, axis, name, self.theme) for axis, name in enumerate(names)
        ]
        self._at = [0, 0]  # how many steps the window has gone down and across
        line = self.theme.kernel
        self.frame = frame(self.cells.region, self.cells.corner, line=line, width=FRAME_LINE)
        self.frame.set_z_index(depth.FRAMES)
        self._strides: list[Mobject] = []
        self._derived: list[Mobject] = []
        self._conclusions: list[Lettering] = []

    def enter(self, beat: Beat) -> Animation | None:
        """The cells of the input, and around them those of the padding."""
        theme, corner = self.theme, self.cells.corner
        line = min(CELL_LINE, FINEST_LINE * self.cells.cell_height)
        real = [at for at in self.cells.places() if self._is_real(at)]
        ring = [at for at in self.cells.places() if not self._is_real(at)]
        inside, around = ([self.cells.cell(*at) for at in part] for part in (real, ring))
        solid = boxes(inside, corner, line=theme.input, fill=theme.input_fill, width=line)
        return appear([solid, dashed_boxes(around, corner, line=theme.padding, width=line)])

    def name(self, beat: Beat, axis: int) -> Animation | None:
        """The side that is measured from now on."""
        return appear([self.rulers[axis].label])

    def lay(self, beat: Beat, axis: int) -> Animation | None:
        """The window lies at the beginning of a side: it appears there, or glides back."""
        self._at = [0, 0]
        if axis:
            return Morph(self.frame, self._outline(), rate_func=smooth)
        self.frame.points = self._outline()
        return FadeIn(self.frame, rate_func=smooth)

    def room(self, beat: Beat, axis: int) -> Animation | None:
        """What is left beside the window is measured."""
        return appear(self.rulers[axis].room())

    def steps(self, beat: Beat, axis: int) -> Animation | None:
        """The window takes every step that fits; each leaves an arrow."""
        ruler, arrows = self.rulers[axis], self.rulers[axis].steps()
        last = max(1, len(ruler.starts) - 1)
        for shape in arrows:
            shape.set_stroke(opacity=0.0)

        def reach(indices: range) -> None:
            self._at[axis] = indices[-1]
            self.frame.points = self._outline()
            for shape in arrows[: indices[-1] * len(arrows) // last]:
                shape.set_stroke(opacity=1.0)

        self._strides = ruler.stride()
        moving = VGroup(self.frame, *arrows)
        through = Through(moving, len(ruler.starts), reach, rate_func=linear)
        return one([through, appear(self._strides)], lag=0.6)

    def left_over(self, beat: Beat, axis: int) -> Animation | None:
        """What no window reaches."""
        return appear(self.rulers[axis].left_over())

    def count(self, beat: Beat, axis: int) -> Animation | None:
        """The places of the window get their numbers."""
        gone, self._strides = self._strides, []
        return exchange(gone, self.rulers[axis].counts(), lag=0.3)

    def head(self, beat: Beat, axis: int) -> Animation | None:
        """The side that the lines to come are about; those of the other one go."""
        head = words(self.words.label(AXES[axis]), LABEL_EM, self.theme.muted)
        head.shifted(self._text.left, self._text.top - LABEL_EM).set_z_index(depth.WORKED)
        gone, self._derived = self._derived, [head]
        return exchange(gone, [head])

    def derive(self, beat: Beat, row: int, code: str) -> Animation | None:
        """A line of what the picture says in numbers."""
        em = DERIVED_EM * self._text.width / DERIVED_WIDTH  # of all lines alike
        line = fitted(formula(code, em, self.theme.text), self._text.width, SMALLEST_EM)
        middle = self._text.bottom + (DERIVED_LINES - row - 0.5) * DERIVED_LEADING
        baseline = middle - glyphs.DIGIT_HEIGHT * line.em / 2
        line.shifted(self._text.left - line.get_left()[0], baseline).set_z_index(depth.WORKED)
        self._derived.append(line)
        return appear([line])

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

    def _is_real(self, at: tuple[int, int]) -> bool:
        """Whether a cell is one of the input, not of its padding."""
        sides = zip(at, self.geometry.padding, self.geometry.input_shape, strict=True)
        return all(before <= place < before + size for place, (before, _), size in sides)

    def _outline(self) -> Points:
        """The window where it has gone to."""
        rows, columns = (
            range(ruler.starts[step], ruler.starts[step] + reach)
            for ruler, step, reach in zip(
                self.rulers, self._at, self.geometry.effective_kernel_shape, strict=True
            )
        )
        return outline_of(self.cells.block(rows, columns, THINNEST_GROWTH), self.cells.corner)


def _placed(geometry: Geometry, lowest_name: str, region: Region) -> tuple[Cells, Region]:
    """The cells with room for both rulers, and beside or below them the derivation's region."""
    left = max(STEPS + UNDER + DIGITS, words_width(lowest_name, LABEL_EM) + LABEL_GAP)
    right, above, below = 2.2 * ROOM + DIGITS, 2 * ROOM + DIGITS, STEPS + UNDER + DIGITS
    beside = region.width >= SIDE_BY_SIDE * region.height
    wide = min(DERIVED_WIDTH, DERIVED_SHARE * region.width) if beside else DERIVED_WIDTH
    room = (
        region.width - left - right - (wide + APART) * beside,
        region.height - above - below - DERIVED_HEIGHT * (not beside),
    )
    rows, columns = geometry.padded_shape
    side = min(LARGEST_CELL, room[0] / columns, room[1] / rows)
    whole = left + columns * side + right + (APART + wide) * beside
    start = region.centre[0] - whole / 2 + left
    free = room[1] - rows * side
    middle = region.top - above - free / 2 - rows * side / 2
    cells = Cells(rows, columns, side, side, (start + columns * side / 2, middle))
    edge, top = cells.region.right + right + APART, middle + DERIVED_HEIGHT / 2
    if not beside:
        edge, top = region.centre[0] - wide / 2, cells.region.bottom - below
    return cells, Region(edge, top - DERIVED_HEIGHT, edge + wide, top)


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
