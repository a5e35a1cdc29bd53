"""How steep the loss of a kernel is, which sets how long a step of gradient descent may be."""

from fractions import Fraction

import numpy as np

from convmath.errors import ConvMathError
from convmath.exact import over_common_denominator, to_float
from convmath.linear import linear
from convmath.matrix import im2col
from convmath.numbers import Array, Number, as_exact, as_number, is_floating

LARGEST_EXACT = 16  # weights; the eigenvalues of more are floating-point


def curvature(input: object, kernel_shape: tuple[int, ...]) -> Array:
    """The matrix A of all products of an input's windows: element by element, summed up.

    Around the best kernel K*, the sum of squared errors grows by d A d for weights K* + d, whatever
    the target is. Raises ConvMathError where the kernel does not fit.
    Source: Dive into Deep Learning, 7.2.4 and 12.3.

    >>> curvature([[1, 1, 0, 1]], (1, 2)).tolist()
    [[2, 1], [1, 2]]
    """
    columns = im2col(input, kernel_shape).output.T
    return linear(columns, columns).output


def step_limit(input: object, kernel_shape: tuple[int, ...]) -> Number:
    """The learning rate below which gradient descent finds the kernel from anywhere.

    A step multiplies the error along each eigenvector of `curvature` by 1 − 2·rate·eigenvalue, so
    the limit is 1 / the largest eigenvalue: a Fraction where that is rational. Raises
    ConvMathError for an input of zeros. Source: Dive into Deep Learning, 12.3.

    >>> step_limit([[1, 1, 0, 1]], (1, 2))
    Fraction(1, 3)
    """
    largest = largest_eigenvalue(curvature(input, kernel_shape))
    if not largest:
        raise ConvMathError("an input of zeros teaches nothing: every kernel gives zeros")
    return 1 / Fraction(largest) if not isinstance(largest, float) else 1 / largest


def largest_eigenvalue(matrix: object) -> Number:
    """The largest eigenvalue of a symmetric matrix: exact if it is rational, else a float.

    Raises ConvMathError for a matrix that is not symmetric, and where floats overflow.

    >>> largest_eigenvalue([[2, 1], [1, 2]]), largest_eigenvalue([[1, 1], [1, 0]])
    (3, 1.618033988749895)
    """
    array = as_exact(matrix, "matrix")
    if array.ndim != 2 or array.shape != array.T.shape or (array != array.T).any():
        raise ConvMathError(
            f"the matrix of shape {array.shape} is not symmetric: give one that is its transpose"
        )
    if not is_floating(array) and len(array) <= LARGEST_EXACT:
        whole, below = over_common_denominator(array)
        # Rational eigenvalues of a matrix of whole numbers are whole numbers.
        bound = _least_whole_bound(whole)
        if _smallest_sign(bound, whole) == 0:
            return as_number(as_exact(Fraction(bound, below))[()])
    return float(as_exact(np.linalg.eigvalsh(to_float(array)), "the row of eigenvalues")[-1])


def _least_whole_bound(matrix: Array) -> int:
    """The least whole number that no eigenvalue exceeds, by halving what it can be."""
    rows = matrix.astype(object)
    # The largest eigenvalue is at least every number of the diagonal, at most a row's sum |a|.
    low, high = max(rows.diagonal()), max(np.abs(rows).sum(axis=1))
    while low < high:
        middle = (low + high) // 2
        if _smallest_sign(middle, matrix) < 0:
            low = middle + 1
        else:
            high = middle
    return int(low)


def _smallest_sign(bound: int, matrix: Array) -> int:
    """The sign of the smallest eigenvalue of bound · I − matrix, exactly: by elimination."""
    sign = 1
    rows = [[Fraction(-value) for value in row] for row in matrix.tolist()]
    for place, row in enumerate(rows):
        row[place] += bound
    while rows:
        (corner, *beside), *rest = rows
        if corner < 0 or (corner == 0 and any(beside)):
            return -1
        if corner == 0:
            sign = 0
        rows = [
            [a - row[0] / corner * b if corner else a for a, b in zip(row[1:], beside, strict=True)]
            for row in rest
        ]
    return sign
