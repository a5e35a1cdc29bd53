"""The story of a sliding window: every window is told once, with the trace's numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convmath import cross_correlate
from scenes.story.correlation import (
    ALL_WORKED,
    CorrelationTeller,
    geometry_values,
    parted,
    worked_and_swept,
)


@given(st.integers(1, 500), st.lists(st.integers(-1, 500), max_size=6))
def test_every_step_is_told_exactly_once_and_in_order(count, worked):
    parts = worked_and_swept(count, worked)
    assert [step for part in parts for step in part] == list(range(count))
    assert all(len(part) for part in parts)


def test_few_windows_are_all_worked_out():
    assert len(worked_and_swept(ALL_WORKED, [0])) == ALL_WORKED
    assert len(worked_and_swept(ALL_WORKED + 1, [0])) == 2


def test_the_values_that_sentences_may_use():
    trace = cross_correlate(np.ones((5, 7)), np.ones((2, 3)), padding=((1, 0), (2, 3)), stride=2)
    values = geometry_values(trace.geometry)
    expected = {
        "input": "5×7",
        "kernel": "2×3",
        "padded": "6×12",
        "output": "3×5",
        "windows": "15",
        "top": "1",
        "bottom": "0",
        "left": "2",
        "right": "3",
        "unused": "6",
        "cells": "72",
    }
    assert expected.items() <= values.items()


def test_other_ranks_are_refused():
    with pytest.raises(ValueError, match="slides along 1 axes"):
        CorrelationTeller("stride", cross_correlate([1, 2, 3], [1, 1]))


def test_steps_are_parted_whatever_their_order():
    assert parted(range(2, 8), [5, 2, 5, 99]) == [
        range(2, 3),
        range(3, 5),
        range(5, 6),
        range(6, 8),
    ]
    assert parted(range(3), []) == [range(3)]
    assert parted(range(0), [0]) == []
