"""Exact arithmetic at machine speed, wherever a bound proves that no bit is lost.

A bilinear operation (correlation, matrix product …) on rationals is run on integers over a common
denominator: in float64 where every partial sum stays below 2^53, in int64 below 2^63, and in
Python's own integers beyond. The result says which path it took.
"""

from collections.abc import Callable
from fractions import Fraction
from math import lcm, prod
from typing import Any

import numpy as np

from convmath.errors import ConvMathError
from convmath.numbers import Array, as_exact, freeze, is_floating

FLOAT64, INT64 = "float64 (proved exact)", "int64"
PYTHON, FLOATING = "python integers", "floating-point"
_DTYPES: dict[str, Any] = {FLOAT64: np.float64, INT64: np.int64, PYTHON: object}


def bilinear(
    operation: Callable[[Array, Array], Array], values: Array, weights: Array
) -> tuple[Array, str]:
    """Run `operation(values, weights)`, exactly if both are exact; return result and path.

    `weights[o]` must hold every weight that meets a value in the outputs of kind o, so that no
    partial sum can exceed max|values| · max over o of Σ|weights[o]|.

    >>> bilinear(np.dot, as_exact([Fraction(1, 3), 1]), as_exact([[6], [2]]))
    (array([4]), 'rational, float64 (proved exact) over 3')
    """
    if is_floating(values) or is_floating(weights):
        with np.errstate(over="ignore", invalid="ignore"):
            return _finite(operation(_to_float(values), _to_float(weights))), FLOATING
    (a, below_a), (b, below_b) = over_common_denominator(values), over_common_denominator(weights)
    path = fastest_path(largest(a) * _largest_row_sum(b))
    dtype, below = _DTYPES[path], below_a * below_b
    whole = operation(a.astype(dtype, copy=False), b.astype(dtype, copy=False))
    if path == FLOAT64:
        whole = whole.astype(np.int64)
    if below == 1:
        return as_exact(whole), path
    return divide(whole, below), f"rational, {path} over {below}"


def fastest_path(bound: int) -> str:
    """The fastest arithmetic in which sums of whole numbers up to `bound` are certainly exact.

    >>> fastest_path(2**53 - 1), fastest_path(2**53), fastest_path(2**63)
    ('float64 (proved exact)', 'int64', 'python integers')
    """
    return FLOAT64 if bound < 2**53 else INT64 if bound < 2**63 else PYTHON


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


def divide(whole: Array, below: int) -> Array:
    """Divide whole numbers exactly: ints where it works out, Fractions where it does not.

    >>> divide(as_exact([3, 4]), 2)
    array([Fraction(3, 2), 2], dtype=object)
    """
    fractions = [Fraction(int(value), below) for value in whole.flat]
    return as_exact(np.array([*fractions, None], dtype=object)[:-1].reshape(whole.shape))


def add(left: Array, right: Array) -> Array:
    """Add two arrays (broadcast) without overflow; exact unless one of them is floating.

    >>> add(as_exact([2**62]), as_exact([2**62]))
    array([9223372036854775808], dtype=object)
    """
    if is_floating(left) or is_floating(right):
        return freeze(_to_float(left) + _to_float(right))
    if left.dtype == right.dtype == np.int64 and largest(left) + largest(right) < 2**63:
        return freeze(left + right)
    return as_exact(left.astype(object) + right.astype(object))


def multiply(left: Array, right: Array) -> Array:
    """Multiply element by element without overflow; exact unless one of them is floating.

    >>> multiply(as_exact([2**40]), as_exact([2**40])) == 2**80
    array([ True])
    """
    if is_floating(left) or is_floating(right):
        return freeze(_to_float(left) * _to_float(right))
    if left.dtype == right.dtype == np.int64 and largest(left) * largest(right) < 2**63:
        return freeze(left * right)
    return as_exact(left.astype(object) * right.astype(object))


def total(array: Array) -> Any:
    """The sum of all elements in row order, as Python's int, Fraction or float.

    >>> total(as_exact([2**62, 2**62]))
    9223372036854775808
    """
    return sum(array.flat if array.dtype == object else array.ravel().tolist())


def largest(array: Array) -> Any:
    """The largest absolute value, as a Python number (safe for −2^63).

    >>> largest(as_exact([-3, 2]))
    3
    """
    low, high = array.min(), array.max()
    return max(abs(int(low)), abs(int(high))) if array.dtype == np.int64 else max(-low, high)


def _largest_row_sum(weights: Array) -> int:
    rows = weights.reshape(len(weights), -1)
    size: int = largest(rows)
    if size * prod(rows.shape[1:]) < 2**63:
        return int(np.abs(rows).sum(axis=1).max())
    return size * rows.shape[1]


def _to_float(array: Array) -> Array:
    try:
        return array.astype(np.float64, copy=False)
    except OverflowError:
        raise ConvMathError(
            "an exact number beyond float range meets floating-point numbers: give all exactly"
        ) from None


def _finite(array: Array) -> Array:
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ConvMathError(
            f"floating-point overflow at output {where}: a sum exceeds 1.8e308; scale the input "
            "down or give exact numbers"
        )
    return freeze(array)
