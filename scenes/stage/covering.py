"""What lies on the panels while something is computed: frames, tints, small weights, the focus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from manim import Animation, FadeIn, Mobject, VMobject, smooth

from scenes.stage import depth
from scenes.stage.cells import Cells, Place
from scenes.stage.fit import em_in, room_for_weights
from scenes.stage.grid import Grid, NumberGrid
from scenes.stage.heat import HeatGrid
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, number
from scenes.stage.moves import Fly, Morph, one
from scenes.stage.panel import Panel
from scenes.stage.shapes import boxes, frame, outline_of
from scenes.stage.theme import Theme
from scenes.stage.typeset import Points
from scenes.stage.window import FRAME_LINE, HALO, THINNEST_GROWTH, corner_weights, guides
from scenes.story import pace
from scenes.story.places import Spot, padding_of, place

FOCUS_LINE: Final = 2.0


class Covering:
    """Frames stay on their panels until they are lifted; the rest until it is cleared."""

    def __init__(
        self,
        panels: Mapping[str, Panel],
        grids: Mapping[str, Grid],
        focuses: Mapping[str, Cells],
        theme: Theme,
    ) -> None:
        self.theme, self._panels, self._grids, self._focuses = theme, panels, grids, focuses
        self.frames: dict[str, VMobject] = {}
        self._kernels: dict[str, str] = {}  # which kernel has been laid on which panel
        self._weights: dict[str, list[Lettering]] = {}
        self._tints: list[Mobject] = []
        self._focused: list[Lettering] = []

    def glide(self, spots: Iterable[Spot]) -> list[Animation]:
        """A frame appears on each spot, or glides there from where it is on that panel."""
        moves: list[Animation] = []
        for spot in self._drawn(spots):
            outline, seen = self._outline(spot), spot.panel in self.frames
            shape = self._framed(spot)
            if seen and shape.has_points():
                moves.append(Morph(shape, outline, rate_func=smooth))
            else:
                shape.points = outline
                moves.append(FadeIn(shape, rate_func=smooth))
        return moves

    def framed(self, spots: Iterable[Spot]) -> list[VMobject]:
        """The frames of these spots' panels; new ones stand on the first spot of their panel."""
        return list(dict.fromkeys(self._framed(spot) for spot in self._drawn(spots)))

    def jump(self, spots: Iterable[Spot]) -> None:
        """The frames are at once on these spots, and on no other slice of the same arrays."""
        drawn = self._drawn(spots)
        for spot in drawn:
            self._framed(spot).points = self._outline(spot)
        self.leave_others(drawn)

    def leave_others(self, spots: Iterable[Spot]) -> None:
        """No frame is seen on slices that have none of these spots, where others of theirs have."""
        here = {spot.panel for spot in spots}
        arrays = {panel.partition("[")[0] for panel in here}
        for panel in self.frames.keys() - here:
            if panel.partition("[")[0] in arrays:
                self.frames[panel].clear_points()

    def lay(self, kernel: str, spot: Spot) -> Animation | None:
        """A kernel's outline leaves the kernel for a spot; its weights go into the corners."""
        if not self._drawn([spot]):
            return None
        source, fresh = self._grids.get(kernel), spot.panel not in self.frames
        self._kernels[spot.panel] = kernel
        shape = self._framed(spot)
        if source is None:
            return FadeIn(shape, rate_func=smooth) if fresh else None
        shape.points = outline_of(source.cells.region, source.cells.corner)
        weights = self._weights[spot.panel] = self._in_corners(spot)
        flights = [
            Fly(weight, source.cells.point(*cell), em_in(source.cells), rate_func=smooth)
            for weight, cell in zip(weights, source.cells.places(), strict=False)
        ]
        glide = Morph(shape, self._outline(spot), rate_func=smooth)
        return one([FadeIn(shape, run_time=pace.APPEARANCE), one([glide, *flights])], lag=0.5)

    def cover(self, spot: Spot) -> list[Mobject]:
        """A tint behind the covered numbers, with the weights in the corners; the focus on a map.

        Returns what is new.
        """
        if not self._drawn([spot]):
            return []
        new = self.tint(spot, self.theme.kernel, self.theme.covered_fill, thick=False)
        if spot.panel not in self._weights:
            self._weights[spot.panel] = self._in_corners(spot)
            new += self._weights[spot.panel]
        return new + self._focus(spot)

    def tint(self, spot: Spot, line: str, fill: str, *, thick: bool) -> list[Mobject]:
        """Filled cells behind the numbers; a ring around all of them if it is `thick`."""
        new: list[Mobject] = []
        for drawn in self._drawn([spot]):
            grid = self._grids[drawn.panel]
            if isinstance(grid, NumberGrid):
                each = [grid.cells.cell(*cell) for cell in self._taps(drawn)]
                ground = boxes(each, grid.cells.corner, line=line, fill=fill, width=1.0)
                new.append(ground.set_z_index(depth.TINT))
            if thick or isinstance(grid, HeatGrid):
                block = grid.cells.block(drawn.rows, drawn.columns)
                ring = frame(block, grid.cells.corner, line=line, width=FRAME_LINE - 1)
                new.append(ring.set_z_index(depth.FRAMES))
        self._tints += new
        return new

    def cleared(self) -> list[Mobject]:
        """Everything but the frames, which is from now on forgotten."""
        gone = [*self._tints, *(weight for row in self._weights.values() for weight in row)]
        self._tints, self._weights, self._focused = [], {}, []
        return gone

    def lifted(self) -> list[VMobject]:
        """The frames, which are from now on forgotten."""
        gone, self.frames, self._kernels = list(self.frames.values()), {}, {}
        return gone

    def focused(self, where: str) -> Lettering | None:
        """The number in the focus that comes from this place."""
        return next((digits for digits in self._focused if digits.place == where), None)

    def _drawn(self, spots: Iterable[Spot]) -> list[Spot]:
        return [spot for spot in spots if spot.panel in self._grids]

    def _outline(self, spot: Spot) -> Points:
        cells = self._grids[spot.panel].cells
        block = cells.block(spot.rows, spot.columns, grow=THINNEST_GROWTH)
        return outline_of(block, cells.corner)

    def _framed(self, spot: Spot) -> VMobject:
        """The frame of the spot's panel; a new one if it has none."""
        if spot.panel not in self.frames:
            cells = self._grids[spot.panel].cells
            shape = frame(cells.region, cells.corner, line=self.theme.kernel, width=FRAME_LINE)
            shape.set_stroke(self.theme.background, FRAME_LINE + HALO, background=True)
            shape.points = self._outline(spot)
            self.frames[spot.panel] = shape.set_z_index(depth.FRAMES)
        return self.frames[spot.panel]

    def _taps(self, spot: Spot) -> list[Place]:
        """The cells that meet a weight: every cell of the spot, unless the kernel has gaps."""
        steps = [1, 1]
        kernel = self._grids.get(self._kernels.get(spot.panel, ""))
        if kernel is not None:
            sizes = (kernel.cells.rows, kernel.cells.columns)
            spans = (len(spot.rows), len(spot.columns))
            steps = [
                max(1, (span - 1) // max(1, size - 1))
                for span, size in zip(spans, sizes, strict=True)
            ]
        return [(row, col) for row in spot.rows[:: steps[0]] for col in spot.columns[:: steps[1]]]

    def _in_corners(self, spot: Spot) -> list[Lettering]:
        """The weights of the kernel that was laid here, if there is room for all of them."""
        grid, kernel = self._grids[spot.panel], self._grids.get(self._kernels.get(spot.panel, ""))
        taps = self._taps(spot)
        if not isinstance(grid, NumberGrid) or not isinstance(kernel, NumberGrid):
            return []
        weights = list(kernel.numbers.values())
        texts = [weight.text for weight in weights]
        if len(taps) != len(texts) or not room_for_weights(grid.cells, grid.texts, texts):
            return []
        cells, places = [grid.cells.cell(*cell) for cell in taps], [w.place for w in weights]
        return corner_weights(texts, cells, places, self.theme)

    def _focus(self, spot: Spot) -> list[Mobject]:
        """The window's numbers, large, beside a heat map that has room for them."""
        cells, taps = self._focuses.get(spot.panel), self._taps(spot)
        if cells is None or len(taps) != cells.rows * cells.columns:
            return []
        theme, places = self.theme, list(cells.places())
        regions = [cells.cell(*cell) for cell in places]
        ground = boxes(
            regions, cells.corner, line=theme.input, fill=theme.input_fill, width=FOCUS_LINE
        )
        ring = frame(_around(cells), cells.corner, line=theme.kernel, width=FRAME_LINE)
        whole = self._grids[spot.panel].cells
        window, lowest = whole.block(spot.rows, spot.columns), whole.region.bottom
        lines = guides(window, cells.region, theme, lowest=lowest)
        digits = self._digits(spot.panel, taps, cells)
        new = [ground.set_z_index(depth.CELLS), ring.set_z_index(depth.FRAMES), lines, *digits]
        self._focused += digits
        self._tints += new
        return new

    def _digits(self, key: str, taps: Sequence[Place], cells: Cells) -> list[Lettering]:
        panel, letterings = self._panels[key], []
        (top, _), (left, _) = panel.padding
        rows, columns = panel.matrix.shape
        for tap, cell in zip(taps, cells.places(), strict=True):
            row, column = tap[0] - top, tap[1] - left
            real = 0 <= row < rows and 0 <= column < columns
            name = place(key, row, column) if real else place(padding_of(key), *tap)
            text, em = panel.texts[tap[0]][tap[1]], em_in(cells)
            digits = number(text, em, self.theme.text, cells.point(*cell), place=name)
            letterings.append(digits.set_z_index(depth.NUMBERS))
        return letterings


def _around(cells: Cells) -> Region:
    return cells.block(range(cells.rows), range(cells.columns), grow=THINNEST_GROWTH)
