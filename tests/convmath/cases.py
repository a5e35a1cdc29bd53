"""Random but valid cases for the property tests, and PyTorch's answer to them.

Each property is tried on 50 cases, or as many as CONVMATH_CASES says in the environment.
"""

import os
from dataclasses import dataclass

import hypothesis
import hypothesis.strategies as st
import numpy as np
import torch
from hypothesis.extra import numpy as hnp

CONV = {1: torch.nn.functional.conv1d, 2: torch.nn.functional.conv2d, 3: torch.nn.functional.conv3d}

TRIES = hypothesis.settings(max_examples=int(os.environ.get("CONVMATH_CASES", "50")), deadline=None)


def given(*strategies, **named):
    """Hypothesis's own `given`, with this folder's number of cases."""
    return lambda test: TRIES(hypothesis.given(*strategies, **named)(test))


@dataclass(frozen=True)
class Slide:
    """A kernel that fits: sizes per axis, padding per side, stride and dilation per axis."""

    input_shape: tuple[int, ...]
    kernel_shape: tuple[int, ...]
    padding: tuple[tuple[int, int], ...]
    stride: tuple[int, ...]
    dilation: tuple[int, ...]

    @property
    def parameters(self) -> dict[str, tuple]:
        return {"padding": self.padding, "stride": self.stride, "dilation": self.dilation}


@st.composite
def slides(draw, ranks=(1, 2, 3), max_padding=3, symmetric=False):
    rank = draw(st.sampled_from(ranks))
    longest = {1: 12, 2: 7, 3: 4}[rank]
    axes = []
    for _ in range(rank):
        k, d = draw(st.integers(1, 3)), draw(st.integers(1, 2))
        before = draw(st.integers(0, max_padding))
        after = before if symmetric else draw(st.integers(0, max_padding))
        shortest = max(1, d * (k - 1) + 1 - before - after)
        n = draw(st.integers(shortest, max(shortest, longest)))
        axes.append((n, k, (before, after), draw(st.integers(1, 4)), d))
    return Slide(*zip(*axes, strict=True))


def arrays(shape, low=-9, high=9):
    return hnp.arrays(np.int64, shape, elements=st.integers(low, high))


def float_arrays(shape):
    return hnp.arrays(np.float64, shape, elements=st.floats(-4, 4, width=32))


def padded(array, padding, value=0):
    """PyTorch's own padding of the last axes, per side."""
    flat = [side for pair in reversed(padding) for side in pair]
    return torch.nn.functional.pad(torch.as_tensor(array), flat, value=value)


def torch_correlate(array, kernel, padding, stride, dilation):
    x = padded(np.array(array), padding)[None, None]
    k = torch.as_tensor(np.array(kernel))[None, None]
    return CONV[np.ndim(array)](x, k, stride=stride, dilation=dilation)[0, 0].numpy()
