"""A 1 that moves: inside its window the pooling stays the same, outside it does not."""

from itertools import pairwise

import numpy as np
import pytest
import torch

from convmath import avg_pool, max_pool
from scenes.story.places import Spot
from scenes.story.pooling import PoolingTeller
from scenes.story.shifts import Shifts, can_shift, tell_shifts

A = np.arange(16).reshape(4, 4)
POOLS = [(max_pool, torch.nn.functional.max_pool2d), (avg_pool, torch.nn.functional.avg_pool2d)]


@pytest.mark.parametrize("window", [(2, 2), (3, 3), (1, 2), (4, 1), (2, 5)])
@pytest.mark.parametrize(("pool", "in_torch"), POOLS)
def test_the_outputs_are_those_of_pytorch_and_change_only_at_the_end(window, pool, in_torch):
    shifts = Shifts(window, pool)
    pictures = torch.tensor(shifts.pictures.astype(float))
    assert torch.allclose(
        in_torch(pictures, window), torch.tensor(shifts.pooled.astype(float)), rtol=1e-12
    )
    assert (shifts.pooled[0] == shifts.pooled[1]).all()
    assert (shifts.pooled[0] != shifts.pooled[2]).any()
    assert shifts.pictures.sum(axis=(1, 2)).tolist() == [1, 1, 1]


@pytest.mark.parametrize("window", [(2, 2), (3, 4)])
def test_the_three_pictures_differ_by_one_step_each(window):
    where = [np.argwhere(picture)[0] for picture in Shifts(window, max_pool).pictures]
    assert [(after - before).tolist() for before, after in pairwise(where)] == [[1, 1], [1, 1]]


def test_spots_are_the_window_the_one_in_it_and_the_result():
    window, one, result = Shifts((2, 2), max_pool).spots(2)
    assert window == Spot("shifted[2]", range(2, 4), range(2, 4))
    assert (one, result) == (Spot.cell("shifted[2]", 2, 2), Spot.cell("pooled[2]", 1, 1))


def test_a_window_of_one_number_has_no_room():
    teller = PoolingTeller("max_pooling", max_pool(A, 1))
    tell_shifts(teller, max_pool, "shifts")
    teller.closing("pooling")
    assert not can_shift((1, 1))
    assert [beat.text for beat in teller.board("").beats] == ["size", "program"]
    assert "shifted" not in teller.arrays
