"""Named numbers in a row that change while a film runs: step, loss, accuracy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from manim import Mobject, VGroup

from scenes.stage import depth, glyphs
from scenes.stage.layout import Region
from scenes.stage.lettering import number, words
from scenes.stage.theme import Theme
from scenes.story.numerals import Numeral

WORDS_EM: Final = 0.26
NUMBER_EM: Final = 0.4
WORDS_RISE: Final = 0.18  # of the names' baseline over the region's middle
RIM: Final = 0.05  # letters may stand out a little
NUMBERS_DROP: Final = 0.2  # of the numbers' centre below it


class Readout:
    """Names above numbers, in equal columns of a region; a number stands at the column's right."""

    def __init__(self, names: list[str], region: Region, theme: Theme) -> None:
        self._theme, middle = theme, region.centre[1]
        width = region.width / len(names)
        self._ends = [
            (region.left + (n + 1) * width, middle - NUMBERS_DROP) for n in range(len(names))
        ]
        self.names = [words(name, WORDS_EM, theme.muted) for name in names]
        for name, (right, _) in zip(self.names, self._ends, strict=True):
            name.shifted(right - name.width - RIM, middle + WORDS_RISE).set_z_index(depth.NUMBERS)
        self.numbers = [
            number("0", NUMBER_EM, theme.text, end).set_z_index(depth.NUMBERS) for end in self._ends
        ]

    @property
    def parts(self) -> list[Mobject]:
        """Names and numbers."""
        return [*self.names, *self.numbers]

    @property
    def moving(self) -> Mobject:
        """What changes."""
        return VGroup(*self.numbers)

    def show(self, told: Mapping[str, Numeral]) -> None:
        """Other numbers, each under the name of its place."""
        entries = zip(self.numbers, self._ends, told.items(), strict=True)
        for drawn, (right, middle), (place, written) in entries:
            wide = glyphs.width(written.text) * NUMBER_EM
            fresh = number(written.text, NUMBER_EM, self._theme.text, (right - wide / 2, middle))
            drawn.points, drawn.text, drawn.place = fresh.points, written.text, place
