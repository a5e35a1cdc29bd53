"""A worked sum shows its terms in order, folds where it must, and writes = only where it holds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convmath import cross_correlate
from scenes.story.sums import LONGEST_CAPTION, Notations, Sum, fold


def written(operands, weights):
    """The sum of the one window of a row of numbers under a kernel as long."""
    trace = cross_correlate([operands], [weights])
    return Sum.of(trace.steps[0], Notations.of(trace))


def test_the_books_first_window():
    assert written([0, 1, 3, 4], [0, 1, 2, 3]).text() == "0·0 + 1·1 + 3·2 + 4·3 = 19"


def test_signs_and_fractions_get_parentheses():
    text = written([-1, Fraction(1, 3)], [2, Fraction(-1, 2)]).text()
    assert text == "(−1)·2 + (1/3)·(−0.5) = −13/6"


@pytest.mark.parametrize(
    ("operands", "weights", "relation"),
    [
        ([1], [1], "="),
        ([1 / 3], [3], "≈"),
        ([1], [1 / 3], "≈"),
        ([0.5], [0.5], "="),
        ([Fraction(1, 3)], [3], "="),
    ],
)
def test_an_equals_sign_stands_between_equal_things_only(operands, weights, relation):
    assert written(operands, weights).relation == relation


@given(st.lists(st.integers(-999, 999), min_size=1, max_size=144))
def test_a_caption_is_never_too_long_and_ends_in_the_total(numbers):
    total = sum(numbers)
    text = written(numbers, [1] * len(numbers)).text()
    assert len(text) <= LONGEST_CAPTION
    assert text.endswith(f"= {total}".replace("-", "−"))


def test_folding_keeps_the_first_and_the_last():
    parts = list("abcde")
    assert fold(parts, 5, "…") == parts
    assert fold(parts, 3, "…") == ["a", "b", "…", "e"]
    assert fold(parts, 1, "…") == ["…", "e"]
