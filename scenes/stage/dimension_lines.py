"""Dimension lines: how far the window steps; and marks on what no window reaches."""

from __future__ import annotations

from typing import Final

from manim import Animation, VMobject

from scenes.stage import depth
from scenes.stage.cells import Place
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.lettering import number
from scenes.stage.moves import appear, vanish
from scenes.stage.picture import Picture
from scenes.stage.shapes import boxes, dashed_boxes, lines_through
from scenes.stage.theme import Theme
from scenes.stage.window import Window

LINE: Final = 3.0
OFFSET: Final = 0.2  # between the grid and a dimension line
HEAD: Final = 0.09
LABEL_EM: Final = 1.15 * SMALLEST_EM
GHOST_LINE: Final = 3.0


class Hop:
    """The window's old place, dashed, and the step from there: below for columns, left for rows."""

    def __init__(self, window: Window, theme: Theme) -> None:
        self._window, self._theme = window, theme
        self._shown: list[VMobject] = []

    def show(self, place: Place) -> Animation | None:
        """The hop to `place`: from its left neighbour, or from above where a row begins."""
        row, column = place
        before = (row, column - 1) if column else (row - 1, column)
        old = self._window.region(before)
        corner = self._window.cells.corner
        ghost = dashed_boxes([old], corner, line=self._theme.kernel, width=GHOST_LINE)
        self._shown = [ghost.set_z_index(depth.FRAMES), *self._dimension(before, place)]
        return appear(self._shown)

    def hide(self) -> Animation | None:
        gone, self._shown = self._shown, []
        return vanish(gone)

    def _dimension(self, before: Place, after: Place) -> list[VMobject]:
        old, new = self._window.region(before), self._window.region(after)
        grid, stride = self._window.cells.region, self._window.geometry.stride
        if before[0] == after[0]:
            y = grid.bottom - OFFSET
            drawn, label = arrow((old.left, y), (new.left, y), self._theme), (new.left + 0.25, y)
        else:
            x, middle = grid.left - OFFSET, (old.top + new.top) / 2
            drawn, label = arrow((x, old.top), (x, new.top), self._theme), (x - 0.22, middle)
        text = str(stride[1] if before[0] == after[0] else stride[0])
        written = number(text, LABEL_EM, self._theme.kernel, label, place="stride")
        return [drawn.set_z_index(depth.WORKED), written.set_z_index(depth.WORKED)]


def unused(picture: Picture, remark: str, theme: Theme) -> list[VMobject]:
    """A tint on every cell, padding or not, that no window covers, and a remark on them."""
    cells, never = picture.input.cells, picture.geometry.usage(padded=True) == 0
    regions = [cells.cell(*place) for place in cells.places() if never[place]]
    fills = boxes(regions, cells.corner, line=theme.muted, fill=theme.unused_fill, width=1.0)
    return [fills.set_z_index(depth.TINT), picture.remark(remark)]


def arrow(start: tuple[float, float], end: tuple[float, float], theme: Theme) -> VMobject:
    """A line with a bar where it starts and a head where it ends; along an axis."""
    (x, y), (to_x, to_y) = start, end
    along_x, along_y = _unit(to_x - x), _unit(to_y - y)
    across_x, across_y = along_y * HEAD, along_x * HEAD
    strokes = [
        [(x - across_x, y - across_y), (x + across_x, y + across_y)],
        [start, end],
        [
            (to_x - along_x * HEAD + across_x, to_y - along_y * HEAD + across_y),
            end,
            (to_x - along_x * HEAD - across_x, to_y - along_y * HEAD - across_y),
        ],
    ]
    return lines_through(strokes, theme.kernel, LINE)


def _unit(length: float) -> float:
    return 0.0 if length == 0 else length / abs(length)
