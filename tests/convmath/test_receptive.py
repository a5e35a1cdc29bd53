from fractions import Fraction

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import assume

from convmath import ConvMathError, layer, output_shape, receptive_field, seen_by
from tests.convmath.cases import given

TWO = ["Conv2d(1, 1, kernel_size=2)"] * 2
LENET = [
    "Conv2d(1, 6, 5, padding=2)",
    "Sigmoid()",
    "AvgPool2d(2)",
    "Conv2d(6, 16, 5)",
    "AvgPool2d(2)",
]


def test_two_layers_of_two_by_two_see_nine_pixels():
    assert [field.size for field in receptive_field(TWO)] == [(1, 1), (2, 2), (3, 3)]
    assert seen_by(TWO, (3, 3), (0, 0)).all()
    assert seen_by(TWO[:1], (2, 2), (0, 0)).sum() == 4
    assert seen_by(["Conv1d(1, 1, 2)"], (3,), 1).tolist() == [False, True, True]


def test_lenet():
    fields = receptive_field(LENET)
    assert [(f.size[0], f.jump[0]) for f in fields] == [
        (1, 1),
        (5, 1),
        (5, 1),
        (6, 2),
        (14, 2),
        (16, 4),
    ]
    assert [f.start[0] for f in fields] == [0, -2, -2, -2, -2, -2]
    assert fields[-1].center == (Fraction(11, 2), Fraction(11, 2))
    assert fields[0].layer is None
    assert str(fields[2].layer) == "Sigmoid()"


@st.composite
def stacks(draw):
    rank = draw(st.sampled_from([1, 2]))
    layers = []
    for _ in range(draw(st.integers(1, 3))):
        k, s, d = (draw(st.tuples(*[st.integers(1, 3)] * rank)) for _ in range(3))
        p = tuple(draw(st.integers(0, 2)) for _ in range(rank))
        layers.append(
            f"Conv{rank}d(1, 1, kernel_size={k}, stride={s}, padding={p}, dilation={d}, bias=False)"
        )
    return rank, layers


@given(st.data(), stacks())
def test_what_is_seen_is_where_autograd_flows(data, stack):
    rank, layers = stack
    shape = tuple(data.draw(st.integers(3, 12)) for _ in range(rank))
    result = (1, *shape)
    try:
        for text in layers:
            result = output_shape(text, result)
    except ConvMathError:
        assume(False)
    index = tuple(data.draw(st.integers(0, n - 1)) for n in result[1:])
    x = torch.ones((1, 1, *shape), dtype=float, requires_grad=True)
    y = x
    for text in layers:
        module = eval(f"torch.nn.{text}").double()
        torch.nn.init.ones_(module.weight)
        y = module(y)
    y[(0, 0, *index)].backward()
    seen = seen_by(layers, shape, index)
    assert (seen == (x.grad[0, 0].numpy() > 0)).all()
    field = receptive_field(layers)[-1]
    for axis in range(rank):
        if (places := np.argwhere(seen)[:, axis]).size:
            first = field.start[axis] + index[axis] * field.jump[axis]
            assert first <= places.min() <= places.max() < first + field.size[axis]


@given(stacks(), st.integers(0, 5))
def test_a_field_begins_and_ends_where_the_windows_do(stack, index):
    """Follow one element back by hand, through the padding and without cutting it off."""
    rank, layers = stack
    field = receptive_field(layers)[-1]
    for axis in range(rank):
        places = {index}
        for made in reversed([layer(text) for text in layers]):
            s, d, p = (made[name][axis] for name in ("stride", "dilation", "padding"))
            offsets = range(made["kernel_size"][axis])
            places = {place * s + j * d - p for place in places for j in offsets}
        first = field.start[axis] + index * field.jump[axis]
        assert (min(places), max(places)) == (first, first + field.size[axis] - 1)


def test_dilation_counts_in_the_offset_and_leaves_gaps():
    layers = ["Conv1d(1, 1, 3, padding=2, dilation=2)", "Conv1d(1, 1, 2, stride=2)"]
    field = receptive_field(layers)[-1]
    assert (field.size, field.jump, field.start) == ((6,), (2,), (-2,))
    assert seen_by(["Conv1d(1, 1, 2, dilation=3)"], (5,), (1,)).tolist() == [False, True] + [
        False
    ] * 2 + [True]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: receptive_field(["Linear(3, 4)"]), "slides no window"),
        (lambda: receptive_field(["Conv1d(1, 1, 2)", "Conv2d(1, 1, 2)"]), r"slide along \[1, 2\]"),
        (lambda: receptive_field(["Conv2d(1)"]), "lacks out_channels, kernel_size: give each"),
        (lambda: seen_by(TWO, (3, 3), (1, 0)), r"index \(1, 0\) is outside the output \(1, 1\)"),
        (lambda: seen_by(TWO, (2, 2), (0, 0)), "kernel height 2 does not fit: input 1"),
        (lambda: seen_by(TWO, (5,), (0,)), "axes"),
        (lambda: seen_by(TWO, (10**6, 10**6), (0, 0)), "would hold 1000000000000 numbers"),
    ],
)  # fmt: skip
def test_the_impossible_is_told(call, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        call()
