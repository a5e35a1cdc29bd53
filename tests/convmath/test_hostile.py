"""Whatever is thrown at it: a right result or a ConvMathError with numbers, never anything else."""

import contextlib
import inspect
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

RECURSIVE = []
RECURSIVE.append(RECURSIVE)

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
            np.longdouble("1e4000"),
            [np.timedelta64(1, "s")],
            Decimal("sNaN"),
            Decimal("1e999999999"),
            bytearray(b"ab"),
            lambda x: x,
            iter([1, 2]),
            RECURSIVE,
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
BOX = convmath.Piecewise.of([0, 1], [[1]])
GEOMETRY = Geometry.of((2, 3), (1, 2), padding=1)
# What fits some argument or other, so that the odd one among right ones is met as well.
fitting_things = st.sampled_from(
    [
        [1, 2, 3],
        [[1, 2, 3], [4, 5, 6]],
        np.arange(24).reshape(1, 2, 3, 4),
        [[[1, 1]], [[2, 1]]],
        2,
        (1, 2),
        (1, 2, 3),
        "same",
        "Conv1d(1, 1, 2)",
        "MaxPool2d(2)",
        "Linear(3, 2)",
        "Softmax(1)",
        ["Conv2d(1, 1, 2)", "ReLU()"],
        GEOMETRY,
        BOX,
        convmath.Signal.of([1, 2]),
        cross_correlate([1, 2], [1]),
        convmath.conv_layer([[1, 2]], [[[1]]]),
        torch.nn.Conv1d(1, 1, 2),
    ]
)


def public_calls():
    """Every public function, class method and method of a value with arguments, by its name."""
    for name in convmath.__all__:
        thing = getattr(convmath, name)
        if inspect.isfunction(thing):
            yield name, thing
        if inspect.isclass(thing):
            members = inspect.getmembers(thing, inspect.ismethod)
            yield from ((f"{name}.{own}", one) for own, one in members if own[0] != "_")
    methods = ("positions", "origin", "window", "usage", "window_sizes", "formula")
    yield from ((f"Geometry.{name}", getattr(GEOMETRY, name)) for name in methods)
    yield "Cost.memory", convmath.Cost(1, 2, 3).memory
    yield "Piecewise(t)", BOX.__call__
    yield "Signal[n]", convmath.Signal.of([1, 2]).__getitem__
    yield "Steps.at", cross_correlate([[1, 2]], [[1]]).steps.at


CALLS = dict(public_calls())


def only_sentences(call, *arguments, **parameters):
    """Call, and let nothing out but a ConvMathError; a warning counts as an error."""
    with warnings.catch_warnings(), contextlib.suppress(ConvMathError):
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", module="torch")
        call(*arguments, **parameters)


@pytest.mark.parametrize("name", CALLS)
@given(data=st.data())
def test_odd_arguments(name, data):
    things = data.draw(st.sampled_from([odd_arrays, st.one_of(odd_arrays, fitting_things)]))
    given_ones = {}
    for parameter in inspect.signature(CALLS[name]).parameters.values():
        if parameter.default is parameter.empty or data.draw(st.booleans()):
            given_ones[parameter.name] = data.draw(things)
    only_sentences(CALLS[name], **given_ones)


def test_every_public_function_is_tried():
    functions = {name for name, thing in vars(convmath).items() if inspect.isfunction(thing)}
    assert functions <= CALLS.keys()
    assert {"Geometry.of", "Geometry.transposed", "Signal.of", "Piecewise.of"} <= CALLS.keys()


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


@pytest.mark.parametrize("name", CALLS)
def test_numbers_that_python_refuses_to_write(name):
    """10⁵⁰⁰⁰ has more digits than Python makes text of, so that even a sentence could fail."""
    parameters = inspect.signature(CALLS[name]).parameters.values()
    needed = [one.name for one in parameters if one.default is one.empty]
    for value in (10**5000, [10**5000], (10**5000, -(10**5000))):
        only_sentences(CALLS[name], **dict.fromkeys(needed, value))


def test_numbers_too_large_for_anything_but_python():
    trace = cross_correlate([10**400, Fraction(1, 10**400)], [10**400])
    assert trace.output.tolist() == [10**800, 1]
