"""What a worked example is, and the kinds of them that the book has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod
from operator import attrgetter
from typing import Any

from convmath.book import EDGES, FILTERS, PATCH, E, K, X
from convmath.correlate import cross_correlate
from convmath.counting import Cost
from convmath.formula import Convention
from convmath.geometry import Geometry
from convmath.learn import LearnStep, learn_kernel
from convmath.numbers import Number
from convmath.shapes import Shape
from convmath.trace import Trace


@dataclass(frozen=True, slots=True)
class Example:
    """One operation with named inputs and parameters; `expected` is None where a user changed it.

    `read` takes from what `run` gives (a trace, unless the source says otherwise) the value that
    `expected` states; normally it is the output.

    >>> from convmath import EXAMPLES
    >>> EXAMPLES["stride"].run().output.tolist()
    [[0, 8], [6, 8]]
    >>> EXAMPLES["stride"].replace(stride=1, input=[[1, 2], [3, 4]]).run().output.shape
    (3, 3)
    """

    operation: Callable[..., Any]
    inputs: Mapping[str, object]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    expected: object = None
    source: str = ""
    read: Callable[[Any], object] = attrgetter("output")

    def run(self) -> Any:
        """Do the operation; raises ConvMathError if its numbers cannot work."""
        return self.operation(**self.inputs, **self.parameters)

    def replace(self, **changes: object) -> "Example":
        """The same operation with some inputs or parameters exchanged or added by name."""
        inputs = {name: changes.pop(name, value) for name, value in self.inputs.items()}
        parameters = {**self.parameters, **changes}
        return Example(self.operation, inputs, parameters, source=self.source, read=self.read)


def traced(
    operation: Callable[..., Trace[Any]],
    inputs: Mapping[str, object],
    expected: object,
    source: str,
    **parameters: object,
) -> Example:
    """An example whose operation gives a trace; `source` is the place in the book."""
    return Example(operation, inputs, parameters, expected, f"D2L {source}")


def correlated(expected: object, source: str, **parameters: object) -> Example:
    """X ⋆ K, the book's favourite."""
    return traced(cross_correlate, {"input": X, "kernel": K}, expected, source, **parameters)


def sized(n: Shape, k: Shape, expected: Shape, **parameters: object) -> Example:
    """Only the output's shape."""
    inputs, read = {"input_shape": n, "kernel_shape": k}, attrgetter("output_shape")
    return Example(Geometry.of, inputs, parameters, expected, "D2L 7.3", read)


def formula(convention: Convention, expected: str) -> Example:
    """The size formula, written out in one convention."""

    def read(geometry: Geometry) -> str:
        return str(geometry.formula(0, convention))

    inputs = {"input_shape": (8,), "kernel_shape": (3,)}
    return Example(Geometry.of, inputs, {"padding": 1, "stride": 2}, expected, "D2L 7.3.2", read)


def used(n: int, k: int, expected: object) -> Example:
    """How often each pixel of an n×n input is used by a k×k kernel."""
    inputs = {"input_shape": (n, n), "kernel_shape": (k, k)}
    return Example(Geometry.of, inputs, {}, expected, "D2L figure 7.3.1", Geometry.usage)


def cost(
    operation: Callable[..., Cost], expected: int, source: str = "7.1", **inputs: object
) -> Example:
    """How many parameters something has."""
    return Example(operation, inputs, {}, expected, f"D2L {source}", attrgetter("parameters"))


def learned(
    start: object,
    rate: Fraction,
    steps: int,
    expected: object,
    read: Callable[..., object],
) -> Example:
    """Learning the edge detector from the striped image E."""
    inputs = {"input": E, "target": EDGES, "kernel": start}
    parameters = {"learning_rate": rate, "steps": steps}
    return Example(learn_kernel, inputs, parameters, expected, "D2L 7.2.4", read)


def filtered(name: str, expected: object) -> Example:
    """A filter of image processing on grey levels."""
    inputs = {"input": PATCH, "kernel": FILTERS[name]}
    return traced(cross_correlate, inputs, expected, "7.2: convolution as a filter", padding=0)


def fractions(below: int, rows: list[list[int]]) -> list[list[Fraction]]:
    """Rows of numerators over one denominator."""
    return [[Fraction(number, below) for number in row] for row in rows]


def losses_of(trace: Trace[LearnStep]) -> list[Number]:
    """The loss before each step of learning."""
    return [step.loss for step in trace.steps]


def printed_losses(trace: Trace[LearnStep]) -> list[float]:
    """What the book prints: the loss at every second step, then the kernel."""
    losses = [round(float(loss), 3) for loss in losses_of(trace)[1::2]]
    return losses + [round(float(weight), 5) for weight in trace.output[-1].flat]


def pixels_gone(shapes: tuple[Shape, ...]) -> tuple[Shape, float]:
    """The last shape, and how many per cent of the first one's pixels it lacks."""
    first, last = (Fraction(prod(shape[-2:])) for shape in (shapes[0], shapes[-1]))
    return shapes[-1], float(round(100 * (1 - last / first), 1))
