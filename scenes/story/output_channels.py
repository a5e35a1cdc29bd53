"""The story of several output channels: as many kernels, each as deep as the input."""

from __future__ import annotations

import numpy as np

from convmath import Trace
from convmath.channels import ChannelStep
from scenes.story import pace
from scenes.story.beat import Storyboard
from scenes.story.channels import check_image
from scenes.story.correlation import geometry_values
from scenes.story.equation import Equation
from scenes.story.layers import LayerTeller
from scenes.story.meeting import meeting
from scenes.story.numerals import shape_code, shape_text
from scenes.story.places import Index, Spot, Stop, geometry_of, place
from scenes.story.pytorch import conv2d_program
from scenes.story.teller import Move

MOST_SHOWN = 3  # kernels: the first ones, ⋯ and the last


def shown_kernels(outputs: int) -> list[int]:
    """The kernels that a picture has room for.

    >>> shown_kernels(3), shown_kernels(16)
    ([0, 1, 2], [0, 1, 15])
    """
    every = list(range(outputs))
    return every if outputs <= MOST_SHOWN else [*every[: MOST_SHOWN - 1], every[-1]]


class OutputTeller(LayerTeller):
    """Tells a layer kernel by kernel at the first place, then all of its maps."""

    def __init__(self, lesson: str, trace: Trace[ChannelStep]) -> None:
        check_image(trace)
        self.geometry = geometry_of(trace)
        self.outputs, self.inputs = trace.inputs["weight"].shape[:2]
        values = geometry_values(self.geometry) | {
            "inputs": str(self.inputs),
            "outputs": str(self.outputs),
            "weights": shape_text(trace.inputs["weight"].shape),
        }
        arrays = {**trace.inputs, "output": trace.output}
        symbols = {"X": "input", "K": "weight", "Y": "output"}
        super().__init__(lesson, values, arrays, symbols)

    def tell(self) -> Storyboard:
        """All of it."""
        self._question()
        first, *others = shown_kernels(self.outputs)
        self._kernel("first", first, slowly=True)
        for kernel in others:
            self._kernel("next", kernel, chapter=kernel == others[0])
        self._others()
        self.swept("sweep", self._stops(), chapter=True)
        axes = "c_o times c_i times k_h times k_w"
        shape = f"K quad {axes} = {shape_code(self.arrays['weight'].shape)}"
        self.closing("shape", "Y_o = inline(sum_c) X_c star K_(o,c)", shape)
        return self.board(conv2d_program(self.geometry, "X[None]", "K"), self.arrays, self.symbols)

    def _question(self) -> None:
        shape = shape_code(self.arrays["input"].shape)
        stacks = [(f"X quad {shape}", *self.slices("input"))]
        kernels = shown_kernels(self.outputs)
        stacks += [(f"K_{kernel}", *self.slices("weight", kernel)) for kernel in kernels]
        shown = self.all_of("input", "weight")
        enter = [("stack", 2 * pace.FILL, *stacks)]
        self.beat("question", enter, rest=pace.PAUSE, shown=shown, chapter=True)
        apart = [("split", pace.SLOW, *keys) for _, *keys in stacks]
        self.beat("split", [*apart, ("enter", pace.SLOW, *self.slices("output"))])
        self.sliding(self.geometry)

    def _kernel(
        self, text: str, kernel: int, *, slowly: bool = False, chapter: bool = True
    ) -> None:
        """One kernel on the first place of the input, through all channels."""
        spots = self._windows((0, 0))
        rows, columns = map(range, self.geometry.kernel_shape)
        own = [Spot(key, rows, columns) for key in self.slices("weight", kernel)]
        pairs = zip(self.slices("weight", kernel), spots, strict=True)
        motions: list[Move] = [
            ("lay", pace.FILL if slowly else pace.SLOW, *pairs),
            ("cover", pace.QUICK, *spots, *own),
            ("light", pace.QUICK, Spot.cell(place("output", kernel), 0, 0)),
        ]
        values = {"kernel": str(kernel)}
        equation = self.sum_at(kernel, (0, 0))
        self.worked(text, equation, motions, slowly=slowly, values=values, chapter=chapter)

    def sum_at(self, kernel: int, index: Index) -> Equation:
        """The window's products, through all channels, for one kernel."""
        channels = zip(self.slices("input"), self.slices("weight", kernel), strict=True)
        pairs = [pair for one in channels for pair in meeting(self.geometry, *one, index)]
        return self.equation(pairs, place("output", kernel, *index))

    def _others(self) -> None:
        """The kernels that are not drawn, in one go."""
        rest = [o for o in range(self.outputs) if o not in shown_kernels(self.outputs)]
        if rest:
            shown = self.at(place("output", kernel, 0, 0) for kernel in rest)
            motions = [("clear", pace.QUICK), ("reveal", pace.MOVE)]
            self.beat("others", motions, shown=shown, values={"count": str(len(rest))})

    def _stops(self) -> list[Stop]:
        stops = []
        for index in list(np.ndindex(self.geometry.output_shape))[1:]:
            places = [place(key, *index) for key in self.slices("output")]
            stops.append(Stop(tuple(self._windows(index)), tuple(places)))
        return stops

    def _windows(self, index: Index) -> list[Spot]:
        return self.windows("input", self.geometry, index)
