"""The story of channels: each is correlated with its own kernel, and the results are added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry, Trace
from convmath.channels import ChannelStep
from scenes.story import pace
from scenes.story.beat import Storyboard, StoryError
from scenes.story.correlation import geometry_values
from scenes.story.equation import Equation, Factor, in_typst
from scenes.story.numerals import Notation, Numeral
from scenes.story.places import MOST_NUMBERS_SHOWN, Spot, Stop, numerals, place
from scenes.story.teller import Teller

CHANNEL_AXES: Final = 3  # channels, rows, columns
LONGEST_FORMULA: Final = 32  # characters of an equation beside the heading
MOST_WORKED: Final = 2  # channels, and the last one
WORK: Final = (("multiply", pace.FILL), ("total", pace.QUICK), ("drop", pace.MOVE))

Numerals = Mapping[str, Numeral]


@dataclass(frozen=True, slots=True)
class Names:
    """What the arrays of a layer are called in the story, and by which letters in formulas."""

    input: str = "input"
    weight: str = "weight"
    partial: str = "partial"
    output: str = "output"
    letters: tuple[str, str, str] = ("X", "K", "Y")

    @property
    def operands(self) -> list[tuple[str, str]]:
        """Input and weight, each with its letter."""
        return [(self.input, self.letters[0]), (self.weight, self.letters[1])]

    @property
    def symbols(self) -> dict[str, str]:
        """The letters of input, weight and output, and what they stand for."""
        return dict(zip(self.letters, (self.input, self.weight, self.output), strict=True))


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
    trace: Trace[ChannelStep],
    partials: NDArray[Any],
    channel: int,
    index: tuple[int, ...],
    names: Names = Names(),
) -> Equation:
    """One channel's window under that channel's kernel, and the sum of the products."""
    step, written = trace.steps.at((0, *index)), Notation.of(trace.inputs["input"])
    weights = Notation.of(trace.inputs["weight"])
    terms = []
    for offset in np.ndindex(step.inside.shape):
        source = operand_place(trace, step, channel, offset, names.input)
        operand = Factor(written(step.operands[channel][offset]), "input", source)
        target = place(names.weight, channel, *offset)
        terms.append((operand, Factor(weights(step.weights[channel][offset]), "kernel", target)))
    total = Notation.of(partials)(step.partials[channel])
    target = place(names.partial, channel, *index)
    return Equation(tuple(terms), Factor(total, "output", target))


def operand_place(
    trace: Trace[ChannelStep], step: ChannelStep, channel: int, offset: tuple[int, ...], name: str
) -> str:
    """Where an operand of a window stands: in a channel of the input, or in its padding.

    Padding is counted from the corner of the padded channel.
    """
    geometry = geometry_of(trace)
    padded = np.add(step.origin, np.multiply(offset, geometry.dilation))
    if not step.inside[offset]:
        return place("padding", channel, *map(int, padded))
    before = [first for first, _ in geometry.padding]
    return place(name, channel, *map(int, padded - before))


def sum_of_channels(
    partials: NDArray[Any], output: NDArray[Any], index: tuple[int, ...], names: Names = Names()
) -> Equation:
    """What the channels give at one place, added up."""
    written = Notation.of(partials)
    terms = tuple(
        (Factor(written(partials[c, *index]), "output", place(names.partial, c, *index)),)
        for c in range(len(partials))
    )
    total = Notation.of(output)(output[0, *index])
    return Equation(terms, Factor(total, "output", place(names.output, 0, *index)))


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
    """Tells a layer with one output channel, place by place: each channel, then their sum.

    It may turn to another layer, whose arrays have other names; the last one is what it ends on.
    """

    def __init__(self, lesson: str, trace: Trace[ChannelStep]) -> None:
        super().__init__(lesson, {})
        self._arrays: dict[str, NDArray[Any]] = {}
        self._symbols: dict[str, str] = {}
        self._about(self.told_of(trace), Names())

    @staticmethod
    def told_of(trace: Trace[ChannelStep]) -> Trace[ChannelStep]:
        """The same trace. Raises StoryError for what this story has no picture for."""
        shape, outputs = trace.inputs["input"].shape, len(trace.inputs["weight"])
        if len(shape) != CHANNEL_AXES:
            raise StoryError(
                f"an input of shape {shape} is no image: use (channels, rows, columns)"
            )
        if outputs > 1:
            raise StoryError(
                f"a weight with {outputs} output channels makes as many maps: give a weight with "
                "one, or render multi_output_channels"
            )
        return trace

    def _about(self, trace: Trace[ChannelStep], names: Names) -> None:
        self.trace, self.geometry, self.names = trace, geometry_of(trace), names
        self.partials = partial_sums(trace)
        self.channels = range(len(self.partials))
        self.common |= geometry_values(self.geometry) | {"channels": str(len(self.channels))}
        self._arrays |= {
            names.input: trace.inputs["input"],
            names.weight: trace.inputs["weight"][0],
            names.partial: self.partials,
            names.output: trace.output,
        }
        self._symbols |= names.symbols

    def question(self) -> None:
        """The input is one stack of channels, the kernel another; then both are split."""
        self._stacked("question")
        self._split("split", *self._keys(self.names.partial))

    def turn(self, trace: Trace[ChannelStep], names: Names) -> None:
        """Another layer takes the place of the first one."""
        self._about(trace, names)
        self._stacked("turn", ("turn", pace.MOVE))
        self._split("split_again", *self._keys(names.partial), place(names.output, 0))

    def first(self) -> None:
        """The first place, slowly: every channel alone (the first ones and the last), the sum."""
        index = self._index(0)
        self.beat("lay", [("lay", pace.FILL, *self._pairs(index))], chapter=True)
        worked = sorted({*self.channels[:MOST_WORKED], self.channels[-1]})
        for channel in worked:
            self._channel(channel, index)
        others = [(channel, *index) for channel in self.channels if channel not in worked]
        if others:
            shown = numerals(self.names.partial, self.partials, others)
            motions = [("clear", pace.BLINK), ("reveal", pace.SLOW)]
            self.beat("others", motions, values={"count": str(len(others))}, shown=shown)
        enter = ("enter", pace.SLOW, place(self.names.output, 0))
        self._sum(0, [("clear", pace.BLINK), enter], {}, chapter=True)

    def window(self, step: int) -> None:
        """Another place: what the channels give, and their sum."""
        index = self._index(step)
        each = [(channel, *index) for channel in self.channels]
        shown = numerals(self.names.partial, self.partials, each)
        shown |= self._operands(index, self.channels)
        windows = ("window", pace.MOVE, *self._windows(index))
        motions = [windows, ("cover", pace.QUICK, *self._windows(index))]
        self._sum(step, [*motions, ("reveal", pace.MOVE, self.names.partial)], shown)

    def sweep(self, steps: range) -> None:
        """Many places in one run."""
        shown: dict[str, Numeral] = {}
        stops = []
        for index in map(self._index, steps):
            each = [(channel, *index) for channel in self.channels]
            new = numerals(self.names.partial, self.partials, each)
            new |= numerals(self.names.output, self.trace.output, [(0, *index)])
            stops.append(Stop(tuple(self._windows(index)), tuple(new)))
            shown |= new
        motions = [("clear", pace.QUICK), ("sweep", pace.sweep_ticks(len(steps)), stops)]
        self.beat("sweep", motions, values={"count": str(len(steps))}, shown=shown, steps=steps)

    def closing(self) -> None:
        """The formula, with the numbers of the first place, and the same numbers in PyTorch."""
        input, weight, output = self.names.letters
        rule = f"{output} = inline(sum_c) {input}_c star {weight}_c"
        first = self._index(0)
        equation = sum_of_channels(self.partials, self.trace.output, first, self.names)
        numbers = in_typst(equation, LONGEST_FORMULA)
        motions = [("lift", pace.MOVE), ("formula", pace.SLOW, rule, numbers)]
        self.beat("formula", motions, rest=pace.PAUSE, chapter=True)
        self.beat("program", [("program", pace.SLOW)], rest=pace.LAST_REST, chapter=True)

    def told(self, pytorch: str) -> Storyboard:
        """The finished storyboard, with its arrays."""
        return self.board(pytorch, self._arrays, self._symbols)

    def _stacked(self, text: str, *motions: tuple[Any, ...]) -> None:
        stacks: list[tuple[str, ...]] = []
        shown: dict[str, Numeral] = {}
        for name, letter in self.names.operands:
            array = self._arrays[name]
            title = f"{letter} quad {' times '.join(map(str, array.shape))}"
            stacks.append((title, *self._keys(name)))
            shown |= numerals(name, array)
        moves = [*motions, ("stack", 2 * pace.FILL, *stacks)]
        self.beat(text, moves, rest=pace.PAUSE, shown=shown, chapter=True)

    def _split(self, text: str, *results: str) -> None:
        names = (self.names.input, self.names.weight)
        moves = [("split", pace.FILL, *self._keys(name)) for name in names]
        self.beat(text, [*moves, ("enter", pace.SLOW, *results)])

    def _channel(self, channel: int, index: tuple[int, ...]) -> None:
        """One channel alone; the weights lie in the corners since the kernels were laid."""
        equation = channel_equation(self.trace, self.partials, channel, index, self.names)
        clear = [("clear", pace.BLINK)] if channel else []
        cover = ("cover", pace.QUICK, self._windows(index)[channel])
        light = ("light", pace.QUICK, Spot.cell(place(self.names.partial, channel), *index))
        shown = self._operands(index, [channel])
        self._equation("channel", equation, [*clear, cover, light], 0, shown)

    def _operands(self, index: tuple[int, ...], channels: Iterable[int]) -> Numerals:
        """The numbers of the windows on an input that is too large to be told as a whole."""
        if self._arrays[self.names.input].size <= MOST_NUMBERS_SHOWN:
            return {}
        equations = [
            channel_equation(self.trace, self.partials, channel, index, self.names)
            for channel in channels
        ]
        operands = [term[0] for equation in equations for term in equation.terms]
        return {
            operand.place: operand.numeral
            for operand in operands
            if operand.place.startswith(self.names.input)
        }

    def _sum(
        self,
        step: int,
        motions: Sequence[tuple[Any, ...]],
        shown: Numerals,
        *,
        chapter: bool = False,
    ) -> None:
        index = self._index(step)
        equation = sum_of_channels(self.partials, self.trace.output, index, self.names)
        spots = [Spot.cell(key, *index) for key in self._keys(self.names.partial)]
        light = ("light", pace.QUICK, *spots, Spot.cell(place(self.names.output, 0), *index))
        self._equation("sum", equation, [*motions, light], step, shown, chapter=chapter)

    def _equation(
        self,
        text: str,
        equation: Equation,
        motions: Sequence[tuple[Any, ...]],
        step: int,
        shown: Numerals,
        *,
        chapter: bool = False,
    ) -> None:
        """A beat that works an equation out."""
        row, column = self._index(step)
        self.beat(
            text,
            [*motions, *WORK],
            values={"row": str(row + 1), "column": str(column + 1)},
            shown={**shown, equation.total.place: equation.total.numeral},
            steps=range(step, step + 1),
            equation=equation,
            chapter=chapter,
        )

    def _index(self, step: int) -> tuple[int, ...]:
        return tuple(map(int, np.unravel_index(step, self.geometry.output_shape)))

    def _windows(self, index: tuple[int, ...]) -> list[Spot]:
        return [window_spot(key, self.geometry, index) for key in self._keys(self.names.input)]

    def _pairs(self, index: tuple[int, ...]) -> list[tuple[str, Spot]]:
        """Each channel's kernel, and where it is laid."""
        return list(zip(self._keys(self.names.weight), self._windows(index), strict=True))

    def _keys(self, name: str) -> list[str]:
        return [place(name, channel) for channel in self.channels]
