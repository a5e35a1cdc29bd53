"""Which numbers meet under a window, by the places where they stand, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from convmath import Geometry, Trace
from scenes.story.equation import Equation, Factor
from scenes.story.numerals import Notation
from scenes.story.places import Index, geometry_of, padding_of, place

Names = tuple[str, str, str]  # of what is slid over, of what slides, of what comes out
Pair = tuple[str, str]  # the places of an operand and of the weight that it meets

ROLES: Final[Names] = ("input", "kernel", "output")


def meeting(geometry: Geometry, input: str, kernel: str, index: Index) -> Iterator[Pair]:
    """The pairs of one window: `input` and `kernel` are arrays or slices with the window's axes.

    Padding is counted from the corner of the padded input.

    >>> from convmath import Geometry
    >>> list(meeting(Geometry.of((3,), (2,), padding=1), "x[2]", "k", (0,)))
    [('padding[2, 0]', 'k[0]'), ('x[2, 0]', 'k[1]')]
    """
    for offset in np.ndindex(geometry.kernel_shape):
        padded = np.multiply(index, geometry.stride) + np.multiply(offset, geometry.dilation)
        real = padded - [before for before, _ in geometry.padding]
        inside = ((real >= 0) & (real < geometry.input_shape)).all()
        name, where = (input, real) if inside else (padding_of(input), padded)
        yield place(name, *map(int, where)), place(kernel, *map(int, offset))


def window_equation(
    trace: Trace[Any], index: Index, names: Names = ROLES, roles: Names = ROLES
) -> Equation:
    """One window of a correlation: its products and their sum, each number with its place.

    `names` are those of the three arrays, `roles` those of their colours. A kernel that was turned
    is told as it slides.

    >>> from convmath import cross_correlate
    >>> equation = window_equation(cross_correlate([[0, 6]], [[1, -2]]), (0, 0), ("x", "k", "y"))
    >>> equation.text(), [factor.place for factor in equation.terms[1]], equation.total.place
    ('0·1 + 6·(−2) = −12', ['x[0, 1]', 'k[0, 1]'], 'y[0, 0]')
    """
    step = trace.steps.at(index)
    operand, weight, total = map(Notation.of, (trace.input, step.weights, trace.output))
    pairs = meeting(geometry_of(trace), names[0], names[1], index)
    numbers = zip(step.operands.flat, step.weights.flat, pairs, strict=True)
    terms = tuple(
        (Factor(operand(x), roles[0], at), Factor(weight(k), roles[1], by))
        for x, k, (at, by) in numbers
    )
    return Equation(terms, Factor(total(step.total), roles[2], place(names[2], *index)))
