"""The arithmetic of one step of gradient descent, as it is written on screen and in sentences."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Trace
from convmath.learn import LearnStep
from scenes.story.axis import magnitude
from scenes.story.equation import Equation, Factor
from scenes.story.numerals import MINUS, Notation, Numeral, numeral
from scenes.story.places import Index, index_of, place

MOST_LISTED: Final = 4  # weights that a sentence says


def squares(trace: Trace[LearnStep]) -> Equation:
    """The squares of the first step's errors, added up; errors of 0 are left out.

    >>> from convmath import learn_kernel
    >>> print(squares(learn_kernel([1, 1], [3, 0], [1], learning_rate=1)).text())
    (−2)·(−2) + 1·1 = 5
    """
    step = trace.steps[0]
    notation = Notation.of(step.error)
    terms = []
    for index, error in np.ndenumerate(step.error):
        factor = Factor(notation(error), "output", place("error", *index))
        terms += [(factor, factor)] if error else []
    return Equation(tuple(terms), Factor(numeral(step.loss), "text", "loss[0]"))


def slope(trace: Trace[LearnStep], index: Index) -> Equation:
    """One weight's part of the first gradient: twice the sum of each error times what it met.

    >>> from convmath import learn_kernel
    >>> print(slope(learn_kernel([1, 1], [3, 0], [1], learning_rate=1), (0,)).text())
    2·(−2)·1 + 2·1·1 = −2
    """
    step, twice = trace.steps[0], Factor(Numeral("2"))
    errors, inputs = Notation.of(step.error), Notation.of(trace.input)
    terms, met = [], Factor(Numeral("0"))
    for at, error in np.ndenumerate(step.error):
        where = tuple(map(int, np.add(at, index)))
        met = Factor(inputs(trace.input[where]), "input", place("input", *where))
        wrong = Factor(errors(error), "output", place("error", *at))
        terms += [(twice, wrong, met)] if error and trace.input[where] else []
    total = Factor(Notation.of(step.gradient)(step.gradient[index]), "text")
    return Equation(tuple(terms) or ((Factor(Numeral("0")),),), total)


def update(trace: Trace[LearnStep], index: Index) -> Equation:
    """One weight's first step.

    >>> from convmath import learn_kernel
    >>> print(update(learn_kernel([1, 1], [3, 0], [1], learning_rate=1), (0,)).text())
    1 − 1·(−2) = 3
    """
    step = trace.steps[0]
    kernels = Notation.of(trace.output)
    before = Factor(numeral(step.kernel[index]), "kernel", place("kernel", 0, *index))
    rate = Factor(numeral(step.rate.tolist()))
    gradient = Factor(Notation.of(step.gradient)(step.gradient[index]), "text")
    after = Factor(kernels(step.total[index]), "kernel", place("kernel", 1, *index))
    return Equation(((before,), (rate, gradient)), after, "difference")


def steepest(step: LearnStep) -> Index:
    """The weight with the largest gradient; the first of them.

    >>> from convmath import learn_kernel
    >>> steepest(learn_kernel([[1, 2]], [[6]], [[0, 0]], learning_rate=1).steps[0])
    (0, 1)
    """
    largest = int(abs(step.gradient.astype(float)).argmax())
    return index_of(largest, step.gradient.shape)


def two_digits(value: Any) -> Fraction:
    """A learning rate that can be read: rounded to two digits.

    >>> str(two_digits(Fraction(1, 25))), str(two_digits(0.123456))
    ('1/25', '3/25')
    """
    unit = Fraction(10) ** (magnitude(Fraction(value)) - 1)
    return round(Fraction(value) / unit) * unit


def limit_formula(limit: Numeral) -> str:
    """The condition on the learning rate, in Typst.

    >>> limit_formula(Numeral("1/30"))
    'eta < frac(1, lambda_max) = frac(1, 30)'
    """
    top, bar, bottom = limit.text.partition("/")
    value = f"frac({top}, {bottom})" if bar else limit.text
    return f"eta < frac(1, lambda_max) {'=' if limit.exact else 'approx'} {value}"


def listed(kernel: NDArray[Any]) -> str:
    """A kernel's numbers in a sentence: all of them, or the first two and the last.

    >>> listed(np.array([[3, -2]])), listed(np.arange(9))
    ('[3, −2]', '[0, 1, …, 8]')
    """
    texts = [numeral(weight).marked for weight in kernel.ravel().tolist()]
    texts = texts if len(texts) <= MOST_LISTED else [*texts[:2], "…", texts[-1]]
    return f"[{', '.join(texts)}]"


def typed(number: Numeral) -> str:
    """A number in Typst."""
    return number.text.replace("/", " \\/ ").replace(MINUS, "-")


def exactly(value: Any) -> str:
    """A number in Python: in full."""
    written = numeral(value)
    return written.text.replace(MINUS, "-") if written.exact else str(value)
