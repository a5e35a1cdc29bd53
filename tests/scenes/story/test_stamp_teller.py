"""Which stamps the story tells, and that a stride of one is not told twice."""

import numpy as np

from convmath import conv_transpose
from scenes.story.stamp_teller import stampings, tell_stamps

K = [[0, 1], [2, 3]]


def texts(stride):
    trace = conv_transpose(K, K, stride=stride)
    board = tell_stamps("transposed", trace, conv_transpose(K, K))
    return [beat.text for beat in board.beats]


def test_stamps_side_by_side_come_first():
    told = texts(2)
    assert told[:6] == ["question", "first", "stamp", "stamp", "stamp", "overlap"]
    assert told[6:9] == ["apart", "first_apart", "run"]


def test_a_stride_of_one_is_told_once():
    assert "apart" not in texts(1)
    assert [each.name for each in stampings(conv_transpose(K, K), conv_transpose(K, K))] == [
        "output"
    ]


def test_every_number_of_the_output_is_told_once_it_is_complete():
    board = tell_stamps("transposed", conv_transpose(K, K), conv_transpose(K, K))
    told = [place for beat in board.beats for place in beat.shown if place.startswith("output[")]
    assert sorted(told) == sorted(f"output[{r}, {c}]" for r, c in np.ndindex(3, 3))
