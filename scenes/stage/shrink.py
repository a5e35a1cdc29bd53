"""A picture that gets smaller from layer to layer: its square shrinks inside the first one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from manim import Animation, FadeIn, Mobject, VGroup, VMobject, linear, smooth

from scenes.stage import depth
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, fitted, formula, words
from scenes.stage.moves import Fade, Through, appear, one, vanish
from scenes.stage.shapes import boxes, frame, outline_of
from scenes.stage.theme import Theme

LARGEST_SQUARE: Final = 3.6
WIDEST_SQUARE: Final = 0.4  # of a region's width, where the formulas stand beside the square
TEXT_EM: Final = 0.5
LEADING: Final = 1.25  # em
WORDS_EM: Final = 0.3
WORDS_LEADING: Final = 0.85
DESCENT: Final = 0.2  # from the bottom of a row to its baseline
GAP: Final = 0.6
CORNER: Final = 0.02
LINE: Final = 3.0


class Shrink:
    """Squares of these sides, in pixels, one inside the other; beside or below them formulas.

    Each formula stands under what is `said` of it in words.
    """

    def __init__(
        self,
        sides: Sequence[int],
        codes: Sequence[str],
        said: Sequence[str],
        region: Region,
        theme: Theme,
    ) -> None:
        self._sides, (x, y), below = sides, region.centre, region.height > region.width
        lines = len(codes) * (LEADING * TEXT_EM + WORDS_LEADING)
        room = region.height - lines - GAP if below else WIDEST_SQUARE * region.width
        side = min(LARGEST_SQUARE, room, region.width, region.height)
        wide = region.width if below else region.width - side - GAP
        rows = [
            fitted(row, wide, SMALLEST_EM)
            for text, code in zip(said, codes, strict=True)
            for row in (words(text, WORDS_EM, theme.muted), formula(code, TEXT_EM, theme.text))
        ]
        widest = max(row.width for row in rows)
        if below:
            left, top = x - side / 2, y + (side + GAP + lines) / 2
            start, first = x - widest / 2, top - side - GAP
        else:
            left, top = x - (side + GAP + widest) / 2, y + side / 2
            start, first = left + side + GAP, y + lines / 2
        for row in rows:
            first -= WORDS_LEADING if row.kind == "words" else LEADING * TEXT_EM
            bearing = float(row.get_left()[0])  # from the pen to the ink
            row.shifted(start - bearing, first + DESCENT).set_z_index(depth.WORKED)
        self._rows, self._outer = rows, Region(left, top - side, left + side, top)
        self._squares = self._drawn(theme)

    def _drawn(self, theme: Theme) -> list[VMobject]:
        """The picture at first, and what is left of it, which is as large until it shrinks."""
        fill, line = theme.unused_fill, theme.muted
        lost = boxes([self._outer], CORNER, line=line, fill=fill, width=LINE)
        inner = frame(self._outer, CORNER, line=theme.input, width=LINE)
        inner.set_fill(theme.input_fill, 1.0)
        return [lost.set_z_index(depth.CELLS), inner.set_z_index(depth.TINT)]

    def show(self) -> Animation | None:
        """The first square, then one layer after the other; what they come to is said beside."""
        lost, inner = self._squares

        def reach(layers: range) -> None:
            rim = (1 - self._sides[layers[-1] + 1] / self._sides[0]) * self._outer.width / 2
            inner.points = outline_of(self._outer.shrunk(rim), CORNER)

        through = Through(VGroup(inner), len(self._sides) - 1, reach, rate_func=linear)
        inner.set_opacity(0.0)  # it fades in by its opacity alone: its points are the shrinking's
        squares = one([FadeIn(lost, rate_func=smooth), Fade(inner, 1.0, rate_func=smooth)])
        return one([squares, through, appear(self._rows, lag=0.5)], lag=0.7)

    def hide(self) -> Animation | None:
        """All of it goes."""
        parts: list[Mobject | Lettering] = [*self._squares, *self._rows]
        return vanish(parts)
