"""The story of receptive fields: what one element sees through two layers, and through many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Field, Step, Trace, cross_correlate
from scenes.story import pace
from scenes.story.beat import Storyboard, StoryError
from scenes.story.example import Example
from scenes.story.meeting import Names, window_equation
from scenes.story.numerals import Numeral, shape_text
from scenes.story.places import Spot, geometry_of, numerals, window_spot
from scenes.story.teller import Move, Teller

MOST_LAYERS: Final = 7  # rows that fit a frame
WORK: Final = (("multiply", pace.FILL), ("total", pace.QUICK), ("drop", pace.MOVE))
RULES: Final = (
    "r_l = r_(l - 1) + (k_l - 1) dot j_(l - 1)",
    "j_l = j_(l - 1) dot s_l",
)
PROGRAM: Final = "jump = s.cumprod(0)\nsize = 1 + ((k - 1) * jump / s).cumsum(0)"


@dataclass(frozen=True, eq=False)
class Stack:
    """Layers that slide a window: their reach `k`, strides `s`, fields and jumps, each (L, axes).

    What a layer of other kinds does is left out: it sees no further.
    """

    names: tuple[str, ...]
    k: NDArray[Any]
    s: NDArray[Any]
    size: NDArray[Any]
    jump: NDArray[Any]

    @classmethod
    def of(cls, fields: Sequence[Field]) -> Stack:
        """The stack of the fields that `convmath.receptive_field` gives. Raises StoryError.

        >>> from convmath import receptive_field
        >>> stack = Stack.of(receptive_field(["Conv2d(1, 1, 5)", "ReLU()", "MaxPool2d(2)"]))
        >>> stack.size.tolist(), stack.jump.tolist(), stack.names
        ([[5, 5], [6, 6]], [[1, 1], [2, 2]], ('Conv2d', 'MaxPool2d'))
        """
        sliding = [field for field in fields if field.layer and field.layer.rank]
        if not sliding:
            raise StoryError("no layer slides a window: give one, for instance Conv2d(1, 1, 3)")
        if len(sliding) > MOST_LAYERS:
            raise StoryError(
                f"{len(sliding)} layers with windows are too many for one picture: "
                f"give at most {MOST_LAYERS}"
            )
        layers = [field.layer for field in sliding if field.layer]
        spread = [dict(one.arguments).get("dilation", (1,) * one.rank) for one in layers]
        reach = [
            [d * (k - 1) + 1 for k, d in zip(one["kernel_size"], dilation, strict=True)]
            for one, dilation in zip(layers, spread, strict=True)
        ]
        return cls(
            tuple(one.name for one in layers),
            np.array(reach),
            np.array([one["stride"] for one in layers]),
            np.array([field.size for field in sliding]),
            np.array([field.jump for field in sliding]),
        )

    @property
    def alike(self) -> bool:
        """Whether all axes have the same numbers: then one of them is shown."""
        tables = (self.k, self.s, self.size, self.jump)
        return all(bool((table == table[:, :1]).all()) for table in tables)

    @property
    def axes(self) -> range:
        """The axes whose numbers are shown."""
        return range(1) if self.alike else range(self.k.shape[1])

    def growth(self, layer: int) -> tuple[str, str]:
        """How the last axis's field and jump come about at a layer, in Typst.

        >>> from convmath import receptive_field
        >>> Stack.of(receptive_field(["Conv1d(1, 1, 5, stride=2)", "Conv1d(1, 1, 3)"])).growth(1)
        ('r = 5 + (3 - 1) dot 2 = 9', 'j = 2 dot 1 = 2')
        """
        before = (int(self.size[layer - 1, -1]), int(self.jump[layer - 1, -1])) if layer else (1, 1)
        k, s = int(self.k[layer, -1]), int(self.s[layer, -1])
        size, jump = int(self.size[layer, -1]), int(self.jump[layer, -1])
        field = f"r = {before[0]} + ({k} - 1) dot {before[1]} = {size}"
        return field, f"j = {before[1]} dot {s} = {jump}"


class FieldTeller(Teller):
    """Tells what one element sees: of two small layers in full, then of a stack by its sizes."""

    def __init__(self, lesson: str, fields: Sequence[Field]) -> None:
        self.stack = Stack.of(fields)
        book = Example.of("receptive_field_value").inputs
        self.first = cross_correlate(book["input"], book["kernel"])
        self.second = cross_correlate(self.first.output, book["kernel"])
        super().__init__(lesson, {"layers": str(len(self.stack.names))})

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything that has numbers on screen; `again` is the second layer's kernel."""
        named = {
            "input": self.first.input,
            "kernel": self.first.kernel,
            "hidden": self.first.output,
            "again": self.second.kernel,
            "output": self.second.output,
        }
        stack = self.stack
        return named | {"k": stack.k, "s": stack.s, "size": stack.size, "jump": stack.jump}

    def two_layers(self) -> None:
        """One element of Z sees a window of Y, and each element of that a window of X."""
        shown = self._numbers("input") | self._numbers("kernel")
        enter = ("enter", pace.FILL, "input", "kernel", "hidden")
        self.beat("question", [enter], rest=pace.PAUSE, shown=shown, chapter=True)
        seen = _covered("input", self.first)
        self._worked("first", self.first, ("input", "kernel", "hidden"), seen)
        reveal = [("lift", pace.BLINK), ("reveal", pace.SLOW)]
        self.beat("others", reveal, shown=self._numbers("hidden"))
        more = ("enter", pace.FILL, "again", "output")
        seen = _covered("hidden", self.second)
        shown = self._numbers("again")
        self._worked("second", self.second, ("hidden", "again", "output"), [more, *seen], shown)
        windows = [_window("input", self.first, index) for index in _inside(self.second)]
        field, under = _hull(windows), _window("hidden", self.second, (0, 0))
        motions: list[Move] = [
            *(("window", pace.SLOW, window) for window in (*windows, field)),
            ("cover", pace.QUICK, field, under),
            ("light", pace.QUICK, Spot.cell("output", 0, 0)),
        ]
        values = {"windows": str(len(windows)), "seen": str(_union(windows))}
        self.beat("back", motions, rest=pace.PAUSE, values=values, chapter=True)

    def layers(self) -> None:
        """The user's stack, layer by layer."""
        turn = [("turn", pace.MOVE, "stack"), ("enter", pace.SLOW)]
        self.beat("stack", turn, values=self._sizes(0), chapter=True)
        for layer in range(len(self.stack.names)):
            grow = [("row", pace.FILL, layer), ("formula", pace.SLOW, *self.stack.growth(layer))]
            shown = {
                written: number
                for name in ("k", "s", "size", "jump")
                for written, number in self._numbers(name, layer).items()
            }
            self.beat("layer", grow, values=self._sizes(layer), shown=shown)

    def closing(self) -> None:
        """The two rules, and the same numbers in PyTorch."""
        rules = [("formula", pace.SLOW, *RULES)]
        self.beat("formula", rules, rest=pace.PAUSE, values=self._sizes(-1), chapter=True)
        self.program()

    def told(self) -> Storyboard:
        """The finished storyboard."""
        symbols = {"k": "k", "s": "s", "size": "size", "jump": "jump"}
        return self.board(PROGRAM, self.arrays, symbols)

    def _worked(
        self,
        text: str,
        trace: Trace[Step],
        names: Names,
        motions: list[Move],
        shown: Mapping[str, Numeral] | None = None,
    ) -> None:
        """The first window of a layer, worked out."""
        # What an earlier layer gave keeps the colour of an output.
        roles = ("input" if names[0] == "input" else "output", "kernel", "output")
        equation = window_equation(trace, (0, 0), names, roles)
        light = ("light", pace.QUICK, Spot.cell(names[2], 0, 0))
        told = {**(shown or {}), equation.total.place: equation.total.numeral}
        values = {"weights": str(trace.kernel.size)}
        clear = ("clear", pace.BLINK)
        motions = [clear, *motions, light, *WORK]
        self.beat(text, motions, values=values, shown=told, equation=equation, chapter=True)

    def _numbers(self, name: str, layer: int | None = None) -> dict[str, Numeral]:
        array = self.arrays[name]
        indices = None if layer is None else [(layer, axis) for axis in self.stack.axes]
        return numerals(name, array, indices)

    def _sizes(self, layer: int) -> dict[str, str]:
        stack = self.stack
        rows = {"k": stack.k, "s": stack.s, "size": stack.size, "jump": stack.jump}
        shown = len(stack.axes)
        sizes = {name: shape_text(row[layer][:shown]) for name, row in rows.items()}
        return sizes | {"name": stack.names[layer]}


def _window(panel: str, trace: Trace[Step], index: tuple[int, ...]) -> Spot:
    return window_spot(panel, geometry_of(trace), index)


def _covered(panel: str, trace: Trace[Step]) -> list[Move]:
    """The first window of a layer comes: its frame, then its tint."""
    window = _window(panel, trace, (0, 0))
    return [("window", pace.QUICK, window), ("cover", pace.QUICK, window)]


def _inside(trace: Trace[Step]) -> list[tuple[int, ...]]:
    """The places of the input under the first window."""
    return list(np.ndindex(trace.kernel.shape))


def _hull(windows: Sequence[Spot]) -> Spot:
    """From the first window's corner to the last one's: what all of them cover, without gaps."""
    rows = range(windows[0].rows[0], windows[-1].rows[-1] + 1)
    return Spot(windows[0].panel, rows, range(windows[0].columns[0], windows[-1].columns[-1] + 1))


def _union(windows: Sequence[Spot]) -> int:
    return len({(row, column) for w in windows for row in w.rows for column in w.columns})
