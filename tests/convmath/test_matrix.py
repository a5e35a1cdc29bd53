import hypothesis.strategies as st
import numpy as np
import pytest
import torch

from convmath import (
    ConvMathError,
    conv_transpose,
    correlate_as_dense,
    correlate_by_matrix,
    correlation_matrix,
    cross_correlate,
    im2col,
    replay,
)
from tests.convmath.cases import arrays, given, slides


@given(st.data(), slides())
def test_one_matrix_product_is_the_correlation(data, slide):
    x, k = data.draw(arrays(slide.input_shape)), data.draw(arrays(slide.kernel_shape))
    expected = cross_correlate(x, k, **slide.parameters).output.ravel()
    product = correlate_by_matrix(x, k, **slide.parameters)
    assert (product.output == expected).all()
    assert (replay(product) == expected).all()
    matrix = correlation_matrix(k, slide.input_shape, **slide.parameters)
    assert (matrix @ x.ravel() == expected).all()
    dense = correlate_as_dense(x, k, **slide.parameters)
    assert (dense.output == expected).all()
    assert (dense.inputs["weight"] == matrix).all()
    assert (replay(dense) == expected).all()


@given(st.data(), slides(ranks=(2,), symmetric=True))
def test_im2col_is_pytorchs_unfold(data, slide):
    x = data.draw(arrays(slide.input_shape))
    trace = im2col(x, slide.kernel_shape, **slide.parameters)
    unfolded = torch.nn.functional.unfold(
        torch.as_tensor(x, dtype=float)[None, None],
        slide.kernel_shape,
        padding=tuple(before for before, _ in slide.padding),
        stride=slide.stride,
        dilation=slide.dilation,
    )
    assert (trace.output == unfolded[0].T.numpy()).all()
    assert (replay(trace) == trace.output).all()


def test_the_transposed_matrix_is_the_transposed_convolution():
    k = np.array([[1, 2], [3, 4]])
    y = np.array([[1, 0], [2, 5]])
    back = correlation_matrix(k, (3, 3)).T @ y.ravel()
    assert (back.reshape(3, 3) == conv_transpose(y, k).output).all()


def test_a_row_knows_its_place_and_its_padding():
    step = im2col([[1, 2], [3, 4]], (2, 2), padding=1).steps[4]
    assert (step.index, step.place, step.origin) == ((4,), (1, 1), (1, 1))
    assert step.total.tolist() == [1, 2, 3, 4]
    assert im2col([[1, 2], [3, 4]], (2, 2), padding=1).steps[0].inside.tolist() == [
        [False] * 2,
        [False, True],
    ]


def test_large_numbers_stay_exact():
    assert correlation_matrix([2**70], (1,)).tolist() == [[2**70]]
    assert correlate_by_matrix([2**62, 2**62], [2, 2]).output.tolist() == [2**64]


def test_a_matrix_that_no_machine_can_hold_is_refused():
    with pytest.raises(ConvMathError, match="would hold"):
        correlation_matrix(np.ones((3, 3), int), (2000, 2000))
    with pytest.raises(ConvMathError, match="would hold"):
        im2col(np.ones((1000, 1000), int), (500, 500))
