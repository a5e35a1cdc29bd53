"""The story of pooling: every window gives its largest number, or its mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import AverageStep, Geometry, MaxStep, Trace
from scenes.story import pace
from scenes.story.beat import Storyboard
from scenes.story.correlation import geometry_values, worked_and_swept
from scenes.story.dilation import dilation_values
from scenes.story.equation import Equation, Factor
from scenes.story.example import Example
from scenes.story.numerals import Notation, Numeral
from scenes.story.places import (
    MOST_NUMBERS_SHOWN,
    Index,
    Spot,
    Stop,
    index_of,
    numerals,
    place,
    plane_geometry,
    row_and_column,
    slice_of,
)
from scenes.story.pooling_edges import hanging, left_out_text, size_text
from scenes.story.teller import Move, Teller

PADDED_WITH: Final = {"max_pool": "−∞", "avg_pool": "0"}
SLOWLY: Final = (2 * pace.FILL, pace.MOVE, pace.SLOW)
SWIFTLY: Final = (pace.FILL, pace.QUICK, pace.MOVE)

PoolTrace = Trace[MaxStep] | Trace[AverageStep]


def pooled_equation(trace: PoolTrace, index: Index, *, total: str = "output") -> Equation:
    """What a window comes to: its largest number, or its sum divided by how many numbers count.

    `total` is the array in which the result stands; padding that does not count is left out, and
    what hangs over the padded input.

    >>> from convmath import avg_pool, max_pool
    >>> pooled_equation(max_pool([[0, 1], [3, 4]], 2), (0, 0)).text()
    'max(0, 1, 3, 4) = 4'
    >>> pooled_equation(avg_pool([[0, 1], [4, 5]], (2, 3), padding=(0, 1)), (0, 0)).text()
    '(0 + 0 + 1 + 0 + 4 + 5)/6 = 5/3'
    """
    step, geometry = trace.steps.at(index), plane_geometry(trace)
    lead, where = index[: -geometry.rank], index[-geometry.rank :]
    divisor = step.divisor if isinstance(step, AverageStep) else 0
    written, padding = Notation.of(trace.input), Numeral(PADDED_WITH[trace.operation])
    before = [sides[0] for sides in geometry.padding]
    terms = []
    for offset, cell in zip(np.ndindex(step.inside.shape), cells(geometry, where), strict=True):
        if step.inside[offset]:
            source = place("input", *lead, *(int(i - b) for i, b in zip(cell, before, strict=True)))
            terms.append((Factor(written(step.operands[offset]), "input", source),))
        elif step.counted[offset]:
            terms.append((Factor(padding, "muted", place("padding", *lead, *cell)),))
    result = Factor(Notation.of(trace.output)(step.total), "output", place(total, *index))
    return Equation(tuple(terms), result, "mean" if divisor else "max", divisor)


def over_planes(example: Example) -> Example:
    """One number for the window is meant for rows and columns, and not for channels as well.

    >>> over_planes(Example.of("pooling_channels").replace(window=2)).run().output.shape
    (2, 3, 3)
    """
    window = example.parameters["window"]
    return example.replace(window=(window, window)) if isinstance(window, int) else example


def cells(geometry: Geometry, where: Index) -> list[Index]:
    """The padded (row, col) of every element of a window, row by row.

    >>> cells(Geometry.of((3, 3), (1, 2)), (2, 1))
    [(2, 1), (2, 2)]
    """
    rows, columns = geometry.window(where)
    return [(row, column) for row in rows for column in columns]


def winner_spot(panel: str, step: MaxStep, geometry: Geometry) -> Spot:
    """The cell of a (padded) panel where the window's largest number is.

    >>> from convmath import max_pool
    >>> trace = max_pool([[1, 9], [9, 2]], 2)
    >>> winner_spot("input", trace.steps[0], trace.geometry)
    Spot(panel='input', rows=range(0, 1), columns=range(1, 2))
    """
    (top, _), (left, _) = geometry.padding
    row, column = step.winner[-2:]
    return Spot.cell(panel, row + top, column + left)


class PoolingTeller(Teller):
    """Tells a pooling window by window; it may tell several poolings of one input.

    Texts may use every name of `geometry_values`; {kernel} is the window's shape.
    """

    def __init__(self, lesson: str, trace: PoolTrace) -> None:
        channels = {"channels": str(prod(trace.output.shape[:-2]))}
        super().__init__(lesson, geometry_values(plane_geometry(trace)) | channels)
        self.arrays: dict[str, NDArray[Any]] = {"input": trace.input}
        self.away = False  # from the act in which the film ends
        self.turn_to(trace)

    def turn_to(self, trace: PoolTrace, output: str = "output") -> None:
        """From now on, tell of this trace; its output is the array of that name."""
        self.trace, self.geometry, self.output = trace, plane_geometry(trace), output
        self.common |= geometry_values(self.geometry) | dilation_values(self.geometry)
        self.arrays[output] = trace.output

    def question(self) -> None:
        """The question that the film answers; input and output appear."""
        shown = numerals("input", self.trace.input)
        enter = [("enter", pace.FILL)]
        self.beat("question", enter, rest=pace.PAUSE, shown=shown, chapter=True)

    def first(self, text: str = "first", lead: Index = ()) -> None:
        """The first window, slowly."""
        spots = self._windows((*lead, 0, 0))
        lay = "lay" if set(self.geometry.dilation) == {1} else "lay_spread"
        self.beat(lay, [("window", pace.SLOW, *spots)], steps=range(1), chapter=True)
        self._worked(text, (*lead, 0, 0), [], SLOWLY, rest=pace.PAUSE)

    def window(
        self, index: Index, text: str = "window", *, slowly: bool = False, chapter: bool = False
    ) -> None:
        """Another window, faster unless something is new about it."""
        glide = ("window", pace.SLOW if slowly else pace.MOVE, *self._windows(index))
        speed, rest = (SLOWLY, pace.PAUSE) if slowly else (SWIFTLY, pace.BREATH)
        self._worked(text, index, [glide], speed, rest=rest, chapter=chapter)

    def sweep(
        self,
        steps: range,
        text: str = "sweep",
        *,
        outputs: Sequence[str] = (),
        ticks: int = pace.LONGEST_SWEEP,
        opening: Sequence[Move] = (),
    ) -> None:
        """The window runs over many steps, in every channel at once; the outputs fill behind it.

        It takes so many `ticks` at most; `opening` are motions before it that open a chapter.
        """
        names = outputs or (self.output,)
        lead = [tuple(map(int, index)) for index in np.ndindex(self.trace.output.shape[:-2])]
        made = [[(*c, *self.at(step)[-2:]) for c in lead] for step in steps]
        stops = tuple(
            Stop(
                tuple(self._windows(indices[0])),
                tuple(place(name, *index) for name in names for index in indices),
            )
            for indices in made
        )
        shown: dict[str, Numeral] = {}
        if self.trace.output.size <= MOST_NUMBERS_SHOWN:
            for name in names:
                shown |= numerals(name, self.arrays[name], chain.from_iterable(made))
        start = [*opening, ("window", pace.MOVE, *stops[0].windows)]
        motions = [*start, ("sweep", pace.sweep_ticks(len(steps), ticks), stops)]
        count = {"count": str(len(steps))}
        chapter = bool(opening)
        self.beat(text, motions, values=count, shown=shown, steps=steps, chapter=chapter)

    def rest(self, ticks: int = pace.LONGEST_SWEEP) -> None:
        """Every window but the first, swept in so many ticks at most, but for one over the edge."""
        count, over = prod(self.geometry.output_shape), hanging(self.geometry)
        parts = [(1, count)] if over is None else [(1, over), (over, over + 1), (over + 1, count)]
        for steps in filter(len, (range(*part) for part in parts)):
            if steps[0] == over:
                self.window(self.at(over), "over", slowly=True, chapter=True)
            else:
                self.sweep(steps, ticks=ticks)

    def leftover(self) -> None:
        """What no window reaches, if there is something."""
        why = left_out_text(self.geometry)
        if why:
            never = self.geometry.usage(padded=True) == 0
            where = tuple((int(row), int(column)) for row, column in np.argwhere(never))
            channels = np.ndindex(self.trace.output.shape[:-2])
            mark = ("mark", pace.SLOW, where, *(slice_of("input", c) for c in channels))
            self.beat(why, [("lift", pace.MOVE), mark], rest=pace.PAUSE, chapter=True)

    def others(self) -> None:
        """Every window but the first: a few are worked out, the others swept."""
        last, over = prod(self.geometry.output_shape) - 1, hanging(self.geometry)
        for steps in worked_and_swept(last + 1, [0, 1, over or last, last])[1:]:
            if len(steps) > 1:
                self.sweep(steps)
            elif steps[0] == over:
                self.window(self.at(over), "over", slowly=True, chapter=True)
            else:
                self.window(self.at(steps[0]))

    def channels(self) -> None:
        """The first window of the other channels: the second one and the last."""
        last = self.trace.output.shape[0] - 1
        for channel in sorted({1, last} & set(range(1, last + 1))):
            text = "last" if channel == last > 1 else "channel"
            chapter = channel == 1
            fresh = [("clear", pace.BLINK)]
            self._worked(text, (channel, 0, 0), fresh, SWIFTLY, rest=pace.PAUSE, chapter=chapter)

    def same_channels(self) -> None:
        """As many channels come out as go in."""
        self.rule("formula", f"c_o = c_i = {self.trace.output.shape[0]}")

    def closing(self, act: str = "") -> None:
        """Back in this act: the output's size as a formula, and the same numbers in PyTorch."""
        back = [("turn", pace.MOVE, act), ("enter", pace.SLOW)]
        motions = [*(back if self.away else [("lift", pace.MOVE)]), ("size", pace.SLOW)]
        self.beat(size_text(self.geometry), motions, rest=pace.PAUSE, chapter=True)
        self.program()

    def told(self, pytorch: str) -> Storyboard:
        """The finished storyboard, with its arrays."""
        padding = PADDED_WITH[self.trace.operation]
        symbols = {"X": "input", "Y": "output"}
        return self.board(pytorch, self.arrays, symbols, padding=padding)

    def at(self, step: int) -> Index:
        """The output's element that a step makes, in the first channel."""
        where = index_of(step, self.geometry.output_shape)
        return (0,) * (self.trace.output.ndim - 2) + where

    def _worked(
        self,
        text: str,
        index: Index,
        motions: Sequence[Move],
        speed: tuple[int, int, int],
        *,
        rest: int,
        chapter: bool = False,
    ) -> None:
        equation = pooled_equation(self.trace, index, total=self.output)
        panel, (fill, total, drop) = slice_of("input", index[:-2]), speed
        target = Spot.cell(slice_of(self.output, index[:-2]), *index[-2:])
        cover = ("cover", pace.QUICK, self._spot(panel, index))
        work = [("multiply", fill), *self._winner(panel, index), ("total", total)]
        lit = [("light", pace.QUICK, target), ("drop", drop)]
        self.beat(
            text,
            [*motions, cover, *work, *lit],
            rest=rest,
            values=row_and_column(index),
            shown={equation.total.place: equation.total.numeral},
            steps=self._step(index),
            chapter=chapter,
            equation=equation,
        )

    def _step(self, index: Index) -> range:
        step = int(np.ravel_multi_index(index[-2:], self.geometry.output_shape))
        return range(step, step + 1)

    def _winner(self, panel: str, index: Index) -> Iterable[Move]:
        """The largest number of a window lights up where it stands."""
        step = self.trace.steps.at(index)
        if isinstance(step, MaxStep):
            yield "light", pace.MOVE, winner_spot(panel, step, self.geometry)

    def _windows(self, index: Index) -> list[Spot]:
        """The window of a place, in every channel."""
        channels = np.ndindex(self.trace.output.shape[:-2])
        return [self._spot(slice_of("input", c), index) for c in channels]

    def _spot(self, panel: str, index: Index) -> Spot:
        rows, columns = self.geometry.window(index[-2:])  # with the holes that dilation leaves
        return Spot(panel, rows, columns)
