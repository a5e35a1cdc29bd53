"""The bench of every sliding window: how the picture of input ⋆ kernel = output moves.

Each public method is a verb: it takes the beat and returns what to play, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from manim import Animation, FadeIn, FadeOut, Group, Mobject, VMobject, linear, smooth

from convmath import Step, Trace
from scenes.stage import depth
from scenes.stage.bench import Bench
from scenes.stage.cells import Place
from scenes.stage.fit import em_in
from scenes.stage.formulas import size_formulas
from scenes.stage.grid import NumberGrid
from scenes.stage.lesson import Lesson
from scenes.stage.moves import Fly, Through, appear, exchange, one, vanish
from scenes.stage.picture import Picture
from scenes.stage.shapes import boxes, frame
from scenes.stage.window import Focus, Target, Window
from scenes.stage.worked import WorkedLine, WorkedTerm, worked_line
from scenes.story import Beat
from scenes.story.acts import ROLES, Act
from scenes.story.equation import Equation

RING_LINE: Final = 4.0


class SlidingBench(Bench):
    """Moves the picture of any trace whose steps are windows of a matrix; or of several acts."""

    def __init__(self, lesson: Lesson, *acts: Trace[Step] | Act) -> None:
        self.acts = [Act.of(act) for act in acts]
        super().__init__(lesson)
        self._open(self.acts[0])

    def _open(self, act: Act) -> None:
        """Build the picture of an act; nothing of it is on screen yet."""
        self.trace, theme = act.trace, self.theme
        said = self.words.label(act.label) if act.label else ""
        self.picture = picture = Picture(act, self.layout, theme, said, acts=self.acts)
        written = picture.input.texts, picture.kernel.texts
        self.window = Window(
            picture.input.cells, picture.geometry, theme, numbers=written[0], weights=written[1]
        )
        self.focus = picture.focus_cells and Focus(
            picture.focus_cells, self.window, picture.notation.input, theme
        )
        self.target = Target(picture.output.cells, theme, numbers=bool(picture.output.texts))
        self.line: WorkedLine | None = None
        self._remarks: list[Mobject] = []  # of this act, around its matrices
        self._formulas = []

    def act(self, beat: Beat) -> Animation | None:
        """The next correlation takes the place of this one; what both have in common stays."""
        before, going = self.picture, [self.lift(beat), vanish([*self._remarks, *self._formulas])]
        self._open(self.acts[beat.act])
        stays = before.shares(self.picture)
        for role in stays:
            self.picture.take(before, role)
        changed = [role for role in ROLES if role not in stays]
        old = [part for role in changed for part in before.parts(role)]
        new = [part for role in changed for part in self.picture.parts(role)]
        return one([*going, vanish(old), appear(new, lag=0.1)], lag=0.4)

    def enter(self, beat: Beat) -> Animation | None:
        """Input with its padding, kernel and output appear, from left to right."""
        return appear([part for role in ROLES for part in self.picture.parts(role)], lag=0.12)

    def enter_bare(self, beat: Beat) -> Animation | None:
        """Input without its padding, and kernel: what the output will be is not yet known."""
        return appear(self._bare, lag=0.12)

    def leave_bare(self, beat: Beat) -> Animation | None:
        """What `enter_bare` brought goes; it can enter again."""
        return vanish(self._bare)

    def pad(self, beat: Beat) -> Animation | None:
        """The padding appears around the input, and with it the output's size."""
        picture = self.picture
        padding = [picture.input.ring] if any(map(any, picture.geometry.padding)) else []
        renamed = exchange([picture.bare_name], [*padding, picture.name])
        return one([renamed, appear(picture.parts("output"), lag=0.1)], lag=0.5)

    def peek(self, beat: Beat, step: int) -> Animation | None:
        """A window on a picture, and beside it the numbers in it; nothing where all are seen."""
        if not self.focus:
            return None
        self.window.jump(self._at(step))
        numbers = self.focus.show(self.trace.steps[step], framed=False)
        return appear([self.window.frame, *numbers])

    def dwell(self, beat: Beat, step: int) -> Animation | None:
        """The window rests on a place; what is under it is seen, and what the tints stand for."""
        glide, worked = self.window.glide(self._at(step)), self.trace.steps[step]
        seen = [*self.window.cover(worked), *(self.focus.show(worked) if self.focus else [])]
        seen += [*self.target.light(self._at(step)), *self._output_legend()]
        return one([glide, appear(seen)], lag=0.5)

    def lay(self, beat: Beat) -> Animation | None:
        """The kernel's outline leaves the kernel and lies down on the first window.

        Where one has peeked at the window's numbers, it lies down on these.
        """
        if self.focus and self.window.lies:
            return self.focus.lay(self.picture.kernel.cells)
        return self.window.leave(self.picture.kernel.cells, self.trace.steps[beat.step])

    def glide(self, beat: Beat) -> Animation | None:
        """What belonged to the last step goes, and the window moves to this one."""
        return one([self.clear(beat), self.window.glide(self.place(beat))], lag=0.3)

    def rewind(self, beat: Beat) -> Animation | None:
        """The window goes back to the start of the row that it has finished."""
        row, _ = self.place(beat)
        return one([self.clear(beat), self.window.glide((row - 1, 0))], lag=0.3)

    def cover(self, beat: Beat) -> Animation | None:
        """The covered cells and the output's cell light up; the weights lie in the corners."""
        step = self.trace.steps[beat.step]
        focus = self.focus.show(step) if self.focus else []
        return appear([*self.window.cover(step), *focus, *self.target.light(self.place(beat))])

    def multiply(self, beat: Beat) -> Animation | None:
        """Each pair lifts from both grids and becomes a product of the worked line."""
        step = self.trace.steps[beat.step]
        products = Equation.of_window(step, self.picture.notation)
        self.line = worked_line(products, self.layout.worked, self.theme)
        self.line.mobject.set_z_index(depth.WORKED)
        flights = [self._lift(term, step) for term in self.line.terms]
        return one(flights, lag=0.6)

    def total(self, beat: Beat) -> Animation | None:
        """`= 19` completes the worked line."""
        return appear(self.line.result, lag=0.3) if self.line else None

    def drop(self, beat: Beat) -> Animation | None:
        """The total flies from the worked line into its cell."""
        if self.line is None:
            return None
        place, source = self.place(beat), self.line.total
        centre = (float(source.get_x()), float(source.get_y()))
        if isinstance(self.picture.output, NumberGrid):
            self.picture.output.reveal([place])
            number = self.picture.output.numbers[place]
            return Fly(number, centre, source.em, along_first=True, rate_func=smooth)
        end = (*self.picture.output.cells.point(*place), 0.0)
        flight = FadeOut(source.copy(), target_position=end, scale=0.2, rate_func=smooth)
        return one([flight, self._reveal([place])])

    def clear(self, beat: Beat) -> Animation | None:
        """The worked line and the highlights go; window and numbers stay."""
        line, self.line = self.line, None
        parts: list[Mobject] = [*self.window.uncover(), *self.target.dim()]
        parts += self.focus.hide() if self.focus else []
        return vanish([*parts, line.mobject] if line else parts)

    def sweep(self, beat: Beat) -> Animation | None:
        """The window runs over many steps; the output fills behind it."""
        indices = self._places(beat.steps)
        if not self.window.lies:
            self.window.jump(indices[0])

        def reach(steps: range) -> None:
            self.window.jump(indices[steps[-1]])
            self.picture.output.reveal(indices[step] for step in steps)

        return one([self._through(len(indices), reach)])

    def size(self, beat: Beat) -> Animation | None:
        """The output-size formula with its numbers, top right."""
        geometry, names = self.picture.geometry, self.axis_names
        gone, region = self._formulas, self.formula_region
        self._formulas = size_formulas(geometry, names, region, self.theme)
        return exchange(gone, [*self._formulas, *self._output_legend()], lag=0.3)

    def glow(self, beat: Beat, *places: Place) -> Animation | None:
        """A tint behind these numbers of the output, for as long as the act lasts."""
        output = self.picture.output
        if not isinstance(output, NumberGrid):
            return None
        cells, theme = output.cells, self.theme
        regions = [cells.cell(*place) for place in places]
        tint = boxes(regions, cells.corner, line=theme.output, fill=theme.active_fill, width=2.0)
        self._remarks.append(tint.set_z_index(depth.TINT))
        return appear([tint])

    def ring(self, row: int, column: int) -> Animation | None:
        """A ring on this element of the kernel, on the input under it, and on the output there."""
        picture, window = self.picture, self.picture.geometry.window((0, 0))
        marked = [
            (picture.input.cells, (window[0][row], window[1][column])),
            (picture.kernel.cells, (row, column)),
            (picture.output.cells, (0, 0)),
        ]
        rings = [
            frame(cells.cell(*place), cells.corner, line=self.theme.text, width=RING_LINE)
            for cells, place in marked
        ]
        self._remarks += [shape.set_z_index(depth.CORNERS) for shape in rings]
        return appear(rings, lag=0.3)

    def unremark(self, beat: Beat) -> Animation | None:
        """What was said around the matrices of this act goes."""
        gone, self._remarks = self._remarks, []
        return vanish(gone)

    def lift(self, beat: Beat) -> Animation | None:
        """The window goes: nothing is left to compute."""
        lifted = [FadeOut(self.window.frame, rate_func=smooth)] if self.window.lies else []
        self.window.lies = False
        return one([self.clear(beat), *lifted])

    def place(self, beat: Beat) -> Place:
        """The output element that the beat is about."""
        return self._at(beat.step)

    def _output_legend(self) -> list[VMobject]:
        """What the output is, and its tints stand for, if that is not on screen yet."""
        legend = [*self.picture.said, *self.picture.output.scale]
        fresh = [part for part in legend if part not in self._remarks]
        self._remarks += fresh
        return fresh

    @property
    def _bare(self) -> list[Mobject]:
        """Input without its padding, and kernel."""
        grid = self.picture.input
        return [grid.core, self.picture.bare_name, *grid.scale, *self.picture.parts("kernel")]

    def _at(self, step: int) -> Place:
        return self._places(range(step, step + 1))[0]

    def _places(self, steps: range) -> list[Place]:
        """The output elements of many steps, at once: a photograph has thousands."""
        rows, columns = np.unravel_index(steps, self.picture.geometry.output_shape)
        return list(zip(rows.tolist(), columns.tolist(), strict=True))

    def _lift(self, term: WorkedTerm, step: Step) -> Animation | None:
        """One pair on its way from the grids to the worked line."""
        row, column = (int(i) for i in np.unravel_index(term.index, step.weights.shape))
        (operand, weight), kernel = term.factors, self.picture.kernel.cells
        if self.focus:
            cells, place = self.focus.cells, (row, column)
        else:
            cells, place = self.window.cells, self.window.places(step.index)[term.index]
        return one(
            [
                Fly(operand, cells.point(*place), em_in(cells), rate_func=smooth),
                Fly(weight, kernel.point(row, column), em_in(kernel), rate_func=smooth),
                FadeIn(term.signs, rate_func=smooth),
            ]
        )

    def _reveal(self, places: list[Place]) -> Animation:
        return self._through(1, lambda _: self.picture.output.reveal(places))

    def _through(self, count: int, reach: Callable[[range], None]) -> Animation:
        """A sweep over what it changes: the window's frame and the output."""
        output = self.picture.output
        parts = output.numbers.values() if isinstance(output, NumberGrid) else [output.mobject]
        return Through(Group(self.window.frame, *parts), count, reach, rate_func=linear)
