"""The story of channels: each is correlated with its own kernel, and the results are added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Trace
from convmath.channels import ChannelStep
from scenes.story import pace
from scenes.story.beat import Storyboard, StoryError
from scenes.story.correlation import geometry_values
from scenes.story.equation import Equation, Factor, in_typst
from scenes.story.layers import LayerTeller
from scenes.story.meeting import Pair, meeting
from scenes.story.numerals import shape_code
from scenes.story.places import (
    Index,
    Spot,
    Stop,
    geometry_of,
    index_of,
    place,
    row_and_column,
)
from scenes.story.teller import Move

CHANNEL_AXES: Final = 3  # channels, rows, columns
LONGEST_FORMULA: Final = 32  # characters of an equation beside the heading
MOST_WORKED: Final = 2  # channels, and the last one


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


def check_image(trace: Trace[ChannelStep]) -> None:
    """Raise StoryError where a layer's input is not one image with channels."""
    shape = trace.inputs["input"].shape
    if len(shape) != CHANNEL_AXES:
        raise StoryError(f"an input of shape {shape} is no image: use (channels, rows, columns)")


class ChannelTeller(LayerTeller):
    """Tells a layer with one output channel, place by place: each channel, then their sum.

    It may turn to another layer, whose arrays have other names; the last one is what it ends on.
    """

    def __init__(self, lesson: str, trace: Trace[ChannelStep]) -> None:
        super().__init__(lesson, {}, {}, {})
        self._about(self.told_of(trace), Names())

    @staticmethod
    def told_of(trace: Trace[ChannelStep]) -> Trace[ChannelStep]:
        """The same trace. Raises StoryError for what this story has no picture for."""
        check_image(trace)
        outputs = len(trace.inputs["weight"])
        if outputs > 1:
            raise StoryError(
                f"a weight with {outputs} output channels makes as many maps: give a weight with "
                "one, or render multi_output_channels"
            )
        return trace

    def _about(self, trace: Trace[ChannelStep], names: Names) -> None:
        self.trace, self.geometry, self.names = trace, geometry_of(trace), names
        partials = partial_sums(trace)
        self.channels = range(len(partials))
        self.common |= geometry_values(self.geometry) | {"channels": str(len(self.channels))}
        arrays = {
            names.input: trace.inputs["input"],
            names.weight: trace.inputs["weight"][0],
            names.partial: partials,
            names.output: trace.output,
        }
        self.take(arrays, names.symbols)

    def channel_at(self, channel: int, index: Index) -> Equation:
        """One channel's window under that channel's kernel, and the sum of the products."""
        return self.equation(self._meeting(channel, index), self._partial(channel, index))

    def sum_at(self, index: Index) -> Equation:
        """What the channels give at one place, added up."""
        partials = [self._partial(channel, index) for channel in self.channels]
        total = self._output(index)
        terms = [(Factor(self.numeral(part), "output", part),) for part in partials]
        return Equation(tuple(terms), Factor(self.numeral(total), "output", total))

    def question(self) -> None:
        """The input is one stack of channels, the kernel another; then both are split."""
        self._stacked("question")
        self._split("split", *self.slices(self.names.partial))
        self.sliding(self.geometry)

    def turn(self, trace: Trace[ChannelStep], names: Names) -> None:
        """Another layer takes the place of the first one."""
        self._about(trace, names)
        self._stacked("turn", ("turn", pace.MOVE))
        self._split("split_again", *self.slices(names.partial), place(names.output, 0))

    def first(self) -> None:
        """The first place, slowly: every channel alone (the first ones and the last), the sum."""
        index = self._index(0)
        self.beat("lay", [("lay", pace.FILL, *self._pairs(index))], chapter=True)
        worked = sorted({*self.channels[:MOST_WORKED], self.channels[-1]})
        for channel in worked:
            self._channel(channel, index)
        others = [channel for channel in self.channels if channel not in worked]
        if others:
            shown = self.at(self._partial(channel, index) for channel in others)
            motions = [("clear", pace.BLINK), ("reveal", pace.SLOW)]
            self.beat("others", motions, values={"count": str(len(others))}, shown=shown)
        enter = ("enter", pace.SLOW, place(self.names.output, 0))
        self._sum(0, [("clear", pace.BLINK), enter], chapter=True)

    def window(self, step: int) -> None:
        """Another place: what the channels give, and their sum."""
        index = self._index(step)
        met = [pair for channel in self.channels for pair in self._meeting(channel, index)]
        shown = [self._partial(channel, index) for channel in self.channels]
        shown += [operand for operand, _ in met if self.is_picture(operand)]
        windows = self._windows(index)
        motions = [("window", pace.MOVE, *windows), ("cover", pace.QUICK, *windows)]
        self._sum(step, [*motions, ("reveal", pace.MOVE, self.names.partial)], shown)

    def sweep(self, steps: range) -> None:
        """Many places in one run."""
        stops = []
        for index in map(self._index, steps):
            new = [self._partial(channel, index) for channel in self.channels]
            stops.append(Stop(tuple(self._windows(index)), (*new, self._output(index))))
        self.swept("sweep", stops, steps=steps)

    def ending(self) -> None:
        """The formula, with the numbers of the first place, and the same numbers in PyTorch."""
        input, weight, output = self.names.letters
        rule = f"{output} = inline(sum_c) {input}_c star {weight}_c"
        self.closing("formula", rule, in_typst(self.sum_at(self._index(0)), LONGEST_FORMULA))

    def told(self, pytorch: str) -> Storyboard:
        """The finished storyboard, with its arrays."""
        return self.board(pytorch, self.arrays, self.symbols)

    def _stacked(self, text: str, *motions: Move) -> None:
        names = self.names
        stacks = [
            (f"{letter} quad {shape_code(self.arrays[name].shape)}", *self.slices(name))
            for name, letter in names.operands
        ]
        moves = [*motions, ("stack", 2 * pace.FILL, *stacks)]
        shown = self.all_of(names.input, names.weight)
        self.beat(text, moves, rest=pace.PAUSE, shown=shown, chapter=True)

    def _split(self, text: str, *results: str) -> None:
        names = (self.names.input, self.names.weight)
        moves = [("split", pace.FILL, *self.slices(name)) for name in names]
        self.beat(text, [*moves, ("enter", pace.SLOW, *results)])

    def _channel(self, channel: int, index: Index) -> None:
        """One channel alone; the weights lie in the corners since the kernels were laid."""
        clear = [("clear", pace.BLINK)] if channel else []
        cover = ("cover", pace.QUICK, self._windows(index)[channel])
        light = ("light", pace.QUICK, Spot.cell(place(self.names.partial, channel), *index))
        motions = [*clear, cover, light]
        self._worked("channel", self.channel_at(channel, index), motions, 0)

    def _sum(
        self,
        step: int,
        motions: Sequence[Move],
        places: Iterable[str] = (),
        *,
        chapter: bool = False,
    ) -> None:
        index = self._index(step)
        spots = [Spot.cell(key, *index) for key in self.slices(self.names.partial)]
        light = ("light", pace.QUICK, *spots, Spot.cell(place(self.names.output, 0), *index))
        self._worked("sum", self.sum_at(index), [*motions, light], step, places, chapter=chapter)

    def _worked(
        self,
        text: str,
        equation: Equation,
        motions: Sequence[Move],
        step: int,
        places: Iterable[str] = (),
        *,
        chapter: bool = False,
    ) -> None:
        values = row_and_column(self._index(step))
        steps = range(step, step + 1)
        self.worked(
            text, equation, motions, values=values, places=places, steps=steps, chapter=chapter
        )

    def _index(self, step: int) -> Index:
        return index_of(step, self.geometry.output_shape)

    def _meeting(self, channel: int, index: Index) -> list[Pair]:
        names = self.names
        return list(
            meeting(self.geometry, place(names.input, channel), place(names.weight, channel), index)
        )

    def _partial(self, channel: int, index: Index) -> str:
        return place(self.names.partial, channel, *index)

    def _output(self, index: Index) -> str:
        return place(self.names.output, 0, *index)

    def _windows(self, index: Index) -> list[Spot]:
        return self.windows(self.names.input, self.geometry, index)

    def _pairs(self, index: Index) -> list[tuple[str, Spot]]:
        """Each channel's kernel, and where it is laid."""
        return list(zip(self.slices(self.names.weight), self._windows(index), strict=True))
