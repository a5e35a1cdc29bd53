"""Which stamps the story tells, and that a stride of one is not told twice."""

import numpy as np
import pytest

from scenes.story import Example
from scenes.story.stamp_teller import asked, stampings, tell_stamps

BOOK = Example.of("transposed_stride")


def texts(**changes):
    return [beat.text for beat in tell_stamps("transposed", BOOK.replace(**changes)).beats]


def test_stamps_side_by_side_come_first():
    told = texts()
    assert told[:6] == ["question", "first", "stamp", "stamp", "stamp", "overlap"]
    assert told[6:9] == ["apart", "first_apart", "run"]


def test_where_no_stamps_overlap_none_are_added_up():
    assert "overlap" not in texts(input=[[1, 2, 3]], kernel=[[4], [5]], stride=(1, 2))
    assert "overlap" in texts(input=[[1, 2, 3]], kernel=[[4, 5]], stride=(1, 2))


@pytest.mark.parametrize(("columns", "drawn"), [(3, True), (9, False)])
def test_the_size_is_told_where_the_last_stamp_lies(columns, drawn):
    board = tell_stamps("transposed", BOOK.replace(input=[list(range(columns))]))
    size = next(beat for beat in board.beats if beat.text == "size")
    (window,) = (motion for motion in size.motions if motion.verb == "window")
    source, covered = window.about
    assert (source.columns[0], covered.columns[-1]) == (columns - 1, 2 * columns - 1)
    assert ("stamp" in [motion.verb for motion in size.motions]) == drawn


def test_a_stride_of_one_is_told_once():
    assert "apart" not in texts(stride=1)
    assert [each.name for each in stampings(BOOK.replace(stride=1))] == ["output"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"padding": 1}, ["apart", "cut", "size"]),
        ({"padding": 1, "stride": 1}, ["cut", "size"]),
        ({"output_padding": 1}, ["apart", "extra", "around_extra", "size_extra"]),
        ({"output_padding": (0, 1), "padding": 1}, ["apart", "extra", "cut", "size_extra"]),
        ({"dilation": 2, "stride": 1}, ["spread", "around_spread", "size"]),
        ({"dilation": (1, 2)}, ["apart_spread", "around_spread", "size"]),
    ],
)
def test_every_parameter_is_told(changes, told):
    known = ("apart", "spread", "apart_spread", "extra", "cut", "size", "size_extra")
    found = [text for text in texts(**changes) if text in (*known, *told)]
    assert found == told


def test_before_padding_is_cut_off_all_is_stamped():
    changes = {"padding": ((0, 1), (1, 1)), "output_padding": (1, 0)}
    close, wide = stampings(BOOK.replace(**changes))
    assert (close.trace.output.shape, wide.trace.output.shape) == ((3, 3), (5, 4))
    own = asked(BOOK.replace(**changes))
    assert own.trace.output.tolist() == wide.trace.output[:4, 1:3].tolist()


def test_every_number_of_the_output_is_told_once_it_is_complete():
    board = tell_stamps("transposed", BOOK.replace(stride=1))
    told = [place for beat in board.beats for place in beat.shown if place.startswith("output[")]
    assert sorted(told) == sorted(f"output[{r}, {c}]" for r, c in np.ndindex(3, 3))
