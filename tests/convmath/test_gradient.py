from fractions import Fraction

import hypothesis.strategies as st
import numpy as np
import pytest
import torch

from convmath import (
    ConvMathError,
    conv_layer,
    convolve,
    cross_correlate,
    input_gradient,
    kernel_gradient,
    layer_bias_gradient,
    layer_input_gradient,
    layer_weight_gradient,
    relu,
    replay,
)
from tests.convmath.cases import CONV, arrays, float_arrays, given, padded, slides
from tests.convmath.test_channels import layer_cases


@given(st.data(), slides())
def test_gradients_of_a_correlation_equal_autograd(data, slide):
    x, k = data.draw(arrays(slide.input_shape)), data.draw(arrays(slide.kernel_shape))
    trace = cross_correlate(x, k, **slide.parameters)
    g = data.draw(arrays(trace.output.shape))
    xt, kt = (torch.tensor(np.array(a), dtype=float, requires_grad=True) for a in (x, k))
    y = CONV[x.ndim](
        padded(xt, slide.padding)[None, None],
        kt[None, None],
        stride=slide.stride,
        dilation=slide.dilation,
    )
    y.backward(torch.tensor(np.array(g), dtype=float)[None, None])
    to_kernel, to_input = kernel_gradient(trace, g), input_gradient(trace, g)
    assert (to_kernel.output == kt.grad.numpy()).all()
    assert (to_input.output == xt.grad.numpy()).all()
    assert (replay(to_kernel) == to_kernel.output).all()
    assert (replay(to_input) == to_input.output).all()


@given(st.data(), layer_cases())
def test_gradients_of_a_layer_equal_autograd(data, case):
    x, w = data.draw(arrays(case.input_shape)), data.draw(arrays(case.weight_shape))
    b = data.draw(arrays(case.weight_shape[:1]))
    trace = conv_layer(x, w, b, groups=case.groups, **case.slide.parameters)
    g = data.draw(arrays(trace.output.shape))
    leaves = [torch.tensor(np.array(a), dtype=float, requires_grad=True) for a in (x, w, b)]
    y = torch_layer_tensor(leaves, case)
    y.backward(torch.tensor(np.array(g), dtype=float))
    ours = [
        layer_input_gradient(trace, g),
        layer_weight_gradient(trace, g),
        layer_bias_gradient(trace, g),
    ]
    for gradient, leaf in zip(ours, leaves, strict=True):
        assert (gradient.output == leaf.grad.numpy()).all()
        assert (replay(gradient) == gradient.output).all()


def torch_layer_tensor(leaves, case):
    x, w, b = leaves
    slide = case.slide
    return CONV[len(slide.kernel_shape)](
        padded(x, slide.padding),
        w,
        b,
        stride=slide.stride,
        dilation=slide.dilation,
        groups=case.groups,
    )


@given(st.data(), layer_cases(ranks=(2,)))
def test_gradients_of_floats_replay_to_the_bit(data, case):
    x, w = data.draw(float_arrays(case.input_shape)), data.draw(float_arrays(case.weight_shape))
    b = data.draw(float_arrays(case.weight_shape[:1]))
    trace = conv_layer(x, w, b, groups=case.groups, **case.slide.parameters)
    g = data.draw(float_arrays(trace.output.shape))
    for gradient in (layer_input_gradient, layer_weight_gradient, layer_bias_gradient):
        found = gradient(trace, g)
        assert not found.exact
        assert (replay(found) == found.output).all()
    assert (replay(trace) == trace.output).all()


def test_the_input_gradient_is_a_full_convolution():
    trace = cross_correlate(np.arange(9).reshape(3, 3), [[0, 1], [2, 3]])
    full = convolve(np.ones((2, 2), int), trace.kernel, padding="full")
    gradient = input_gradient(trace)
    assert (gradient.output == full.output).all()
    assert gradient.steps[0].flipped.tolist() == [[3, 2], [1, 0]]
    assert gradient.output.tolist() == [[0, 1, 1], [2, 6, 4], [2, 5, 3]]


def test_a_stride_stretches_the_gradient_first():
    trace = cross_correlate(np.arange(5), [1, 10], stride=3)
    gradient = input_gradient(trace, [7, 9])
    assert gradient.input.tolist() == [7, 0, 0, 9]
    assert gradient.output.tolist() == [7, 70, 0, 9, 90]


def test_gradients_of_fractions_are_fractions():
    trace = cross_correlate([Fraction(1, 3), Fraction(1, 6)], [1])
    assert kernel_gradient(trace).output.tolist() == [Fraction(1, 2)]


@pytest.mark.parametrize(
    ("trace", "gradient", "sentence"),
    [
        (relu([1]), None, "is for a cross_correlate trace, not relu"),
        (cross_correlate([1, 2], [1]), [1], r"shape \(1,\) does not meet the output \(2,\)"),
        (cross_correlate([1, 2], [1]), [1, float("nan")], "output_gradient holds nan"),
    ],
)
def test_the_impossible_is_told(trace, gradient, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        kernel_gradient(trace, gradient)
