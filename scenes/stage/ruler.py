"""A side of the padded input, measured: what is left beside the window, its steps, its places."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from manim import Mobject, VMobject

from convmath import Geometry
from scenes.stage import depth
from scenes.stage.cells import Cells
from scenes.stage.dimension_lines import arrow
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.lettering import Lettering, number, words
from scenes.stage.shapes import boxes
from scenes.stage.theme import Theme
from scenes.story.places import place
from scenes.story.sizes import AXES, count_index, counted, room_of, stride_of

LABEL_EM: Final = 0.28
NUMBER_EM: Final = 1.2 * SMALLEST_EM
ROOM: Final = 0.2  # from the cells to the line that measures the room, and on to its number
STEPS: Final = 0.18  # from the cells to the steps,
UNDER: Final = 0.27  # and from there to the middle of their numbers
SHORTEST_STEP: Final = 0.22  # that has an arrow of its own
LABEL_GAP: Final = 0.25  # between the side's name and the cells

Point = tuple[float, float]


class Ruler:
    """Along one axis: the steps on the left or below the cells, the room across from them."""

    def __init__(
        self, cells: Cells, geometry: Geometry, axis: int, name: str, theme: Theme
    ) -> None:
        self.cells, self.geometry, self.axis, self.theme = cells, geometry, axis, theme
        self.starts = list(geometry.positions(axis))
        self.label = self._named(words(name, LABEL_EM, theme.muted))

    def room(self) -> list[Mobject]:
        """A line from the window's end to that of the side, and how many cells it spans."""
        window = self.geometry.effective_kernel_shape[self.axis]
        span = self.geometry.padded_shape[self.axis] - window
        if not span:
            return []
        start, end = window * self._side, (window + span) * self._side
        line = arrow(self._far(start, ROOM), self._far(end, ROOM), self.theme)
        middle = self._far((start + end) / 2, 2 * ROOM if self.axis else 2.2 * ROOM)
        written = self._number(str(span), middle, place(room_of(self.axis), 0, 0))
        return [line.set_z_index(depth.WORKED), written]

    def steps(self) -> list[VMobject]:
        """An arrow for each step, from one place of the window to the next; one for tiny ones."""
        ends = [self._near(start * self._side, STEPS) for start in self.starts]
        if self.geometry.stride[self.axis] * self._side < SHORTEST_STEP:
            ends = [ends[0], ends[-1]] if len(ends) > 1 else ends
        arrows = [arrow(here, there, self.theme) for here, there in pairwise(ends)]
        return [shape.set_z_index(depth.WORKED) for shape in arrows]

    def stride(self) -> list[Mobject]:
        """How far a step goes, beside the first one."""
        if len(self.starts) == 1:
            return []
        middle = self._near((self.starts[0] + self.starts[1]) / 2 * self._side, STEPS + UNDER)
        stride = str(self.geometry.stride[self.axis])
        return [self._number(stride, middle, place(stride_of(self.axis), 0, 0))]

    def counts(self) -> list[Mobject]:
        """The number of each place of the window, at its beginning; or only the last one."""
        return [
            self._number(
                str(index + 1),
                self._near(self.starts[index] * self._side, STEPS + UNDER),
                place(AXES[self.axis], *count_index(self.axis, index)),
            )
            for index in counted(self.geometry, self.axis)
        ]

    def left_over(self) -> list[VMobject]:
        """A tint on the cells at the end that no window reaches."""
        theme, count = self.theme, self.geometry.remainder[self.axis]
        first = (self.cells.rows, self.cells.columns)[self.axis] - count
        regions = [self.cells.cell(*at) for at in self.cells.places() if at[self.axis] >= first]
        if not regions:
            return []
        corner = self.cells.corner
        tint = boxes(regions, corner, line=theme.muted, fill=theme.unused_fill, width=1.0)
        return [tint.set_z_index(depth.TINT)]

    @property
    def _side(self) -> float:
        return self.cells.cell_height

    def _near(self, along: float, out: float) -> Point:
        """A point so far along the side, and so far outside the cells where the steps are."""
        region = self.cells.region
        if self.axis:
            return region.left + along, region.bottom - out
        return region.left - out, region.top - along

    def _far(self, along: float, out: float) -> Point:
        """The same across from there."""
        region = self.cells.region
        if self.axis:
            return region.left + along, region.top + out
        return region.right + out, region.top - along

    def _named(self, label: Lettering) -> Lettering:
        """The side's name: over the numbers of the rows, before those of the columns."""
        region, wide = self.cells.region, label.width
        if self.axis:
            return label.shifted(
                region.left - LABEL_GAP - wide, region.bottom - STEPS - UNDER - LABEL_EM / 3
            )
        middle = min(STEPS + UNDER, wide)
        return label.shifted(region.left - middle - wide / 2, region.top + LABEL_GAP)

    def _number(self, text: str, centre: Point, name: str) -> Lettering:
        is_count = name.partition("[")[0] in AXES
        colour = self.theme.output if is_count else self.theme.kernel
        return number(text, NUMBER_EM, colour, centre, place=name).set_z_index(depth.WORKED)
