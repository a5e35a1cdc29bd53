"""Separable layers: the two traces, and what they cost beside a standard one."""

import numpy as np
import pytest

from convmath import Geometry
from scenes.story import Example
from scenes.story.beat import StoryError
from scenes.story.depthwise import DepthwiseTeller, parameters, separable_traces

CHANCE = np.random.default_rng(8)
INPUT = CHANCE.integers(-9, 9, (4, 4, 5))
DEPTHWISE = CHANCE.integers(-9, 9, (4, 1, 2, 3))
POINTWISE = CHANCE.integers(-9, 9, (5, 4, 1, 1))


EXAMPLE = Example.of("depthwise_separable").replace(
    input=INPUT, depthwise=DEPTHWISE, pointwise=POINTWISE
)


def codes(beat):
    rows = dict(next(motion.about for motion in beat.motions if motion.verb == "named"))
    assert list(rows) == ["standard", "separable"]
    return tuple(rows.values())


@pytest.mark.parametrize("options", [{}, {"padding": (1, 2), "stride": 2, "dilation": (2, 1)}])
def test_each_channel_meets_its_own_kernel_and_no_other(options):
    torch = pytest.importorskip("torch")
    first, second = separable_traces(INPUT, DEPTHWISE, POINTWISE, **options)
    tensors = [torch.tensor(array).double() for array in (INPUT, DEPTHWISE, POINTWISE)]
    middle = torch.nn.functional.conv2d(tensors[0][None], tensors[1], groups=4, **options)
    assert (middle[0].numpy() == first.output).all()
    output = torch.nn.functional.conv2d(middle, tensors[2])
    assert (output[0].numpy() == second.output).all()


def test_costs_are_written_as_products_that_are_true():
    geometry = Geometry.of((56, 56), (3, 3), padding=1)
    assert parameters(geometry, 64, 64) == [
        "c_o c_i k_h k_w = 64 dot 64 dot 3 dot 3 = 36864",
        "c_i k_h k_w + c_o c_i = 64 dot 3 dot 3 + 64 dot 64 = 4672",
    ]


def test_the_story_says_the_costs_of_this_layer_and_of_the_larger_one():
    beats = {beat.name: beat for beat in DepthwiseTeller("depthwise", EXAMPLE).tell().beats}
    own, large = beats["parameters"].values, beats["large"].values
    assert codes(beats["large"]) == (
        "c_o c_i k_h k_w = 64 dot 64 dot 3 dot 3 = 36864",
        "64 dot 3 dot 3 + 64 dot 64 = 4672",
    )
    assert codes(beats["multiplications"])[1] == "9 dot (4 dot 2 dot 3 + 5 dot 4) = 396"
    assert codes(beats["program"]) == codes(beats["parameters"])
    assert (own["standard"], own["separable"]) == (str(5 * 4 * 6), str(4 * 6 + 5 * 4))
    assert (own["products"], own["fewer"]) == (str(9 * 120), str(9 * 44))
    assert large["window"] == "3×3"
    assert (large["many"], large["standard"], large["separable"]) == ("64", "36864", "4672")


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        ({}, []),
        ({"padding": 1}, ["zeros_around"]),
        ({"stride": (1, 2), "dilation": 2}, ["long_steps", "spread_kernels"]),
    ],
)
def test_what_is_unusual_about_the_windows_is_said(changes, texts):
    beats = DepthwiseTeller("depthwise", EXAMPLE.replace(**changes)).tell().beats
    first = [beat.text for beat in beats].index("first")
    assert [beat.text for beat in beats[:first]] == ["question", "split", *texts]


@pytest.mark.parametrize(
    ("depthwise", "pointwise", "fault"),
    [
        (np.ones((2, 2, 2, 2), int), np.ones((1, 2, 1, 1), int), "2 kernels for an input of"),
        (DEPTHWISE, np.ones((1, 4, 2, 1), int), "a pointwise kernel of 2×1 is none"),
    ],
)
def test_what_has_no_picture_is_refused(depthwise, pointwise, fault):
    with pytest.raises(StoryError, match=fault):
        separable_traces(INPUT, depthwise, pointwise)
