"""The step limit: at it the loss stays, below it falls, beyond it grows; exact where it can be."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from convmath import (
    ConvMathError,
    cross_correlate,
    curvature,
    example,
    largest_eigenvalue,
    learn_kernel,
    step_limit,
)

EDGES = example("learn_kernel").inputs["input"]
SMALL = arrays(int, st.tuples(st.integers(2, 5), st.integers(2, 5)), elements=st.integers(-3, 3))


def test_the_limit_of_the_book_is_a_thirtieth():
    assert curvature(EDGES, (1, 2)).tolist() == [[18, 12], [12, 18]]
    assert step_limit(EDGES, (1, 2)) == Fraction(1, 30)


@pytest.mark.parametrize(("share", "change"), [("9/10", -1), ("1", 0), ("11/10", 1)])
def test_in_the_long_run_the_loss_falls_below_the_limit_and_grows_beyond(share, change):
    book = example("learn_kernel_from_anywhere")
    rate = Fraction(share) * step_limit(EDGES, (1, 2))
    trace = learn_kernel(**book.inputs, learning_rate=rate, steps=40)
    before, after = (float(trace.steps[number].loss) for number in (-2, -1))
    assert np.sign(round(after - before, 9)) == change


@given(SMALL, arrays(int, (2, 2), elements=st.integers(-3, 3)))
def test_the_loss_grows_by_the_curvature(input, move):
    """Held against the definition: move the kernel, correlate, sum the squares."""
    grown = cross_correlate(input, move).output.astype(object) ** 2
    flat = move.ravel()
    assert (flat @ curvature(input, (2, 2)).astype(object) @ flat) == grown.sum()


@given(SMALL)
def test_eigenvalues_are_those_of_numpy(input):
    matrix = curvature(input, (2, 2))
    expected = np.linalg.eigvalsh(matrix.astype(float))[-1]
    assert float(largest_eigenvalue(matrix)) == pytest.approx(expected, abs=1e-9)


def test_a_whole_eigenvalue_next_to_the_largest_is_not_taken_for_it():
    """The eigenvalues are 2 − √2, 1, 3 and 2 + √2."""
    image = np.array([[0, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0]])
    assert largest_eigenvalue(curvature(image, (2, 2))) == pytest.approx(2 + 2**0.5)
    beside = [[10**5, 0, 0], [0, 10**5, 1], [0, 1, -(10**5)]]  # 10⁵, and √(10¹⁰ + 1)
    assert largest_eigenvalue(beside) == pytest.approx(10**5 + 5e-6, rel=1e-12)
    assert largest_eigenvalue(beside) > 10**5


def test_rational_eigenvalues_are_exact_and_others_floats():
    assert largest_eigenvalue([[Fraction(1, 3), 0], [0, Fraction(1, 7)]]) == Fraction(1, 3)
    assert largest_eigenvalue([[1, 2], [2, 4]]) == 5
    assert isinstance(largest_eigenvalue([[1, 2], [2, 1]]), int)
    assert isinstance(largest_eigenvalue([[1, 1], [1, 0]]), float)
    assert isinstance(largest_eigenvalue(np.eye(2) * 0.1), float)


def test_rational_eigenvalues_beyond_what_floats_hold_are_exact():
    assert largest_eigenvalue([[2**60 + 1]]) == 2**60 + 1
    assert largest_eigenvalue([[10**400, 0], [0, 1]]) == 10**400
    assert largest_eigenvalue([[Fraction(1, 10**400)]]) == Fraction(1, 10**400)
    assert step_limit([2**30 + 1, 3], (1,)) == Fraction(1, (2**30 + 1) ** 2 + 9)


def test_what_has_no_limit_is_refused():
    with pytest.raises(ConvMathError, match="teaches nothing"):
        step_limit([[0, 0, 0]], (1, 2))
    with pytest.raises(ConvMathError, match="symmetric"):
        largest_eigenvalue([[1, 2], [3, 4]])
    with pytest.raises(ConvMathError, match="eigenvalues holds inf"):
        largest_eigenvalue([[1e308, 1e308], [1e308, 1e308]])
