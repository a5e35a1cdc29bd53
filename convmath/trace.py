"""A computation that remembers itself: the result, and every step of it on demand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Generic, Protocol, TypeVar, overload

import numpy as np

from convmath.errors import ConvMathError, expect
from convmath.geometry import Geometry
from convmath.numbers import Array, Number, as_exact, is_floating
from convmath.shapes import Index, check_index


class AnyStep(Protocol):
    """What every step can do: write its part of the output into an array."""

    def apply(self, output: Array) -> None:
        """Put this step's contribution into `output`."""


class PlacedStep:
    """The base of steps that make one element of the output (or one row): `total`, at `index`."""

    __slots__ = ()
    index: Index
    total: Any

    def apply(self, output: Array) -> None:
        """Write the total to its place."""
        output[self.index] = self.total


StepT_co = TypeVar("StepT_co", bound=AnyStep, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Step(PlacedStep):
    """One window: `operands` ∘ `weights` = `products`, summed to `total` at output `index`.

    `origin` is the window's first (row, col) in padded coordinates; `inside` is False where an
    operand is padding.

    >>> from convmath import cross_correlate
    >>> step = cross_correlate([1, 2], [3, 4], padding=1).steps[0]
    >>> step.operands.tolist(), step.inside.tolist(), step.products.tolist(), step.total
    ([0, 1], [False, True], [0, 4], 4)
    """

    index: Index
    origin: Index
    operands: Array
    inside: Array
    weights: Array
    products: Array
    total: Number


class Steps(Sequence[StepT_co]):
    """The steps of a trace in row order, each built when it is asked for and never kept.

    `first` and `last` are steps around those of the output's elements: the flip of a convolution
    before, the bias of a transposed layer after.

    >>> steps = Steps((2, 2), lambda index: index)
    >>> len(steps), steps[-1], list(steps[1:3]), steps.at((1, 0))
    (4, (1, 1), [(0, 1), (1, 0)], (1, 0))
    """

    __slots__ = ("_build", "_first", "_last", "_numbers", "shape")

    def __init__(
        self,
        shape: Index,
        build: Callable[[Index], StepT_co],
        *,
        first: tuple[StepT_co, ...] = (),
        last: tuple[StepT_co, ...] = (),
    ) -> None:
        self.shape, self._build, self._first, self._last = shape, build, first, last
        self._numbers = range(-len(first), prod(shape) + len(last))

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, item: int) -> StepT_co: ...
    @overload
    def __getitem__(self, item: slice) -> "Steps[StepT_co]": ...
    def __getitem__(self, item: int | slice) -> "StepT_co | Steps[StepT_co]":
        if isinstance(item, slice):
            part = Steps(self.shape, self._build, first=self._first, last=self._last)
            part._numbers = self._numbers[item]
            return part
        if not -len(self) <= item < len(self):
            raise IndexError(f"step {item} of {len(self)} does not exist")
        number, size = self._numbers[item], prod(self.shape)
        if not 0 <= number < size:
            return self._first[number] if number < 0 else self._last[number - size]
        return self.at(tuple(int(i) for i in np.unravel_index(number, self.shape)))

    def __iter__(self) -> Iterator[StepT_co]:
        return (self[i] for i in range(len(self)))

    def at(self, index: Index) -> StepT_co:
        """The step with this output index, whatever slice this is."""
        return self._build(check_index(index, self.shape))

    def __repr__(self) -> str:
        return f"<{len(self)} steps of shape {self.shape}>"


@dataclass(frozen=True, slots=True, eq=False)
class Trace(Generic[StepT_co]):
    """What an operation did: inputs by name, geometry, output, lazy steps, arithmetic path.

    >>> from convmath import cross_correlate
    >>> trace = cross_correlate([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]])
    >>> trace.output.tolist(), trace.path, len(trace.steps)
    ([[19, 25], [37, 43]], 'float32 (proved exact)', 4)
    >>> trace.steps[-1].products.tolist(), trace.steps[-1].total
    ([[0, 5], [14, 24]], 43)
    """

    operation: str
    inputs: Mapping[str, Array]
    geometry: Geometry | None
    output: Array
    path: str
    steps: Steps[StepT_co]

    @property
    def exact(self) -> bool:
        """False if floating-point numbers took part."""
        return not is_floating(self.output)

    @property
    def input(self) -> Array:
        """The input named "input"."""
        return self._named("input")

    @property
    def kernel(self) -> Array:
        """The input named "kernel"."""
        return self._named("kernel")

    def _named(self, name: str) -> Array:
        if name not in self.inputs:
            known = ", ".join(self.inputs)
            raise ConvMathError(f"{self.operation} has no {name}: its inputs are {known}")
        return self.inputs[name]


def replay(trace: Trace[AnyStep]) -> Array:
    """Rebuild the output from the steps alone; it must equal `trace.output`.

    Raises ConvMathError for what is no trace, or if a step holds what is no finite number.

    >>> from convmath import cross_correlate
    >>> replay(cross_correlate([1, 2, 3], [1, 1])).tolist()
    [3, 5]
    """
    expect(trace, Trace, "the trace", "give what an operation returned")
    output = np.zeros(trace.output.shape, dtype=object if trace.exact else np.float64)
    for step in trace.steps:
        step.apply(output)
    return as_exact(output)
