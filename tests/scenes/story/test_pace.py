"""Ticks are whole frames; nothing drifts; sentences can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story import pace
from scenes.story.pace import frame_at, reading_ticks, sweep_ticks


@pytest.mark.parametrize("fps", [15, 30, 60, 120])
def test_a_tick_is_a_whole_number_of_frames(fps):
    assert [frame_at(tick, fps) for tick in range(100)] == [tick * fps // 15 for tick in range(100)]


@given(st.integers(0, 10_000), st.floats(1, 240))
def test_at_any_rate_a_tick_ends_on_the_nearest_frame(tick, fps):
    assert abs(frame_at(tick, fps) - tick * fps / 15) <= 0.5


@given(st.lists(st.integers(0, 300), max_size=50), st.floats(1, 240))
def test_the_frames_of_parts_add_up_to_those_of_the_whole(lengths, fps):
    clock, frames = 0, 0
    for length in lengths:
        frames += frame_at(clock + length, fps) - frame_at(clock, fps)
        clock += length
    assert frames == frame_at(sum(lengths), fps)


def test_reading_takes_as_long_as_each_language_needs():
    assert reading_ticks("x" * 150, "en") == 150
    assert reading_ticks("卷" * 60, "zh") == 150
    assert reading_ticks("", "en") == reading_ticks("", "zh") == 0


def test_letters_and_digits_in_a_chinese_sentence_are_read_at_their_own_speed():
    assert reading_ticks("卷" * 6 + "0" * 15, "zh") == 30
    assert reading_ticks("卷" * 6 + "，" * 6, "zh") == 30  # full-width signs are wide


@given(st.text(max_size=200), st.sampled_from(["en", "zh"]))
def test_a_longer_text_never_takes_less(text, language):
    assert reading_ticks(text, language) <= reading_ticks(text + "卷a", language)


def test_a_sweep_is_never_longer_than_eight_seconds():
    assert sweep_ticks(1) == pace.SWEEP_SLOWLY
    assert sweep_ticks(10**6) == pace.LONGEST_SWEEP == 8 * pace.TICKS_PER_SECOND


def test_moves_get_longer_in_the_order_of_their_names():
    moves = [pace.BLINK, pace.QUICK, pace.MOVE, pace.SLOW, pace.FILL]
    assert moves == sorted(set(moves))
    assert pace.LAST_REST == 2 * pace.TICKS_PER_SECOND
