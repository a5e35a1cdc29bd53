"""The story of a 1×1 kernel: it mixes the channels of each pixel, as a dense layer would."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Trace, linear
from convmath.channels import ChannelStep
from scenes.story import pace
from scenes.story.beat import Storyboard, StoryError
from scenes.story.layers import LayerTeller
from scenes.story.numerals import shape_code, shape_text
from scenes.story.places import Index, Spot, Stop, place
from scenes.story.teller import Move

PROGRAM: Final = """Y = F.conv2d(X[None], W[:, :, None, None], b)
P = X.flatten(1).T
D = F.linear(P, W, b)"""
SYMBOLS: Final = {
    "X": "input",
    "W": "weight",
    "b": "bias",
    "Y": "output",
    "P": "pixels",
    "D": "dense",
}
MOST_WORKED: Final = 2  # output channels of the first pixel


def pointwise_arrays(trace: Trace[ChannelStep]) -> dict[str, NDArray[Any]]:
    """The layer's arrays for one image, and the same numbers as a dense layer has them.

    `pixels` has a row for each pixel, `turned` is the weight transposed, `dense` has a row for
    each pixel and a column for each output channel. Raises StoryError where that is impossible.

    >>> from convmath import conv_layer
    >>> arrays = pointwise_arrays(conv_layer([[[1, 2]], [[3, 4]]], [[[[5]], [[6]]]], [7]))
    >>> arrays["pixels"].tolist(), arrays["dense"].tolist()
    ([[1, 3], [2, 4]], [[30], [41]])
    """
    image, weight, output = trace.inputs["input"], trace.inputs["weight"], trace.output
    if weight.ndim != 4 or weight.shape[2:] != (1, 1):
        window = shape_text(weight.shape[2:])
        raise StoryError(f"a kernel of {window} sees more than one pixel: give a weight of 1×1")
    if image.ndim == 4 and len(image) == 1:
        image, output = image[0], output[0]
    if image.ndim != 3 or output.shape[1:] != image.shape[1:]:
        raise StoryError(
            f"an input of shape {image.shape} cannot be followed pixel by pixel: "
            "use one image (channels, rows, columns) without padding or stride"
        )
    pixels, matrix = image.reshape(len(image), -1).T, weight[:, :, 0, 0]
    bias = trace.inputs.get("bias", np.zeros(len(matrix), matrix.dtype))
    dense = linear(pixels, matrix, bias).output
    named = {"input": image, "weight": matrix, "bias": bias, "output": output}
    return named | {"pixels": pixels, "turned": matrix.T, "dense": dense}


class PointwiseTeller(LayerTeller):
    """Tells one pixel in full, then all; then the dense layer with the same numbers."""

    def __init__(self, lesson: str, trace: Trace[ChannelStep]) -> None:
        arrays = pointwise_arrays(trace)
        self.outputs, self.inputs = arrays["weight"].shape
        self.places = list(np.ndindex(arrays["output"].shape[1:]))
        values = {
            "inputs": str(self.inputs),
            "outputs": str(self.outputs),
            "pixels": str(len(self.places)),
            "weights": shape_text(arrays["weight"].shape),
        }
        super().__init__(lesson, values, arrays, SYMBOLS)

    def tell(self) -> Storyboard:
        """All of it."""
        inputs, maps = self.slices("input"), self.slices("output")
        shown = self.all_of("input", "weight", "bias")
        enter = [("enter", 2 * pace.FILL, *inputs, "weight", "bias", *maps)]
        self.beat("question", enter, rest=pace.PAUSE, shown=shown, chapter=True)
        self._pixel()
        self.swept(
            "sweep", [self._stop(index) for index in self.places[1:]], chapter=True, lift=True
        )
        self._dense()
        shape = f"W quad c_o times c_i = {shape_code(self.arrays['weight'].shape)}"
        self.closing("same", "D = P W^top + b", shape)
        return self.board(PROGRAM, self.arrays, self.symbols)

    def _pixel(self) -> None:
        """The first pixel: the first outputs worked out, the others in one go."""
        for output in range(min(MOST_WORKED, self.outputs)):
            row = Spot("weight", range(output, output + 1), range(self.inputs))
            motions: list[Move] = [
                ("window", pace.MOVE if output else pace.SLOW, *self._spots((0, 0)), row),
                ("cover", pace.QUICK, *self._spots((0, 0)), row),
                ("light", pace.QUICK, Spot.cell(place("output", output), 0, 0)),
            ]
            pairs = [
                (place("input", c, 0, 0), place("weight", output, c)) for c in range(self.inputs)
            ]
            total, bias = place("output", output, 0, 0), place("bias", output)
            self.worked(
                "next" if output else "first",
                self.equation(pairs, total, bias),
                motions,
                slowly=output == 0,
                values={"row": str(output)},
                chapter=output == 0,
            )
        rest = [place("output", o, 0, 0) for o in range(MOST_WORKED, self.outputs)]
        if rest:
            motions = [("lift", pace.QUICK), ("reveal", pace.MOVE)]
            values = {"count": str(len(rest))}
            self.beat("others", motions, shown=self.at(rest), values=values)

    def _dense(self) -> None:
        """The same numbers as a matrix product: a row per pixel."""
        shown = self.all_of("pixels", "turned", "bias")
        enter = [("turn", pace.MOVE), ("enter", pace.FILL)]
        self.beat("rows", enter, rest=pace.PAUSE, shown=shown, chapter=True)
        column = Spot("turned", range(self.inputs), range(1))
        motions: list[Move] = [
            ("window", pace.SLOW, self._row(0), column),
            ("cover", pace.QUICK, self._row(0), column),
            ("light", pace.QUICK, Spot.cell("dense", 0, 0)),
        ]
        pairs = [(place("pixels", 0, c), place("turned", c, 0)) for c in range(self.inputs)]
        equation = self.equation(pairs, place("dense", 0, 0), place("bias", 0))
        self.worked("dense", equation, motions)
        wide = range(self.outputs)
        stops = [Stop((self._row(0),), tuple(place("dense", 0, o) for o in wide[1:]))]
        stops += [
            Stop((self._row(pixel),), tuple(place("dense", pixel, o) for o in wide))
            for pixel in range(1, len(self.places))
        ]
        self.swept("dense_sweep", stops, lift=True)

    def _row(self, pixel: int) -> Spot:
        return Spot("pixels", range(pixel, pixel + 1), range(self.inputs))

    def _stop(self, index: Index) -> Stop:
        places = [place(key, *index) for key in self.slices("output")]
        return Stop(tuple(self._spots(index)), tuple(places))

    def _spots(self, index: Index) -> list[Spot]:
        return [Spot.cell(key, *index) for key in self.slices("input")]
