"""The story of input channels: what it refuses, and its equations at padded places."""

import numpy as np
import pytest

from convmath import conv_layer
from scenes.story.beat import StoryError
from scenes.story.channels import ChannelTeller, Names, partial_sums

CHANCE = np.random.default_rng(9)
INPUT, WEIGHT = CHANCE.integers(1, 9, (2, 3, 3)), CHANCE.integers(1, 9, (1, 2, 2, 2))


def test_what_the_channels_give_adds_up_to_the_output():
    trace = conv_layer(INPUT, WEIGHT, padding=1, stride=2)
    assert (partial_sums(trace).sum(axis=0) == trace.output[0]).all()


def test_operands_in_the_padding_are_named_from_its_corner():
    teller = ChannelTeller("multi_input_channels", conv_layer(INPUT, WEIGHT, padding=1))
    equation = teller.channel_at(1, (0, 0))
    assert [term[0].place for term in equation.terms] == [
        "padding[1, 0, 0]",
        "padding[1, 0, 1]",
        "padding[1, 1, 0]",
        "input[1, 0, 0]",
    ]
    assert [term[1].place for term in equation.terms][-1] == "weight[1, 1, 1]"
    assert equation.total.numeral.text == str(INPUT[1, 0, 0] * WEIGHT[0, 1, 1, 1])


def test_after_the_turn_another_layer_is_told_by_its_own_names():
    teller = ChannelTeller("multi_input_channels", conv_layer(INPUT, WEIGHT))
    teller.turn(conv_layer(INPUT, WEIGHT, padding=1), Names("image", "filter", "part", "map"))
    equation = teller.channel_at(0, (1, 1))
    assert equation.terms[0][0].place == "image[0, 0, 0]"
    assert equation.total.place == "part[0, 1, 1]"
    added = teller.sum_at((1, 1))
    assert [term[0].place for term in added.terms] == ["part[0, 1, 1]", "part[1, 1, 1]"]
    assert added.total.place == "map[0, 1, 1]"
    assert {"input", "image"} < teller.arrays.keys()


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
