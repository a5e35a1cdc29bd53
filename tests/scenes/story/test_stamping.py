"""Stamps: where they land, what they come to, and the correlation that gives the same."""

import numpy as np
import pytest
import torch

from convmath import conv_transpose
from scenes.story.beat import StoryError
from scenes.story.stamping import Stamping, as_correlation, stretched

K = [[0, 1], [2, 3]]
CHANCE = np.random.default_rng(4)


def in_torch(x, k, **options):
    x, k = (torch.tensor(np.array(each, dtype=float))[None, None] for each in (x, k))
    return torch.nn.functional.conv_transpose2d(x, k, **options).numpy()[0, 0]


def test_the_sums_of_the_book_one_after_another():
    stamping = Stamping(conv_transpose(K, K))
    assert stamping.stamps[3].tolist() == [[0, 3], [6, 9]]
    assert stamping.sums[1].tolist() == [[0, 0, 1], [0, 2, 3], [0, 0, 0]]
    assert stamping.sums[-1].tolist() == [[0, 0, 1], [0, 4, 6], [4, 12, 9]]


def test_most_stamps_land_in_the_middle():
    stamping = Stamping(conv_transpose(K, K))
    assert stamping.busiest() == (1, 1)
    assert stamping.equation((1, 1)).text() == "0·3 + 1·2 + 2·1 + 3·0 = 4"


def test_a_cell_is_complete_with_its_last_stamp_and_an_empty_one_with_the_first():
    stamping = Stamping(conv_transpose([[1, 2]], [[1]], stride=2))
    assert stamping.completed(range(2)) == [[(0, 0), (0, 1)], [(0, 2)]]
    landings = stamping.landings(0)
    assert {(landing.offset, landing.place) for landing in landings} == {
        ((0, 0), "output[0, 0]"),
        (None, "output[0, 1]"),
    }


def test_where_a_stamp_follows_there_is_a_sum_so_far():
    places = [landing.place for landing in Stamping(conv_transpose(K, K)).landings(0)]
    assert places == ["output[0, 0]", "output_sum[0, 0, 1]", "output_sum[0, 1, 0]"] + [
        "output_sum[0, 1, 1]"
    ]


def test_of_many_stamps_only_the_first_are_followed():
    stamping = Stamping(conv_transpose(np.ones((3, 3), int), K))
    assert len(stamping.stamps) == len(stamping.sums) == 2
    assert stamping.count == 9


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"stride": 2},
        {"stride": (1, 3)},
        {"padding": 1},
        {"dilation": 2, "stride": 2},
        {"stride": 3, "padding": 1, "output_padding": (1, 2)},
        {"stride": 2, "dilation": 3, "padding": 2, "output_padding": 2},
    ],
)
def test_zeros_and_a_turned_kernel_give_what_pytorch_gives(options):
    x, k = CHANCE.integers(-9, 10, (3, 4)), CHANCE.integers(-9, 10, (2, 3))
    trace = as_correlation(Stamping(conv_transpose(x, k, **options)))
    assert np.array_equal(trace.output, in_torch(x, k, **options))


def test_no_window_shows_padding_beyond_the_kernel():
    assert as_correlation(Stamping(conv_transpose(np.ones((5, 5), int), [[1]], padding=1))) is None


def test_a_stretched_input_has_its_numbers_a_stride_apart():
    assert stretched(np.array([[1, 2], [3, 4]]), (2, 3)).tolist() == [
        [1, 0, 0, 2],
        [0, 0, 0, 0],
        [3, 0, 0, 4],
    ]


def test_a_series_is_refused():
    with pytest.raises(StoryError, match="give it rows and columns"):
        Stamping(conv_transpose([1, 2], [1, 2]))
