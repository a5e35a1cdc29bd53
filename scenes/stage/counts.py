"""How often each element is used, written into a grid in place of its numbers."""

from __future__ import annotations

from typing import Any

from manim import Animation
from numpy.typing import NDArray

from scenes.stage import depth
from scenes.stage.fit import em_in
from scenes.stage.grid import NumberGrid
from scenes.stage.labels import remark_below
from scenes.stage.lettering import Lettering, number
from scenes.stage.moves import Fade, appear, one, vanish
from scenes.stage.picture import Picture


class Counts:
    """Swaps the numbers of the input's real cells for counts, and back.

    `remark` says what they are. Heat maps stay as they are.
    """

    def __init__(self, picture: Picture, remark: str) -> None:
        self._grid, self._grids, self._remark = picture.input, picture.fit.grids, remark
        self._shown: list[Lettering] = []

    def show(self, counts: NDArray[Any]) -> Animation | None:
        """`counts` has the input's shape."""
        grid = self._grid
        if not isinstance(grid, NumberGrid):
            return None
        places = [place for place in grid.cells.places() if grid.is_real(place)]
        self._shown = [
            self._count(grid, place, int(count))
            for place, count in zip(places, counts.flat, strict=True)
        ]
        self._shown.append(remark_below(self._grids, self._remark, grid.theme))
        numbers = [grid.numbers[place] for place in places]
        return one([*(Fade(n, 0.0) for n in numbers), appear(self._shown, lag=0.02)])

    def hide(self) -> Animation | None:
        """The numbers come back."""
        grid = self._grid
        if not self._shown or not isinstance(grid, NumberGrid):
            return None
        shown, self._shown = self._shown, []
        numbers = [n for place, n in grid.numbers.items() if grid.is_real(place)]
        return one([vanish(shown), *(Fade(n, 1.0) for n in numbers)])

    @staticmethod
    def _count(grid: NumberGrid, place: tuple[int, int], count: int) -> Lettering:
        em, point = em_in(grid.cells), grid.cells.point(*place)
        name = f"count[{place[0]}, {place[1]}]"
        written = number(str(count), em, grid.theme.kernel, point, place=name)
        return written.set_z_index(depth.NUMBERS)
