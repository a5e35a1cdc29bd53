"""The film about output channels: one kernel after another, each through all input channels."""

import numpy as np
import pytest

from convmath import conv_layer
from scenes.story.beat import StoryError
from scenes.story.output_channels import OutputTeller, shown_kernels

CHANCE = np.random.default_rng(5)
INPUT, WEIGHT = CHANCE.integers(-9, 9, (2, 5, 6)), CHANCE.integers(-9, 9, (3, 2, 2, 3))
TRACE = conv_layer(INPUT, WEIGHT, padding=(1, 0), stride=(2, 1), dilation=(1, 2))


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
