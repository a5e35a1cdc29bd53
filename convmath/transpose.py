"""Transposed convolution: every input number stamps a multiple of the kernel into the output."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np

from convmath.channels import add_bias, as_batch, check_bias, layer_arrays, layer_inputs
from convmath.checks import whole_number
from convmath.engine import scatter_into
from convmath.errors import ConvMathError
from convmath.exact import bilinear, multiply, sum_axis
from convmath.geometry import Geometry
from convmath.numbers import Array, as_exact, freeze
from convmath.shapes import Index, PerAxis
from convmath.trace import Steps, Trace


@dataclass(frozen=True, slots=True, eq=False)
class ScatterStep:
    """One input place: its number per channel times the kernels is the `stamp` (O, *K).

    `index` is (*place) or (image, *place), `origin` the stamp's first (row, col) in the padded
    output; where `inside` (*K) is False the stamp falls on the padding and is dropped.

    >>> step = conv_transpose([2, 3], [1, 10], stride=2).steps[1]
    >>> step.origin, step.stamp.tolist()
    ((2,), [3, 30])
    """

    index: Index
    origin: Index
    operands: Array
    weights: Array
    stamp: Array
    inside: Array
    target: tuple[Array, ...]

    def apply(self, output: Array) -> None:
        """Add the stamp to its place."""
        image = output[self.index[: len(self.index) - len(self.origin)]]
        keep: Any = (..., *np.ix_(*(row >= 0 for row in self.target)))
        rows: Any = (..., *np.ix_(*(row[row >= 0] for row in self.target)))
        image[rows] += self.stamp[keep]


@dataclass(frozen=True, slots=True, eq=False)
class BiasStep:
    """The step after the last stamp: every output gets its channel's `bias`.

    >>> conv_transpose_layer([[1]], [[[2]]], [5]).steps[-1].bias.tolist()
    [5]
    """

    bias: Array
    rank: int

    def apply(self, output: Array) -> None:
        """Add each channel's bias to its whole plane."""
        output += self.bias.reshape(-1, *(1,) * self.rank)


def conv_transpose(
    input: object,
    kernel: object,
    *,
    padding: int | Sequence[int | Sequence[int]] = 0,
    stride: PerAxis = 1,
    output_padding: PerAxis = 0,
    dilation: PerAxis = 1,
) -> Trace[ScatterStep]:
    """The transposed convolution of one input and one kernel of 1 to 3 equal axes.

    Each number of the input stamps number · kernel, `stride` apart; `padding` is cut off the
    output. Raises ConvMathError. Source: Dive into Deep Learning, 14.10.1.

    >>> conv_transpose([[0, 1], [2, 3]], [[0, 1], [2, 3]]).output.tolist()
    [[0, 0, 1], [0, 4, 6], [4, 12, 9]]
    """
    array, weights = as_exact(input, "input"), as_exact(kernel, "kernel")
    geometry = Geometry.transposed(
        array.shape,
        weights.shape,
        padding=padding,
        stride=stride,
        output_padding=output_padding,
        dilation=dilation,
    )
    wide = scatter_along(array[np.newaxis], weights[np.newaxis, np.newaxis], None, geometry, 1)

    def build(index: Index) -> ScatterStep:
        step = wide.steps.at(index)
        return replace(
            step, operands=step.operands[0], weights=weights, stamp=freeze(step.stamp[0])
        )

    inputs = {"input": array, "kernel": weights}
    steps: Steps[ScatterStep] = Steps(array.shape, build)
    return Trace("conv_transpose", inputs, geometry, freeze(wide.output[0]), wide.path, steps)


def conv_transpose_layer(
    input: object,
    weight: object,
    bias: object = None,
    *,
    padding: int | Sequence[int | Sequence[int]] = 0,
    stride: PerAxis = 1,
    output_padding: PerAxis = 0,
    dilation: PerAxis = 1,
    groups: int = 1,
) -> Trace[ScatterStep]:
    """The transposed convolutional layer: a layer's gradient map, run forwards.

    `input` is (C, *S) or (N, C, *S), `weight` (C, O/groups, *K) as PyTorch keeps it, `bias` (O,).
    Raises ConvMathError. Source: Dive into Deep Learning, 14.10; PyTorch's ConvTranspose2d.

    >>> x, w = [[[1, 2]], [[3, 4]]], [[[[1, 1]]], [[[0, 1]]]]
    >>> conv_transpose_layer(x, w, [100]).output.tolist()
    [[[101, 106, 106]]]
    """
    array, weights, biases = layer_arrays(input, weight, bias)
    count = whole_number(groups, "groups", 1)
    channels = array.shape[1 - weights.ndim]
    if channels != len(weights) or channels % count:
        raise ConvMathError(
            f"the input has {channels} channels but the weight takes {len(weights)} in {count} "
            "groups: make them equal, and a multiple of the groups"
        )
    check_bias(biases, weights.shape[1] * count)
    geometry = Geometry.transposed(
        array.shape[2 - weights.ndim :],
        weights.shape[2:],
        padding=padding,
        stride=stride,
        output_padding=output_padding,
        dilation=dilation,
    )
    return scatter_along(array, weights, biases, geometry, count)


def scatter_along(
    array: Array, weights: Array, biases: Array | None, geometry: Geometry, groups: int
) -> Trace[ScatterStep]:
    """Scatter checked arrays along a settled geometry (which says what the *forward* layer does).

    >>> x, w = as_exact([[1, 2]]), as_exact([[[1, 10]]])
    >>> scatter_along(x, w, None, Geometry.transposed((2,), (2,)), 1).output.tolist()
    [[1, 12, 20]]
    """
    batch = as_batch(array, weights)
    rows = np.concatenate([part.swapaxes(0, 1) for part in np.split(weights, groups)])
    shape = (len(batch), len(rows), *geometry.input_shape)

    def run(values: Array, kernels: Array, output: Array) -> None:
        scatter_into(values, kernels, output, geometry, groups)

    output, path = bilinear(run, batch, rows, shape)
    output = output if array.ndim == weights.ndim else output[0]
    output, path = add_bias(output, biases, geometry.rank, path)
    last = () if biases is None else (BiasStep(biases, geometry.rank),)

    def build(index: Index) -> ScatterStep:
        return _step(index, array, rows, geometry, groups)

    places = array.shape[: array.ndim - geometry.rank - 1] + array.shape[-geometry.rank :]
    steps: Steps[Any] = Steps(places, build, last=last)
    inputs = layer_inputs(array, weights, biases)
    return Trace("conv_transpose_layer", inputs, geometry, output, path, steps)


def _step(index: Index, array: Array, rows: Array, geometry: Geometry, groups: int) -> ScatterStep:
    image, place = index[: -geometry.rank], index[-geometry.rank :]
    channels: Any = (*image, slice(None), *place)
    operands = array[channels]
    # Output channel o of a group meets that group's input channels only.
    per_output = np.repeat(operands.reshape(groups, -1), len(rows) // groups, axis=0)
    products = multiply(per_output.reshape(*rows.shape[:2], *(1,) * geometry.rank), rows)
    target = _target(geometry, place)
    return ScatterStep(
        index,
        geometry.origin(place),
        operands,
        rows,
        sum_axis(products, 1),
        freeze(reduce(np.logical_and.outer, [row >= 0 for row in target])),
        target,
    )


def _target(geometry: Geometry, place: Index) -> tuple[Array, ...]:
    """The output coordinates that a stamp covers along each axis, −1 where it falls off."""
    spans = zip(geometry.window(place), geometry.padding, geometry.input_shape, strict=True)
    rows = ((np.asarray(span) - before, n) for span, (before, _), n in spans)
    return tuple(freeze(np.where((row >= 0) & (row < n), row, -1)) for row, n in rows)
