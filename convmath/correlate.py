"""Cross-correlation: the kernel slides over the input, and every window becomes one number."""

import numpy as np

from convmath.engine import correlate_into
from convmath.exact import bilinear, multiply, total
from convmath.geometry import Geometry
from convmath.numbers import Array, as_exact
from convmath.padding import Padding
from convmath.shapes import Index, PerAxis
from convmath.trace import Step, Steps, Trace
from convmath.windows import gather


def cross_correlate(
    input: object,
    kernel: object,
    *,
    padding: Padding = 0,
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
) -> Trace[Step]:
    """Y[i, j] = Σ X[i·s + a·d, j·s + b·d] · K[a, b], for input and kernel of 1 to 3 equal axes.

    Output shape: `trace.geometry.output_shape`. Raises ConvMathError for anything impossible.
    Source: Dive into Deep Learning, 7.2.1 (7.2.1); padding and stride 7.3.

    >>> x, k = [[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]]
    >>> cross_correlate(x, k).output.tolist()
    [[19, 25], [37, 43]]
    >>> cross_correlate(x, k, padding=1, stride=(3, 2)).output.tolist()
    [[0, 8], [6, 8]]
    """
    array, weights = as_exact(input, "input"), as_exact(kernel, "kernel")
    geometry = Geometry.of(
        array.shape, weights.shape, padding=padding, stride=stride, dilation=dilation
    )
    return correlate_along(array, weights, geometry)


def correlate_along(array: Array, weights: Array, geometry: Geometry) -> Trace[Step]:
    """Cross-correlate two exact arrays along a settled geometry.

    >>> correlate_along(as_exact([1, 2]), as_exact([3]), Geometry.of((2,), (1,))).output.tolist()
    [3, 6]
    """

    def run(values: Array, kernels: Array, output: Array) -> None:
        one = (np.newaxis, np.newaxis)
        correlate_into(values[one], kernels[np.newaxis], output[one], geometry)

    output, path = bilinear(run, array, weights[np.newaxis], geometry.output_shape)

    def build(index: Index) -> Step:
        operands, inside = gather(array, geometry, index)
        products = multiply(operands, weights)
        return Step(
            index, geometry.origin(index), operands, inside, weights, products, total(products)
        )

    steps = Steps(geometry.output_shape, build)
    inputs = {"input": array, "kernel": weights}
    return Trace("cross_correlate", inputs, geometry, output, path, steps)
