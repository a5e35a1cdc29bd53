"""The story of channels: each is correlated with its own kernel, and the results are added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry, Trace
from convmath.channels import ChannelStep
from scenes.story import pace
from scenes.story.beat import Storyboard
from scenes.story.correlation import geometry_values
from scenes.story.equation import Equation, Factor
from scenes.story.numerals import Notation, Numeral
from scenes.story.places import Spot, numerals, place
from scenes.story.teller import Teller

MOST_WORKED: Final = 2  # channels, and the last one
WORK: Final = (("multiply", pace.FILL), ("total", pace.QUICK), ("drop", pace.MOVE))
SUM_OVER_CHANNELS: Final = "Y = sum_c X_c star K_c"

Numerals = Mapping[str, Numeral]


def partial_sums(trace: Trace[ChannelStep]) -> NDArray[Any]:
    """What each input channel gives alone, for the first output channel: (C, *out).

    >>> from convmath import conv_layer
    >>> partial_sums(conv_layer([[1], [2]], [[[3], [4]]])).tolist()
    [[3], [8]]
    """
    shape = trace.output.shape[1:]
    steps = [trace.steps.at((0, *index)) for index in np.ndindex(shape)]
    table = np.array([step.partials for step in steps], dtype=trace.output.dtype)
    return np.moveaxis(table.reshape(*shape, -1), -1, 0)


def channel_equation(
    trace: Trace[ChannelStep], partials: NDArray[Any], channel: int, index: tuple[int, ...]
) -> Equation:
    """One channel's window under that channel's kernel, and the sum of the products."""
    step = trace.steps.at((0, *index))
    inputs, weights = Notation.of(trace.inputs["input"]), Notation.of(trace.inputs["weight"])
    origin = np.subtract(step.origin, [before for before, _ in geometry_of(trace).padding])
    terms = []
    for offset in np.ndindex(step.inside.shape):
        where = origin + np.multiply(offset, geometry_of(trace).dilation)
        inside = step.inside[offset]
        source = place("input", channel, *map(int, where)) if inside else ""
        operand = Factor(inputs(step.operands[channel][offset]), "input", source)
        weight = Factor(
            weights(step.weights[channel][offset]), "kernel", place("weight", 0, channel, *offset)
        )
        terms.append((operand, weight))
    total = Notation.of(partials)(step.partials[channel])
    return Equation(tuple(terms), Factor(total, "output", place("partial", channel, *index)))


def sum_of_channels(
    partials: NDArray[Any], output: NDArray[Any], index: tuple[int, ...]
) -> Equation:
    """What the channels give at one place, added up."""
    written = Notation.of(partials)
    terms = tuple(
        (Factor(written(partials[channel, *index]), "output", place("partial", channel, *index)),)
        for channel in range(len(partials))
    )
    total = Notation.of(output)(output[0, *index])
    return Equation(terms, Factor(total, "output", place("output", 0, *index)))


def window_spot(panel: str, geometry: Geometry, index: tuple[int, ...]) -> Spot:
    """The block of a (padded) panel that the window covers."""
    rows, columns = geometry.window(index)
    return Spot(panel, range(rows[0], rows[-1] + 1), range(columns[0], columns[-1] + 1))


def geometry_of(trace: Trace[Any]) -> Geometry:
    """The geometry of a trace that has one."""
    if trace.geometry is None:
        raise ValueError(f"{trace.operation} has no windows")
    return trace.geometry


class ChannelTeller(Teller):
    """Tells a layer with one output channel, place by place: each channel, then their sum."""

    def __init__(self, lesson: str, trace: Trace[ChannelStep]) -> None:
        self.trace, self.geometry = trace, geometry_of(trace)
        self.partials = partial_sums(trace)
        self.channels = range(len(self.partials))
        numbers = {"channels": str(len(self.channels))}
        super().__init__(lesson, geometry_values(self.geometry) | numbers)

    def question(self) -> None:
        """Input and kernels appear, channel below channel."""
        shown = numerals("input", self.trace.inputs["input"])
        shown |= numerals("weight", self.trace.inputs["weight"])
        motions = [("enter", pace.FILL, *self._panels("input"), *self._panels("weight", 0))]
        self.beat("question", motions, rest=pace.PAUSE, shown=shown, chapter=True)

    def first(self) -> None:
        """The first place, slowly: every channel alone (the first ones and the last), the sum."""
        index = self._index(0)
        windows = ("window", pace.SLOW, *self._windows(index))
        partials = ("enter", pace.SLOW, *self._panels("partial"))
        self.beat("lay", [windows, partials], chapter=True)
        worked = sorted({*self.channels[:MOST_WORKED], self.channels[-1]})
        for channel in worked:
            equation = channel_equation(self.trace, self.partials, channel, index)
            cover = (
                "cover",
                pace.QUICK,
                window_spot(place("input", channel), self.geometry, index),
            )
            light = ("light", pace.QUICK, Spot.cell(place("partial", channel), *index))
            self._equation("channel", equation, [("clear", pace.BLINK), cover, light], channel)
        others = [(channel, *index) for channel in self.channels if channel not in worked]
        if others:
            shown = numerals("partial", self.partials, others)
            motions = [("clear", pace.BLINK), ("reveal", pace.SLOW)]
            self.beat("others", motions, values={"count": str(len(others))}, shown=shown)
        self._sum(0, [("clear", pace.BLINK), ("enter", pace.SLOW, "output[0]")], {})

    def window(self, step: int) -> None:
        """Another place: what the channels give, and their sum."""
        index = self._index(step)
        shown = numerals("partial", self.partials, [(c, *index) for c in self.channels])
        windows = ("window", pace.MOVE, *self._windows(index))
        motions = [windows, ("cover", pace.QUICK, *self._windows(index))]
        self._sum(step, [*motions, ("reveal", pace.MOVE, "partial")], shown)

    def sweep(self, steps: range) -> None:
        """Many places at once."""
        places = [self._index(step) for step in steps]
        shown = numerals("output", self.trace.output, [(0, *index) for index in places])
        each = [(channel, *index) for index in places for channel in self.channels]
        shown |= numerals("partial", self.partials, each)
        motions = [("lift", pace.QUICK), ("reveal", pace.sweep_ticks(len(steps)))]
        self.beat("sweep", motions, values={"count": str(len(steps))}, shown=shown, steps=steps)

    def closing(self) -> None:
        """The formula with its numbers, and the same numbers in PyTorch."""
        motions = [("lift", pace.MOVE), ("formula", pace.SLOW, SUM_OVER_CHANNELS)]
        self.beat("formula", motions, rest=pace.PAUSE, chapter=True)
        self.beat("program", [("program", pace.SLOW)], rest=pace.LAST_REST, chapter=True)

    def told(self, pytorch: str) -> Storyboard:
        """The finished storyboard, with its arrays."""
        arrays = {**self.trace.inputs, "partial": self.partials, "output": self.trace.output}
        return self.board(pytorch, arrays, {"X": "input", "K": "weight", "Y": "output"})

    def _sum(self, step: int, motions: Sequence[tuple[Any, ...]], shown: Numerals) -> None:
        index = self._index(step)
        equation = sum_of_channels(self.partials, self.trace.output, index)
        light = ("light", pace.QUICK, Spot.cell("output[0]", *index))
        self._equation("sum", equation, [*motions, light], step=step, shown=shown, chapter=not step)

    def _equation(
        self,
        text: str,
        equation: Equation,
        motions: Sequence[tuple[Any, ...]],
        channel: int = 0,
        **options: Any,
    ) -> None:
        """A beat that works an equation out; `channel` is told counted from 1."""
        step, shown = options.pop("step", 0), options.pop("shown", {})
        row, column = self._index(step)
        self.beat(
            text,
            [*motions, *WORK],
            values={"channel": str(channel), "row": str(row + 1), "column": str(column + 1)},
            shown={**shown, equation.total.place: equation.total.numeral},
            steps=range(step, step + 1),
            equation=equation,
            **options,
        )

    def _index(self, step: int) -> tuple[int, ...]:
        return tuple(map(int, np.unravel_index(step, self.geometry.output_shape)))

    def _windows(self, index: tuple[int, ...]) -> list[Spot]:
        return [window_spot(panel, self.geometry, index) for panel in self._panels("input")]

    def _panels(self, name: str, *leading: int) -> list[str]:
        return [place(name, *leading, channel) for channel in self.channels]
