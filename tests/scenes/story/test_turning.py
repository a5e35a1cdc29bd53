"""True convolution, held to SciPy: what the acts compute, and which parts are valid and same."""

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from convmath import Geometry, convolve
from scenes.story.turning import blocks, turning_acts

CHANCE = np.random.default_rng(7)
SHAPES = [((3, 3), (2, 2)), ((5, 4), (3, 2)), ((6, 7), (5, 1)), ((1, 4), (1, 4)), ((4, 4), (1, 1))]


@pytest.mark.parametrize(("shape", "kernel_shape"), SHAPES)
def test_the_acts_are_the_convolutions_that_they_say(shape, kernel_shape):
    array, kernel = CHANCE.integers(-9, 10, shape), CHANCE.integers(-9, 10, kernel_shape)
    bare, turned, *correlated, full = turning_acts(convolve(array, kernel))
    valid = convolve2d(array, kernel, "valid")
    assert np.array_equal(bare.trace.output, valid)
    assert np.array_equal(turned.trace.output, valid)
    assert np.array_equal(full.trace.output, convolve2d(array, kernel, "full"))
    for act in correlated:
        assert np.array_equal(act.trace.output, correlate2d(array, kernel, "valid"))


@pytest.mark.parametrize(("shape", "kernel_shape"), SHAPES)
def test_valid_and_same_are_cut_from_full_where_scipy_has_them(shape, kernel_shape):
    array, kernel = CHANCE.integers(-9, 10, shape), CHANCE.integers(-9, 10, kernel_shape)
    full = convolve2d(array, kernel, "full")
    for mode, (rows, columns) in blocks(Geometry.of(shape, kernel_shape, padding="full")).items():
        cut = full[rows.start : rows.stop, columns.start : columns.stop]
        assert np.array_equal(cut, convolve2d(array, kernel, mode)), mode
