"""A number on screen is the number itself, or says that it is not."""

import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story.numerals import LONGEST, MINUS, Notation, Numeral, numeral

NUMBERS = st.one_of(
    st.integers(),
    st.fractions(),
    st.floats(allow_nan=False, allow_infinity=False),
)


def value_of(text):
    return Fraction(text.replace(MINUS, "-"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-7, "−7"),
        (1234567, "1234567"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 10), "0.1"),
        (Fraction(-5, 4), "−1.25"),
        (Fraction(1, 10_000), "0.0001"),
        (Fraction(4, 2), "2"),
        (0.5, "0.5"),
        (3.0, "3"),
        (-0.0, "0"),
        (np.int64(12), "12"),
        (np.float64(0.25), "0.25"),
    ],
)
def test_what_is_short_is_written_in_full(value, text):
    assert numeral(value) == Numeral(text, exact=True)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1 / 3, "0.333"),
        (0.1, "0.1"),  # the float nearest to 1/10 is not 1/10
        (-2 / 3, "−0.667"),
        (Fraction(12345, 6789), "1.82"),
        (12345.678, "12346"),
        (1e-7, "1.0e−7"),
        (123456789, "1.2e8"),
        (10**400, "1.0e400"),
    ],
)
def test_what_is_long_is_rounded_and_says_so(value, text):
    assert numeral(value) == Numeral(text, exact=False)


@given(NUMBERS)
def test_exact_means_equal(value):
    written = numeral(value)
    if written.exact:
        assert value_of(written.text) == Fraction(value)


@given(NUMBERS)
def test_a_rounded_number_is_within_five_percent(value):
    error = abs(value_of(numeral(value).text) - Fraction(value))
    assert error <= abs(Fraction(value)) * Fraction(5, 100)


@given(NUMBERS)
def test_only_glyphs_that_the_stage_can_draw(value):
    written = numeral(value)
    assert re.fullmatch(r"−?[\d./]+(e−?\d+)?", written.text)
    assert not written.exact or len(written.text) <= LONGEST


@pytest.mark.parametrize("value", [Fraction(1, 10**7), Fraction(10**9, 7), Fraction(1, 3 * 10**9)])
def test_very_large_and_very_small_fractions(value):
    assert not numeral(value).exact


def test_a_rounded_number_is_marked_where_it_stands_alone():
    assert numeral(1 / 3).marked == "≈0.333"
    assert numeral(3).marked == "3"


@pytest.mark.parametrize(
    ("value", "factor"),
    [(3, "3"), (-3, "(−3)"), (Fraction(1, 3), "(1/3)"), (Fraction(1, 2), "0.5")],
)
def test_a_factor_gets_parentheses_where_it_needs_them(value, factor):
    assert numeral(value).factor == factor


@given(st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=9))
def test_a_number_of_a_matrix_keeps_its_leading_digits_and_only_0_is_0(values):
    notation = Notation.of(np.array([values]))
    for value in values:
        written = notation(value)
        assert not written.exact or value_of(written.text) == Fraction(value)
        assert (value_of(written.text) == 0) == (value == 0)
        assert abs(value_of(written.text) - Fraction(value)) <= abs(Fraction(value)) / 2


def test_exact_numbers_and_short_floats_are_written_in_full():
    assert Notation.of(np.array([[Fraction(1, 3), 10**9]], dtype=object)).digits is None
    assert Notation.of(np.array([[0.5, 1.25]])).digits is None
    assert Notation.of(np.array([[0.5, 0.1]])).digits == 2
