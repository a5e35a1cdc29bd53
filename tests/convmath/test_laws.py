"""Laws that hold exactly, not nearly: integers and fractions go in, and `==` compares."""

from fractions import Fraction

import hypothesis.strategies as st
import numpy as np

from convmath import convolve, cross_correlate, flip
from tests.convmath.cases import arrays, given, slides


@st.composite
def rows_of_shapes(draw, count):
    rank = draw(st.sampled_from([1, 2, 3]))
    longest = {1: 6, 2: 4, 3: 3}[rank]
    return [tuple(draw(st.integers(1, longest)) for _ in range(rank)) for _ in range(count)]


def full(a, b):
    return convolve(a, b, padding="full").output


@given(st.data(), slides(), st.fractions(-3, 3, max_denominator=9))
def test_correlation_is_linear_in_the_input_and_in_the_kernel(data, slide, factor):
    x, y = (data.draw(arrays(slide.input_shape)).astype(object) for _ in range(2))
    k, m = (data.draw(arrays(slide.kernel_shape)).astype(object) for _ in range(2))

    def run(a, b):
        return cross_correlate(a, b, **slide.parameters).output.astype(object)

    assert (run(x + factor * y, k) == run(x, k) + factor * run(y, k)).all()
    assert (run(x, k + factor * m) == run(x, k) + factor * run(x, m)).all()


@given(st.data(), slides(max_padding=0))
def test_a_shifted_input_gives_a_shifted_output(data, slide):
    """Shifting by one stride shifts the output by one element, wherever both windows are inside."""
    x, k = data.draw(arrays(slide.input_shape)), data.draw(arrays(slide.kernel_shape))
    moved = np.pad(x, [(s, 0) for s in slide.stride])
    plain = cross_correlate(x, k, **slide.parameters).output
    shifted = cross_correlate(moved, k, **slide.parameters).output
    later = tuple(slice(1, 1 + n) for n in plain.shape)
    assert (shifted[later] == plain).all()


@given(st.data(), rows_of_shapes(2))
def test_true_convolution_commutes(data, shapes):
    a, b = (data.draw(arrays(shape)) for shape in shapes)
    assert (full(a, b) == full(b, a)).all()


@given(st.data(), rows_of_shapes(3))
def test_true_convolution_associates(data, shapes):
    a, b, c = (data.draw(arrays(shape)) for shape in shapes)
    assert (full(full(a, b), c) == full(a, full(b, c))).all()


@given(st.data(), rows_of_shapes(2))
def test_correlation_does_not_commute_but_turns(data, shapes):
    a, b = (data.draw(arrays(shape)) for shape in shapes)
    one = cross_correlate(a, b, padding=[n - 1 for n in b.shape]).output
    other = cross_correlate(b, a, padding=[n - 1 for n in a.shape]).output
    assert (one == flip(other)).all()


def test_cross_correlation_itself_is_not_commutative():
    one = cross_correlate([1, 2], [3, 4], padding=1).output.tolist()
    assert one != cross_correlate([3, 4], [1, 2], padding=1).output.tolist()


@given(st.data(), rows_of_shapes(3))
def test_two_layers_are_one_with_the_convolved_kernel(data, shapes):
    """(X ⋆ K) ⋆ L = X ⋆ (K ∗ L): why stacked layers without activations see no more."""
    x, k, m = (data.draw(arrays(shape)) for shape in shapes)
    reach = [p + q - 2 for p, q in zip(k.shape, m.shape, strict=True)]
    x = np.pad(x, [(n, n) for n in reach])
    twice = cross_correlate(cross_correlate(x, k).output, m).output
    assert (twice == cross_correlate(x, full(k, m)).output).all()


@given(st.data(), rows_of_shapes(1), st.integers(0, 2))
def test_a_single_one_in_the_centre_changes_nothing(data, shapes, radius):
    x = data.draw(arrays(shapes[0])).astype(object) / Fraction(7)
    one = np.zeros((2 * radius + 1,) * x.ndim, int)
    one[(radius,) * x.ndim] = 1
    assert (cross_correlate(x, one, padding="same").output == x).all()
    assert (convolve(x, one, padding="same").output == x).all()
