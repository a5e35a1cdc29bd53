"""The book's worked examples by name: inputs, parameters, expected output, where they come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from convmath.correlate import cross_correlate
from convmath.errors import ConvMathError
from convmath.trace import Trace

X = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
K = [[0, 1], [2, 3]]


@dataclass(frozen=True, slots=True)
class Example:
    """One operation with named inputs and parameters; `expected` is None where a user changed it.

    >>> EXAMPLES["stride"].run().output.tolist()
    [[0, 8], [6, 8]]
    >>> EXAMPLES["stride"].replace(stride=1, input=[[1, 2], [3, 4]]).run().output.shape
    (3, 3)
    """

    operation: Callable[..., Trace[Any]]
    inputs: Mapping[str, object]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    expected: object = None
    source: str = ""

    def run(self) -> Trace[Any]:
        """Compute the example's trace; raises ConvMathError if its numbers cannot work."""
        return self.operation(**self.inputs, **self.parameters)

    def replace(self, **changes: object) -> "Example":
        """The same operation with some inputs or parameters exchanged by name."""
        inputs = {name: changes.pop(name, value) for name, value in self.inputs.items()}
        return Example(self.operation, inputs, {**self.parameters, **changes})


EXAMPLES: Mapping[str, Example] = {
    "cross_correlation": Example(
        cross_correlate,
        {"input": X, "kernel": K},
        expected=[[19, 25], [37, 43]],
        source="Dive into Deep Learning, figure 7.2.1",
    ),
    "padding": Example(
        cross_correlate,
        {"input": X, "kernel": K},
        {"padding": 1, "stride": 1},
        expected=[[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]],
        source="Dive into Deep Learning, figure 7.3.2",
    ),
    "stride": Example(
        cross_correlate,
        {"input": X, "kernel": K},
        {"padding": 1, "stride": (3, 2)},
        expected=[[0, 8], [6, 8]],
        source="Dive into Deep Learning, figure 7.3.3",
    ),
}


def example(name: str) -> Example:
    """Look an example up; raises ConvMathError naming the known ones.

    >>> example("padding").parameters["padding"]
    1
    """
    if name not in EXAMPLES:
        raise ConvMathError(f"there is no example {name!r}: choose one of {', '.join(EXAMPLES)}")
    return EXAMPLES[name]
