"""An example in a manifest loses nothing."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from convmath import as_exact, parse_number
from rendering.facts import LISTED, array_facts, example_facts, number_text, plain
from scenes.story import Example


@pytest.mark.parametrize("value", [0, -7, 10**30, Fraction(1, 3), Fraction(-1, 10)])
def test_an_exact_number_reads_back(value):
    assert parse_number(number_text(value)) == value


@pytest.mark.parametrize("value", [0.1, -1 / 3, 1e300, 5e-324])
def test_a_float_reads_back(value):
    assert float(number_text(value)) == value


def test_numpys_numbers_are_plain_texts():
    assert [number_text(np.int64(3)), number_text(np.float64(0.1))] == ["3", "0.1"]


def test_arrays_say_whether_they_are_exact():
    exact = array_facts(as_exact([[Fraction(1, 2), 3]]))
    floating = array_facts(as_exact([[0.5, 3.0]]))
    assert exact == {"shape": [1, 2], "exact": True, "values": [["1/2", "3"]]}
    assert floating == {"shape": [1, 2], "exact": False, "values": [["0.5", "3.0"]]}


def test_large_arrays_are_told_apart_by_a_fingerprint():
    one = np.arange(LISTED + 1).reshape(1, -1)
    other = one.copy()
    other[0, 7] = 0
    assert "values" not in array_facts(one)
    assert array_facts(one) == array_facts(one.copy()) != array_facts(other)


def test_parameters_of_every_kind():
    example = Example(
        "stride",
        {"input": as_exact([[1]])},
        {"stride": (3, np.int64(2)), "padding": ((1, 2), "same"), "rate": Fraction(3, 100)},
    )
    assert example_facts(example)["parameters"] == {
        "stride": [3, 2],
        "padding": [[1, 2], "same"],
        "rate": "3/100",
    }


@pytest.mark.parametrize(("value", "stored"), [(None, None), (True, True), (0.5, "0.5")])
def test_plain_values(value, stored):
    assert plain(value) == stored


@pytest.mark.parametrize("value", [object(), Decimal("0.1"), {1, 2}])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises(TypeError, match="a manifest cannot hold"):
        plain(value)


def test_an_input_may_be_a_list_of_layers():
    layers = ["Conv2d(1, 1, 3)", "ReLU()"]
    facts = example_facts(Example.of("receptive_field_stack").replace(layers=layers))
    assert facts["inputs"] == {"layers": layers}
