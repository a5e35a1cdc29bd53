from fractions import Fraction

import hypothesis.strategies as st
import numpy as np
import pytest
import torch

from convmath import ConvMathError, relu, replay, sigmoid, softmax, tanh
from tests.convmath.cases import arrays, float_arrays, given


@pytest.mark.parametrize(
    ("ours", "theirs"), [(relu, torch.relu), (sigmoid, torch.sigmoid), (tanh, torch.tanh)]
)
@given(data=st.data())
def test_activations_equal_pytorch_and_their_own_replay(ours, theirs, data):
    x = data.draw(float_arrays((2, 3)))
    trace = ours(x)
    np.testing.assert_allclose(trace.output, theirs(torch.as_tensor(x)).numpy(), atol=1e-15)
    assert (replay(trace) == trace.output).all()
    assert not trace.exact


@pytest.mark.parametrize("axis", [0, 1, -1, -2])
@given(data=st.data())
def test_softmax_equals_pytorch_and_its_own_replay(axis, data):
    x = data.draw(float_arrays((2, 3)))
    trace = softmax(x, axis)
    np.testing.assert_allclose(
        trace.output, torch.softmax(torch.as_tensor(x), axis).numpy(), atol=1e-15
    )
    assert (replay(trace) == trace.output).all()
    assert trace.steps[0].total == trace.steps[0].exponential / trace.steps[0].normaliser


@given(st.data())
def test_relu_stays_exact(data):
    x = data.draw(arrays((4,))).astype(object) / Fraction(7)
    trace = relu(x)
    assert trace.exact
    assert (trace.output == np.array([max(v, 0) for v in x], dtype=object)).all()
    assert (replay(trace) == trace.output).all()


def test_no_activation_overflows():
    assert sigmoid([-1e308, 1e308]).output.tolist() == [0, 1]
    assert tanh([-1e308, 1e308]).output.tolist() == [-1, 1]
    assert softmax([-1e308, 1e308]).output.tolist() == [0, 1]


def test_whole_numbers_become_floats_and_say_so():
    trace = sigmoid([0])
    assert (trace.exact, trace.path, trace.output.tolist()) == (False, "floating-point", [0.5])


def test_what_is_not_there_is_told():
    with pytest.raises(ConvMathError, match="axis 2 is not one of 2 axes: use -2 to 1"):
        softmax([[1]], 2)
    with pytest.raises(ConvMathError, match="axis"):
        softmax([[1]], 0.5)
    with pytest.raises(ConvMathError, match="axis -1 is not possible: one number alone has"):
        softmax(1)
