"""A panel: one matrix of a picture that has many, and what has to be known to place it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from scenes.stage import glyphs
from scenes.stage.fit import LABEL_HEIGHT, descent
from scenes.stage.labels import BESIDE, NAME_EM
from scenes.stage.lettering import formula_width
from scenes.story.numerals import Notation
from scenes.story.places import MOST_NUMBERS_SHOWN

ELLIPSIS_HEIGHT: Final = 0.4
SCALE_HEIGHT: Final = 0.4  # below a heat map
ASIDE_GAP: Final = 0.1  # before a title that stands on the left
LONGEST_ASIDE: Final = 8  # characters of such a title, in Typst


@dataclass(frozen=True, eq=False)
class Panel:
    """A matrix to be drawn: `key` is its array's name, or a slice of it (`"input[0]"`).

    `values` is a matrix, or a vector, which is drawn as a row. `role` names its colour and `title`
    is what stands above it, in Typst. Numbers of a `hidden` panel come later, one by one.

    The last rows and columns of the padding may be `beyond` what is padded: nothing stands there.
    Panels of the same `among`, the array that they are parts of, look alike: cells of one width,
    or heat maps with one scale. Beside a heat map, a window of the shape `focus` is repeated in
    numbers.
    """

    key: str
    values: NDArray[Any]
    role: str
    title: str = ""
    hidden: bool = False
    padding: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))
    beyond: tuple[int, int] = (0, 0)
    padded_with: str = "0"
    heat: bool = False
    after_dots: bool = False  # the last of a folded column
    largest: float = 0.0  # what a map's full tint stands for; 0: its own largest magnitude
    signed: bool = False  # tinted as one of several of which some have negative values
    among: NDArray[Any] | None = None
    focus: tuple[int, int] | None = None
    aside: bool = False  # the title stands on the left
    tinted: bool = False  # numbers on grounds that tell how large they are

    @property
    def matrix(self) -> NDArray[Any]:
        """The values as rows and columns."""
        return np.atleast_2d(self.values)

    @property
    def origin(self) -> tuple[int, int]:
        """The row and column of the first value, after the padding."""
        (top, _), (left, _) = self.padding
        return top, left

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Rows and columns, with the padding."""
        (top, bottom), (left, right) = self.padding
        rows, columns = self.matrix.shape
        return rows + top + bottom, columns + left + right

    @cached_property
    def texts(self) -> list[list[str]]:
        """Every number as it is written, with the padding around."""
        notation, matrix = self._notation, self.matrix
        top, left = self.origin
        (height, width), (down, across) = self.shape, self.beyond
        texts = [[self.padded_with] * (width - across) + [""] * across for _ in range(height)]
        texts[height - down :] = [[""] * width for _ in range(down)]
        for row, column in np.ndindex(matrix.shape):
            texts[row + top][column + left] = notation.in_a_cell(matrix[row, column])
        return texts

    @cached_property
    def widest(self) -> float:
        """The longest number, in em: of all of `among`, so that channels have cells alike."""
        different = set(self._every.ravel().tolist())  # a picture has many numbers, of few kinds
        texts = {self._notation.in_a_cell(value) for value in different}
        return max(map(glyphs.width, texts | {self.padded_with} if self._padded else texts))

    @cached_property
    def deep(self) -> float:
        """How far a fraction's bar reaches below the digits, in em."""
        return descent(self._notation.in_a_cell(value) for value in self._every.flat)

    @property
    def _every(self) -> NDArray[Any]:
        return self.matrix if self.among is None else self.among

    @cached_property
    def _notation(self) -> Notation:
        return Notation.of(self._every)

    @property
    def has_bare_padding(self) -> bool:
        """Whether it is padded with what is no number, and so has no tint."""
        return self._padded and self.padded_with != "0"

    @property
    def _padded(self) -> bool:
        return any(map(any, self.padding))

    @property
    def is_told(self) -> bool:
        """Whether the story tells its numbers one by one; of what is too large, it does not."""
        return self._every.size <= MOST_NUMBERS_SHOWN

    @property
    def room_above(self) -> float:
        """For the title, and for the ⋮ of a folded column."""
        titled = bool(self.title) and not self.aside
        return LABEL_HEIGHT * titled + ELLIPSIS_HEIGHT * self.after_dots

    @cached_property
    def room_aside(self) -> float:
        """For a title on the left."""
        if not (self.title and self.aside):
            return 0.0
        return ASIDE_GAP + formula_width(self.title, NAME_EM) + BESIDE

    def room_below(self, *, last: bool) -> float:
        """For the scale of a heat map; maps that share one have it under the last of them."""
        return SCALE_HEIGHT * (self.heat and (last or self.among is None))


@dataclass(frozen=True, eq=False)
class Focus(Panel):
    """The window's numbers, large, beside the heat map that they are taken from."""

    of: Panel | None = None

    @classmethod
    def on(cls, panel: Panel) -> Focus:
        """The focus on a heat map that has one."""
        empty = np.zeros(panel.focus or (1, 1), int)
        return cls(f"focus of {panel.key}", empty, panel.role, of=panel)

    @cached_property
    def widest(self) -> float:
        """Any of the map's numbers may come into focus."""
        return super().widest if self.of is None else self.of.widest


Column = Sequence[Panel]
Table = Sequence[Column | str]  # columns, and the signs between them; `}` adds a column up
