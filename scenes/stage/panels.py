"""The bench of every lesson with a table of matrices: panels appear, are covered, are filled.

Each public method is a verb: it takes the beat and what it is done to, and returns what to play.
A story says which spots are covered and which equation is worked out; numbers fly from and to the
places that the equation names.
"""

from __future__ import annotations

from collections.abc import Iterable

from manim import Animation, FadeIn, FadeOut, Mobject, VGroup, VMobject, smooth

from scenes.stage import depth
from scenes.stage.bench import Bench
from scenes.stage.fit import NARROWEST_SLOT
from scenes.stage.grid import Grid, NumberGrid
from scenes.stage.heat import HeatGrid
from scenes.stage.labels import name_above, sign
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering
from scenes.stage.moves import Fade, Fly, Morph, appear, one, vanish
from scenes.stage.panel import SCALE_HEIGHT, Arrangement, Panel, Table, arrange
from scenes.stage.shapes import boxes, frame, outline_of
from scenes.stage.window import FRAME_LINE, HALO, THINNEST_GROWTH
from scenes.stage.worked import WorkedLine, WorkedTerm, worked_line
from scenes.story import Beat
from scenes.story.equation import Equation
from scenes.story.places import Spot, parsed


class PanelBench(Bench):
    """Moves the picture of a table of panels."""

    def __init__(self, lesson: Lesson, table: Table | Arrangement) -> None:
        super().__init__(lesson)
        if not isinstance(table, Arrangement):
            table = arrange(table, self.layout.operands)
        self.arrangement = table
        self.grids: dict[str, Grid] = {
            key: self._grid(panel) for key, panel in self.arrangement.panels.items()
        }
        self.names = {
            key: self._name(panel) for key, panel in self.arrangement.panels.items() if panel.title
        }
        self.signs = [sign(*mark, self.theme) for mark in self.arrangement.signs]
        self.line: WorkedLine | None = None
        self._equation: Equation | None = None
        self._windows: dict[str, VMobject] = {}
        self._tints: list[VMobject] = []

    def enter(self, beat: Beat, *keys: str) -> Animation | None:
        """Panels appear with their names and the signs on their left; without keys, all do."""
        chosen = [key for key in keys or self.grids if key in self.grids]
        parts = [part for key in chosen for part in self.parts(key)]
        signs = self.signs if not keys else self._signs_before(chosen)
        return appear([*parts, *signs], lag=0.12)

    def leave(self, beat: Beat, *keys: str) -> Animation | None:
        """Panels go, with their names."""
        return vanish([part for key in keys for part in self.parts(key)])

    def parts(self, key: str) -> list[Mobject]:
        """All that belongs to a panel: its grid, its name, the scale of a heat map."""
        grid = self.grids.get(key)
        if grid is None:  # folded away
            return []
        name = [self.names[key]] if key in self.names else []
        scale = grid.scale if self._has_room(grid) else []
        return [grid.mobject, *name, *scale]

    def _has_room(self, grid: Grid) -> bool:
        """Whether the scale of a heat map touches no other panel."""
        scale = VGroup(*grid.scale)
        (left, bottom, _), (right, top, _) = (scale.get_corner((s, s, 0.0)) for s in (-1.0, 1.0))
        region = Region(float(left), float(bottom), float(right), float(top))
        others = [other.cells.region for other in self.grids.values() if other is not grid]
        room = grid.cells.region.width + NARROWEST_SLOT
        fits = region.width <= room and region.height <= SCALE_HEIGHT / 2
        return fits and not any(map(region.overlaps, others))

    def reveal(self, beat: Beat, *arrays: str) -> Animation | None:
        """The numbers that the beat tells (of these arrays; of all, if none is named) appear."""
        names = [name for name in beat.shown if not arrays or name.split("[")[0] in arrays]
        for name in names:
            self._reveal_heat(name)
        hidden = [number for number in self._numbers(names) if number.get_fill_opacity() == 0]
        return one([Fade(number, 1.0) for number in hidden], lag=0.05)

    def window(self, beat: Beat, *spots: Spot) -> Animation | None:
        """One thick frame in each of these panels: it appears, or glides from where it was."""
        moves: list[Animation | None] = [self.clear(beat)]
        for spot in self._drawn(spots):
            grid = self.grids[spot.panel]
            block = grid.cells.block(spot.rows, spot.columns, grow=THINNEST_GROWTH)
            outline = outline_of(block, grid.cells.corner)
            if spot.panel in self._windows:
                moves.append(Morph(self._windows[spot.panel], outline, rate_func=smooth))
                continue
            shape = frame(block, grid.cells.corner, line=self.theme.kernel, width=FRAME_LINE)
            shape.set_stroke(self.theme.background, FRAME_LINE + HALO, background=True)
            self._windows[spot.panel] = shape.set_z_index(depth.FRAMES)
            moves.append(FadeIn(shape, rate_func=smooth))
        return one(moves, lag=0.1)

    def cover(self, beat: Beat, *spots: Spot) -> Animation | None:
        """A tint behind the numbers of these cells, as under a window."""
        return self._tint(spots, self.theme.kernel, self.theme.covered_fill, thick=False)

    def light(self, beat: Beat, *spots: Spot) -> Animation | None:
        """These cells of the output are what is being computed: filled, in a thick frame."""
        return self._tint(spots, self.theme.output, self.theme.active_fill, thick=True)

    def multiply(self, beat: Beat) -> Animation | None:
        """The numbers of the beat's equation fly from their places to the worked line."""
        if beat.equation is None:
            raise ValueError(f"beat {beat.name!r} has no equation to work out")
        self._equation = beat.equation
        self.line = worked_line(beat.equation, self.layout.worked, self.theme)
        self.line.mobject.set_z_index(depth.WORKED)
        return one([self._lift(term, beat.equation) for term in self.line.terms], lag=0.6)

    def total(self, beat: Beat) -> Animation | None:
        """`= 19` completes the worked line."""
        return appear(self.line.result, lag=0.3) if self.line else None

    def drop(self, beat: Beat) -> Animation | None:
        """The total flies from the worked line into its cell."""
        if self.line is None or self._equation is None:
            return None
        source, place = self.line.total, self._equation.total.place
        start = (float(source.get_x()), float(source.get_y()))
        landed = self._numbers([place])
        if landed:
            landed[0].set_opacity(1.0)
            return Fly(landed[0], start, source.em, along_first=True, rate_func=smooth)
        self._reveal_heat(place)
        return FadeOut(source.copy(), rate_func=smooth)

    def clear(self, beat: Beat) -> Animation | None:
        """The worked line and the tints go; frames and numbers stay."""
        line, self.line = self.line, None
        tints, self._tints = self._tints, []
        return vanish([*tints, line.mobject] if line else tints)

    def lift(self, beat: Beat) -> Animation | None:
        """The windows go as well: nothing is left to compute."""
        windows, self._windows = list(self._windows.values()), {}
        return one([self.clear(beat), vanish(windows)])

    def _grid(self, panel: Panel) -> Grid:
        cells, (top, _), (left, _) = self.arrangement.cells[panel.key], *panel.padding
        matrix = panel.values.reshape(1, -1) if panel.values.ndim == 1 else panel.values
        if panel.heat:
            return HeatGrid(
                cells,
                matrix,
                self.theme,
                panel.role,
                origin=(top, left),
                hidden=panel.hidden,
                largest=panel.largest,
            )
        rows, columns = matrix.shape
        grid = NumberGrid(
            cells,
            panel.texts,
            self.theme,
            panel.role,
            origin=(top, left),
            shape=(rows, columns),
            key=panel.key,
            vector=panel.values.ndim == 1,
        )
        return grid.hide() if panel.hidden else grid

    def _name(self, panel: Panel) -> Lettering:
        cells, colour = self.arrangement.cells[panel.key], getattr(self.theme, panel.role)
        return name_above(cells, panel.title, colour, self.layout.safe)

    def _signs_before(self, keys: Iterable[str]) -> list[Lettering]:
        """The signs that have these panels next on their right."""
        centres = {round(self.grids[key].cells.centre[0], 6) for key in keys}
        columns = {round(grid.cells.centre[0], 6) for grid in self.grids.values()}
        return [
            mark
            for mark in self.signs
            if min((x for x in columns if x > mark.get_x()), default=None) in centres
        ]

    def _drawn(self, spots: Iterable[Spot]) -> list[Spot]:
        return [spot for spot in spots if spot.panel in self.grids]

    def _tint(
        self, spots: Iterable[Spot], line: str, fill: str, *, thick: bool
    ) -> Animation | None:
        new: list[VMobject] = []
        for spot in self._drawn(spots):
            grid = self.grids[spot.panel]
            cells = grid.cells
            if isinstance(grid, NumberGrid):
                each = [cells.cell(row, column) for row in spot.rows for column in spot.columns]
                ground = boxes(each, cells.corner, line=line, fill=fill, width=1.0)
                new.append(ground.set_z_index(depth.TINT))
            if thick or isinstance(grid, HeatGrid):
                block = cells.block(spot.rows, spot.columns)
                ring = frame(block, cells.corner, line=line, width=FRAME_LINE - 1)
                new.append(ring.set_z_index(depth.FRAMES))
        self._tints += new
        return appear(new)

    def _lift(self, term: WorkedTerm, equation: Equation) -> Animation | None:
        """The factors of one term on their way from their cells to the worked line."""
        moves: list[Animation | None] = [FadeIn(term.signs, rate_func=smooth)]
        for lettering, factor in zip(term.factors, equation.terms[term.index], strict=True):
            start = self._numbers([factor.place])
            if start:
                centre = (float(start[0].get_x()), float(start[0].get_y()))
                moves.append(Fly(lettering, centre, start[0].em, rate_func=smooth))
            else:
                moves.append(FadeIn(lettering, rate_func=smooth))
        return one(moves)

    def _numbers(self, places: Iterable[str]) -> list[Lettering]:
        """The letterings at these places, as far as they are drawn."""
        wanted = dict.fromkeys(places)
        return [
            number
            for grid in self.grids.values()
            if isinstance(grid, NumberGrid)
            for number in grid.numbers.values()
            if number.place in wanted
        ]

    def _reveal_heat(self, name: str) -> None:
        """Show what a place holds where its panel is a heat map."""
        found = parsed(name)
        for key, grid in self.grids.items():
            own = parsed(key)
            array, leading = own if own else (key, ())
            if not found or found[0] != array or not isinstance(grid, HeatGrid):
                continue
            *first, row, column = (0, *found[1]) if len(found[1]) < 2 else found[1]
            if tuple(first) == leading:
                grid.reveal([(row, column)])
