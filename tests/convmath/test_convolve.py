import hypothesis.strategies as st
import numpy as np
import pytest
import scipy.signal

from convmath import convolve, cross_correlate, flip, replay
from tests.convmath.cases import arrays, float_arrays, given, slides

X = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
K = [[0, 1], [2, 3]]


@st.composite
def pairs(draw, ranks=(1, 2, 3)):
    """An input and a kernel that fits into it, so that all three of SciPy's modes exist."""
    rank = draw(st.sampled_from(ranks))
    kernel = tuple(draw(st.integers(1, 3)) for _ in range(rank))
    shape = tuple(draw(st.integers(k, {1: 12, 2: 6, 3: 4}[rank])) for k in kernel)
    return shape, kernel


@pytest.mark.parametrize("mode", ["full", "same", "valid"])
@given(st.data(), pairs())
def test_convolution_is_scipys_in_every_mode(mode, data, shapes):
    x, k = data.draw(arrays(shapes[0])), data.draw(arrays(shapes[1]))
    trace = convolve(x, k, padding=mode)
    assert (trace.output == scipy.signal.convolve(x, k, mode, method="direct")).all()
    assert (replay(trace) == trace.output).all()


@pytest.mark.parametrize("mode", ["full", "valid"])
@given(st.data(), pairs())
def test_correlation_is_scipys(mode, data, shapes):
    x, k = data.draw(arrays(shapes[0])), data.draw(arrays(shapes[1]))
    expected = scipy.signal.correlate(x, k, mode, method="direct")
    assert (cross_correlate(x, k, padding=mode).output == expected).all()
    # SciPy's "same" keeps the odd row of an even kernel before the input, PyTorch's after it.
    expected = scipy.signal.correlate(x, k, "same", method="direct")
    assert (cross_correlate(x, k, padding="same_lower").output == expected).all()


@pytest.mark.parametrize("mode", ["full", "same", "valid"])
@given(st.data(), pairs(ranks=(2,)))
def test_images_are_scipys_convolve2d(mode, data, shapes):
    x, k = data.draw(float_arrays(shapes[0])), data.draw(float_arrays(shapes[1]))
    ours = convolve(x, k, padding=mode).output
    np.testing.assert_allclose(ours, scipy.signal.convolve2d(x, k, mode), atol=1e-12)


@given(st.data(), slides())
def test_convolution_is_correlation_with_the_turned_kernel(data, slide):
    x, k = data.draw(arrays(slide.input_shape)), data.draw(arrays(slide.kernel_shape))
    turned = cross_correlate(x, np.flip(k), **slide.parameters)
    trace = convolve(x, k, **slide.parameters)
    assert (trace.output == turned.output).all()
    assert (replay(trace) == trace.output).all()


def test_the_flip_is_the_first_step():
    trace = convolve(X, K)
    assert len(trace.steps) == 5
    assert trace.steps[0].kernel.tolist() == K
    assert trace.steps[0].flipped.tolist() == [[3, 2], [1, 0]]
    assert trace.steps[1].weights.tolist() == [[3, 2], [1, 0]]
    assert trace.kernel.tolist() == K
    assert trace.steps[-5] is trace.steps[0]
    assert [step.total for step in trace.steps[1:]] == [5, 11, 23, 29]
    assert trace.steps.at((1, 0)).total == 23


def test_flipping_twice_changes_nothing():
    assert flip(flip(np.array(K))).tolist() == K
