from dataclasses import dataclass
from fractions import Fraction

import hypothesis.strategies as st
import numpy as np
import pytest
import torch

from convmath import ConvMathError, conv_layer, cross_correlate, replay
from tests.convmath.cases import CONV, arrays, float_arrays, given, padded, slides

X = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
K = [[0, 1], [2, 3]]


@dataclass(frozen=True)
class LayerCase:
    input_shape: tuple[int, ...]
    weight_shape: tuple[int, ...]
    groups: int
    slide: object


@st.composite
def layer_cases(draw, ranks=(1, 2, 3), **options):
    slide = draw(slides(ranks=ranks, max_padding=2, **options))
    groups, per_group, outs = (draw(st.integers(1, 3)) for _ in range(3))
    lead = draw(st.sampled_from([(), (1,), (2,)]))
    return LayerCase(
        (*lead, groups * per_group, *slide.input_shape),
        (groups * outs, per_group, *slide.kernel_shape),
        groups,
        slide,
    )


def torch_layer(x, weight, bias, case):
    slide = case.slide
    return CONV[len(slide.kernel_shape)](
        padded(np.array(x), slide.padding),
        torch.as_tensor(np.array(weight)),
        None if bias is None else torch.as_tensor(np.array(bias)),
        stride=slide.stride,
        dilation=slide.dilation,
        groups=case.groups,
    ).numpy()


@given(st.data(), layer_cases(), st.booleans())
def test_integer_layers_equal_pytorch_and_their_own_replay(data, case, with_bias):
    x, w = data.draw(arrays(case.input_shape)), data.draw(arrays(case.weight_shape))
    b = data.draw(arrays(case.weight_shape[:1])) if with_bias else None
    trace = conv_layer(x, w, b, groups=case.groups, **case.slide.parameters)
    assert (trace.output == torch_layer(x, w, b, case)).all()
    assert (replay(trace) == trace.output).all()
    assert trace.exact


@given(st.data(), layer_cases())
def test_float_layers_equal_pytorch(data, case):
    x, w = data.draw(float_arrays(case.input_shape)), data.draw(float_arrays(case.weight_shape))
    trace = conv_layer(x, w, groups=case.groups, **case.slide.parameters)
    np.testing.assert_allclose(trace.output, torch_layer(x, w, None, case), atol=1e-10)
    assert (replay(trace) == trace.output).all()
    assert not trace.exact


@pytest.mark.parametrize("groups", [1, 2])
def test_floats_that_round_at_every_sum_still_replay_to_the_bit(groups):
    rng = np.random.default_rng(11)
    x, w, b = (rng.normal(size=shape) for shape in ((2, 4, 9, 8), (6, 4 // groups, 3, 2), (6,)))
    trace = conv_layer(x, w, b, padding=1, stride=(1, 2), groups=groups)
    assert (replay(trace) == trace.output).all()


@given(st.data(), layer_cases(ranks=(1, 2)), st.sampled_from([2**25, 2**31, 2**61, 2**80]))
def test_large_and_fractional_layers_stay_exact(data, case, scale):
    x, w = data.draw(arrays(case.input_shape)), data.draw(arrays(case.weight_shape))
    options = {"groups": case.groups, **case.slide.parameters}
    small = conv_layer(x, w, **options).output.astype(object)
    big = conv_layer(x.astype(object) * scale, w.astype(object) * scale, **options)
    assert (big.output == small * scale**2).all()
    halves = conv_layer(x.astype(object) / Fraction(2), w.astype(object) / Fraction(3), **options)
    assert (halves.output == small * Fraction(1, 6)).all()
    assert (replay(halves) == halves.output).all()


def test_a_step_shows_each_channels_part():
    x = np.array([X, np.array(X) + 1])
    w = np.array([[K, np.array(K) + 1]])
    step = conv_layer(x, w, [1000]).steps[3]
    assert step.index == (0, 1, 1)
    assert step.origin == (1, 1)
    assert step.channels == range(2)
    assert step.partials == (43, 77)
    assert (step.bias, step.total) == (1000, 1120)
    assert step.operands[0].tolist() == [[4, 5], [7, 8]]
    assert step.products[0].tolist() == [[0, 5], [14, 24]]


@pytest.mark.parametrize(
    ("bias", "path"),
    [
        (5, "float32 (proved exact)"),
        (Fraction(1, 2), "rational, float32 (proved exact)"),
        (2**63, "python integers, float32 (proved exact)"),
        (0.5, "floating-point"),
    ],
)
def test_the_path_says_what_the_bias_made_of_the_sums(bias, path):
    trace = conv_layer([[1, 2]], [[[3]]], [bias])
    assert trace.path == path
    assert trace.output.tolist() == [[3 + bias, 6 + bias]]


def test_a_grouped_step_names_its_own_channels():
    trace = conv_layer(np.arange(8).reshape(4, 2), np.ones((2, 2, 1), int), groups=2)
    assert [step.channels for step in trace.steps] == [range(2), range(2), range(2, 4), range(2, 4)]
    assert trace.steps.at((1, 0)).partials == (4, 6)


def test_a_layer_is_the_sum_of_its_channels_correlations():
    rng = np.random.default_rng(1)
    x, w = rng.integers(-9, 10, (3, 6, 5)), rng.integers(-9, 10, (2, 3, 3, 2))
    trace = conv_layer(x, w, padding=1)
    for o in range(2):
        parts = [cross_correlate(x[c], w[o, c], padding=1).output for c in range(3)]
        assert (trace.output[o] == sum(parts)).all()


def test_a_bias_decides_what_the_result_is():
    x, w = [[1, 2]], [[[1]]]
    assert conv_layer(x, w, [Fraction(1, 2)]).output.tolist() == [[Fraction(3, 2), Fraction(5, 2)]]
    floating = conv_layer(x, w, [0.5])
    assert (floating.exact, floating.path) == (False, "floating-point")
    assert conv_layer(x, w, [2**63]).output.tolist() == [[2**63 + 1, 2**63 + 2]]


@pytest.mark.parametrize(
    ("shapes", "options", "sentence"),
    [
        (((3, 5, 5), (1, 2, 3, 3)), {}, "input has 3 channels but the weight takes 2: make them"),
        (((1, 5, 5), (1, 2, 3, 3)), {}, "the input has 1 channel but the weight takes 2: make"),
        (((4, 5, 5), (3, 2, 3, 3)), {"groups": 2}, "3 output channels do not fall into 2 groups"),
        (((4, 5, 5), (4, 4, 3, 3)), {"groups": 2}, "4 channels but the weight takes 4 · groups 2"),
        (((3, 5, 5), (1, 3, 3, 3)), {"groups": 0}, "groups 0 is too small"),
        (((5, 5), (1, 1, 3, 3)), {}, r"shape \(5, 5\) does not meet weight of shape \(1, 1, 3, 3"),
        (((1, 5), (3, 3)), {}, "is no kernel of a layer"),
        (((1, 2, 2), (1, 1, 3, 3)), {}, "kernel height 3 does not fit: input 2"),
        (((1, 5, 5), (2, 1, 3, 3)), {"bias": [1, 2, 3]}, r"bias of shape \(3,\) does not fit"),
    ],
)
def test_what_cannot_meet_is_told_with_shapes(shapes, options, sentence):
    x, w = (np.ones(shape, int) for shape in shapes)
    with pytest.raises(ConvMathError, match=sentence):
        conv_layer(x, w, **options)


def test_float_overflow_of_the_bias_is_told():
    with pytest.raises(ConvMathError, match="overflow"):
        conv_layer([[1e308]], [[[1.0]]], [1e308])
