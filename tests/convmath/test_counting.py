from math import prod

import pytest

from convmath import (
    ConvMathError,
    Cost,
    Geometry,
    conv_cost,
    dense_cost,
    layer_cost,
    local_shared_cost,
    locally_connected_cost,
    output_shape,
    separable_cost,
    shared_cost,
    to_torch,
)

IMAGE = (1000, 1000)
LENET = [
    "Conv2d(1, 6, 5, padding=2)", "Sigmoid()", "AvgPool2d(2)", "Conv2d(6, 16, 5)", "Sigmoid()",
    "AvgPool2d(2)", "Flatten()", "Linear(400, 120)", "Sigmoid()", "Linear(120, 84)", "Sigmoid()",
    "Linear(84, 10)",
]  # fmt: skip


def test_from_dense_to_convolution():
    assert dense_cost(IMAGE, IMAGE).parameters == 10**12
    assert shared_cost(IMAGE).parameters == 1999**2
    assert round(shared_cost(IMAGE).parameters, -6) == 4 * 10**6
    for delta in (1, 2, 7):
        assert local_shared_cost(IMAGE, delta).parameters == (2 * delta + 1) ** 2
    assert dense_cost((10**6,), (10**3,)).parameters == 10**9


def test_lenet_has_61706_parameters():
    shape, costs = (1, 1, 28, 28), []
    for text in LENET:
        costs.append(layer_cost(text, shape))
        shape = output_shape(text, shape)
        assert costs[-1].outputs == prod(shape)
    assert [c.parameters for c in costs if c.parameters] == [156, 2416, 48120, 10164, 850]
    assert sum(costs, Cost(0, 0, 0)).parameters == 61706
    assert costs[0].multiplications == 784 * 6 * 25
    assert costs[3].multiplications == 100 * 16 * 6 * 25
    assert shape == (1, 10)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Conv2d(4, 8, 3, groups=2, padding=1)", (4, 6, 6)),
        ("Conv1d(4, 8, 3, bias=False)", (2, 4, 6)),
        ("ConvTranspose2d(4, 8, 3, groups=4)", (4, 6, 6)),
        ("Linear(5, 7)", (3, 5)),
    ],
)
def test_parameters_are_pytorchs(text, shape):
    module = to_torch(text)
    assert layer_cost(text, shape).parameters == sum(p.numel() for p in module.parameters())


def test_multiplications_are_weights_times_places():
    assert layer_cost("Linear(5, 7)", (3, 5)).multiplications == 3 * 35
    assert layer_cost("ConvTranspose1d(2, 3, 4)", (2, 5)).multiplications == 5 * 2 * 3 * 4
    assert layer_cost("Conv1d(2, 3, 4)", (7, 2, 5)).multiplications == 7 * 2 * 2 * 3 * 4
    assert layer_cost("MaxPool2d(2)", (1, 4, 4)) == Cost(0, 0, 4)


def test_grouped_and_separable_layers_cost_less():
    geometry = Geometry.of((56, 56), (3, 3), padding=1)
    standard = conv_cost(geometry, 64, 64)
    assert standard.parameters == 9 * 64 * 64
    assert conv_cost(geometry, 64, 64, groups=4).parameters == standard.parameters // 4
    separable = separable_cost(geometry, 64, 64)
    assert separable.parameters == 9 * 64 + 64 * 64
    assert separable.multiplications == separable.parameters * 56 * 56
    local = locally_connected_cost(geometry, 64, 64)
    assert local.parameters == local.multiplications == standard.multiplications


def test_memory_counts_parameters_and_outputs():
    assert conv_cost(Geometry.of((28, 28), (5, 5), padding=2), 1, 6, bias=True).memory() == 4 * 4860


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: dense_cost((0,), (1,)), "input size 0 is too small"),
        (lambda: shared_cost((2.5,)), "input size 2.5 is not a whole number"),
        (lambda: local_shared_cost((3,), -1), "delta -1 is too small"),
        (lambda: conv_cost(Geometry.of((3,), (1,)), 3, 4, groups=2), "do not fall into 2 groups"),
        (lambda: layer_cost("Conv2d(1, 1, 9)", (1, 5, 5)), "does not fit"),
    ],
)
def test_the_impossible_is_told(call, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        call()


@pytest.mark.parametrize("bias", ["yes", 2, None])
def test_a_bias_is_there_or_not(bias):
    geometry = Geometry.of((3,), (2,))
    for cost in (conv_cost, locally_connected_cost):
        with pytest.raises(ConvMathError, match=r"bias .* is not possible: use True or False"):
            cost(geometry, bias=bias)
    with pytest.raises(ConvMathError, match=r"bias .* is not possible"):
        dense_cost((1,), (1,), bias)


def test_memory_is_counted_in_whole_bytes():
    assert Cost(1, 2, 3).memory(8) == 32
    with pytest.raises(ConvMathError, match="bytes per number 0"):
        Cost(1, 2, 3).memory(0)
