"""Exact arithmetic at machine speed, wherever a bound proves that no bit is lost.

A bilinear operation (correlation, matrix product …) on rationals is run on integers over a common
denominator: in float32 where every partial sum stays below 2^24, in float64 below 2^53, in int64
below 2^63, and in Python's own integers beyond. The result says which path it took.
"""

import operator
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any, TypeAlias

import numpy as np

from convmath.checks import check_size
from convmath.errors import ConvMathError
from convmath.numbers import Array, as_exact, freeze, is_floating

FLOAT32, FLOAT64, INT64 = "float32 (proved exact)", "float64 (proved exact)", "int64"
PYTHON, FLOATING = "python integers", "floating-point"
Operation: TypeAlias = Callable[[Array, Array, Array], None]
_LIMITS = {FLOAT32: 2**24, FLOAT64: 2**53, INT64: 2**63}
_DTYPES: dict[str, Any] = {
    FLOAT32: np.float32,
    FLOAT64: np.float64,
    INT64: np.int64,
    PYTHON: object,
}


def bilinear(
    operation: Operation, values: Array, weights: Array, shape: tuple[int, ...]
) -> tuple[Array, str]:
    """Run `operation(values, weights, output)`, exactly if both are exact; return output and path.

    The operation calculates in the dtype of the weights that it gets; values may be int64 still.
    `weights[o]` must hold every weight that meets a value in the outputs of kind o, so that no
    partial sum can exceed max|values| · max over o of Σ|weights[o]|.

    >>> def dot(values, weights, output):
    ...     output[:] = weights @ values
    >>> bilinear(dot, as_exact([Fraction(1, 3), 1]), as_exact([[6, 2]]), (1,))
    (array([4]), 'rational, float32 (proved exact) over 3')
    """
    check_size(shape, "the output")
    if is_floating(values) or is_floating(weights):
        return _floating(operation, to_float(values), to_float(weights), shape), FLOATING
    (a, below_a), (b, below_b) = over_common_denominator(values), over_common_denominator(weights)
    heaviest, below = _largest_row_sum(b), below_a * below_b
    path = fastest_path(max(largest(a), 1) * max(heaviest, 1))  # so that each number fits, too
    output = np.empty(shape, dtype=object if path == PYTHON else np.int64)
    if path == INT64 and heaviest < 2**42:
        _in_halves(operation, a, b.astype(np.float64), output)
    else:
        operation(a, b.astype(_DTYPES[path], copy=False), output)
    if below > 1:
        return divide(output, below), f"rational, {path} over {below}"
    return as_exact(output) if path == PYTHON else freeze(output), path


def fastest_path(bound: int) -> str:
    """The fastest arithmetic in which sums of whole numbers up to `bound` are certainly exact.

    >>> fastest_path(2**24 - 1), fastest_path(2**24), fastest_path(2**53), fastest_path(2**63)
    ('float32 (proved exact)', 'float64 (proved exact)', 'int64', 'python integers')
    """
    return next((path for path, limit in _LIMITS.items() if bound < limit), PYTHON)


def over_common_denominator(array: Array) -> tuple[Array, int]:
    """Whole numbers and the one denominator that, together, equal an exact array.

    >>> over_common_denominator(as_exact([Fraction(1, 2), Fraction(1, 3), 1]))
    (array([3, 2, 6]), 6)
    """
    if array.dtype != object:
        return array, 1
    below = lcm(*(value.denominator for value in array.flat))
    if below == 1:
        return array, 1
    return as_exact(array * below), below


def divide(array: Array, below: int | Array) -> Array:
    """Divide exactly, by one number or an array of them; floats are divided as floats.

    >>> divide(as_exact([3, 4]), 2)
    array([Fraction(3, 2), 2], dtype=object)
    """
    divisors = as_exact(below, "divisor")
    if is_floating(array):
        return freeze(array / divisors)
    if array.dtype == divisors.dtype == np.int64 and not (array % divisors).any():
        return freeze(array // divisors)
    pairs = zip(array.ravel().tolist(), np.broadcast_to(divisors, array.shape).flat, strict=True)
    quotients = np.empty(array.size, dtype=object)
    quotients[:] = [Fraction(value, int(divisor)) for value, divisor in pairs]
    return as_exact(quotients.reshape(array.shape))


def path_of(array: Array) -> str:
    """The path of an operation that only compares or copies: what its numbers are.

    >>> path_of(as_exact([1])), path_of(as_exact([2**70])), path_of(as_exact([Fraction(1, 2)]))
    ('int64', 'python integers', 'rational')
    """
    if array.dtype != object:
        return FLOATING if is_floating(array) else INT64
    return PYTHON if all(isinstance(value, int) for value in array.flat) else "rational"


def add(left: Array, right: Array) -> Array:
    """Add two arrays (broadcast) without overflow; exact unless one of them is floating.

    >>> add(as_exact([2**62]), as_exact([2**62]))
    array([9223372036854775808], dtype=object)
    """
    if is_floating(left) or is_floating(right):
        with np.errstate(over="ignore"):
            return _finite(np.asarray(to_float(left) + to_float(right)))
    if left.dtype == right.dtype == np.int64 and largest(left) + largest(right) < 2**63:
        return freeze(left + right)
    return as_exact(left.astype(object) + right.astype(object))


def multiply(left: Array, right: Array) -> Array:
    """Multiply element by element without overflow; exact unless one of them is floating.

    >>> multiply(as_exact([2**40]), as_exact([2**40])) == 2**80
    array([ True])
    """
    if is_floating(left) or is_floating(right):
        with np.errstate(over="ignore"):
            return _finite(np.asarray(to_float(left) * to_float(right)))
    if left.dtype == right.dtype == np.int64 and largest(left) * largest(right) < 2**63:
        return freeze(left * right)
    return as_exact(left.astype(object) * right.astype(object))


def total(array: Array) -> Any:
    """The sum of all elements in row order, as Python's int, Fraction or float.

    >>> total(as_exact([2**62, 2**62]))
    9223372036854775808
    """
    # Not sum(): since Python 3.12 it compensates floats, and steps must add as the output did.
    return reduce(operator.add, array.ravel().tolist(), 0)


def sum_axis(array: Array, axis: int) -> Array:
    """Sum along one axis without overflow.

    >>> sum_axis(as_exact([[2**62], [2**62]]), 0).tolist()
    [9223372036854775808]
    """
    return reduce(add, np.moveaxis(array, axis, 0))


def to_float(array: Array) -> Array:
    """The array as float64; raises ConvMathError if an exact number is beyond float range.

    >>> to_float(as_exact([1, 2]))
    array([1., 2.])
    """
    try:
        return array.astype(np.float64, copy=False)
    except OverflowError:
        raise ConvMathError(
            "an exact number beyond float range meets floating-point numbers: give all exactly"
        ) from None


def largest(array: Array) -> Any:
    """The largest absolute value, as a Python number (safe for −2^63).

    >>> largest(as_exact([-3, 2]))
    3
    """
    low, high = array.min(), array.max()
    return max(abs(int(low)), abs(int(high))) if array.dtype == np.int64 else max(-low, high)


def _largest_row_sum(weights: Array) -> int:
    rows = weights.reshape(len(weights), -1)
    if largest(rows) * rows.shape[1] >= 2**63:
        rows = rows.astype(object)
    return int(np.abs(rows).sum(axis=1).max())


def _in_halves(operation: Operation, values: Array, weights: Array, output: Array) -> None:
    """Run values = 2^11 · high + low as two float64 operations, much faster than one in int64.

    With Σ|weights| < 2^42 and max|values| · Σ|weights| < 2^63, both stay below 2^53. The whole
    may wrap around 2^64 on the way; the end is below 2^63, so that it comes back.
    """
    lower = np.empty_like(output)
    operation(values >> 11, weights, output)
    operation(values & 2047, weights, lower)
    np.left_shift(output, 11, out=output)
    np.add(output, lower, out=output)


def _floating(operation: Operation, values: Array, weights: Array, shape: tuple[int, ...]) -> Array:
    output = np.empty(shape)
    with np.errstate(over="ignore", invalid="ignore"):
        operation(values, weights, output)
    return _finite(output)


def _finite(output: Array) -> Array:
    if not np.isfinite(output).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(output))[0])
        raise ConvMathError(
            f"floating-point overflow at output {where}: a sum exceeds 1.8e308; scale the input "
            "down or give exact numbers"
        )
    return freeze(output)
