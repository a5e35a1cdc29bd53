"""Axes: their numbers are round, exact and few, and every value lies between the ends."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story import StoryError
from scenes.story.axis import Axis, magnitude, tick_text

FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9)
POSITIVE = st.fractions(min_value=Fraction(1, 10**9), max_value=10**12)


def written(axis, most=5):
    return [text for _, text in axis.ticks(most)]


@given(st.lists(FRACTIONS, min_size=1, max_size=5))
def test_a_linear_axis_ends_at_ticks_around_all_of_its_values(values):
    axis = Axis.of(values)
    ticks = [value for value, _ in axis.ticks(100)]
    assert axis.low <= min(values)
    assert axis.high >= max(values)
    assert {axis.low, axis.high} <= set(ticks) or len(set(values)) == 1
    assert len(ticks) >= 2


@given(st.lists(POSITIVE, min_size=1, max_size=5))
def test_a_logarithmic_axis_ends_at_powers_of_ten(values):
    axis = Axis.of(values, logarithmic=True)
    assert Fraction(10) ** magnitude(axis.low) == axis.low <= min(values)
    assert max(values) <= axis.high == Fraction(10) ** magnitude(axis.high)
    assert all(0 <= axis.share(value) <= 1 for value in values)


@given(st.one_of(POSITIVE, FRACTIONS))
def test_the_writing_of_a_round_number_is_that_number(value):
    round_number = Fraction(10) ** magnitude(value) if value > 0 else Fraction(0)
    assert Fraction(tick_text(round_number).replace("−", "-")) == round_number


@given(st.lists(FRACTIONS, min_size=2, max_size=4, unique=True), st.integers(2, 10))
def test_there_are_at_most_as_many_ticks_as_are_asked_for(values, most):
    axis = Axis.of(values, snug=True)
    ticks = [value for value, _ in axis.ticks(most)]
    assert len(ticks) <= most + 1
    assert all(axis.low <= tick <= axis.high for tick in ticks)


def test_what_is_counted_has_whole_numbers():
    assert written(Axis.of(range(1, 4), whole=True)) == ["1", "2", "3"]
    assert written(Axis.of(range(1, 4))) != ["1", "2", "3"]


def test_many_decades_are_thinned_out_evenly():
    axis = Axis.of([Fraction(1, 10**9), 10**9], logarithmic=True)
    assert written(axis) == ["1e−9", "1e−5", "0.1", "1000", "1e7"]


def test_zero_has_no_place_on_a_logarithmic_axis():
    axis = Axis.of([0, 1, 100], logarithmic=True)
    assert (axis.low, axis.high) == (1, 100)
    assert not axis.shows(0)
    with pytest.raises(StoryError, match="above 0"):
        Axis.of([0], logarithmic=True)


def test_numbers_beyond_every_float_have_places():
    axis = Axis.of([1, 10**400], logarithmic=True)
    assert axis.share(Fraction(10) ** 200) == pytest.approx(0.5)
