"""Shares as bars below each other: a name on the left of each, its number at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from manim import Animation, FadeIn, Mobject, VMobject, smooth
from numpy.typing import NDArray

from scenes.stage import depth, glyphs
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import number, words
from scenes.stage.moves import Morph, appear, one
from scenes.stage.shapes import boxes, frame, outline_of
from scenes.stage.theme import Theme
from scenes.story.numerals import Numeral
from scenes.story.places import place

NAME_EM: Final = 0.24
THICKNESS: Final = 0.62  # of a row's height
GAP: Final = 0.12  # between a name, its bar and its number
CORNER: Final = 0.012
THINNEST: Final = 0.03  # units: a share of nearly nothing is still seen
MARK_LINE: Final = 4.0
BASELINE: Final = 0.33  # em of a name below the middle of its row


class Bars:
    """The shares of `key`, an array of one column, in a region; the largest stands out.

    Those numbers are written that the story tells.
    """

    def __init__(
        self, names: Sequence[str], key: str, shares: NDArray[Any], region: Region, theme: Theme
    ) -> None:
        self._key, self._shares, self._region, self._theme = key, shares, region, theme
        self.names = [words(name, NAME_EM, theme.text) for name in names]
        self._start = region.left + max(name.width for name in self.names) + GAP
        for count, name in enumerate(self.names):
            left, middle = self._start - GAP - name.width, self._row(count).centre[1]
            name.shifted(left, middle - BASELINE * NAME_EM).set_z_index(depth.NUMBERS)
        self.bars = [self._bar(count) for count in range(len(names))]
        self.numbers: list[VMobject] = []
        self.marks: list[VMobject] = []

    @property
    def parts(self) -> list[Mobject]:
        """All that is seen of it."""
        return [*self.names, *self.bars, *self.numbers, *self.marks]

    def grow(self, told: Mapping[str, Numeral]) -> Animation | None:
        """Names appear, every bar grows to its length, and the numbers stand at their ends."""
        room = max(glyphs.width(one.text) for one in told.values()) * SMALLEST_EM + GAP
        length = self._region.right - self._start - room
        moves: list[Animation | None] = [appear([*self.names, *self.bars])]
        for count, bar in enumerate(self.bars):
            row = self._row(count)
            wide = max(THINNEST, length * float(self._shares[count, 0]))
            end = Region(self._start, row.bottom, self._start + wide, row.top)
            moves.append(Morph(bar, outline_of(end, CORNER), rate_func=smooth))
            name = place(self._key, count, 0)
            if name in told:
                text = told[name].text
                x = end.right + GAP + glyphs.width(text) * SMALLEST_EM / 2
                colour = self._theme.text
                written = number(text, SMALLEST_EM, colour, (x, row.centre[1]), place=name)
                self.numbers.append(written.set_z_index(depth.NUMBERS))
        return one([*moves, *(FadeIn(written, rate_func=smooth) for written in self.numbers)])

    def mark(self, count: int) -> Animation | None:
        """A frame in the colour of inputs around a name: this is what the input is."""
        row, margin = self._row(count), GAP / 2
        left = float(self.names[count].get_left()[0]) - margin
        around = Region(left, row.bottom, self._start - margin, row.top).shrunk(-GAP / 4)
        mark = frame(around, CORNER, line=self._theme.input, width=MARK_LINE)
        self.marks.append(mark)
        return appear([mark])

    def _bar(self, count: int) -> VMobject:
        row, theme = self._row(count), self._theme
        best = count == int(self._shares.argmax())
        colours = (theme.output, theme.output) if best else (theme.muted, theme.unused_fill)
        start = Region(self._start, row.bottom, self._start + THINNEST, row.top)
        return boxes([start], CORNER, line=colours[0], fill=colours[1], width=1.0)

    def _row(self, count: int) -> Region:
        height = self._region.height / len(self._shares)
        top = self._region.top - count * height
        inset = (1 - THICKNESS) / 2 * height
        return Region(self._region.left, top - height + inset, self._region.right, top - inset)
