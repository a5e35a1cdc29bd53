"""How steep the loss of a kernel is, which sets how long a step of gradient descent may be."""

from fractions import Fraction
from math import isclose, lcm

import numpy as np

from convmath.errors import ConvMathError
from convmath.linear import linear
from convmath.matrix import im2col
from convmath.numbers import Array, Number, as_exact, is_floating

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

    Raises ConvMathError for a matrix that is not symmetric.

    >>> largest_eigenvalue([[2, 1], [1, 2]]), largest_eigenvalue([[1, 1], [1, 0]])
    (3, 1.618033988749895)
    """
    array = as_exact(matrix, "matrix")
    if array.ndim != 2 or array.shape != array.T.shape or (array != array.T).any():
        raise ConvMathError(f"a symmetric matrix is needed, not one of shape {array.shape}")
    largest = float(np.linalg.eigvalsh(array.astype(np.float64))[-1])
    if is_floating(array) or len(array) > LARGEST_EXACT:
        return largest
    rows = [[Fraction(value) for value in row] for row in array.tolist()]
    scale = lcm(*(value.denominator for row in rows for value in row))
    # Rational eigenvalues of a matrix of whole numbers are whole numbers.
    near = Fraction(round(largest * scale), scale)
    # It may also be an eigenvalue next to the largest, as 3 is to 2 + √2.
    exact = isclose(near, largest, rel_tol=1e-9) and _is_singular(
        [[v - near * (i == j) for j, v in enumerate(r)] for i, r in enumerate(rows)]
    )
    if not exact:
        return largest
    return int(near) if near.denominator == 1 else near


def _is_singular(rows: list[list[Fraction]]) -> bool:
    """Whether elimination runs out of pivots."""
    while rows:
        pivot = next((row for row in rows if row[0]), None)
        if pivot is None:
            return True
        rest = [row for row in rows if row is not pivot]
        rows = [
            [a - row[0] / pivot[0] * b for a, b in zip(row[1:], pivot[1:], strict=True)]
            for row in rest
        ]
    return False
