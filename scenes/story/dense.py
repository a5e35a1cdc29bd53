"""The story of a dense layer that becomes a convolution: fewer and fewer weights, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final

from numpy.typing import NDArray

from convmath import Trace, dense_cost, shared_cost
from convmath.linear import LinearStep
from scenes.story import pace
from scenes.story.beat import Storyboard, StoryError
from scenes.story.example import Example
from scenes.story.numerals import shape_code, shape_text
from scenes.story.places import Spot, numerals, row_and_column
from scenes.story.pytorch import conv2d_program
from scenes.story.sharing import DENSE, LOCAL, SHARED, Sharing, offsets, table_key
from scenes.story.teller import Move, Teller

MOST_PIXELS: Final = 1000
SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a formula: the slot that it fills, its Typst code and its colour's role.

    `label` names words that stand under it.
    """

    slot: str
    code: str
    role: str = "text"
    label: str = ""


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
        if trace.input.size > MOST_PIXELS:
            raise StoryError(
                f"a dense layer on {trace.input.size} pixels has too many weights to be seen: give "
                f"an image of at most {MOST_PIXELS} pixels"
            )
        self.sharing = Sharing(trace)
        self.trace, self.geometry = trace, self.sharing.geometry
        rows, columns = self.geometry.kernel_shape
        self.bounded = rows == columns and rows % 2 == 1
        image = Example.of("from_dense").inputs["input_shape"]
        counts = {
            "outputs": prod(self.geometry.output_shape),
            "inputs": prod(self.geometry.input_shape),
            "dense": dense_cost(self.geometry.input_shape, self.geometry.output_shape).parameters,
            "offsets": prod(map(len, offsets(self.geometry))),
            "local": rows * columns,
            "zero": 0,
        }
        values = {name: str(count) for name, count in counts.items()}
        values["kernel"] = shape_text(self.geometry.kernel_shape)
        values["input"] = shape_text(self.geometry.input_shape)
        values["image"] = shape_text(image)
        values["image_dense"] = power(dense_cost(image, image).parameters)
        values["image_shared"] = str(shared_cost(image).parameters)
        super().__init__(lesson, values)

    def question(self) -> None:
        """An image, and a hidden layer as an image, of which nothing is computed yet."""
        enter = ("ask", pace.FILL, "input", "hidden[0]")
        shown = numerals("input", self.trace.input)
        self.beat("question", [enter], rest=pace.PAUSE, shown=shown, chapter=True)

    def dense(self) -> None:
        """Every output has a table of weights; the first one is worked out, then all of them."""
        shown = self.sharing.numbers(DENSE)
        self.beat("tables", [("enter", 2 * pace.FILL)], shown=shown, chapter=True)
        first = self.sharing.tables[0]
        look = [("point", pace.SLOW, first), ("light", pace.QUICK, Spot.cell("hidden[0]", *first))]
        work = [("multiply", 2 * pace.FILL), ("total", pace.MOVE), ("drop", pace.SLOW)]
        equation = self.sharing.element(first)
        shown = {equation.total.place: equation.total.numeral}
        self.beat("element", [*look, *work], equation=equation, shown=shown)
        write = ("write", pace.FILL, *layer_formula("dense"))
        count = counted(self.common["outputs"], self.common["inputs"], self.common["dense"])
        motions = [("clear", pace.QUICK), write, ("fill", pace.BRIEFLY, DENSE), count]
        shown = numerals("hidden[0]", self.sharing.hidden[DENSE])
        self.beat("dense", motions, shown=shown)

    def offset(self) -> None:
        """The weights are named by their offset from the place of the output."""
        write = ("write", pace.FILL, *layer_formula("offset"))
        spots = self.sharing.spots(self.sharing.centre)
        motions = [("lift", pace.QUICK), ("window", pace.SLOW, *spots)]
        self.beat("offset", [*motions, ("rename", pace.MOVE, "V"), write], chapter=True)

    def constraints(self) -> None:
        """Translation invariance shares the weights, locality leaves a few of them."""
        rows, columns = map(len, offsets(self.geometry))
        count = counted(rows, columns, self.common["offsets"])
        change = [("share", 2 * pace.FILL, SHARED, *self.sharing.waves())]
        self._demand("shared", SHARED, change, (layer_formula("shared"), count))
        rows, columns = self.geometry.kernel_shape
        count = counted(rows, columns, self.common["local"])
        reach = ("window", pace.SLOW, *self.sharing.spots(self.sharing.reach))
        change = [reach, ("cut", pace.FILL, LOCAL, *self.sharing.far())]
        formula = layer_formula("local", self.bounded)
        self._demand("local", LOCAL, change, (formula, count))

    def convolution(self) -> None:
        """The kernel alone, and one element of the output worked out with it."""
        shown = numerals("kernel", self.trace.inputs["kernel"]) | numerals("output", self.hidden)
        middle = self.sharing.middle
        spots = [Spot(table_key(middle), *spans)] if (spans := self.sharing.whole(middle)) else []
        turn = [("raise_formula", pace.SLOW), ("extract", 2 * pace.FILL, *spots)]
        self.beat("convolution", turn, shown=shown, chapter=True)
        self.beat("image", [("tally", 2 * pace.FILL, *self._tally())], chapter=True)

    def closing(self) -> None:
        """The formula with its numbers, and PyTorch."""
        middle = self.sharing.middle
        spots = [Spot("input", *spans)] if (spans := self.sharing.reach(middle)) else []
        look = [("window", pace.MOVE, *spots), ("light", pace.QUICK, Spot.cell("output", *middle))]
        work = [("multiply", pace.FILL), ("total", pace.MOVE)]
        values = row_and_column(middle)
        self.beat(
            "formula",
            [("untally", pace.QUICK), *look, *work],
            equation=self.sharing.window(middle),
            values=values,
            rest=pace.PAUSE,
        )
        self.program(("lift", pace.QUICK))

    def told(self) -> Storyboard:
        """The finished storyboard, with its arrays."""
        made = {"weight": self.sharing.weights, "hidden": self.sharing.hidden}
        arrays = {**self.trace.inputs, **made, "output": self.hidden}
        program = conv2d_program(self.geometry, kernel="V[None, None]").replace("Y = ", "H = ")
        return self.board(program, arrays, {"X": "input", "V": "kernel", "H": "output"})

    @property
    def hidden(self) -> NDArray[Any]:
        """The convolution's output as an image."""
        return self.trace.output.reshape(self.geometry.output_shape)

    def _demand(
        self,
        text: str,
        stage: int,
        change: Sequence[Move],
        written: tuple[Sequence[Term], Move],
    ) -> None:
        """The weights change, with the formula and their count; then all is computed anew."""
        formula, count = written
        write, fill = ("write", pace.FILL, *formula), ("fill", pace.BRIEFLY, stage)
        shown = self.sharing.numbers(stage)
        shown |= numerals(f"hidden[{stage}]", self.sharing.hidden[stage])
        self.beat(text, [*change, write, count, fill], shown=shown, chapter=True)

    def _tally(self) -> list[Term]:
        """How many weights a large image takes: dense, shared, local as well."""
        rows, columns = self.geometry.kernel_shape
        inputs = Example.of("from_dense").inputs["input_shape"]
        codes = (
            power(dense_cost(inputs, inputs).parameters, "^"),
            f"{2 * inputs[0] - 1}^2 = {shared_cost(inputs).parameters}",
            f"{rows} times {columns} = {rows * columns}",
        )
        labels = ("dense", "shared", "local")
        image = Term("image", shape_code(inputs), "input"), Term("colon", ":", "muted")
        dense, shared, local = (
            Term(f"count {label}", code, "kernel", label)
            for label, code in zip(labels, codes, strict=True)
        )
        arrows = (Term(f"arrow {i}", "arrow", "muted") for i in range(2))
        return [*image, dense, next(arrows), shared, next(arrows), local]


def counted(rows: object, columns: object, total: object) -> tuple[str, int, str]:
    """The motion that writes how many weights there are.

    >>> counted(9, 9, 81)[2]
    '9 times 9 = 81'
    """
    return "count", pace.SLOW, f"{rows} times {columns} = {total}"


def power(number: int, raised: str = "") -> str:
    """A power of ten with its exponent, any other number in full; `raised` goes before exponents.

    >>> power(10**12), power(81), power(1000, "^")
    ('10¹²', '81', '10^3')
    """
    exponent = str(len(str(number)) - 1)
    if number != 10 ** int(exponent):
        return str(number)
    return f"10^{exponent}" if raised else f"10{exponent.translate(SUPERSCRIPTS)}"
