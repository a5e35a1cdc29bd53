"""The number cruncher cuts its work into blocks: wherever it cuts, the numbers are the same."""

import numpy as np
import pytest
import torch

from convmath import Geometry, conv_layer, engine, replay

CHANCE = np.random.default_rng(5)
INPUT, WEIGHT = CHANCE.integers(-9, 9, (2, 4, 11, 7)), CHANCE.integers(-9, 9, (6, 2, 3, 2))
SLIDE = {"padding": (1, 0), "stride": (1, 2), "dilation": (2, 1), "groups": 2}


@pytest.mark.parametrize("block", [1, 50, 3 * 3 * 3, 2**19])
@pytest.mark.parametrize("shift", [0, 0.5], ids=["whole", "floats"])
def test_blocks_of_any_size_give_what_pytorch_gives(monkeypatch, block, shift):
    monkeypatch.setattr(engine, "BLOCK", block)
    trace = conv_layer(INPUT + shift, WEIGHT, **SLIDE)
    x, w = torch.tensor(INPUT + shift, dtype=float), torch.tensor(WEIGHT, dtype=float)
    assert (trace.output == torch.nn.functional.conv2d(x, w, **SLIDE).numpy()).all()


@pytest.mark.parametrize("block", [1, 50])
def test_floats_are_added_as_the_steps_add_them_in_every_block(monkeypatch, block):
    monkeypatch.setattr(engine, "BLOCK", block)
    magnitudes = 10.0 ** CHANCE.integers(-8, 9, INPUT.shape)  # so that the order matters
    trace = conv_layer(INPUT * magnitudes / 3, WEIGHT / 7, **SLIDE)
    assert (replay(trace) == trace.output).all()


@pytest.mark.parametrize(("block", "rows"), [(1, 1), (2 * 30, 2), (10**6, 11)])
def test_a_block_holds_as_many_rows_as_fit(monkeypatch, block, rows):
    monkeypatch.setattr(engine, "BLOCK", block)
    slices = list(engine._blocks(Geometry.of((11, 10), (1, 1)), 3))
    assert slices[0].stop == rows
    assert [n for part in slices for n in range(part.start, part.stop)] == list(range(11))
