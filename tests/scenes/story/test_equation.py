"""A worked equation keeps its terms in order, folds where it must, and writes = where it holds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convmath import cross_correlate
from scenes.story.equation import LONGEST_CAPTION, Equation, Factor, Notations
from scenes.story.numerals import Numeral


def written(operands, weights):
    """The sum of the one window of a row of numbers under a kernel as long."""
    trace = cross_correlate([operands], [weights])
    return Equation.of_window(trace.steps[0], Notations.of(trace))


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


def numbers(*texts):
    return tuple((Factor(Numeral(text)),) for text in texts)


@pytest.mark.parametrize(
    ("form", "count", "text"),
    [
        ("sum", 0, "−1 + (−2) + 1/3 = 4"),
        ("mean", 0, "(−1 + (−2) + 1/3)/3 = 4"),
        ("mean", 6, "(−1 + (−2) + 1/3)/6 = 4"),
        ("max", 0, "max(−1, −2, 1/3) = 4"),
    ],
)
def test_every_form_reads_without_doubt(form, count, text):
    terms = numbers("−1", "−2", "1/3")
    assert Equation(terms, Factor(Numeral("4")), form, count).text() == text


@pytest.mark.parametrize("form", ["sum", "mean", "max"])
@pytest.mark.parametrize("kept", [1, 2, 3, 4])
def test_every_number_that_is_kept_belongs_to_its_term(form, kept):
    equation = Equation(numbers("1", "2", "3", "4"), Factor(Numeral("4")), form)
    tokens = equation.tokens(kept)
    kept_terms = [token.term for token in tokens if token.factor >= 0]
    assert kept_terms == ([0, 1, 2, 3] if kept == 4 else [*range(kept - 1), 3])
    assert {token.term for token in tokens} == {-1, *kept_terms}
    assert sum(token.text == "⋯" for token in tokens) == (kept < 4)
