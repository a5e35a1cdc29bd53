"""A matrix of numbers whose cells are tinted by their magnitude, so that alike ones look alike."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from manim import Animation, FadeIn, FadeOut, ManimColor, Mobject, VGroup, VMobject, smooth
from numpy.typing import NDArray

from scenes.stage import depth
from scenes.stage.cells import Cells, Place
from scenes.stage.grid import CELL_LINE, NumberGrid, Writing
from scenes.stage.heat import strongest
from scenes.stage.moves import Retint, one
from scenes.stage.shapes import boxes
from scenes.stage.theme import Theme

STRONGEST: Final = 0.4  # of the role's colour: digits stay legible on it


class TintedGrid(NumberGrid):
    """Each cell has a ground of its own: the role's colour, as much of it as the number is large.

    `among` are the numbers of which the largest has the full tint.
    """

    def __init__(
        self,
        cells: Cells,
        writing: Writing,
        theme: Theme,
        values: NDArray[Any],
        among: NDArray[Any],
    ) -> None:
        super().__init__(cells, writing, theme)
        self._largest = strongest(among)
        shares = np.abs(values.astype(np.float64)) / self._largest
        self.tints = {cell: self._tint(cell, float(shares[cell])) for cell in cells.places()}

    @property
    def core(self) -> VGroup:
        return VGroup(super().core, *self.tints.values())

    @property
    def mobject(self) -> Mobject:
        return VGroup(super().mobject, *self.tints.values())

    def change(self, cell: Place, text: str, value: Any) -> Animation | None:
        """Another number takes this one's place, and its tint."""
        if text == self.numbers[cell].text:
            return None
        tint = Retint(self.tints[cell], self._fill(abs(float(value)) / self._largest), self._line)
        return one([self._replace(cell, text, self.theme.text), tint])

    def fade(self, cell: Place, text: str) -> Animation | None:
        """A number that counts no more: it steps back, and so does its cell."""
        tint = Retint(self.tints[cell], self.theme.background, self.theme.unused_fill)
        return one([self._replace(cell, text, self.theme.muted), tint])

    def _replace(self, cell: Place, text: str, colour: str) -> Animation | None:
        old, new = self.numbers[cell], self._written(cell, text, colour)
        self.numbers[cell] = new
        moves = [FadeOut(old, rate_func=smooth), FadeIn(new, rate_func=smooth)]
        return one(moves, lag=0.7)

    @property
    def _line(self) -> str:
        colour: str = getattr(self.theme, self.role)
        return colour

    def _fill(self, share: float) -> str:
        ground = ManimColor(getattr(self.theme, f"{self.role}_fill"))
        return ground.interpolate(ManimColor(self._line), STRONGEST * share).to_hex()

    def _tint(self, cell: Place, share: float) -> VMobject:
        cells = self.cells
        box = boxes(
            [cells.cell(*cell)],
            cells.corner,
            line=self._line,
            fill=self._fill(share),
            width=CELL_LINE,
        )
        return box.set_z_index(depth.TINT)
