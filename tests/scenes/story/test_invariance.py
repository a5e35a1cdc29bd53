"""Whatever moves, the film says truly how much of the output moves along and what stays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story import Example, StoryError
from scenes.story.invariance import Shifted

torch = pytest.importorskip("torch", reason="PyTorch is not installed; it computes the same")

BOOK = Example.of("invariance_pooled")
steps = st.integers(-3, 3)


@given(steps, steps, st.integers(0, 2**31))
def test_the_program_gives_the_arrays(down, right, seed):
    chance = np.random.default_rng(seed)
    input, kernel = chance.integers(-9, 10, (6, 7)), chance.integers(-9, 10, (2, 3))
    moved = Shifted.of(BOOK.replace(input=input, kernel=kernel, shift=(down, right), window=2))
    known = {"F": torch.nn.functional, "X": torch.tensor(input), "K": torch.tensor(kernel)}
    exec(moved.pytorch, known)
    for symbol, name in (("Y", "output"), ("M", "moved_output"), ("Z", "pooled")):
        assert known[symbol][0, 0].tolist() == moved.arrays[name].tolist()


@given(steps, steps)
def test_a_pattern_away_from_the_edge_moves_as_a_whole(down, right):
    input = np.zeros((12, 12), int)
    input[5:7, 5:7] = [[1, 0], [2, 3]]
    moved = Shifted.of(BOOK.replace(input=input, shift=(down, right)))
    assert moved.moved_along == moved.arrays["output"].size
    before, after = moved.pattern("output"), moved.pattern("moved_output")
    assert (after.rows[0] - before.rows[0], after.columns[0] - before.columns[0]) == (down, right)


def test_at_the_edge_not_all_moves_along():
    moved = Shifted.of(BOOK.replace(input=np.ones((5, 5), int), shift=1, window=2))
    assert 0 < moved.moved_along < moved.arrays["output"].size


def test_without_a_pattern_all_is_framed():
    spot = Shifted.of(BOOK.replace(input=np.zeros((6, 6), int))).pattern("input")
    assert (spot.rows, spot.columns) == (range(6), range(6))


def test_a_shift_out_of_the_frame_is_refused():
    with pytest.raises(StoryError, match=r"by \(9, 0\) moves an input of shape \(9, 9\) out"):
        Shifted.of(BOOK.replace(shift=(9, 0)))
