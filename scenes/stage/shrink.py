"""A picture that gets smaller from layer to layer: its square shrinks inside the first one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from manim import Animation, FadeIn, Mobject, VGroup, linear, smooth

from scenes.stage import depth
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, fitted, formula
from scenes.stage.moves import Fade, Through, appear, one, vanish
from scenes.stage.shapes import boxes, frame, outline_of
from scenes.stage.theme import Theme

LARGEST_SQUARE: Final = 1.6
TEXT_EM: Final = 0.36
LEADING: Final = 1.5  # em
GAP: Final = 0.4
CORNER: Final = 0.02
LINE: Final = 3.0


class Shrink:
    """Squares of these sides, in pixels, one inside the other, and formulas beside them."""

    def __init__(
        self, sides: Sequence[int], codes: Sequence[str], region: Region, theme: Theme
    ) -> None:
        self._sides, side = sides, min(LARGEST_SQUARE, 0.98 * region.height)
        room = region.width - side - GAP
        rows = [fitted(formula(code, TEXT_EM, theme.text), room, SMALLEST_EM) for code in codes]
        left = region.centre[0] - (side + GAP + max(row.width for row in rows)) / 2
        middle = region.centre[1]
        self._outer = Region(left, middle - side / 2, left + side, middle + side / 2)
        lost = boxes([self._outer], CORNER, line=theme.muted, fill=theme.unused_fill, width=LINE)
        self._inner = frame(self._outer, CORNER, line=theme.input, width=LINE)
        self._inner.set_fill(theme.input_fill, 1.0)
        self._squares = [lost.set_z_index(depth.CELLS), self._inner.set_z_index(depth.TINT)]
        self._rows = rows
        for count, row in enumerate(rows):
            below = (count - (len(rows) - 1) / 2) * LEADING * TEXT_EM + 0.35 * TEXT_EM
            row.shifted(left + side + GAP, middle - below).set_z_index(depth.WORKED)

    def show(self) -> Animation | None:
        """The first square, then one layer after the other; what they come to is said beside."""

        def reach(layers: range) -> None:
            rim = (1 - self._sides[layers[-1] + 1] / self._sides[0]) * self._outer.width / 2
            self._inner.points = outline_of(self._outer.shrunk(rim), CORNER)

        through = Through(VGroup(self._inner), len(self._sides) - 1, reach, rate_func=linear)
        lost, inner = self._squares
        inner.set_opacity(0.0)  # it fades in by its opacity alone: its points are the shrinking's
        squares = one([FadeIn(lost, rate_func=smooth), Fade(inner, 1.0, rate_func=smooth)])
        return one([squares, through, appear(self._rows, lag=0.5)], lag=0.7)

    def hide(self) -> Animation | None:
        """All of it goes."""
        parts: list[Mobject | Lettering] = [*self._squares, *self._rows]
        return vanish(parts)
