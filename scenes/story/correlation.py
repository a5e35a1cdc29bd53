"""The story of a window that slides: which places are worked out, which are swept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from convmath import Geometry, Step, Trace
from scenes.story import pace
from scenes.story.acts import Act
from scenes.story.beat import Storyboard
from scenes.story.equation import Equation, Notations
from scenes.story.numerals import Numeral, shape_text
from scenes.story.places import index_of, numerals, place, plane_geometry, row_and_column
from scenes.story.teller import Move, Teller

ALL_WORKED = 6  # up to so many windows, each is worked out

SYMBOLS: Final = {"X": "input", "K": "kernel", "Y": "output"}
WORK = (
    ("cover", pace.QUICK),
    ("multiply", pace.FILL),
    ("total", pace.QUICK),
    ("drop", pace.MOVE),
)


class CorrelationTeller(Teller):
    """Tells a trace window by window. Texts may use every name of `geometry_values`."""

    def __init__(self, lesson: str, trace: Trace[Step] | Act) -> None:
        super().__init__(lesson, {})
        self.turn_to(trace)

    def turn_to(self, trace: Trace[Step] | Act) -> None:
        """From now on, tell of this correlation."""
        act = Act.of(trace)
        self._acts.append(act)
        self.trace, self.geometry = act.trace, plane_geometry(act.trace)
        self.notation = Notations.of(act.trace)
        self.common |= geometry_values(self.geometry)

    @property
    def all_steps(self) -> range:
        """Every window of the act."""
        return range(self.trace.output.size)

    def matrices(self, *roles: str) -> dict[str, Numeral]:
        """The numbers of these matrices of the act, for `shown`."""
        act = self._acts[-1]
        told = [numerals(act.name(role), act.matrix(role)) for role in roles]
        return {place: number for numbers in told for place, number in numbers.items()}

    def question(self, *enter: str) -> None:
        """The question that the film answers; the grids appear."""
        shown = self.matrices("input", "kernel")
        motions = [(verb, pace.FILL) for verb in enter or ("enter",)]
        self.beat("question", motions, rest=pace.PAUSE, shown=shown, chapter=True)

    def first(self, step: int = 0) -> None:
        """The first window, slowly: the kernel lies down, the pairs multiply, the sum drops."""
        lay, steps = [("lay", pace.FILL), ("cover", pace.MOVE)], range(step, step + 1)
        self.beat("lay", lay, steps=steps, chapter=True)
        slow = [("multiply", 2 * pace.FILL), ("total", pace.MOVE), ("drop", pace.SLOW)]
        self.worked("first", step, slow, rest=pace.PAUSE)

    def window(self, step: int, text: str) -> None:
        """Another window, faster."""
        self.worked(text, step, [("glide", pace.MOVE), *WORK], rest=pace.BREATH)

    def hop(self, step: int, text: str) -> None:
        """Another window, and how far it is from its neighbour."""
        across = step % self.geometry.output_shape[1]
        back = [] if across or self.geometry.output_shape[1] == 1 else [("rewind", pace.SLOW)]
        hop = [("measure", pace.SLOW), ("glide", pace.SLOW), ("hold", pace.BREATH)]
        motions = [*back, *hop, *WORK]
        self.worked(text, step, motions, rest=pace.BREATH, chapter=True)

    def sweep(
        self,
        steps: range,
        text: str = "sweep",
        *first: Move,
        last: Sequence[Move] = (),
        **options: Any,
    ) -> None:
        """All of `steps` in one run, between the motions that come `first` and `last`.

        In a later act, which shows nothing new about sliding, it takes less time.
        """
        longest = pace.LONGEST_SWEEP if len(self._acts) == 1 else pace.SLOW_SWEEP
        ticks = pace.sweep_ticks(len(steps), longest)
        motions = [*(first or [("clear", pace.QUICK)]), ("sweep", ticks), *last]
        told = self.matrices("output")  # nothing of what is too large to be read
        reached = {self._place(step) for step in steps} if told else set()
        shown = {place: number for place, number in told.items() if place in reached}
        shown |= options.pop("shown", {})
        values = {"count": str(len(steps)), **options.pop("values", {})}
        self.beat(text, motions, values=values, shown=shown, steps=steps, **options)

    def leftover(self) -> None:
        """What no window reaches, if there is something."""
        why = unused_text(self.geometry)
        if why:
            self.beat(why, [("lift", pace.MOVE), ("mark", pace.SLOW)], chapter=True)

    def closing(self) -> None:
        """The output's size as a formula, and the same numbers in PyTorch."""
        motions = [("lift", pace.MOVE), ("size", pace.SLOW)]
        self.beat("size", motions, rest=pace.PAUSE, chapter=True)
        self.program()

    def told(self, pytorch: str, symbols: Mapping[str, str] = SYMBOLS) -> Storyboard:
        """The finished storyboard, with the arrays of all its acts."""
        arrays = {name: array for act in self._acts for name, array in act.arrays.items()}
        return self.board(pytorch, arrays, symbols)

    def worked(
        self,
        text: str,
        step: int,
        motions: Sequence[Move],
        *,
        rest: int = pace.PAUSE,
        chapter: bool = False,
    ) -> None:
        """A window whose sum is worked out by these motions."""
        worked = self.trace.steps[step]
        written = Equation.of_window(worked, self.notation)
        values = {"equation": written.text(), **row_and_column(worked.index)}
        shown = {self._place(step): written.total.numeral}
        steps = range(step, step + 1)
        self.beat(
            text, motions, rest=rest, values=values, shown=shown, steps=steps, chapter=chapter
        )

    def _place(self, step: int) -> str:
        index = index_of(step, self.geometry.output_shape)
        return place(self._acts[-1].name("output"), *index)


def worked_and_swept(count: int, worked: Iterable[int]) -> list[range]:
    """Every step in order: single steps where `worked`, ranges in between.

    >>> worked_and_swept(9, [0, 1, 8])
    [range(0, 1), range(1, 2), range(2, 8), range(8, 9)]
    """
    if count <= ALL_WORKED:
        return [range(step, step + 1) for step in range(count)]
    return parted(range(count), worked)


def parted(steps: range, alone: Iterable[int]) -> list[range]:
    """Some of the steps alone, those between them together.

    >>> parted(range(1, 6), [2, 7])
    [range(1, 2), range(2, 3), range(3, 6)]
    """
    parts, done = [], steps.start
    for step in sorted(set(alone).intersection(steps)):
        parts += [range(done, step), range(step, step + 1)]
        done = step + 1
    return [part for part in (*parts, range(done, steps.stop)) if part]


def liveliest(trace: Trace[Step]) -> int:
    """The step with the largest total, by magnitude: in a picture, something to see."""
    return int(abs(trace.output.astype(float)).argmax())


def unused_text(geometry: Geometry) -> str | None:
    """Which sentence says why some cells are in no window, or in holes; None where each is used.

    >>> unused_text(Geometry.of((3, 3), (2, 2), padding=1, stride=(3, 2)))
    'unused_both'
    >>> unused_text(Geometry.of((5, 5), (2, 2), stride=2, dilation=2))
    'unused_between'
    >>> unused_text(Geometry.of((3, 3), (2, 2))) is None
    True
    """
    never = geometry.usage(padded=True) == 0
    sides = zip(geometry.padded_shape, geometry.remainder, strict=True)
    gaps = never[tuple(slice(size - left_over) for size, left_over in sides)].any()
    if any(geometry.remainder):
        return "unused_both" if gaps else "unused_edge"
    return "unused_between" if gaps else None


def geometry_values(geometry: Geometry) -> dict[str, str]:
    """Shapes, padding, strides and the unused remainder, for the sentences of a film.

    >>> values = geometry_values(Geometry.of((3, 3), (2, 2), padding=1, stride=(3, 2)))
    >>> values["padded"], values["output"], values["stride_rows"], values["top"]
    ('5×5', '2×2', '3', '1')
    """
    (top, bottom), (left, right) = geometry.padding
    never = geometry.usage(padded=True) == 0
    numbers = {
        "windows": geometry.output_shape[0] * geometry.output_shape[1],
        "top": top,
        "bottom": bottom,
        "left": left,
        "right": right,
        "stride_rows": geometry.stride[0],
        "stride_columns": geometry.stride[1],
        "unused": int(never.sum()),
        "cells": never.size,
    }
    shapes = {
        "input": geometry.input_shape,
        "kernel": geometry.kernel_shape,
        "padded": geometry.padded_shape,
        "output": geometry.output_shape,
    }
    written = {name: shape_text(shape) for name, shape in shapes.items()}
    return written | {name: str(number) for name, number in numbers.items()}
