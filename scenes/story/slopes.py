"""The story of gradients: L = ΣY through a correlation, back to its kernel and to its input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry, Trace, cross_correlate, input_gradient, kernel_gradient
from scenes.story import pace
from scenes.story.beat import Storyboard
from scenes.story.correlation import geometry_values, parted
from scenes.story.equation import Equation, Factor
from scenes.story.meeting import window_equation
from scenes.story.numerals import Notation
from scenes.story.places import (
    MOST_NUMBERS_SHOWN,
    Index,
    Spot,
    Stop,
    geometry_of,
    index_of,
    numerals,
    place,
    row_and_column,
    window_spot,
)
from scenes.story.teller import Teller
from scenes.story.turning import HALF_TURN

PROGRAM: Final = """\
Y = F.conv2d(X.requires_grad_()[None, None], K.requires_grad_()[None, None])
dX, dK = torch.autograd.grad(Y.sum(), (X, K))"""
FORMULAS: Final = (
    "partial L \\/ partial K = X star partial L \\/ partial Y",
    'partial L \\/ partial X = op("pad")(partial L \\/ partial Y) star K^(180 degree)',
)
LOSS: Final = "L = sum_(i comma j) Y_(i j)"
WORK: Final = (("multiply", pace.FILL), ("total", pace.QUICK))
SYMBOLS: Final = {
    "X": "input",
    "K": "kernel",
    "Y": "output",
    "dX": "input_slope",
    "dK": "kernel_slope",
}


@dataclass(frozen=True, eq=False)
class Slide:
    """A window of a film: what slides over what, by the names and roles of the three arrays.

    `under` is what the window lies on, `over` is what slides, `result` what comes out.
    """

    trace: Trace[Any]
    under: tuple[str, str]
    over: tuple[str, str]
    result: tuple[str, str]

    @property
    def geometry(self) -> Geometry:
        """How the window slides; a correlation always has a geometry."""
        return geometry_of(self.trace)

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """The three matrices by name. A turned kernel is told as it slides."""
        inputs = self.trace.inputs
        over = inputs.get("flipped", inputs["kernel"])
        return {
            self.under[0]: self.trace.input,
            self.over[0]: over,
            self.result[0]: self.trace.output,
        }

    def equation(self, index: Index) -> Equation:
        """The pairs under one window, multiplied and added.

        >>> slide = slides([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]])["kernel_slope"]
        >>> slide.equation((0, 0)).text()
        '0·1 + 1·1 + 3·1 + 4·1 = 8'
        """
        names, roles = zip(self.under, self.over, self.result, strict=True)
        return window_equation(self.trace, index, names, roles)


def slides(input: object, kernel: object) -> dict[str, Slide]:
    """The correlation and its two gradients, by the name of what comes out.

    >>> found = slides([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]])
    >>> found["input_slope"].trace.output.tolist()
    [[0, 1, 1], [2, 6, 4], [2, 5, 3]]
    """
    forward = cross_correlate(input, kernel)
    x, k, y = ("input", "input"), ("kernel", "kernel"), ("output", "output")
    slope, turned = ("slope", "output"), ("turned", "kernel")
    dk, dx = ("kernel_slope", "kernel"), ("input_slope", "input")
    return {
        "output": Slide(forward, x, k, y),
        "kernel_slope": Slide(kernel_gradient(forward), x, slope, dk),
        "input_slope": Slide(input_gradient(forward), slope, turned, dx),
    }


def loss_equation(output: NDArray[Any]) -> Equation:
    """L, the sum of all outputs.

    >>> loss_equation(np.array([[19, 25], [37, 43]])).text()
    '19 + 25 + 37 + 43 = 124'
    """
    written = Notation.of(output)
    terms = tuple(
        (Factor(written(output[index]), "output", place("output", *index)),)
        for index in np.ndindex(output.shape)
    )
    total = np.asarray(output.sum())
    return Equation(terms, Factor(Notation.of(total.reshape(1))(total[()]), "text"))


class SlopeTeller(Teller):
    """Tells the correlation, its loss and both gradients, each as an act."""

    def __init__(self, lesson: str, found: Mapping[str, Slide]) -> None:
        values = geometry_values(found["output"].geometry)
        super().__init__(lesson, values | {"half_turn": HALF_TURN})
        self.slides = found
        self.arrays: dict[str, NDArray[Any]] = {}
        for slide in found.values():
            self.arrays |= slide.arrays

    def forward(self) -> None:
        """The correlation as it is known, and the loss."""
        shown = numerals("input", self.arrays["input"]) | numerals("kernel", self.arrays["kernel"])
        self.beat("question", [("enter", pace.FILL)], rest=pace.PAUSE, shown=shown, chapter=True)
        slide = self.slides["output"]
        self._sweep(slide, range(slide.trace.output.size), "forward")
        equation = loss_equation(self.arrays["output"])
        motions = [("lift", pace.MOVE), ("formula", pace.MOVE, LOSS), *WORK]
        self.beat("loss", motions, rest=pace.PAUSE, equation=equation, chapter=True)

    def gradient(self, name: str, worked: tuple[int, ...]) -> None:
        """One gradient: its act, some windows worked out, the others swept."""
        slide = self.slides[name]
        under, over = slide.under[0], slide.over[0]
        shown = numerals(under, self.arrays[under]) | numerals(over, self.arrays[over])
        turn = [("turn", pace.MOVE, name), ("enter", pace.SLOW)]
        self.beat(name, turn, rest=pace.PAUSE, shown=shown, chapter=True)
        count = slide.trace.output.size
        first, *others = worked
        self._work(slide, first, f"{name}_first", slowly=True)
        for steps in parted(range(1, count), others):
            if len(steps) == 1 and steps[0] in others:
                self._work(slide, steps[0], f"{name}_more")
            else:
                self._sweep(slide, steps)

    def closing(self) -> Storyboard:
        """Both formulas, and PyTorch's own gradients."""
        self.rule("formula", *FORMULAS)
        self.program()
        return self.board(PROGRAM, self.arrays, SYMBOLS)

    def _work(self, slide: Slide, step: int, text: str, *, slowly: bool = False) -> None:
        index = index_of(step, slide.trace.output.shape)
        equation = slide.equation(index)
        spot = window_spot(slide.under[0], slide.geometry, index)
        speed = 2 * pace.FILL if slowly else pace.FILL
        motions = [
            ("window", pace.MOVE, spot),
            ("cover", pace.QUICK, spot),
            ("multiply", speed),
            ("total", pace.QUICK),
            ("light", pace.QUICK, Spot.cell(slide.result[0], *index)),
            ("drop", pace.MOVE),
        ]
        values = row_and_column(index)
        shown = {equation.total.place: equation.total.numeral}
        steps, rest = range(step, step + 1), pace.PAUSE if slowly else pace.BREATH
        self.beat(
            text, motions, rest=rest, values=values, shown=shown, steps=steps, equation=equation
        )

    def _sweep(self, slide: Slide, steps: range, text: str = "sweep") -> None:
        name = slide.result[0]
        indices = [index_of(step, slide.trace.output.shape) for step in steps]
        stops = tuple(
            Stop((window_spot(slide.under[0], slide.geometry, index),), (place(name, *index),))
            for index in indices
        )
        ticks = pace.sweep_ticks(len(steps), pace.SLOW_SWEEP)
        motions = [("window", pace.MOVE, *stops[0].windows), ("sweep", ticks, stops)]
        small = self.arrays[name].size <= MOST_NUMBERS_SHOWN
        shown = numerals(name, self.arrays[name], indices if small else [])
        count = {"count": str(len(steps))}
        self.beat(text, motions, values=count, shown=shown, steps=steps)


def tell_slopes(lesson: str, found: Mapping[str, Slide]) -> Storyboard:
    """The film: forward, the kernel's gradient, the input's, the formulas."""
    teller = SlopeTeller(lesson, found)
    teller.forward()
    teller.gradient("kernel_slope", (0,))
    usage = found["output"].geometry.usage()
    busiest = int(np.flatnonzero(usage == usage.max())[0])
    teller.gradient("input_slope", (0, busiest) if busiest else (0,))
    return teller.closing()
