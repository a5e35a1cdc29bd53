"""The story of separable layers: a kernel for each channel alone, then 1×1 kernels that mix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry, Trace, conv_layer
from convmath.channels import ChannelStep
from convmath.counting import Cost, conv_cost, separable_cost
from convmath.examples import example
from scenes.story import pace
from scenes.story.beat import NOTHING, Storyboard, StoryError
from scenes.story.channels import CHANNEL_AXES
from scenes.story.correlation import geometry_values
from scenes.story.example import Example
from scenes.story.layers import LayerTeller
from scenes.story.meeting import meeting
from scenes.story.numerals import shape_code, shape_text
from scenes.story.places import Index, Spot, Stop, geometry_of, place
from scenes.story.pytorch import conv2d_program
from scenes.story.teller import Move

LARGER: Final = "depthwise_cost_standard"  # the book's layer whose costs are told at the end
MOST_WORKED: Final = 2
LAYERS: Final = ("standard", "separable")  # the labels of what is compared
STANDARD: Final = "c_o c_i k_h k_w"  # how many weights a standard layer has,
SEPARABLE: Final = "c_i k_h k_w + c_o c_i"  # and the two layers
SYMBOLS: Final = {"X": "input", "K": "kernel", "M": "middle", "W": "weight", "Y": "output"}


def separable_traces(
    input: object, depthwise: object, pointwise: object, **parameters: Any
) -> tuple[Trace[ChannelStep], Trace[ChannelStep]]:
    """The depthwise layer, which has the padding, stride and dilation, and the 1×1 layer after it.

    Raises StoryError for what this story has no picture for.

    >>> first, second = separable_traces([[[1, 2]]], [[[[3, 4]]]], [[[[5]]]])
    >>> first.output.tolist(), second.output.tolist()
    ([[[11]]], [[[55]]])
    """
    kernels = np.asarray(depthwise, dtype=object)
    first = conv_layer(input, depthwise, groups=len(kernels), **parameters)
    second = conv_layer(first.output, pointwise)
    image, weight = first.inputs["input"], second.inputs["weight"]
    if image.ndim != CHANNEL_AXES or len(image) != len(kernels):
        raise StoryError(
            f"{len(kernels)} kernels for an input of shape {image.shape}: use one image "
            "(channels, rows, columns) and one kernel for each channel"
        )
    if weight.shape[2:] != (1, 1):
        window = shape_text(weight.shape[2:])
        raise StoryError(f"a pointwise kernel of {window} is none: give one of 1×1")
    return first, second


class DepthwiseTeller(LayerTeller):
    """Tells channel by channel, then the mixing, then what both cost beside a standard layer."""

    def __init__(self, lesson: str, example: Example) -> None:
        first, second = separable_traces(**example.inputs, **example.parameters)
        self.geometry = geometry_of(first)
        arrays: dict[str, NDArray[Any]] = {
            "input": first.inputs["input"],
            "kernel": first.inputs["weight"][:, 0],
            "middle": first.output,
            "weight": second.inputs["weight"][:, :, 0, 0],
            "output": second.output,
        }
        self.outputs, self.inputs = arrays["weight"].shape
        values = {"inputs": str(self.inputs), "outputs": str(self.outputs)}
        super().__init__(lesson, geometry_values(self.geometry) | values, arrays, SYMBOLS)
        self.places = list(np.ndindex(self.geometry.output_shape))

    def tell(self) -> Storyboard:
        """All of it."""
        stacks = [(f"{letter}", *self.slices(name)) for letter, name in self._operands]
        shown = self.all_of("input", "kernel", "weight")
        weights = {where: number for where, number in shown.items() if where[0] == "w"}
        alone = {where: number for where, number in shown.items() if where not in weights}
        enter = [("stack", 2 * pace.FILL, *stacks)]
        self.beat("question", enter, rest=pace.PAUSE, shown=alone, chapter=True)
        apart = [("split", pace.FILL, *keys) for _, *keys in stacks]
        self.beat("split", [*apart, ("enter", pace.SLOW, *self.slices("middle"))])
        self.sliding(self.geometry)
        self._alone()
        motions = [("lift", pace.MOVE), ("enter", pace.FILL, "weight", *self.slices("output"))]
        self.beat("mix", motions, shown=weights, chapter=True)
        self._mixed()
        self._counted()
        own = parameters(self.geometry, self.inputs, self.outputs)
        self.program(("named", pace.MOVE, *zip(LAYERS, own, strict=True)))
        each = conv2d_program(self.geometry, "X[None]", "K[:, None]", "M", groups=self.inputs)
        program = f"{each}\nY = F.conv2d(M, W[:, :, None, None])"
        return self.board(program, self.arrays, self.symbols)

    @property
    def _operands(self) -> list[tuple[str, str]]:
        shapes = [shape_code(self.arrays[n].shape) for n in ("input", "kernel")]
        return [(f"X quad {shapes[0]}", "input"), (f"K quad {shapes[1]}", "kernel")]

    def _alone(self) -> None:
        """The depthwise layer: nothing is added over the channels."""
        windows = self._windows((0, 0))
        lay = ("lay", pace.FILL, *zip(self.slices("kernel"), windows, strict=True))
        for channel in range(min(MOST_WORKED, self.inputs)):
            target = place("middle", channel)
            motions: list[Move] = [
                ("clear", pace.BLINK) if channel else lay,
                ("cover", pace.QUICK, windows[channel]),
                ("light", pace.QUICK, Spot.cell(target, 0, 0)),
            ]
            keys = place("input", channel), place("kernel", channel)
            pairs = meeting(self.geometry, *keys, (0, 0))
            equation = self.equation(pairs, place(target, 0, 0))
            text = "next" if channel else "first"
            values = {"channel": str(channel)}
            slowly = channel == 0
            self.worked(text, equation, motions, slowly=slowly, values=values, chapter=slowly)
        rest = [place("middle", c, 0, 0) for c in range(MOST_WORKED, self.inputs)]
        stops = [Stop(tuple(windows), tuple(rest))] if rest else []
        self.swept("sweep", [*stops, *(self._stop(index) for index in self.places[1:])])

    def _mixed(self) -> None:
        """The 1×1 layer: one pixel of every channel meets one row of the weights."""
        cells = [Spot.cell(key, 0, 0) for key in self.slices("middle")]
        for output in range(min(MOST_WORKED, self.outputs)):
            row = Spot("weight", range(output, output + 1), range(self.inputs))
            motions: list[Move] = [
                ("window", pace.MOVE if output else pace.SLOW, *cells, row),
                ("cover", pace.QUICK, *cells, row),
                ("light", pace.QUICK, Spot.cell(place("output", output), 0, 0)),
            ]
            pairs = [
                (place("middle", c, 0, 0), place("weight", output, c)) for c in range(self.inputs)
            ]
            equation = self.equation(pairs, place("output", output, 0, 0), role="output")
            self.worked("mixed", equation, motions, values={"row": str(output)})
        rest = [place("output", o, 0, 0) for o in range(MOST_WORKED, self.outputs)]
        stops = [Stop(tuple(cells), tuple(rest))] if rest else []
        for index in self.places[1:]:
            spots = [Spot.cell(key, *index) for key in self.slices("middle")]
            places = [place(key, *index) for key in self.slices("output")]
            stops.append(Stop(tuple(spots), tuple(places)))
        self.swept("mixed_sweep", stops, lift=True)

    def _counted(self) -> None:
        """Parameters and multiplications beside those of one standard layer; then a larger one."""
        costs = (
            conv_cost(self.geometry, self.inputs, self.outputs),
            separable_cost(self.geometry, self.inputs, self.outputs),
        )
        written = parameters(self.geometry, self.inputs, self.outputs)
        self._costs("parameters", costs, written)
        places = len(self.places)
        standard, separable = (code.split(" = ")[1] for code in written)
        times = [
            f"{places} dot {standard} = {costs[0].multiplications}",
            f"{places} dot ({separable}) = {costs[1].multiplications}",
        ]
        self._costs("multiplications", costs, times)
        book = example(LARGER).inputs
        geometry, inputs, outputs = (book[n] for n in ("geometry", "in_channels", "out_channels"))
        if isinstance(geometry, Geometry) and isinstance(inputs, int) and isinstance(outputs, int):
            large = conv_cost(geometry, inputs, outputs), separable_cost(geometry, inputs, outputs)
            window = shape_text(geometry.kernel_shape)
            about = {"many": str(inputs), "window": window}
            standard, separable = parameters(geometry, inputs, outputs)
            codes = [standard, separable.partition(" = ")[2]]  # its letters have been seen
            self._costs("large", large, codes, about)

    def _costs(
        self,
        text: str,
        costs: tuple[Cost, Cost],
        codes: list[str],
        about: Mapping[str, str] = NOTHING,
    ) -> None:
        standard, separable = costs
        values = {
            "standard": str(standard.parameters),
            "separable": str(separable.parameters),
            "products": str(standard.multiplications),
            "fewer": str(separable.multiplications),
            **about,
        }
        motions = [("lift", pace.MOVE), ("named", pace.SLOW, *zip(LAYERS, codes, strict=True))]
        chapter = text == "parameters"
        self.beat(text, motions, rest=pace.PAUSE, values=values, chapter=chapter)

    def _stop(self, index: Index) -> Stop:
        places = [place(key, *index) for key in self.slices("middle")]
        return Stop(tuple(self._windows(index)), tuple(places))

    def _windows(self, index: Index) -> list[Spot]:
        return self.windows("input", self.geometry, index)


def parameters(geometry: Geometry, inputs: int, outputs: int) -> list[str]:
    """How many weights a standard layer has, and a separable one, as formulas.

    >>> standard, separable = parameters(Geometry.of((5, 5), (3, 3)), 2, 4)
    >>> standard
    'c_o c_i k_h k_w = 4 dot 2 dot 3 dot 3 = 72'
    >>> separable
    'c_i k_h k_w + c_o c_i = 2 dot 3 dot 3 + 4 dot 2 = 26'
    """
    window = " dot ".join(map(str, geometry.kernel_shape))
    standard = conv_cost(geometry, inputs, outputs).parameters
    separable = separable_cost(geometry, inputs, outputs).parameters
    return [
        f"{STANDARD} = {outputs} dot {inputs} dot {window} = {standard}",
        f"{SEPARABLE} = {inputs} dot {window} + {outputs} dot {inputs} = {separable}",
    ]
