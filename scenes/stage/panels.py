"""The bench of every lesson with a table of matrices: panels appear, are covered, are filled.

Each public method is a verb: it takes the beat and what it is done to, and returns what to play.
A story says which spots are covered and which equation is worked out; numbers fly from and to the
places that the equation names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from manim import Animation, FadeIn, FadeOut, Group, Mobject, VGroup, linear, smooth

from scenes.stage import depth
from scenes.stage.arrangement import Arrangement, arrange
from scenes.stage.bench import Bench
from scenes.stage.cards import Stack, side_by_side
from scenes.stage.cells import Cells
from scenes.stage.covering import Covering
from scenes.stage.fit import NARROWEST_SLOT
from scenes.stage.grid import Grid
from scenes.stage.labels import name_above, name_beside, room_for_name, sign
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering
from scenes.stage.moves import Fade, Fly, Through, appear, one, vanish
from scenes.stage.panel import SCALE_HEIGHT, Focus, Panel, Table
from scenes.stage.panel_grids import Whereabouts, grid_of
from scenes.stage.shapes import brace
from scenes.stage.worked import WorkedLine, WorkedTerm, worked_line
from scenes.story import Beat
from scenes.story.equation import Equation
from scenes.story.places import Spot, Stop

BRACE_LINE = 3.0


class PanelBench(Bench):
    """Moves the picture of a table of panels; `later` tables take its place one after another."""

    def __init__(self, lesson: Lesson, table: Table | Arrangement, *later: Table) -> None:
        super().__init__(lesson)
        self.line: WorkedLine | None = None
        self._equation: Equation | None = None
        self._later = list(later)
        self._lay_out(table)

    def _lay_out(self, table: Table | Arrangement) -> None:
        """The picture of a table, of which nothing is on screen yet."""
        if not isinstance(table, Arrangement):
            table = arrange(table, self.layout.operands)
        self.arrangement = table
        cells, self.panels = self.arrangement.cells, dict(self.arrangement.panels)
        self.grids: dict[str, Grid] = {}
        self.names: dict[str, Lettering] = {}
        focuses = {}
        for key, panel in self.panels.items():
            if isinstance(panel, Focus) and panel.of:
                focuses[panel.of.key] = cells[key]
            else:
                self._draw(panel, cells[key])
        signs = [sign(*mark, self.theme) for mark in self.arrangement.signs]
        line = self.theme.muted
        braces = [brace(box, line=line, width=BRACE_LINE) for box in self.arrangement.braces]
        self.signs: list[Mobject] = [*signs, *braces]
        self.places = Whereabouts(self.grids)
        self.covering = Covering(self.panels, self.grids, focuses, self.theme)
        self._present: dict[str, list[Mobject]] = {}
        self._stacks: dict[str, Stack] = {}

    def _draw(self, panel: Panel, cells: Cells) -> None:
        """The grid and the name of a panel, not on screen yet."""
        self.panels[panel.key] = panel
        self.grids[panel.key] = grid_of(panel, cells, self.theme)
        if panel.title:
            self.names[panel.key] = self._name(panel, cells)

    def _name(self, panel: Panel, cells: Cells) -> Lettering:
        """What stands above a panel, or on its left."""
        colour, room = getattr(self.theme, panel.role), self.layout.safe
        if panel.aside:
            return name_beside(cells, panel.title, colour, room)
        room = room_for_name(cells, list(self.arrangement.cells.values()), room)
        return name_above(cells, panel.title, colour, room)

    def take_turns(self, panel: Panel, key: str) -> None:
        """Another panel may stand where this one stands: `enter` and `leave` say which does."""
        alike = replace(panel, heat=self.panels[key].heat, aside=self.panels[key].aside)
        self._draw(alike, self.arrangement.cells[key])
        self.places = Whereabouts(self.grids)

    def enter(self, beat: Beat, *keys: str) -> Animation | None:
        """Panels appear with their names and the signs on their left; without keys, all do."""
        chosen = [key for key in keys or self.grids if key in self.grids]
        return appear(
            self._new(chosen, self._signs_before(chosen) if keys else self.signs), lag=0.12
        )

    def leave(self, beat: Beat, *keys: str) -> Animation | None:
        """Panels go, with their names."""
        return vanish([part for key in keys for part in self._present.pop(key, [])])

    def turn(self, beat: Beat) -> Animation | None:
        """This table goes, and the next one takes its place; formulas and programs stay.

        Where each picture has a bench of its own, `Acts` changes them, and all goes.
        """
        gone = [part for parts in self._present.values() for part in parts]
        lifted = self.lift(beat)
        self._lay_out(self._later.pop(0))
        return one([lifted, vanish(gone)])

    def stack(self, beat: Beat, *stacks: tuple[str, ...]) -> Animation | None:
        """Stacks of cards side by side, each given as its name in Typst and its panels' keys."""
        made: list[Stack] = []
        for title, *keys in stacks:
            grids = [self.grids[key] for key in keys if key in self.grids]
            made.append(Stack(grids, len(keys), title, self.theme))
            self._stacks[keys[0]], self._present[keys[0]] = made[-1], made[-1].mobjects
        side_by_side(made, self.layout.operands)
        return appear([part for stack in made for part in stack.mobjects], lag=0.3)

    def split(self, beat: Beat, *keys: str) -> Animation | None:
        """The stack of these panels comes apart: each card goes to its own place."""
        chosen = [key for key in keys if key in self.grids]
        return self._stacks.pop(keys[0]).split(self._new(chosen, self._signs_before(chosen)))

    def parts(self, key: str) -> list[Mobject]:
        """All that belongs to a panel: its grid, its name, the scale of a heat map."""
        grid = self.grids.get(key)
        if grid is None:  # folded away
            return []
        name = [self.names[key]] if key in self.names else []
        return [grid.mobject, *name, *(self._scale(key, grid))]

    def reveal(self, beat: Beat, *arrays: str) -> Animation | None:
        """The numbers that the beat tells (of these arrays; of all, if none is named) appear."""
        names = [name for name in beat.shown if not arrays or name.split("[")[0] in arrays]
        hidden = [number for number in self.places.numbers(names) if number.get_fill_opacity() == 0]
        on_maps = self._through([Stop((), tuple(n for n in names if not self.places.numbers([n])))])
        return one([*(Fade(number, 1.0) for number in hidden), on_maps], lag=0.05)

    def sweep(self, beat: Beat, stops: Sequence[Stop]) -> Animation | None:
        """The windows run over many places; the numbers appear behind them."""
        return one([self._through(stops)])

    def window(self, beat: Beat, *spots: Spot) -> Animation | None:
        """One thick frame in each of these panels: it appears, or glides from where it was."""
        return one([self.clear(beat), *self.covering.glide(spots)], lag=0.1)

    def lay(self, beat: Beat, *pairs: tuple[str, Spot]) -> Animation | None:
        """Each kernel, by its panel's name, is laid on a spot: its outline leaves it for there."""
        return one([self.clear(beat), *(self.covering.lay(*pair) for pair in pairs)], lag=0.1)

    def cover(self, beat: Beat, *spots: Spot) -> Animation | None:
        """A tint behind the numbers of these cells, and the weights of the kernel laid on them."""
        return appear([part for spot in spots for part in self.covering.cover(spot)])

    def light(self, beat: Beat, *spots: Spot) -> Animation | None:
        """These cells are what is being computed: filled, in a thick frame."""
        tints = [self.covering.tint(spot, *self._lit(spot), thick=True) for spot in spots]
        return appear([part for new in tints for part in new])

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
        landed = self.places.numbers([place])
        if landed:
            landed[0].set_opacity(1.0)
            return Fly(landed[0], start, source.em, along_first=True, rate_func=smooth)
        ends = [grid.cells.point(*cell) for grid, cell in self.places.on_maps([place])]
        flights = [
            FadeOut(source.copy(), target_position=(*end, 0.0), scale=0.2, rate_func=smooth)
            for end in ends
        ]
        return one([*flights, self._through([Stop((), (place,))])])

    def clear(self, beat: Beat) -> Animation | None:
        """The worked line, the tints and the weights go; frames and numbers stay."""
        line, self.line = self.line, None
        gone = self.covering.cleared()
        return vanish([*gone, line.mobject] if line else gone)

    def lift(self, beat: Beat) -> Animation | None:
        """The windows go as well: nothing is left to compute."""
        return one([self.clear(beat), vanish(self.covering.lifted())])

    def _lit(self, spot: Spot) -> tuple[str, str]:
        """Line and ground of what comes out: green, but a kernel's or an input's own colours."""
        panel = self.panels.get(spot.panel)
        if panel is None or not panel.hidden or panel.role == "output":
            return self.theme.output, self.theme.active_fill
        grounds = {"kernel": self.theme.covered_fill, "input": self.theme.input_fill}
        return getattr(self.theme, panel.role), grounds[panel.role]

    def _new(self, keys: Sequence[str], signs: Sequence[Mobject]) -> list[Mobject]:
        """All parts of panels and signs that are now on screen."""
        self._present |= {key: self.parts(key) for key in keys}
        self._present.setdefault("signs", []).extend(signs)
        return [*(part for key in keys for part in self._present[key]), *signs]

    def _scale(self, key: str, grid: Grid) -> Sequence[Mobject]:
        """What the tints of a heat map stand for; of several that share it, under the last one."""
        among = self.panels[key].among
        sharing = [k for k in self.grids if among is not None and self.panels[k].among is among]
        return grid.scale if self._has_room(grid) and sharing[-1:] in ([], [key]) else []

    def _has_room(self, grid: Grid) -> bool:
        """Whether the scale of a heat map touches no other panel."""
        scale = VGroup(*grid.scale)
        (left, bottom, _), (right, top, _) = (scale.get_corner((s, s, 0.0)) for s in (-1.0, 1.0))
        region = Region(float(left), float(bottom), float(right), float(top))
        others = [other.cells.region for other in self.grids.values() if other is not grid]
        room = grid.cells.region.width + NARROWEST_SLOT
        fits = region.width <= room and region.height <= SCALE_HEIGHT / 2
        return fits and not any(map(region.overlaps, others))

    def _signs_before(self, keys: Iterable[str]) -> list[Mobject]:
        """The signs that have these panels next on their right, and those between them."""
        chosen = set(keys)
        return [mark for mark in self.signs if chosen & self._after(mark)]

    def _after(self, mark: Mobject) -> set[str]:
        """The panels of the next column on a sign's right; in its own row, if one is there."""
        x, y = float(mark.get_x()), float(mark.get_y())
        here, regions = (self.arrangement.line(y), x + 1e-6), self._regions()
        right = sorted(at for at in map(self._column, regions) if at > here and at[0] == here[0])
        column = {key for key in regions if [self._column(key)] == right[:1]}
        return {key for key in column if regions[key].bottom < y < regions[key].top} or column

    def _regions(self) -> dict[str, Region]:
        return {key: grid.cells.region for key, grid in self.grids.items()}

    def _column(self, key: str) -> tuple[int, float]:
        """The line of a panel, and where its column is."""
        x, y = self.grids[key].cells.centre
        return self.arrangement.line(y), round(x, 6)

    def _lift(self, term: WorkedTerm, equation: Equation) -> Animation | None:
        """The factors of one term on their way from their cells to the worked line."""
        moves: list[Animation | None] = [FadeIn(term.signs, rate_func=smooth)]
        for lettering, factor in zip(term.factors, equation.terms[term.index], strict=True):
            start = [*self.places.numbers([factor.place]), self.covering.focused(factor.place)][0]
            if start is None:
                moves.append(FadeIn(lettering, rate_func=smooth))
            else:
                centre = (float(start.get_x()), float(start.get_y()))
                moves.append(Fly(lettering, centre, start.em, rate_func=smooth))
        return one(moves)

    def _through(self, stops: Sequence[Stop]) -> Animation | None:
        """From stop to stop, over all that they change."""
        frames = self.covering.framed(spot for stop in stops for spot in stop.windows)
        changing = self.places.changing(name for stop in stops for name in stop.places)
        moving = [*frames, *changing]
        for stop in stops[:1]:
            self.covering.leave_others(stop.windows)

        def reach(steps: range) -> None:
            self.covering.jump(stops[steps[-1]].windows)
            self.places.reveal(name for step in steps for name in stops[step].places)

        return Through(Group(*moving), len(stops), reach, rate_func=linear) if moving else None
