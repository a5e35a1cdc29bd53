"""Activations: one function applied to every number; only ReLU stays exact."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from convmath.checks import check_axis
from convmath.exact import FLOATING, path_of, to_float, total
from convmath.numbers import Array, Number, as_exact, as_number, freeze
from convmath.shapes import Index
from convmath.trace import PlacedStep, Steps, Trace


@dataclass(frozen=True, slots=True, eq=False)
class ElementStep(PlacedStep):
    """One number in (`operand`), one number out (`total`).

    >>> relu([-3]).steps[0]
    ElementStep(index=(0,), operand=-3, total=0)
    """

    index: Index
    operand: Number
    total: Number


@dataclass(frozen=True, slots=True, eq=False)
class SoftmaxStep(PlacedStep):
    """One share of a softmax: `exponential` / `normaliser` = `total`, both scaled by e^−max.

    >>> softmax([0, 0]).steps[1]
    SoftmaxStep(index=(1,), operand=0, exponential=1.0, normaliser=2.0, total=0.5)
    """

    index: Index
    operand: Number
    exponential: float
    normaliser: float
    total: float


def relu(input: object) -> Trace[ElementStep]:
    """max(x, 0) element by element, exact.

    Raises ConvMathError for what is not numbers. Source: Dive into Deep Learning, 5.1.2.

    >>> relu([-1, 2]).output.tolist()
    [0, 2]
    """
    array = as_exact(input, "input")
    output = freeze(np.asarray(np.maximum(array, 0)))
    return _elementwise("relu", array, output, path_of(array), lambda x: max(x, 0))


def sigmoid(input: object) -> Trace[ElementStep]:
    """1 / (1 + e^−x) element by element, in floating point, without overflow.

    Raises ConvMathError for what is not numbers. Source: Dive into Deep Learning, 5.1.2.

    >>> sigmoid([0, -1000]).output.tolist()
    [0.5, 0.0]
    """
    array = as_exact(input, "input")
    return _elementwise("sigmoid", array, _sigmoid(to_float(array)), FLOATING, _one(_sigmoid))


def tanh(input: object) -> Trace[ElementStep]:
    """The hyperbolic tangent element by element, in floating point.

    Raises ConvMathError for what is not numbers. Source: Dive into Deep Learning, 5.1.2.

    >>> tanh([0]).output.tolist()
    [0.0]
    """
    array = as_exact(input, "input")
    return _elementwise("tanh", array, np.tanh(to_float(array)), FLOATING, _one(np.tanh))


def softmax(input: object, axis: int = -1) -> Trace[SoftmaxStep]:
    """e^x divided by the sum of e^x along an axis, in floating point, without overflow.

    Raises ConvMathError where there is no such axis. Source: Dive into Deep Learning, 4.1.1.

    >>> softmax([1000, 1000]).output.tolist()
    [0.5, 0.5]
    """
    array = as_exact(input, "input")
    along = check_axis(axis, array.ndim, "softmax axis")
    floats = to_float(array)
    with np.errstate(over="ignore"):  # a difference beyond float range: its share is 0
        exponentials = np.exp(floats - floats.max(axis=along, keepdims=True))
    sums = np.apply_along_axis(total, along, exponentials)
    output = freeze(exponentials / np.expand_dims(sums, along))

    def build(index: Index) -> SoftmaxStep:
        column = list(index)
        del column[along]
        parts = (as_number(array[index]), float(exponentials[index]), float(sums[tuple(column)]))
        return SoftmaxStep(index, *parts, parts[1] / parts[2])

    steps = Steps(array.shape, build)
    return Trace("softmax", {"input": array}, None, output, FLOATING, steps)


def _elementwise(
    name: str, array: Array, output: Array, path: str, function: Callable[[Number], Number]
) -> Trace[ElementStep]:
    def build(index: Index) -> ElementStep:
        operand = as_number(array[index])
        return ElementStep(index, operand, function(operand))

    return Trace(name, {"input": array}, None, freeze(output), path, Steps(array.shape, build))


def _sigmoid(floats: Array) -> Array:
    small = np.exp(-np.abs(floats))  # at most 1, so that no power overflows
    return np.asarray(np.where(floats >= 0, 1, small) / (1 + small))


def _one(function: Callable[[Array], Array]) -> Callable[[Number], float]:
    return lambda number: float(function(np.array([float(number)]))[0])
