"""A bar is as long as its share, and the largest one stands out."""

import numpy as np
import pytest

from scenes.stage.bars import THINNEST, Bars
from scenes.stage.layout import Region
from scenes.stage.theme import DARK
from scenes.story.numerals import Numeral

REGION = Region(0, 0, 5, 3)
SHARES = np.array([[0.2], [0.7], [0.1], [0.0]])
TOLD = {"share[0, 0]": Numeral("0.2"), "share[1, 0]": Numeral("0.7")}


@pytest.fixture
def bars():
    grown = Bars(["shirt", "ankle boot", "bag", "coat"], "share", SHARES, REGION, DARK)
    animation = grown.grow(TOLD)
    animation.begin()
    animation.finish()
    return grown


def test_lengths_are_in_proportion(bars):
    lengths = [bar.width for bar in bars.bars]
    assert lengths[1] / lengths[0] == pytest.approx(3.5, rel=0.02)
    assert lengths[3] == pytest.approx(THINNEST, rel=0.1)


def test_bars_begin_on_one_line_and_are_in_order(bars):
    lefts = {round(float(bar.get_left()[0]), 6) for bar in bars.bars}
    heights = [float(bar.get_y()) for bar in bars.bars]
    assert len(lefts) == 1
    assert heights == sorted(heights, reverse=True)


def test_only_the_largest_is_in_the_outputs_colour(bars):
    colours = [bar.get_fill_color().to_hex().lower() for bar in bars.bars]
    assert [colour == DARK.output for colour in colours] == [False, True, False, False]


def test_numbers_stand_at_the_ends_of_their_bars_inside_the_region(bars):
    assert [(one.place, one.text) for one in bars.numbers] == [
        ("share[0, 0]", "0.2"),
        ("share[1, 0]", "0.7"),
    ]
    for written, bar in zip(bars.numbers, bars.bars, strict=False):
        assert written.get_left()[0] > bar.get_right()[0]
        assert written.get_right()[0] <= REGION.right
        assert written.get_y() == pytest.approx(bar.get_y(), abs=0.02)


def test_a_mark_is_around_one_name_and_touches_no_other_and_no_bar(bars):
    bars.mark(2)
    (mark,), name = bars.marks, bars.names[2]
    assert mark in bars.parts
    assert mark.get_stroke_color().to_hex().lower() == DARK.input
    assert mark.get_left()[0] < name.get_left()[0] < name.get_right()[0] < mark.get_right()[0]
    assert mark.get_right()[0] < min(float(bar.get_left()[0]) for bar in bars.bars)
    assert bars.names[3].get_top()[1] < mark.get_bottom()[1] < name.get_bottom()[1]
    assert name.get_top()[1] < mark.get_top()[1] < bars.names[1].get_bottom()[1]


def test_names_end_before_the_bars(bars):
    starts = min(float(bar.get_left()[0]) for bar in bars.bars)
    assert [name.text for name in bars.names] == ["shirt", "ankle boot", "bag", "coat"]
    assert all(REGION.left <= name.get_left()[0] for name in bars.names)
    assert all(name.get_right()[0] < starts for name in bars.names)
