"""Which numbers meet at a place: held against the windows that convmath cuts out."""

import numpy as np
import pytest

from convmath import Geometry, conv_layer
from scenes.story.beat import StoryError
from scenes.story.layers import LayerTeller, meeting
from scenes.story.output_channels import OutputTeller, shown_kernels

CHANCE = np.random.default_rng(5)
INPUT, WEIGHT = CHANCE.integers(-9, 9, (2, 5, 6)), CHANCE.integers(-9, 9, (3, 2, 2, 3))
TRACE = conv_layer(INPUT, WEIGHT, padding=(1, 0), stride=(2, 1), dilation=(1, 2))


def teller():
    return LayerTeller("multi_output_channels", {}, {"input": INPUT, "weight": WEIGHT}, {})


@pytest.mark.parametrize("index", [(0, 0), (2, 1), (1, 0)])
@pytest.mark.parametrize("channel", [0, 1])
def test_the_pairs_of_a_window_are_those_of_the_trace(index, channel):
    step, told = TRACE.steps.at((1, *index)), teller()
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


def test_a_place_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'input' is no place"):
        teller().numeral("input")


def test_the_sum_of_a_kernel_goes_through_all_channels():
    told = OutputTeller("multi_output_channels", TRACE)
    equation = told.sum_at(2, (1, 1))
    assert len(equation.terms) == WEIGHT[0].size
    assert equation.total.numeral.text.replace("−", "-") == str(TRACE.output[2, 1, 1])


def test_every_kernel_is_drawn_up_to_three():
    assert [shown_kernels(count) for count in (1, 3, 4)] == [[0], [0, 1, 2], [0, 1, 3]]


def test_a_batch_is_refused():
    with pytest.raises(StoryError, match="is no image: use"):
        OutputTeller("multi_output_channels", conv_layer(INPUT[None], WEIGHT))
