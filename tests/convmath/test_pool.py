from fractions import Fraction

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import assume

from convmath import (
    ConvMathError,
    Geometry,
    avg_pool,
    global_avg_pool,
    global_max_pool,
    max_pool,
    replay,
)
from tests.convmath.cases import arrays, float_arrays, given

F = torch.nn.functional
MAX = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
AVG = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}


@st.composite
def pools(draw, dilations=(1, 2)):
    rank = draw(st.sampled_from([1, 2, 3]))
    axes = []
    for _ in range(rank):
        k, d = draw(st.integers(1, 3)), draw(st.sampled_from(dilations))
        p = draw(st.integers(0, k // 2))
        n = draw(st.integers(max(1, d * (k - 1) + 1 - 2 * p), 7 if rank < 3 else 5))
        axes.append((n, k, p, draw(st.integers(1, 4)), d))
    n, k, p, s, d = zip(*axes, strict=True)
    options = {"stride": s, "padding": p, "ceil_mode": draw(st.booleans())}
    # A window that holds nothing but padding is −∞ to PyTorch and an error here.
    assume(Geometry.of(n, k, dilation=d, **options).window_sizes().all())
    return n, k, options, d


@given(st.data(), pools(), st.sampled_from([(1,), (2,), (2, 3)]))
def test_max_pooling_equals_pytorch_winners_included(data, case, lead):
    shape, window, options, dilation = case
    x = data.draw(arrays((*lead, *shape)))
    trace = max_pool(x, window, dilation=dilation, **options)
    values, places = MAX[len(shape)](
        torch.as_tensor(x).double(), window, dilation=dilation, return_indices=True, **options
    )
    assert (trace.output == values.numpy()).all()
    assert (replay(trace) == trace.output).all()
    for step in trace.steps:
        flat = np.ravel_multi_index(step.winner[len(lead) :], shape)
        assert flat == places[step.index]
        assert x[step.winner] == step.total


@given(st.data(), pools(dilations=(1,)), st.booleans(), st.none() | st.integers(1, 9))
def test_average_pooling_equals_pytorch(data, case, count_include_pad, divisor):
    shape, window, options, _ = case
    assume(len(shape) < 3 or all(n >= k for n, k in zip(shape, window, strict=True)))  # avg_pool3d
    if len(shape) > 1:  # avg_pool1d has no other divisor
        options = options | {"divisor_override": divisor}
    x = data.draw(arrays((2, *shape)))
    trace = avg_pool(x, window, count_include_pad=count_include_pad, **options)
    expected = AVG[len(shape)](
        torch.as_tensor(x).double(), window, count_include_pad=count_include_pad, **options
    )
    np.testing.assert_allclose(trace.output.astype(float), expected.numpy(), atol=1e-12)
    assert trace.exact
    assert (replay(trace) == trace.output).all()


@given(st.data(), pools())
def test_float_pools_are_floats_and_replay(data, case):
    shape, window, options, dilation = case
    x = data.draw(float_arrays(shape))
    for pool in (max_pool, avg_pool):
        trace = pool(x, window, dilation=dilation, **options)
        assert (trace.exact, trace.path) == (False, "floating-point")
        assert (replay(trace) == trace.output).all()


def test_one_number_pools_over_every_axis_and_a_tuple_over_the_last():
    x = np.arange(16).reshape(4, 4)
    assert max_pool(x, 2).output.tolist() == [[5, 7], [13, 15]]
    assert max_pool(x, (2,)).output.tolist() == [[1, 3], [5, 7], [9, 11], [13, 15]]


def test_padding_is_minus_infinity_for_the_maximum():
    step = max_pool([[-5, -7], [-6, -8]], 2, padding=1, stride=2).steps[0]
    assert step.total == -5
    assert step.inside.tolist() == [[False, False], [False, True]]
    assert step.winner == (0, 0)


def test_the_smallest_int64_is_not_lost_to_padding():
    low = -(2**63)
    assert max_pool([[low]], 1).output.tolist() == [[low]]
    assert max_pool([low, low], 3, padding=1, stride=1).output.tolist() == [low, low]


def test_an_average_says_what_it_divides_by():
    x = np.arange(16).reshape(4, 4)
    counted = avg_pool(x, (2, 3), padding=(0, 1), stride=(2, 3))
    assert counted.output.tolist() == [[Fraction(5, 3), 3], [7, Fraction(25, 3)]]
    step = counted.steps[0]
    assert (step.sum, step.divisor, step.total) == (10, 6, Fraction(5, 3))
    real = avg_pool(x, (2, 3), padding=(0, 1), stride=(2, 3), count_include_pad=False)
    assert real.steps[0].divisor == 4


def test_fractions_and_large_numbers_are_pooled_exactly():
    x = [Fraction(1, 3), 2**70, Fraction(1, 2), 1]
    assert max_pool(x, 2).output.tolist() == [2**70, 1]
    assert avg_pool(x, 2).output.tolist() == [Fraction(2**70 + Fraction(1, 3), 2), Fraction(3, 4)]


def test_another_divisor_is_a_whole_number_and_divides_nothing_but_padding_too():
    assert avg_pool([[1, 2], [3, 4]], 2, divisor_override=5).output.tolist() == [[2]]
    lonely = avg_pool([2, 2], 2, padding=2, count_include_pad=False, divisor_override=2)
    assert lonely.output.tolist() == [0, 2, 0]
    with pytest.raises(ConvMathError, match=r"divisor_override 0 is too small"):
        avg_pool([[1, 2], [3, 4]], 2, divisor_override=0)


def test_global_pooling_keeps_axes_of_length_one():
    x = np.arange(24).reshape(2, 3, 4)
    assert global_max_pool(x).output.tolist() == [[[11]], [[23]]]
    assert global_avg_pool(x).output.tolist() == [[[Fraction(11, 2)]], [[Fraction(35, 2)]]]
    assert global_avg_pool(x, axes=1).output.shape == (2, 3, 1)


@pytest.mark.parametrize(
    ("arguments", "options", "sentence"),
    [
        (([[1, 2], [3, 4]], (2, 2, 2)), {}, "3 axes but the input of shape .2, 2. only 2"),
        (([1, 2], 3), {}, "window length 3 does not fit: input 2"),
        (([1, 2], 2), {"padding": 2}, r"output \(0,\) begins at \(0,\) and holds only padding"),
        (([1, 2], 2), {"stride": 0}, "stride length 0 is too small"),
        (([1, 2], 0), {}, "window length 0 is too small"),
        (([1, 2], 1.5), {}, r"window length 1\.5 is not a whole number"),
    ],
)
def test_the_impossible_is_told(arguments, options, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        max_pool(*arguments, **options)


def test_an_average_of_nothing_is_refused_only_where_padding_does_not_count():
    assert avg_pool([2, 2], 2, padding=2).output.tolist() == [0, 2, 0]
    with pytest.raises(ConvMathError, match="holds only padding"):
        avg_pool([2, 2], 2, padding=2, count_include_pad=False)


def test_global_pooling_needs_the_axes():
    with pytest.raises(ConvMathError, match=r"shape \(2,\) has no 2 axes"):
        global_avg_pool([1, 2])


@pytest.mark.parametrize(("size", "window", "stride"), [(3, 4, 2), (1, 3, 3), (2, 5, 4)])
def test_rounded_up_one_window_may_hang_over_the_end_of_a_smaller_input(size, window, stride):
    x = np.arange(size * size).reshape(size, size)
    for ours, theirs in ((max_pool, torch.nn.MaxPool2d), (avg_pool, torch.nn.AvgPool2d)):
        expected = theirs(window, stride, ceil_mode=True)(torch.tensor(x[np.newaxis], dtype=float))
        trace = ours(x, window, stride=stride, ceil_mode=True)
        assert trace.output.astype(float).tolist() == expected[0].tolist()
        with pytest.raises(ConvMathError, match="does not fit"):
            ours(x, window, stride=stride)
    with pytest.raises(ConvMathError, match="does not fit"):
        max_pool(x, window, stride=window - size, ceil_mode=True)
