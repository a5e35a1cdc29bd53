"""How often each element is used, written into a grid in place of its numbers."""

from __future__ import annotations

from typing import Any

from manim import Animation, Mobject, VMobject
from numpy.typing import NDArray

from scenes.stage import depth
from scenes.stage.cells import Place
from scenes.stage.fit import em_in
from scenes.stage.grid import NumberGrid
from scenes.stage.heat import HeatGrid
from scenes.stage.lettering import Lettering, number
from scenes.stage.moves import Fade, appear, one, vanish
from scenes.stage.picture import Picture


class Counts:
    """Swaps the numbers of a grid's real cells for counts, and back; `remark` says what they are.

    The padding's zeros go for as long: nobody counts how often they are used. On a heat map the
    counts are a map of their own.
    """

    def __init__(self, picture: Picture, remark: str) -> None:
        self._picture, self._grid, self._remark = picture, picture.input, remark
        self._shown: list[Mobject] = []
        self._hidden: list[VMobject] = []

    def show(self, counts: NDArray[Any], *, padded: bool) -> Animation | None:
        """`counts` has the input's shape; `padded` says that the padding is in the picture."""
        grid = self._grid
        if isinstance(grid, NumberGrid):
            real = [place for place in grid.cells.places() if grid.is_real(place)]
            self._hidden = [n for p, n in grid.numbers.items() if padded or grid.is_real(p)]
            self._shown = [
                self._count(grid, place, int(count))
                for place, count in zip(real, counts.flat, strict=True)
            ]
        elif isinstance(grid, HeatGrid):
            self._hidden = list(grid.scale)
            self._shown = [grid.overlay(counts)]
        self._shown.append(self._picture.remark(self._remark))
        return one([*(Fade(part, 0.0) for part in self._hidden), appear(self._shown, lag=0.02)])

    def hide(self) -> Animation | None:
        """The numbers come back."""
        if not self._shown:
            return None
        shown, self._shown = self._shown, []
        return one([vanish(shown), *(Fade(part, 1.0) for part in self._hidden)])

    def _count(self, grid: NumberGrid, place: Place, count: int) -> Lettering:
        em, point = em_in(grid.cells), grid.cells.point(*place)
        name = f"count[{place[0]}, {place[1]}]"
        written = number(str(count), em, self._picture.theme.kernel, point, place=name)
        return written.set_z_index(depth.NUMBERS)
