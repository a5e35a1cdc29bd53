"""Convolution as one matrix product: windows as rows (im2col), or the kernel as a big matrix."""

from dataclasses import dataclass, replace
from math import prod

import numpy as np

from convmath.checks import check_size
from convmath.exact import path_of
from convmath.geometry import Geometry
from convmath.linear import LinearStep, linear
from convmath.numbers import Array, as_exact, freeze
from convmath.padding import Padding
from convmath.shapes import Index, PerAxis
from convmath.trace import PlacedStep, Steps, Trace
from convmath.windows import gather, pad, shifted


@dataclass(frozen=True, slots=True, eq=False)
class RowStep(PlacedStep):
    """One window laid out as a row; `place` is the output element that it makes.

    >>> step = im2col([[1, 2], [3, 4]], (1, 2)).steps[1]
    >>> step.place, step.total.tolist()
    ((1, 0), [3, 4])
    """

    index: Index
    place: Index
    origin: Index
    inside: Array
    total: Array


def im2col(
    input: object,
    kernel_shape: tuple[int, ...],
    *,
    padding: Padding = 0,
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
) -> Trace[RowStep]:
    """Lay every window out as one row: (number of windows, number of kernel elements).

    Raises ConvMathError where the kernel does not fit. Source: Chellapilla et al., "High
    Performance Convolutional Neural Networks for Document Processing" (2006).

    >>> im2col([[0, 1, 2], [3, 4, 5], [6, 7, 8]], (2, 2)).output.tolist()
    [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]]
    """
    array = as_exact(input, "input")
    geometry = Geometry.of(
        array.shape, kernel_shape, padding=padding, stride=stride, dilation=dilation
    )
    check_size((prod(geometry.output_shape), prod(geometry.kernel_shape)), "the matrix of windows")
    views = [view.ravel() for _, view in shifted(pad(array, geometry), geometry)]
    output = freeze(np.stack(views, axis=1))

    def build(index: Index) -> RowStep:
        place = tuple(int(i) for i in np.unravel_index(index[0], geometry.output_shape))
        window, inside = gather(array, geometry, place)
        return RowStep(index, place, geometry.origin(place), inside, freeze(window.ravel()))

    steps = Steps((len(output),), build)
    return Trace("im2col", {"input": array}, geometry, output, path_of(array), steps)


def correlate_by_matrix(
    input: object,
    kernel: object,
    *,
    padding: Padding = 0,
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
) -> Trace[LinearStep]:
    """Cross-correlation as one product: the matrix of windows times the kernel as a column.

    The output is the column of results; it equals `cross_correlate(…).output.ravel()`.
    Raises ConvMathError as `cross_correlate` does. Source: Dive into Deep Learning, 14.10.3.

    >>> x, k = [[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]]
    >>> correlate_by_matrix(x, k).output.tolist()
    [19, 25, 37, 43]
    """
    weights = as_exact(kernel, "kernel")
    windows = im2col(input, weights.shape, padding=padding, stride=stride, dilation=dilation)
    product = linear(weights.ravel(), windows.output)
    inputs = {"input": windows.input, "windows": windows.output, "kernel": weights}
    return replace(
        product, operation="correlate_by_matrix", inputs=inputs, geometry=windows.geometry
    )


def correlate_as_dense(
    input: object,
    kernel: object,
    *,
    padding: Padding = 0,
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
) -> Trace[LinearStep]:
    """Cross-correlation as a dense layer whose weights are shared and mostly zero.

    `inputs["weight"]` is `correlation_matrix(…)`, (outputs, inputs); reshaped to (*out, *S) it is
    the book's W with one weight per pair of pixels. The output is that of `cross_correlate`, as
    one row. Raises ConvMathError as that does. Source: Dive into Deep Learning, 7.1.

    >>> trace = correlate_as_dense([1, 2, 3], [10, 1])
    >>> trace.inputs["weight"].tolist(), trace.output.tolist()
    ([[10, 1, 0], [0, 10, 1]], [12, 23])
    """
    array, weights = as_exact(input, "input"), as_exact(kernel, "kernel")
    geometry = Geometry.of(
        array.shape, weights.shape, padding=padding, stride=stride, dilation=dilation
    )
    matrix = _big_matrix(weights, geometry)
    product = linear(array.ravel(), matrix)
    inputs = {"input": array, "kernel": weights, "weight": matrix}
    return replace(product, operation="correlate_as_dense", inputs=inputs, geometry=geometry)


def correlation_matrix(
    kernel: object,
    input_shape: tuple[int, ...],
    *,
    padding: Padding = 0,
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
) -> Array:
    """The kernel as a big matrix W (outputs, inputs): W @ input.ravel() is the correlation.

    Its transpose is the transposed convolution. Raises ConvMathError where the kernel does not fit.
    Source: Dive into Deep Learning, 14.10.3.

    >>> correlation_matrix([1, 2], (3,)).tolist()
    [[1, 2, 0], [0, 1, 2]]
    """
    weights = as_exact(kernel, "kernel")
    geometry = Geometry.of(
        input_shape, weights.shape, padding=padding, stride=stride, dilation=dilation
    )
    return _big_matrix(weights, geometry)


def _big_matrix(weights: Array, geometry: Geometry) -> Array:
    outputs, inputs = prod(geometry.output_shape), prod(geometry.input_shape)
    check_size((outputs, inputs + 1), "the kernel's matrix")
    # Number the inputs from 1: padding is 0, and column 0 is thrown away.
    numbers = pad(np.arange(1, inputs + 1).reshape(geometry.input_shape), geometry)
    matrix = np.zeros((outputs, inputs + 1), dtype=weights.dtype)
    for offset, view in shifted(numbers, geometry):
        matrix[np.arange(outputs), view.ravel()] = weights[offset]
    return freeze(matrix[:, 1:].copy())
