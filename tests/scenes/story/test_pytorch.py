"""The line of PyTorch that a film shows computes the film's numbers."""

import numpy as np
import pytest

from convmath import Geometry, cross_correlate
from scenes.story.pytorch import conv2d_program

torch = pytest.importorskip("torch", reason="PyTorch is not installed; it runs the films' programs")

CASES = [
    {},
    {"padding": 1},
    {"padding": 1, "stride": (3, 2)},
    {"padding": (2, 0), "stride": 2},
    {"padding": "same"},
    {"padding": "same_lower", "stride": (1, 2)},
    {"padding": "full", "dilation": (2, 1)},
    {"padding": ((1, 2), (0, 3))},
]


def computed(program, input, kernel):
    """What the program leaves in Y for these numbers."""
    names = {
        "F": torch.nn.functional,
        "X": torch.tensor(input, dtype=torch.float64),
        "K": torch.tensor(kernel, dtype=torch.float64),
    }
    exec(program, names)
    return names["Y"][0, 0].tolist()


@pytest.mark.parametrize("parameters", CASES, ids=str)
@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (1, 1), (4, 3)])
def test_it_gives_the_same_numbers(parameters, shape):
    random = np.random.default_rng(7)
    input, kernel = random.integers(-9, 10, (5, 6)), random.integers(-9, 10, shape)
    trace = cross_correlate(input, kernel, **parameters)
    assert computed(conv2d_program(trace.geometry), input, kernel) == trace.output.tolist()


def test_the_comparison_can_fail():
    trace = cross_correlate([[1, 2], [3, 4]], [[1, 0]], padding=1)
    wrong = conv2d_program(Geometry.of((2, 2), (1, 2), padding=1, stride=2))
    assert computed(wrong, [[1, 2], [3, 4]], [[1, 0]]) != trace.output.tolist()


def test_defaults_are_left_out_and_equal_axes_are_one_number():
    assert conv2d_program(Geometry.of((3, 3), (2, 2))).endswith("K[None, None])")
    assert "padding=2, stride=3)" in conv2d_program(
        Geometry.of((9, 9), (2, 2), padding=2, stride=3)
    )
