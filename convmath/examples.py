"""The book's worked examples by name: inputs, parameters, expected result, where they come from.

The numbers of Dive into Deep Learning (D2L, chapter 7, and 14.10), recomputed exactly.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import groupby
from math import prod
from operator import attrgetter
from typing import Any

from convmath.channels import conv_layer
from convmath.convolve import convolve
from convmath.correlate import cross_correlate
from convmath.counting import Cost, dense_cost, local_shared_cost, network_costs, shared_cost
from convmath.errors import ConvMathError
from convmath.geometry import Convention, Geometry
from convmath.gradient import input_gradient, kernel_gradient
from convmath.learn import learn_kernel
from convmath.network import shapes_through
from convmath.pool import avg_pool, max_pool
from convmath.receptive import receptive_field, seen_by
from convmath.shapes import Shape
from convmath.trace import Trace
from convmath.transpose import conv_transpose
from convmath.worked import (
    A1,
    CUBE,
    E_TURNED,
    EDGES,
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
    TWO_LAYERS,
    X1,
    A,
    E,
    Example,
    K,
    X,
    Y,
    losses_of,
    pixels_gone,
    printed_losses,
)


def _trace(
    operation: Callable[..., Trace[Any]],
    inputs: Mapping[str, object],
    expected: object,
    source: str,
    **parameters: object,
) -> Example:
    return Example(operation, inputs, parameters, expected, f"D2L {source}")


def _correlation(expected: object, source: str, **parameters: object) -> Example:
    inputs = {"input": X, "kernel": K}
    return _trace(cross_correlate, inputs, expected, source, **parameters)


def _size(n: Shape, k: Shape, expected: Shape, **parameters: object) -> Example:
    inputs, read = {"input_shape": n, "kernel_shape": k}, attrgetter("output_shape")
    return Example(Geometry.of, inputs, parameters, expected, "D2L 7.3", read)


def _formula(convention: Convention, expected: str) -> Example:
    def read(geometry: Geometry) -> str:
        return str(geometry.formula(0, convention))

    inputs = {"input_shape": (8,), "kernel_shape": (3,)}
    return Example(Geometry.of, inputs, {"padding": 1, "stride": 2}, expected, "D2L 7.3.2", read)


def _uses(n: int, k: int, expected: object) -> Example:
    inputs = {"input_shape": (n, n), "kernel_shape": (k, k)}
    return Example(Geometry.of, inputs, {}, expected, "D2L figure 7.3.1", Geometry.usage)


def _cost(operation: Callable[..., Cost], expected: int, **inputs: object) -> Example:
    return Example(operation, inputs, {}, expected, "D2L 7.1", attrgetter("parameters"))


def _learning(start: object, steps: int, expected: object, read: Callable[..., object]) -> Example:
    inputs = {"input": E, "target": EDGES, "kernel": start}
    parameters = {"learning_rate": Fraction(3, 100), "steps": steps}
    return Example(learn_kernel, inputs, parameters, expected, "D2L 7.2.4", read)


def _slope(gradient: Callable[[Trace[Any]], Trace[Any]], expected: object) -> Example:
    def run(input: object, kernel: object, **parameters: Any) -> Trace[Any]:
        return gradient(cross_correlate(input, kernel, **parameters))

    return _trace(run, {"input": X, "kernel": K}, expected, "5.3: the chain rule, L = ΣY")


EXAMPLES: Mapping[str, Example] = {
    "from_dense": _cost(dense_cost, 10**12, input_shape=(1000, 1000), output_shape=(1000, 1000)),
    "from_dense_shared": _cost(shared_cost, 1999**2, shape=(1000, 1000)),
    "from_dense_local": _cost(local_shared_cost, 5**2, shape=(1000, 1000), delta=2),
    "dense_layer": _cost(dense_cost, 10**9, input_shape=(10**6,), output_shape=(10**3,)),
    "cross_correlation": _correlation(Y, "figure 7.2.1"),
    "convolution": _trace(convolve, {"input": X, "kernel": K}, [[5, 11], [23, 29]], "7.1.3, 7.2.5"),
    "convolution_full": _trace(
        convolve,
        {"input": X, "kernel": K},
        [[0, 0, 1, 2], [0, 5, 11, 11], [6, 23, 29, 23], [12, 32, 37, 24]],
        "7.1.3",
        padding="full",
    ),
    "convolution_turned": _trace(convolve, {"input": X, "kernel": [[3, 2], [1, 0]]}, Y, "7.2.5"),
    "edges": _trace(cross_correlate, {"input": E, "kernel": [[1, -1]]}, EDGES, "7.2.3"),
    "edges_turned": _trace(
        cross_correlate, {"input": E_TURNED, "kernel": [[1, -1]]}, [[0] * 5] * 8, "7.2.3"
    ),
    "learn_kernel": _learning(
        [[0, 0]], 10, [4.915, 0.825, 0.138, 0.023, 0.004, 0.98847, -0.98847], printed_losses
    ),
    "learn_kernel_from_anywhere": _learning(
        [[3, -2]],
        4,
        [27 * Fraction(4096, 10**4) ** n + 15 * Fraction(64, 100) ** n for n in range(4)],
        losses_of,
    ),
    "receptive_field": Example(
        receptive_field,
        {"layers": TWO_LAYERS},
        expected=[(1, 1), (2, 2), (3, 3)],
        source="D2L 7.2.6",
        read=lambda fields: [field.size for field in fields],
    ),
    "receptive_field_seen": Example(
        seen_by,
        {"layers": TWO_LAYERS, "input_shape": (3, 3), "index": (0, 0)},
        expected=[[True] * 3] * 3,
        source="D2L 7.2.6",
        read=lambda seen: seen,
    ),
    "receptive_field_value": _trace(
        cross_correlate, {"input": Y, "kernel": K}, [[228]], "7.2.6: X ⋆ K ⋆ K"
    ),
    "padding": _correlation(
        [[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]], "figure 7.3.2", padding=1
    ),
    "padding_keeps": _size((8, 8), (3, 3), (8, 8), padding=1),
    "padding_keeps_rectangular": _size((8, 8), (5, 3), (8, 8), padding=(2, 1)),
    "padding_grows": _size((8, 8), (3, 3), (10, 8), padding=(2, 1)),
    "padding_missing": Example(
        shapes_through,
        {"layers": ["Conv2d(1, 1, kernel_size=5)"] * 10, "input_shape": (1, 240, 240)},
        expected=((1, 200, 200), 30.6),
        source="D2L 7.3",
        read=pixels_gone,
    ),
    "pixel_use": _uses(3, 2, [[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
    "pixel_use_3": _uses(
        5, 3, [[1, 2, 3, 2, 1], [2, 4, 6, 4, 2], [3, 6, 9, 6, 3], [2, 4, 6, 4, 2], [1, 2, 3, 2, 1]]
    ),
    "stride": _correlation([[0, 8], [6, 8]], "figure 7.3.3", padding=1, stride=(3, 2)),
    "stride_halves": _size((8, 8), (3, 3), (4, 4), padding=1, stride=2),
    "stride_rectangular": _size((8, 8), (3, 5), (2, 2), padding=(0, 1), stride=(3, 4)),
    "stride_uneven": _size((8, 8), (3, 3), (3, 2), padding=1, stride=(3, 4)),
    "size_per_side": _formula("per side", "⌊(n + 2p − k)/s⌋ + 1 = ⌊(8 + 2·1 − 3)/2⌋ + 1 = 4"),
    "size_total": _formula("total", "⌊(n − k + p + s)/s⌋ = ⌊(8 − 3 + 2 + 2)/2⌋ = 4"),
    "input_channels": _trace(
        conv_layer, {"input": [X, X1], "weight": [[K, K1]]}, [[[56, 72], [104, 120]]], "7.4.1"
    ),
    "rgb": _trace(conv_layer, {"input": RGB, "weight": [RGB_KERNEL]}, [RGB_OUTPUT], "7.4.1"),
    "rgb_two_outputs": _trace(
        conv_layer,
        {"input": RGB, "weight": [RGB_KERNEL, ONES]},
        [RGB_OUTPUT, [[81, 80, 79], [83, 82, 81], [78, 84, 83]]],
        "7.4.2",
    ),
    "output_channels": _trace(
        conv_layer,
        {"input": [X, X1], "weight": [[K, K1], [K1, K2], [K2, [[3, 4], [5, 6]]]]},
        [[[56, 72], [104, 120]], [[76, 100], [148, 172]], [[96, 128], [192, 224]]],
        "7.4.2",
    ),
    "one_by_one": _trace(
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
    "conv1d": _trace(
        cross_correlate, {"input": range(7), "kernel": [1, 2]}, [2, 5, 8, 11, 14, 17], "16.3.2"
    ),
    "conv2d": _correlation(Y, "7.2.1"),
    "conv3d": _trace(
        cross_correlate,
        {"input": CUBE, "kernel": [[[0, 1], [2, 3]], [[4, 5], [6, 7]]]},
        [[[268, 296], [352, 380]], [[520, 548], [604, 632]]],
        "7.2, along three axes",
    ),
    "max_pooling": _trace(
        max_pool, {"input": X}, [[4, 5], [7, 8]], "figure 7.5.1", window=2, stride=1
    ),
    "average_pooling": _trace(
        avg_pool, {"input": X}, [[2, 3], [5, 6]], "7.5.1", window=2, stride=1
    ),
    "pooling_stride": _trace(max_pool, {"input": A}, [[10]], "7.5.2", window=3),
    "pooling_padding": _trace(
        max_pool, {"input": A}, [[5, 7], [13, 15]], "7.5.2", window=3, padding=1, stride=2
    ),
    "pooling_rectangular": _trace(
        max_pool, {"input": A}, [[5, 7], [13, 15]], "7.5.2", **RECTANGULAR
    ),
    "pooling_average_padded": _trace(
        avg_pool,
        {"input": A},
        [[Fraction(5, 3), 3], [7, Fraction(25, 3)]],
        "7.5.2",
        **RECTANGULAR,
        count_include_pad=True,
    ),
    "pooling_channels": _trace(
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
    "dilation": _trace(
        cross_correlate,
        {"input": [[5 * i + j for j in range(5)] for i in range(5)], "kernel": K},
        [[58, 64, 70], [88, 94, 100], [118, 124, 130]],
        "7.3, with the kernel spread",
        dilation=2,
    ),
    "transposed": _trace(
        conv_transpose,
        {"input": K, "kernel": K},
        [[0, 0, 1], [0, 4, 6], [4, 12, 9]],
        "figure 14.10.1",
    ),
    "transposed_stride": _trace(
        conv_transpose,
        {"input": K, "kernel": K},
        [[0, 0, 0, 1], [0, 0, 2, 3], [0, 2, 0, 3], [4, 6, 6, 9]],
        "figure 14.10.2",
        stride=2,
    ),
    "gradient_kernel": _slope(kernel_gradient, [[8, 12], [20, 24]]),
    "gradient_input": _slope(input_gradient, [[0, 1, 1], [2, 6, 4], [2, 5, 3]]),
}


def example(name: str) -> Example:
    """Look an example up; raises ConvMathError naming the known ones.

    >>> example("padding").parameters["padding"]
    1
    """
    if not isinstance(name, str) or name not in EXAMPLES:
        raise ConvMathError(f"there is no example {name!r}: choose one of {', '.join(EXAMPLES)}")
    return EXAMPLES[name]
