"""How often each element is used, counted in place of its number while a window runs."""

from __future__ import annotations

from itertools import product

import numpy as np
from manim import Animation, Mobject, VGroup, VMobject, linear, smooth

from convmath import Geometry
from scenes.stage import depth
from scenes.stage.cells import Place
from scenes.stage.fit import em_in
from scenes.stage.grid import NumberGrid
from scenes.stage.heat import HeatGrid
from scenes.stage.lettering import Lettering, number
from scenes.stage.moves import Fade, Through, appear, one, vanish
from scenes.stage.picture import Picture
from scenes.stage.shapes import frame, outline_of
from scenes.stage.window import FRAME_LINE, THINNEST_GROWTH


class Counts:
    """Swaps the numbers of a grid's real cells for counts, and back; `remark` says what they are.

    The padding's zeros go for as long: nobody counts how often they are used. On a heat map the
    counts are a map of their own.
    """

    def __init__(self, picture: Picture, remark: str) -> None:
        self._picture, self._grid, self._remark = picture, picture.input, remark
        self._shown: list[Mobject] = []
        self._hidden: list[VMobject] = []

    def show(self, geometry: Geometry) -> Animation | None:
        """Count the windows of a geometry of the input, with the picture's padding or without."""
        grid, remark = self._grid, self._picture.remark(self._remark)
        if isinstance(grid, NumberGrid):
            padded = geometry.padding == self._picture.geometry.padding
            self._hidden = [n for p, n in grid.numbers.items() if padded or grid.is_real(p)]
            counting = self._counting(grid, geometry)
        elif isinstance(grid, HeatGrid):
            self._hidden = list(grid.scale)
            self._shown = [grid.overlay(geometry.usage())]
            counting = appear(self._shown)
        self._shown.append(remark)
        going = one([*(Fade(part, 0.0, rate_func=smooth) for part in self._hidden)])
        return one([going, appear([remark]), counting], lag=0.15)

    def hide(self) -> Animation | None:
        """The numbers come back."""
        if not self._shown:
            return None
        shown, self._shown = self._shown, []
        return one([vanish(shown), *(Fade(part, 1.0) for part in self._hidden)])

    def _counting(self, grid: NumberGrid, geometry: Geometry) -> Animation | None:
        """The window runs over all its places; each adds one to what it covers."""
        windows, counts = self._windows(geometry), dict.fromkeys(grid.cells.places(), 0)
        letterings = {place: self._count(place, 0) for place in counts if grid.is_real(place)}
        outline = frame(
            grid.cells.region, grid.cells.corner, line=self._picture.theme.kernel, width=FRAME_LINE
        ).set_z_index(depth.FRAMES)
        outline.set_stroke(opacity=0.0)
        for lettering in letterings.values():
            lettering.set_opacity(0.0)

        def reach(steps: range) -> None:
            for place in (place for step in steps for place in product(*windows[step])):
                counts[place] += 1
            for place, lettering in letterings.items():
                if lettering.text != str(counts[place]):
                    fresh = self._count(place, counts[place])
                    lettering.points, lettering.text = fresh.points, fresh.text
            block = grid.cells.block(*windows[steps[-1]], grow=THINNEST_GROWTH)
            outline.points = outline_of(block, grid.cells.corner)
            outline.set_stroke(opacity=1.0)

        self._shown = [*letterings.values(), outline]
        running = Through(VGroup(*self._shown), len(windows), reach, rate_func=linear)
        zeros = [Fade(lettering, 1.0, rate_func=smooth) for lettering in letterings.values()]
        return one([one(zeros), running], lag=0.3)

    def _windows(self, geometry: Geometry) -> list[tuple[range, range]]:
        """The rows and columns of every window, counted as the picture's padded input has them."""
        around = zip(self._picture.geometry.padding, geometry.padding, strict=True)
        down, across = (drawn - own for (drawn, _), (own, _) in around)
        windows = [geometry.window(index) for index in np.ndindex(geometry.output_shape)]
        return [(_moved(rows, down), _moved(columns, across)) for rows, columns in windows]

    def _count(self, place: Place, count: int) -> Lettering:
        cells = self._grid.cells
        name = f"count[{place[0]}, {place[1]}]"
        colour, point = self._picture.theme.kernel, cells.point(*place)
        written = number(str(count), em_in(cells), colour, point, place=name)
        return written.set_z_index(depth.NUMBERS)


def _moved(places: range, by: int) -> range:
    return range(places.start + by, places.stop + by, places.step)
