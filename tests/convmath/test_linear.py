from fractions import Fraction

import hypothesis.strategies as st
import numpy as np
import pytest
import torch

from convmath import ConvMathError, conv_layer, flatten, linear, replay
from tests.convmath.cases import arrays, float_arrays, given


@given(st.data(), st.integers(1, 5), st.integers(1, 4), st.sampled_from([(), (3,), (2, 2)]))
def test_dense_layers_equal_pytorch_and_their_own_replay(data, ins, outs, lead):
    x, w = data.draw(arrays((*lead, ins))), data.draw(arrays((outs, ins)))
    b = data.draw(arrays((outs,)))
    trace = linear(x, w, b)
    expected = torch.nn.functional.linear(*(torch.as_tensor(np.array(a)) for a in (x, w, b)))
    assert (trace.output == expected.numpy()).all()
    assert (replay(trace) == trace.output).all()


def test_a_one_by_one_convolution_is_a_dense_layer_at_every_pixel():
    rng = np.random.default_rng(3)
    x, w, b = rng.integers(-9, 9, (3, 4, 5)), rng.integers(-9, 9, (2, 3)), rng.integers(-9, 9, 2)
    pixels = linear(np.moveaxis(x, 0, -1), w, b).output
    assert (np.moveaxis(pixels, -1, 0) == conv_layer(x, w[:, :, None, None], b).output).all()


def test_a_step_holds_the_whole_sum():
    step = linear([1, 2], [[3, 4], [5, 6]], [Fraction(1, 2), 100]).steps[1]
    assert (step.products.tolist(), step.bias, step.total) == ([5, 12], 100, 117)


def test_large_numbers_stay_exact():
    assert linear([2**62, 2**62], [[2, 2]]).output.tolist() == [2**64]


@given(st.data())
def test_floats_are_marked_and_replay_to_the_bit(data):
    x, w, b = (data.draw(float_arrays(shape)) for shape in ((2, 3), (4, 3), (4,)))
    trace = linear(x, w, b)
    assert not trace.exact
    np.testing.assert_allclose(trace.output, x @ w.T + b, atol=1e-12)
    assert (replay(trace) == trace.output).all()


def test_floats_that_round_at_every_sum_still_replay_to_the_bit():
    rng = np.random.default_rng(13)
    trace = linear(*(rng.normal(size=shape) for shape in ((5, 40), (7, 40), (7,))))
    assert (replay(trace) == trace.output).all()


@given(st.data(), st.lists(st.integers(1, 3), min_size=1, max_size=4))
def test_flattening_is_pytorchs(data, shape):
    x = data.draw(arrays(shape))
    start = data.draw(st.integers(-len(shape), len(shape) - 1))
    end = data.draw(st.integers(start % len(shape), len(shape) - 1))
    trace = flatten(x, start, end)
    assert (trace.output == torch.flatten(torch.as_tensor(x), start, end).numpy()).all()
    assert (replay(trace) == trace.output).all()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: linear([1, 2, 3], [[1, 2]]), r"shape \(3,\) does not meet weight of .*\(1, 2\)"),
        (lambda: linear(3, [[1]]), "does not meet weight"),
        (lambda: linear([1], [1]), "does not meet weight"),
        (lambda: linear([1], [[1]], [1, 2]), "one number for each of the 1 outputs"),
        (lambda: flatten([1, 2], 1), "start 1 is not one of 1 axes: use -1 to 0"),
        (lambda: flatten([[1, 2]], 1, 0), "comes after axis 0"),
    ],
)
def test_the_impossible_is_told(call, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        call()
