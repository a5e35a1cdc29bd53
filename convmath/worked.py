"""What a worked example is, and the arrays that the book works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod
from operator import attrgetter
from typing import Any

from convmath.learn import LearnStep
from convmath.numbers import Number
from convmath.shapes import Shape
from convmath.trace import Trace

X = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
X1 = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
K, K1, K2 = [[0, 1], [2, 3]], [[1, 2], [3, 4]], [[2, 3], [4, 5]]
Y = [[19, 25], [37, 43]]
E = [[1, 1, 0, 0, 0, 0, 1, 1]] * 6
E_TURNED = [list(column) for column in zip(*E, strict=True)]
EDGES = [[0, 1, 0, 0, 0, -1, 0]] * 6
A = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [12, 13, 14, 15]]
A1 = [[value + 1 for value in row] for row in A]
RGB = [[[(25 * c + 5 * i + j) % 7 for j in range(5)] for i in range(5)] for c in range(3)]
RGB_KERNEL = [
    [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
    [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
]
ONES = [[[1] * 3] * 3] * 3
RGB_OUTPUT = [[27, 13, -1], [-8, -8, 27], [-8, -15, -8]]
PIXELS = [[[[0, 1], [2, 3]], [[4, 5], [6, 7]], [[8, 9], [10, 11]]]]
ONE_BY_ONE = [[[[3 * o + c]] for c in range(3)] for o in range(4)]
CUBE = [[[9 * i + 3 * j + k for k in range(3)] for j in range(3)] for i in range(3)]
RECTANGULAR: dict[str, Any] = {"window": (2, 3), "padding": (0, 1), "stride": (2, 3)}
TWO_LAYERS = ["Conv2d(1, 1, kernel_size=2, bias=False)"] * 2
LENET = [
    "Conv2d(1, 6, kernel_size=5, padding=2)",
    "Sigmoid()",
    "AvgPool2d(kernel_size=2, stride=2)",
    "Conv2d(6, 16, kernel_size=5)",
    "Sigmoid()",
    "AvgPool2d(kernel_size=2, stride=2)",
    "Flatten()",
    "Linear(400, 120)",
    "Sigmoid()",
    "Linear(120, 84)",
    "Sigmoid()",
    "Linear(84, 10)",
]


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
