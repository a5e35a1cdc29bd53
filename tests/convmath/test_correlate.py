from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import strategies as st

from convmath import ConvMathError, cross_correlate, replay
from tests.convmath.cases import arrays, float_arrays, given, slides, torch_correlate

X = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
K = [[0, 1], [2, 3]]


@given(st.data(), slides())
def test_integers_equal_pytorch_and_their_own_replay(data, slide):
    x = data.draw(arrays(slide.input_shape))
    k = data.draw(arrays(slide.kernel_shape))
    trace = cross_correlate(x, k, **slide.parameters)
    assert (trace.output == torch_correlate(x, k, **slide.parameters)).all()
    assert trace.output.dtype == np.int64
    assert (replay(trace) == trace.output).all()
    assert len(trace.steps) == trace.output.size


@given(st.data(), slides())
def test_floats_equal_pytorch_and_replay_to_the_bit(data, slide):
    x = data.draw(float_arrays(slide.input_shape))
    k = data.draw(float_arrays(slide.kernel_shape))
    trace = cross_correlate(x, k, **slide.parameters)
    np.testing.assert_allclose(trace.output, torch_correlate(x, k, **slide.parameters), atol=1e-12)
    assert (replay(trace) == trace.output).all()
    assert (trace.exact, trace.path) == (False, "floating-point")


def test_floats_that_round_at_every_sum_still_replay_to_the_bit():
    rng = np.random.default_rng(14)
    trace = cross_correlate(rng.normal(size=(30, 20)), rng.normal(size=(5, 4)), padding="same")
    assert (replay(trace) == trace.output).all()


@given(st.data(), slides(), st.sampled_from([2**20, 2**31, 2**40, 2**62, 2**90]))
def test_large_numbers_never_overflow(data, slide, scale):
    x = data.draw(arrays(slide.input_shape)).astype(object) * scale
    k = data.draw(arrays(slide.kernel_shape)).astype(object) * scale
    small = cross_correlate(x // scale, k // scale, **slide.parameters).output.astype(object)
    trace = cross_correlate(x, k, **slide.parameters)
    assert (trace.output == small * scale**2).all()
    assert (replay(trace) == trace.output).all()


@given(st.data(), slides(ranks=(1, 2)))
def test_fractions_stay_fractions(data, slide):
    x = data.draw(arrays(slide.input_shape)).astype(object) / Fraction(6)
    k = data.draw(arrays(slide.kernel_shape)).astype(object) / Fraction(35)
    trace = cross_correlate(x, k, **slide.parameters)
    assert trace.exact
    assert (trace.output == cross_correlate(x * 6, k * 35, **slide.parameters).output * F210).all()
    assert (replay(trace) == trace.output).all()


F210 = Fraction(1, 210)


@pytest.mark.parametrize(
    ("x", "k", "path"),
    [
        ([2**24 - 1], [-1], "float32 (proved exact)"),
        ([2**23, 2**23], [1, 1], "float64 (proved exact)"),
        ([2**52], [1], "float64 (proved exact)"),
        ([0], [10**400], "python integers"),
        ([10**400], [0], "python integers"),
        ([2**53], [1], "int64"),
        ([2**62], [1], "int64"),
        ([-(2**63)], [1], "python integers"),
        ([2**32], [2**31], "python integers"),
        ([1, 2**62], [-1, -1], "python integers"),
        ([Fraction(1, 2)], [1], "rational, float32 (proved exact) over 2"),
        ([Decimal("0.1")], [2**60], "rational, int64 over 10"),
        ([0.5], [Fraction(1, 2)], "floating-point"),
    ],
)
def test_the_trace_says_which_path_it_took(x, k, path):
    trace = cross_correlate(x, k)
    assert trace.path == path
    assert trace.exact == (path != "floating-point")
    assert (replay(trace) == trace.output).all()


def test_a_step_holds_the_whole_worked_equation():
    trace = cross_correlate(X, K, padding=1, stride=(3, 2))
    step = trace.steps[1]
    assert (step.index, step.origin) == ((0, 1), (0, 2))
    assert step.operands.tolist() == [[0, 0], [1, 2]]
    assert step.inside.tolist() == [[False, False], [True, True]]
    assert step.weights.tolist() == K
    assert step.products.tolist() == [[0, 0], [2, 6]]
    assert step.total == 8
    assert type(step.total) is int


def test_outputs_and_steps_are_read_only():
    trace = cross_correlate(X, K)
    step = trace.steps[0]
    for array in (trace.output, trace.input, trace.kernel, step.operands, step.products):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1


@pytest.mark.parametrize(
    ("x", "k", "sentence"),
    [
        (X, [1, 2], "the input has 2 spatial axes but the kernel has 1"),
        (5, 5, "0 spatial axes"),
        (np.zeros((1, 1, 2, 2)), np.zeros((1, 1, 1, 1)), "4 spatial axes"),
        (X, [[float("inf")]], r"kernel holds inf at \(0, 0\)"),
        ([1e200], [1e200], r"floating-point overflow at output \(0,\)"),
        ([10**400], [0.5], "beyond float range"),
    ],
)
def test_the_impossible_is_a_sentence(x, k, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        cross_correlate(x, k)


def test_padding_that_no_machine_can_hold_is_refused():
    with pytest.raises(ConvMathError, match="numbers: at most"):
        cross_correlate(X, K, padding=10**6)
