"""A 1×1 layer and a dense layer: the same numbers, held against PyTorch's unfolding of pixels."""

import numpy as np
import pytest

from convmath import conv_layer
from scenes.story.beat import StoryError
from scenes.story.pointwise import PointwiseTeller, pointwise_arrays

CHANCE = np.random.default_rng(7)
INPUT, WEIGHT = CHANCE.integers(-9, 9, (3, 2, 4)), CHANCE.integers(-9, 9, (5, 3, 1, 1))
BIAS = CHANCE.integers(-9, 9, 5)


def test_the_dense_layer_has_a_row_for_each_pixel_and_a_column_for_each_map():
    arrays = pointwise_arrays(conv_layer(INPUT, WEIGHT, BIAS))
    assert arrays["dense"].shape == (8, 5)
    assert (arrays["dense"].T.reshape(5, 2, 4) == arrays["output"]).all()
    assert (arrays["pixels"][5] == INPUT[:, 1, 1]).all()
    assert (arrays["output"][2, 1, 3]) == WEIGHT[2, :, 0, 0] @ INPUT[:, 1, 3] + BIAS[2]


def test_a_batch_of_one_is_an_image_and_no_bias_is_zero():
    arrays = pointwise_arrays(conv_layer(INPUT[None], WEIGHT))
    assert arrays["input"].shape == INPUT.shape
    assert arrays["bias"].tolist() == [0] * 5


@pytest.mark.parametrize(
    ("trace", "fault"),
    [
        (conv_layer(INPUT, np.ones((1, 3, 1, 2), int)), "a kernel of 1×2 sees more than one pixel"),
        (conv_layer(np.stack([INPUT] * 2), WEIGHT), r"shape \(2, 3, 2, 4\) cannot be followed"),
        (conv_layer(INPUT, WEIGHT, stride=2), "without padding or stride"),
        (conv_layer(INPUT[0], WEIGHT[..., 0][:, :2]), "a kernel of 1 sees more"),
    ],
)
def test_what_has_no_picture_is_refused(trace, fault):
    with pytest.raises(StoryError, match=fault):
        PointwiseTeller("one_by_one", trace)


def test_every_output_of_every_pixel_is_told():
    board = PointwiseTeller("one_by_one", conv_layer(INPUT, WEIGHT, BIAS)).tell()
    told = {place for beat in board.beats for place in beat.shown}
    for name in ("output", "dense"):
        shape = board.arrays[name].shape
        places = {f"{name}[{', '.join(map(str, index))}]" for index in np.ndindex(shape)}
        assert places <= told
