"""Arguments that are taken as they are meant, whoever's type they have, and refused otherwise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convmath import ConvMathError
from convmath.checks import (
    MAX_ELEMENTS,
    MAX_WHOLE,
    check_axis,
    check_size,
    whole_number,
    yes_or_no,
)


@pytest.mark.parametrize("value", [3, np.int8(3), np.uint64(3), np.array(3)])
def test_whole_numbers_of_any_type_are_python_numbers(value):
    assert type(whole_number(value, "stride", 1)) is int
    assert whole_number(value, "stride", 1) == 3


@pytest.mark.parametrize("value", [True, np.True_, 3.0, "3", None, [3], MAX_WHOLE + 1, 0])
def test_what_is_no_whole_number_of_the_range_is_refused(value):
    with pytest.raises(ConvMathError, match=r"^stride "):
        whole_number(value, "stride", 1)


@given(st.integers(1, 6), st.integers(-6, 5))
def test_axes_are_those_that_numpy_knows(rank, axis):
    if -rank <= axis < rank:
        assert check_axis(axis, rank, "axis") == range(rank)[axis]
    else:
        with pytest.raises(ConvMathError, match="axis"):
            check_axis(axis, rank, "axis")


def test_only_true_and_false_are_yes_and_no():
    assert yes_or_no(np.True_, "bias") is True
    for value in (1, "yes", None):
        with pytest.raises(ConvMathError, match="use True or False"):
            yes_or_no(value, "bias")


def test_the_largest_size_is_allowed_and_no_larger_one():
    check_size((MAX_ELEMENTS // 2, 2), "the output")
    with pytest.raises(ConvMathError, match=f"would hold {MAX_ELEMENTS + 1} numbers"):
        check_size((MAX_ELEMENTS + 1,), "the output")
