"""Which numbers meet at a place: held against the windows that convmath cuts out."""

import numpy as np
import pytest

from convmath import Geometry, conv_layer, cross_correlate
from scenes.story.layers import LayerTeller
from scenes.story.meeting import meeting, window_equation
from scenes.story.places import parsed

CHANCE = np.random.default_rng(5)
INPUT, WEIGHT = CHANCE.integers(-9, 9, (2, 5, 6)), CHANCE.integers(-9, 9, (3, 2, 2, 3))
SLIDE = {"padding": (1, 0), "stride": (2, 1), "dilation": (1, 2)}
TRACE = conv_layer(INPUT, WEIGHT, **SLIDE)


@pytest.mark.parametrize("index", [(0, 0), (2, 1), (1, 0)])
@pytest.mark.parametrize("channel", [0, 1])
def test_the_pairs_of_a_window_are_those_of_the_trace(index, channel):
    step = TRACE.steps.at((1, *index))
    told = LayerTeller("multi_output_channels", {}, {"input": INPUT, "weight": WEIGHT}, {})
    pairs = list(meeting(TRACE.geometry, f"input[{channel}]", f"weight[1, {channel}]", index))
    numbers = [[told.numeral(place).text.replace("−", "-") for place in pair] for pair in pairs]
    operands, weights = step.operands[channel].flat, step.weights[channel].flat
    assert numbers == [[str(x), str(w)] for x, w in zip(operands, weights, strict=True)]
    outside = [place.startswith("padding[") for place, _ in pairs]
    assert outside == (~step.inside).ravel().tolist()


def test_arrays_without_channels_have_shorter_places():
    assert list(meeting(Geometry.of((2, 2), (1, 2)), "x", "k", (1, 0))) == [
        ("x[1, 0]", "k[0, 0]"),
        ("x[1, 1]", "k[0, 1]"),
    ]


def test_an_equation_has_the_numbers_of_its_places_and_comes_to_its_total():
    x, k = INPUT[0], WEIGHT[0, 0]
    trace = cross_correlate(x, k, **SLIDE)
    arrays = {"x": x, "k": k, "y": trace.output}
    for index in np.ndindex(trace.output.shape):
        equation = window_equation(trace, index, ("x", "k", "y"), ("output", "kernel", "text"))
        assert {factor.role for term in equation.terms for factor in term} == {"output", "kernel"}
        products = [np.prod([_at(arrays, factor) for factor in term]) for term in equation.terms]
        assert sum(products) == _at(arrays, equation.total) == trace.output[index]


def _at(arrays, factor):
    """What stands at a factor's place, once its writing says the same."""
    name, index = parsed(factor.place)
    number = 0 if name == "padding" else arrays[name][index]
    assert factor.numeral.text.replace("−", "-") == str(number)
    return number
