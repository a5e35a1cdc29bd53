"""The story of signals: sums, areas and corners, held against NumPy and the definition."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convmath import convolution
from scenes.story import Example, StoryError
from scenes.story.signals import SignalTeller, mirrored, outline, product_at, stairs

NUMBERS = st.lists(st.integers(-9, 9), min_size=1, max_size=5)
PLACES = st.integers(-3, 3)


def teller(f, g, start=0, kernel_start=0):
    example = Example.of("convolution_1d").replace(
        input=f, kernel=g, start=start, kernel_start=kernel_start
    )
    return SignalTeller("convolution_1d", example.run())


@given(NUMBERS, NUMBERS, PLACES, PLACES)
def test_the_integral_meets_the_sums_one_unit_later(f, g, start, kernel_start):
    told = teller(f, g, start, kernel_start)
    sums = told.sums()
    assert [int(y) for _, y in sums] == np.convolve(f, g).tolist()
    result = convolution(*told.functions)
    assert [result(t) for t, _ in sums] == [y for _, y in sums]


@given(NUMBERS, NUMBERS, PLACES)
def test_the_worked_area_is_that_of_the_rectangles(f, g, start):
    told = teller(f, g, start)
    corners = product_at(*told.functions, told.time())
    pieces = pairwise(corners)
    area = sum((after[0] - before[0]) * before[1] for before, after in pieces)
    equation = told.area()
    assert Fraction(equation.total.numeral.text.replace("−", "-")) == area
    assert area == convolution(*told.functions)(told.time())


def test_every_number_is_called_by_its_place():
    told = teller([1, 2, 3], [4, 5, 6], start=-1)
    equation = told.equation(told.steps[1])
    assert told.steps[1].n == 0
    places = [[factor.place for factor in term] for term in equation.terms]
    assert places == [["input[0]", "turned[1]"], ["input[1]", "turned[2]"]]
    assert equation.text() == "1·5 + 2·4 = 13"


def test_corners_jump_where_the_function_does_and_curves_are_sampled():
    steps = stairs(np.array([1, 3]), 0)
    assert outline(steps) == ((0, 0), (0, 1), (1, 1), (1, 3), (2, 3), (2, 0))
    assert mirrored(steps, Fraction(5))[0] == (3, 0)
    bend = type(steps).of([0, 1], [[0, 0, 1]])
    assert (Fraction(1, 4), Fraction(1, 16)) in outline(bend)


def test_signals_too_long_to_be_seen_are_refused():
    with pytest.raises(StoryError, match="10 numbers that pass 10 need 28 places, more than 24"):
        teller(range(10), range(10))
