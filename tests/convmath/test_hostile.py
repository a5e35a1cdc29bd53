"""Whatever is thrown at it: a right result or a ConvMathError with numbers, never anything else."""

import contextlib
import warnings
from decimal import Decimal
from fractions import Fraction

import hypothesis.strategies as st
import numpy as np
import pytest
import torch

import convmath
from convmath import ConvMathError, Geometry, cross_correlate, layer, parse_matrix, parse_number
from tests.convmath.cases import given

odd_numbers = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 5),
    st.integers(),
    st.floats(),
    st.sampled_from([np.int8(2), np.uint64(3), np.float32(1.5), np.bool_(True), 2**80, -(2**63)]),
    st.sampled_from(["", "same", "full", "valid", "x", 1j, b"1", Decimal("NaN"), Fraction(1, 3)]),
    st.just(torch.tensor(2)),
)
odd_things = st.one_of(odd_numbers, st.lists(odd_numbers, max_size=3), st.tuples(odd_numbers))
odd_arrays = st.one_of(
    odd_things,
    st.lists(st.lists(odd_numbers, max_size=3), max_size=3),
    st.sampled_from(
        [
            np.zeros((0, 3)),
            np.zeros((2, 2, 2, 2)),
            np.array([[np.nan]]),
            np.array([[-np.inf]]),
            np.array([1 + 2j]),
            np.array(["1"]),
            np.array([object()]),
            np.array([b"1"]),
            np.array(["2026-01-01"], "M8[D]"),
            np.array([(1, 2.0)], dtype="i4,f8"),
            np.float16(1),
            np.longdouble(2),
            np.ma.masked_array([1, 2], mask=[True, False]),
            torch.ones(3, requires_grad=True),
            torch.ones(2, 2, dtype=torch.bfloat16),
            [[1], 2],
            {1: 2},
            {1, 2},
            range(4),
            object(),
            np.array([[2**62, 2**62]]),
            [1e308, 1e308],
        ]
    ),
)
OPERATIONS = [
    (convmath.cross_correlate, 2),
    (convmath.convolve, 2),
    (convmath.conv_layer, 2),
    (convmath.conv_layer, 3),
    (convmath.conv_transpose, 2),
    (convmath.conv_transpose_layer, 3),
    (convmath.max_pool, 2),
    (convmath.avg_pool, 2),
    (convmath.global_avg_pool, 2),
    (convmath.linear, 3),
    (convmath.flatten, 3),
    (convmath.relu, 1),
    (convmath.sigmoid, 1),
    (convmath.softmax, 2),
    (convmath.im2col, 2),
    (convmath.correlate_by_matrix, 2),
    (convmath.correlation_matrix, 2),
    (convmath.convolve_by_theorem, 2),
    (convmath.Signal.of, 2),
    (convmath.Piecewise.of, 2),
    (convmath.Geometry.of, 2),
    (convmath.Geometry.transposed, 2),
    (convmath.layer, 1),
    (convmath.output_shape, 2),
    (convmath.layer_cost, 2),
    (convmath.dense_cost, 2),
    (convmath.total_padding, 2),
    (convmath.receptive_field, 1),
    (convmath.seen_by, 3),
    (convmath.transform, 2),
    (convmath.as_exact, 1),
    (convmath.parse_number, 1),
    (convmath.parse_matrix, 1),
    (convmath.example, 1),
]


def only_sentences(call, *arguments, **parameters):
    """Call, and let nothing out but a ConvMathError; a warning counts as an error."""
    with warnings.catch_warnings(), contextlib.suppress(ConvMathError):
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", module="torch")
        call(*arguments, **parameters)


@pytest.mark.parametrize(("operation", "count"), OPERATIONS)
@given(data=st.data())
def test_odd_arguments(operation, count, data):
    only_sentences(operation, *(data.draw(odd_arrays) for _ in range(count)))


@pytest.mark.parametrize("operation", [cross_correlate, convmath.convolve, convmath.conv_transpose])
@given(padding=odd_things, stride=odd_things, dilation=odd_things)
def test_odd_parameters(operation, padding, stride, dilation):
    given_ones = {"padding": padding, "stride": stride, "dilation": dilation}
    only_sentences(operation, [[1, 2, 3], [4, 5, 6]], [[1, 1]], **given_ones)


@pytest.mark.parametrize("operation", [convmath.max_pool, convmath.avg_pool])
@given(window=odd_things, padding=odd_things, stride=odd_things, dilation=odd_things)
def test_odd_pools(operation, window, padding, stride, dilation):
    given_ones = {"padding": padding, "stride": stride, "dilation": dilation}
    only_sentences(operation, [[1, 2, 3], [4, 5, 6]], window, **given_ones)


@given(odd_things, odd_things)
def test_odd_layers(groups, output_padding):
    x, w = np.ones((2, 3), int), np.ones((2, 2, 1), int)
    only_sentences(convmath.conv_layer, x, w, groups=groups)
    only_sentences(
        convmath.conv_transpose_layer, x, w, groups=groups, output_padding=output_padding
    )


@given(st.text(max_size=12))
def test_any_text(text):
    for read in (parse_number, parse_matrix, layer, convmath.example):
        only_sentences(read, text)


@given(st.text("Conv2d(1,3)=[]*-:x ", max_size=20))
def test_text_that_is_nearly_a_layer(text):
    only_sentences(layer, text)
    only_sentences(layer, f"Conv2d({text})")


def test_the_fuzzer_would_find_a_bare_error():
    def bare():
        raise ValueError("operands could not be broadcast")

    with pytest.raises(ValueError, match="broadcast"):
        only_sentences(bare)
    with pytest.raises(RuntimeWarning):
        only_sentences(lambda: np.float64(1) / np.float64(0))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: cross_correlate(np.zeros((0, 3)), [[1]]), r"shape \(0, 3\) is empty"),
        (lambda: cross_correlate([[1, 2]], [[]]), r"kernel of shape \(1, 0\) is empty"),
        (lambda: cross_correlate([[np.inf]], [[1]]), r"input holds inf at \(0, 0\)"),
        (lambda: Geometry.of((10**30, 1), (1, 1)), "input height 1000+ is too large"),
    ],
)
def test_the_classics(call, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        call()


def test_numbers_too_large_for_anything_but_python():
    trace = cross_correlate([10**400, Fraction(1, 10**400)], [10**400])
    assert trace.output.tolist() == [10**800, 1]
