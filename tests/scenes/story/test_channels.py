"""The story of input channels: what it refuses, and its equations at padded places."""

import numpy as np
import pytest

from convmath import conv_layer
from scenes.story.beat import StoryError
from scenes.story.channels import ChannelTeller, Names, channel_equation, partial_sums

CHANCE = np.random.default_rng(9)
INPUT, WEIGHT = CHANCE.integers(1, 9, (2, 3, 3)), CHANCE.integers(1, 9, (1, 2, 2, 2))


def test_what_the_channels_give_adds_up_to_the_output():
    trace = conv_layer(INPUT, WEIGHT, padding=1, stride=2)
    assert (partial_sums(trace).sum(axis=0) == trace.output[0]).all()


def test_operands_in_the_padding_are_named_from_its_corner():
    trace = conv_layer(INPUT, WEIGHT, padding=1)
    equation = channel_equation(trace, partial_sums(trace), 1, (0, 0))
    assert [term[0].place for term in equation.terms] == [
        "padding[1, 0, 0]",
        "padding[1, 0, 1]",
        "padding[1, 1, 0]",
        "input[1, 0, 0]",
    ]
    assert [term[1].place for term in equation.terms][-1] == "weight[1, 1, 1]"


def test_other_names_are_used_throughout():
    trace, names = conv_layer(INPUT, WEIGHT), Names("image", "filter", "part", "map")
    equation = channel_equation(trace, partial_sums(trace), 0, (1, 1), names)
    assert equation.terms[0][0].place == "image[0, 1, 1]"
    assert equation.total.place == "part[0, 1, 1]"


@pytest.mark.parametrize(
    ("trace", "fault"),
    [
        (conv_layer(INPUT, np.concatenate([WEIGHT] * 3)), "3 output channels makes as many maps"),
        (conv_layer(INPUT[None], WEIGHT), r"shape \(1, 2, 3, 3\) is no image"),
    ],
)
def test_what_has_no_picture_is_refused(trace, fault):
    with pytest.raises(StoryError, match=fault):
        ChannelTeller("multi_input_channels", trace)
