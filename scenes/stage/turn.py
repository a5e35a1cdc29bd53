"""A matrix that turns by 180°: its cells go round together, its digits stay upright."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from manim import Animation, Mobject, VMobject, smooth

from scenes.stage import depth
from scenes.stage.cells import Cells
from scenes.stage.grid import NumberGrid
from scenes.stage.labels import legend_below
from scenes.stage.moves import ONLY_THEN, appear, exchange, one, vanish
from scenes.stage.shapes import dashed_boxes, frame
from scenes.stage.sliding import SlidingBench
from scenes.stage.typeset import Points
from scenes.story import Beat

MARK_LINE: Final = 4.0
CORNER: Final = 0.02  # of a sample's box
FEW: Final = 8  # dashes around a sample
OUTSIDE: Final = 0.03  # a mark stands a little outside its cells


class Turn(Animation):
    """Half a turn of a grid about its centre, clockwise; `room` is how wide it may become.

    A long grid shrinks on the way, so as not to sweep over what stands beside it.
    """

    def __init__(self, grid: NumberGrid, room: float, **options: Any) -> None:
        region = grid.cells.region
        self._middle = np.array((*region.centre, 0.0))
        self._size, self._room = (region.width, region.height), room
        self._boxes, self._box_points = grid.boxes, grid.boxes.points
        self._numbers = [
            (number, number.points, np.array(grid.cells.point(*place) + (0.0,)))
            for place, number in grid.numbers.items()
        ]
        super().__init__(grid.mobject, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        scale = self._scale(np.pi * share)
        self._boxes.points = self._placed(self._box_points, share, scale)
        for number, points, cell in self._numbers:
            number.points = self._placed(cell, share, scale) + scale * (points - cell)

    def create_starting_mobject(self) -> Mobject:
        return self.mobject

    def _placed(self, points: Points, share: float, scale: float) -> Points:
        """Where points are after a share of the half turn."""
        if share >= 1:  # exactly, without the sine of π
            return 2 * self._middle - points
        cosine, sine = np.cos(np.pi * share), np.sin(np.pi * share)
        clockwise = np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])
        turned: Points = self._middle + scale * ((points - self._middle) @ clockwise)
        return turned

    def _scale(self, angle: float) -> float:
        width, height = self._size
        wide = width * abs(np.cos(angle)) + height * abs(np.sin(angle))
        return float(min(1.0, max(self._room, width) / wide))


class TurningBench(SlidingBench):
    """A sliding bench whose acts may differ by a turned kernel."""

    def turn(self, beat: Beat) -> Animation | None:
        """The kernel turns and gets the name and the sign of the beat's act."""
        before = self.picture
        self._open(self.acts[beat.act])
        after = self.picture
        for role in ("input", "output"):
            after.take(before, role)
        renamed = [before.kernel_name, before.signs[0]], [after.kernel_name, after.signs[0]]
        old, new = before.kernel, after.kernel
        if not (isinstance(old, NumberGrid) and isinstance(new, NumberGrid)):
            gone, come = [old.mobject, *renamed[0]], [new.mobject, *renamed[1]]
            return exchange(gone, come)
        turning = Turn(old, self._room(old.cells), rate_func=smooth)
        _take_turned(new, old)
        return one([vanish(renamed[0]), turning, appear(renamed[1])], lag=ONLY_THEN)

    def outline(
        self, parts: Mapping[str, tuple[range, range]], names: Mapping[str, str]
    ) -> Animation | None:
        """The first of these parts of the output in a thick frame, the others in dashed ones."""
        cells, line = self.picture.output.cells, self.theme.text
        samples = legend_below(
            cells,
            list(names.values()),
            self.layout.safe,
            self.theme,
            beside=[self.picture.input.cells, self.picture.kernel.cells],
        )
        shapes: list[VMobject] = []
        for part, sample in zip(parts.values(), samples, strict=True):
            block, box = cells.block(*part, grow=OUTSIDE), sample.box
            if shapes:
                shapes += [dashed_boxes([block], cells.corner, line=line, width=MARK_LINE)]
                shapes += [dashed_boxes([box], CORNER, line=line, width=MARK_LINE, dashes=FEW)]
            else:
                shapes += [frame(block, cells.corner, line=line, width=MARK_LINE)]
                shapes += [frame(box, CORNER, line=line, width=MARK_LINE)]
        self._remarks = [shape.set_z_index(depth.FRAMES) for shape in shapes]
        self._remarks += [sample.name for sample in samples]
        return appear(self._remarks, lag=0.2)

    def _room(self, cells: Cells) -> float:
        """How far the grid reaches when it touches the nearer of the signs beside it."""
        nearest = min(
            abs(sign.get_x() - cells.centre[0]) - sign.width for sign in self.picture.signs
        )
        return 2 * float(nearest)


def _take_turned(grid: NumberGrid, other: NumberGrid) -> None:
    """Let the cells and numbers of `other`, each at the opposite place, be those of `grid`."""
    rows, columns = grid.cells.rows, grid.cells.columns
    turned = {(rows - 1 - r, columns - 1 - c): n for (r, c), n in other.numbers.items()}
    for place, number in turned.items():
        number.place = grid.name(place)
    grid.boxes, grid.numbers = other.boxes, turned
