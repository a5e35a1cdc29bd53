"""Worked examples of layers and networks: channels, pooling, LeNet, transposed, gradients."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby
from math import prod
from operator import attrgetter

from convmath.book import (
    A1,
    CUBE,
    K1,
    K2,
    LENET,
    ONE_BY_ONE,
    ONES,
    PIXELS,
    RECTANGULAR,
    RGB,
    RGB_KERNEL,
    RGB_OUTPUT,
    X1,
    A,
    K,
    X,
    Y,
)
from convmath.channels import conv_layer
from convmath.combined import input_slope, kernel_slope, separable_layer
from convmath.correlate import cross_correlate
from convmath.counting import conv_cost, network_costs, separable_cost
from convmath.fashion import fashion_samples
from convmath.geometry import Geometry
from convmath.linear import linear
from convmath.network import layer_shapes, shapes_through
from convmath.pool import avg_pool, max_pool
from convmath.receptive import receptive_field
from convmath.recognise import evolution, recognise
from convmath.transpose import conv_transpose
from convmath.worked import Example, correlated, cost, traced

SHIRT, BOOT = (fashion_samples().images[number] for number in (0, 9))
CHAIN_RULE = "5.3: the chain rule, L = ΣY"
PADDED_56 = Geometry.of((56, 56), (3, 3), padding=1)

LAYERS: Mapping[str, Example] = {
    "input_channels": traced(
        conv_layer,
        {"input": [X, X1], "weight": [[K, K1]]},
        [[[56, 72], [104, 120]]],
        "7.4.1",
        padding=0,
        stride=1,
        dilation=1,
    ),
    "rgb": traced(conv_layer, {"input": RGB, "weight": [RGB_KERNEL]}, [RGB_OUTPUT], "7.4.1"),
    "rgb_two_outputs": traced(
        conv_layer,
        {"input": RGB, "weight": [RGB_KERNEL, ONES]},
        [RGB_OUTPUT, [[81, 80, 79], [83, 82, 81], [78, 84, 83]]],
        "7.4.2",
    ),
    "output_channels": traced(
        conv_layer,
        {"input": [X, X1], "weight": [[K, K1], [K1, K2], [K2, [[3, 4], [5, 6]]]]},
        [[[56, 72], [104, 120]], [[76, 100], [148, 172]], [[96, 128], [192, 224]]],
        "7.4.2",
        padding=0,
        stride=1,
        dilation=1,
    ),
    "one_by_one": traced(
        conv_layer,
        {"input": PIXELS, "weight": ONE_BY_ONE, "bias": [3] * 4},
        [
            [
                [[23, 26], [29, 32]],
                [[59, 71], [83, 95]],
                [[95, 116], [137, 158]],
                [[131, 161], [191, 221]],
            ]
        ],
        "7.4.3",
    ),
    "one_by_one_dense": traced(
        linear,
        {
            "input": [[0, 4, 8], [1, 5, 9], [2, 6, 10], [3, 7, 11]],
            "weight": [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]],
            "bias": [3] * 4,
        },
        [[23, 59, 95, 131], [26, 71, 116, 161], [29, 83, 137, 191], [32, 95, 158, 221]],
        "7.4.3: one row per pixel",
    ),
    "conv1d": traced(
        cross_correlate, {"input": range(7), "kernel": [1, 2]}, [2, 5, 8, 11, 14, 17], "16.3.2"
    ),
    "conv2d": correlated(Y, "7.2.1"),
    "conv3d": traced(
        cross_correlate,
        {"input": CUBE, "kernel": [[[0, 1], [2, 3]], [[4, 5], [6, 7]]]},
        [[[268, 296], [352, 380]], [[520, 548], [604, 632]]],
        "7.2, along three axes",
        stride=1,
        dilation=1,
    ),
    "tensor_shapes": Example(
        layer_shapes,
        {"text": "Conv2d(1, 1, kernel_size=3, padding=1)", "input_shape": (1, 1, 8, 8)},
        expected={
            "input": (1, 1, 8, 8),
            "weight": (1, 1, 3, 3),
            "bias": (1,),
            "output": (1, 1, 8, 8),
        },
        source="D2L 7.3.1",
        read=dict,
    ),
    "tensor_shapes_batch": Example(
        layer_shapes,
        {"text": "Conv2d(3, 16, kernel_size=5)", "input_shape": (32, 3, 28, 28)},
        expected={
            "input": (32, 3, 28, 28),
            "weight": (16, 3, 5, 5),
            "bias": (16,),
            "output": (32, 16, 24, 24),
        },
        source="D2L 7.4.2, with a batch of images",
        read=dict,
    ),
    "max_pooling": traced(
        max_pool,
        {"input": X},
        [[4, 5], [7, 8]],
        "figure 7.5.1",
        window=2,
        stride=1,
        dilation=1,
        ceil_mode=False,
    ),
    "average_pooling": traced(
        avg_pool,
        {"input": X},
        [[2, 3], [5, 6]],
        "7.5.1",
        window=2,
        stride=1,
        padding=0,
        ceil_mode=False,
        count_include_pad=True,
        divisor_override=None,
    ),
    "pooling_stride": traced(
        max_pool, {"input": A}, [[10]], "7.5.2", window=3, padding=0, stride=3
    ),
    "pooling_padding": traced(
        max_pool,
        {"input": A},
        [[5, 7], [13, 15]],
        "7.5.2",
        window=3,
        padding=1,
        stride=2,
        dilation=1,
        ceil_mode=False,
    ),
    "pooling_rectangular": traced(
        max_pool, {"input": A}, [[5, 7], [13, 15]], "7.5.2", **RECTANGULAR
    ),
    "pooling_average_padded": traced(
        avg_pool,
        {"input": A},
        [[Fraction(5, 3), 3], [7, Fraction(25, 3)]],
        "7.5.2",
        **RECTANGULAR,
        count_include_pad=True,
    ),
    "pooling_average_not_counted": traced(
        avg_pool,
        {"input": A},
        [[Fraction(5, 2), Fraction(9, 2)], [Fraction(21, 2), Fraction(25, 2)]],
        "7.5.2, padding left out of the mean",
        **RECTANGULAR,
        count_include_pad=False,
    ),
    "pooling_channels": traced(
        max_pool,
        {"input": [A, A1]},
        [[[5, 7], [13, 15]], [[6, 8], [14, 16]]],
        "7.5.3",
        window=(3, 3),
        padding=1,
        stride=2,
    ),
    "lenet": Example(
        shapes_through,
        {"layers": LENET, "input_shape": (1, 1, 28, 28)},
        expected=[784, 4704, 1176, 1600, 400, 120, 84, 10],
        source="D2L 7.6",
        read=lambda shapes: [size for size, _ in groupby(prod(shape) for shape in shapes)],
    ),
    "lenet_parameters": Example(
        network_costs,
        {"layers": LENET, "input_shape": (1, 1, 28, 28)},
        expected=[156, 2416, 48120, 10164, 850],
        source="D2L 7.6",
        read=lambda costs: [cost.parameters for cost in costs if cost.parameters],
    ),
    "lenet_receptive_field": Example(
        receptive_field,
        {"layers": LENET[:6]},
        expected=[(1, 1), (5, 1), (6, 2), (14, 2), (16, 4)],
        source="D2L 7.6",
        read=lambda fields: [k for k, _ in groupby((f.size[0], f.jump[0]) for f in fields)],
    ),
    "recognition": Example(
        recognise,
        {"input": BOOT},
        expected="ankle boot",
        source="D2L 7.6: Fashion-MNIST",
        read=attrgetter("name"),
    ),
    "feature_maps": Example(
        recognise,
        {"input": SHIRT},
        expected=[(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5)],
        source="D2L 7.6: Fashion-MNIST",
        read=lambda seen: [trace.output.shape for trace in seen.traces if trace.geometry],
    ),
    "kernel_evolution": Example(
        evolution,
        {"input": BOOT},
        expected=(2350, 0.8),
        source="D2L 7.6.2: ten epochs of 235 steps; the book's run reached 0.78",
        read=lambda evolved: (int(evolved.steps[-1]), round(float(evolved.accuracy[-1]), 1)),
    ),
    "depthwise": traced(
        conv_layer,
        {"input": [X, X1], "weight": [[K], [K1]]},
        [[[19, 25], [37, 43]], [[37, 47], [67, 77]]],
        "7.4.1, the two terms not added",
        groups=2,
    ),
    "depthwise_separable": traced(
        separable_layer,
        {
            "input": [X, X1],
            "depthwise": [[K], [K1]],
            "pointwise": [[[[1]], [[1]]], [[[1]], [[-1]]]],
        },
        [[[56, 72], [104, 120]], [[-18, -22], [-30, -34]]],
        "7.4.3, a 1×1 layer after a depthwise one",
        padding=0,
        stride=1,
        dilation=1,
    ),
    "depthwise_cost_standard": cost(
        conv_cost, 36864, "7.4", geometry=PADDED_56, in_channels=64, out_channels=64
    ),
    "depthwise_cost_separable": cost(
        separable_cost, 4672, "7.4", geometry=PADDED_56, in_channels=64, out_channels=64
    ),
    "transposed": traced(
        conv_transpose,
        {"input": K, "kernel": K},
        [[0, 0, 1], [0, 4, 6], [4, 12, 9]],
        "figure 14.10.1",
    ),
    "transposed_stride": traced(
        conv_transpose,
        {"input": K, "kernel": K},
        [[0, 0, 0, 1], [0, 0, 2, 3], [0, 2, 0, 3], [4, 6, 6, 9]],
        "figure 14.10.2",
        padding=0,
        stride=2,
        output_padding=0,
        dilation=1,
    ),
    "gradient_kernel": traced(
        kernel_slope, {"input": X, "kernel": K}, [[8, 12], [20, 24]], CHAIN_RULE
    ),
    "gradient_input": traced(
        input_slope, {"input": X, "kernel": K}, [[0, 1, 1], [2, 6, 4], [2, 5, 3]], CHAIN_RULE
    ),
}
