"""The story of a dense layer that becomes a convolution: fewer and fewer weights, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any, Final

import numpy as np

from convmath import Geometry, Trace, dense_cost, local_shared_cost, shared_cost
from convmath.linear import LinearStep
from scenes.story import pace
from scenes.story.beat import Storyboard, StoryError
from scenes.story.example import Example
from scenes.story.places import MOST_NUMBERS_SHOWN, Spot, numerals
from scenes.story.pytorch import conv2d_program
from scenes.story.teller import Teller

MOST_PIXELS: Final = 1000
SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a formula: the slot that it fills, its Typst code and its colour's role."""

    slot: str
    code: str
    role: str = "text"


def layer_formula(stage: str, bounded: bool = True) -> tuple[Term, ...]:
    """The dense layer's formula: `dense`, re-indexed by `offset`, `shared`, and `local`.

    `bounded` says that the kernel reaches equally far to all sides.

    >>> [term.code for term in layer_formula("shared")][2:4]
    ['u', '+']
    """
    bias = "U_(i comma j)" if stage in ("dense", "offset") else "u"
    sums = {
        "dense": "sum_k sum_l",
        "local": "sum_(a = -Delta)^Delta sum_(b = -Delta)^Delta" if bounded else "sum_(a comma b)",
    }.get(stage, "sum_a sum_b")
    weights = {"dense": "W_(i comma j comma k comma l)", "offset": "V_(i comma j comma a comma b)"}
    pixel = "X_(k comma l)" if stage == "dense" else "X_(i + a comma j + b)"
    return (
        Term("output", "H_(i comma j)", "output"),
        Term("equals", "="),
        Term("bias", bias),
        Term("plus", "+"),
        Term("sums", sums),
        Term("weight", weights.get(stage, "V_(a comma b)"), "kernel"),
        Term("pixel", pixel, "input"),
    )


class DenseTeller(Teller):
    """Tells how sharing and locality turn a dense layer's weights into a kernel."""

    def __init__(self, lesson: str, trace: Trace[LinearStep]) -> None:
        geometry = trace.geometry
        if geometry is None:
            raise ValueError(f"{trace.operation} has no windows")
        if trace.input.size > MOST_PIXELS:
            raise StoryError(
                f"a dense layer on {trace.input.size} pixels has too many weights to be seen: give "
                f"an image of at most {MOST_PIXELS} pixels"
            )
        self.trace, self.geometry = trace, geometry
        rows, columns = geometry.kernel_shape
        self.bounded = rows == columns and rows % 2 == 1
        image = Example.of("from_dense").inputs["input_shape"]
        local = Example.of("from_dense_local").inputs["delta"]
        counts = {
            "outputs": prod(geometry.output_shape),
            "inputs": prod(geometry.input_shape),
            "dense": dense_cost(geometry.input_shape, geometry.output_shape).parameters,
            "offsets": offsets(geometry),
            "local": prod(geometry.kernel_shape),
            "image_local": local_shared_cost(image, local).parameters,
        }
        values = {name: str(count) for name, count in counts.items()}
        values["kernel"] = "×".join(map(str, geometry.kernel_shape))
        values["input"] = "×".join(map(str, geometry.input_shape))
        values["image"] = "×".join(map(str, image))
        values["image_dense"] = power(dense_cost(image, image).parameters)
        values["image_shared"] = str(shared_cost(image).parameters)
        self.side = str(2 * image[0] - 1)
        super().__init__(lesson, values)

    def question(self) -> None:
        """An image, and a hidden layer as an image."""
        shown = numerals("input", self.trace.input) | numerals("hidden", self.hidden)
        shown |= numerals("weight", self.trace.inputs["weight"])
        self.beat("question", [("enter", pace.FILL)], rest=pace.PAUSE, shown=shown, chapter=True)

    def dense(self) -> None:
        """Every output has a weight of its own for every input; then the weights are renamed."""
        write = ("write", 2 * pace.FILL, *layer_formula("dense"))
        sizes = self.common["outputs"], self.common["inputs"]
        self.beat("dense", [write, counted(*sizes, self.common["dense"])], chapter=True)
        row = len(self.trace.output) // 2
        wide, (height, width) = self.trace.inputs["weight"].shape[1], self.geometry.input_shape
        line = Spot("weight", range(row, row + 1), range(wide))
        whole = Spot("input", range(height), range(width))
        at = np.unravel_index(row, self.geometry.output_shape)
        cell = Spot.cell("hidden", int(at[0]), int(at[1]))
        look = [("window", pace.SLOW, line, whole), ("light", pace.QUICK, cell)]
        self.beat("row", look)
        rename = ("write", pace.FILL, *layer_formula("offset"))
        self.beat("offset", [("lift", pace.QUICK), rename], chapter=True)

    def constraints(self) -> None:
        """Translation invariance shares the weights, locality leaves a few of them."""
        diagonal = self.same_offset()
        look = [("light", pace.SLOW, *diagonal)] if diagonal else []
        share = ("write", pace.FILL, *layer_formula("shared"))
        sizes = zip(self.geometry.input_shape, self.geometry.output_shape, strict=True)
        rows, columns = (n + m - 1 for n, m in sizes)
        count = counted(rows, columns, self.common["offsets"])
        self.beat("shared", [*look, share, count], chapter=True)
        write = ("write", pace.FILL, *layer_formula("local", self.bounded))
        rows, columns = self.geometry.kernel_shape
        count = counted(rows, columns, self.common["local"])
        self.beat("local", [("clear", pace.QUICK), write, count], chapter=True)
        shown = numerals("kernel", self.trace.inputs["kernel"])
        turn = [("turn", pace.MOVE), ("enter", pace.FILL)]
        self.beat("convolution", turn, shown=shown)

    def closing(self) -> None:
        """The counts on a real image, the formula with its numbers, and PyTorch."""
        codes = ("(10^6)^2 = 10^12", f"{self.side}^2 = {self.common['image_shared']}")
        self.beat("image", [("formula", pace.SLOW, *codes)], rest=pace.PAUSE, chapter=True)
        program = [("erase", pace.QUICK), ("program", pace.SLOW)]
        self.beat("program", program, rest=pace.LAST_REST, chapter=True)

    def told(self) -> Storyboard:
        """The finished storyboard, with its arrays."""
        arrays = {**self.trace.inputs, "hidden": self.hidden}
        program = conv2d_program(self.geometry, kernel="V[None, None]").replace("Y = ", "H = ")
        return self.board(program, arrays, {"X": "input", "V": "kernel", "H": "hidden"})

    @property
    def hidden(self) -> Any:
        """The output as an image."""
        return self.trace.output.reshape(self.geometry.output_shape)

    def same_offset(self) -> list[Spot]:
        """The weights of one offset, where they can be read: those of the kernel's middle."""
        weight = self.trace.inputs["weight"]
        if weight.size > MOST_NUMBERS_SHOWN:
            return []
        middle = tuple(size // 2 for size in self.geometry.kernel_shape)
        spots = []
        for row, index in enumerate(np.ndindex(self.geometry.output_shape)):
            window = self.geometry.window(index)
            at = [
                span[m] - before
                for span, m, (before, _) in zip(window, middle, self.geometry.padding, strict=True)
            ]
            if all(0 <= i < n for i, n in zip(at, self.geometry.input_shape, strict=True)):
                column = int(np.ravel_multi_index(at, self.geometry.input_shape))
                spots.append(Spot.cell("weight", row, column))
        return spots


def counted(rows: object, columns: object, total: object) -> tuple[str, int, str]:
    """The motion that writes how many weights there are.

    >>> counted(9, 9, 81)[2]
    '9 times 9 = 81'
    """
    return "formula", pace.SLOW, f"{rows} times {columns} = {total}"


def offsets(geometry: Geometry) -> int:
    """How many offsets there are between an output's place and an input's.

    >>> offsets(Geometry.of((3, 3), (3, 3), padding=1)) == shared_cost((3, 3)).parameters == 25
    True
    """
    sizes = zip(geometry.input_shape, geometry.output_shape, strict=True)
    return prod(n + m - 1 for n, m in sizes)


def power(number: int) -> str:
    """A power of ten with its exponent, any other number in full.

    >>> power(10**12), power(81)
    ('10¹²', '81')
    """
    exponent = len(str(number)) - 1
    return f"10{str(exponent).translate(SUPERSCRIPTS)}" if number == 10**exponent else str(number)
