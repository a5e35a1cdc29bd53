"""Convolutional layers: many input channels, many output channels, groups, batches, bias."""

import operator
from dataclasses import dataclass
from functools import reduce

import numpy as np

from convmath.checks import whole_number
from convmath.engine import correlate_into
from convmath.errors import ConvMathError
from convmath.exact import FLOATING, add, bilinear, multiply, path_of, total
from convmath.geometry import Geometry
from convmath.numbers import Array, Number, as_exact, as_number, freeze, is_floating
from convmath.padding import Padding
from convmath.shapes import Index, PerAxis
from convmath.trace import PlacedStep, Steps, Trace
from convmath.windows import gather


@dataclass(frozen=True, slots=True, eq=False)
class ChannelStep(PlacedStep):
    """One output element of a layer: a window through all its channels, and their partial sums.

    `index` is (out channel, *place) or (image, out channel, *place); `operands`, `weights` and
    `products` are (C/groups, *K), `inside` is (*K), `partials` one sum per channel in `channels`.

    >>> step = conv_layer([[1], [2]], [[[3], [4]]], [5]).steps[0]
    >>> step.partials, step.bias, step.total
    ((3, 8), 5, 16)
    """

    index: Index
    origin: Index
    channels: range
    operands: Array
    inside: Array
    weights: Array
    products: Array
    partials: tuple[Number, ...]
    bias: Number
    total: Number


def conv_layer(
    input: object,
    weight: object,
    bias: object = None,
    *,
    padding: Padding = 0,
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
    groups: int = 1,
) -> Trace[ChannelStep]:
    """Σ over input channels of cross-correlations, plus a bias, for every output channel.

    `input` is (C, *S) or (N, C, *S) with 1 to 3 axes S, `weight` (O, C/groups, *K), `bias` (O,);
    the output (O, *out) or (N, O, *out). Raises ConvMathError where shapes do not meet.
    Source: Dive into Deep Learning, 7.4; 1×1: 7.4.3.

    >>> x, k = [[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]]
    >>> inputs = [x, (np.array(x) + 1).tolist()]
    >>> trace = conv_layer(inputs, [[k, (np.array(k) + 1).tolist()]])
    >>> trace.output.tolist(), trace.steps[0].partials
    ([[[56, 72], [104, 120]]], (19, 37))
    """
    array, weights, biases = layer_arrays(input, weight, bias)
    groups = check_groups(groups, array, weights)
    geometry = Geometry.of(
        array.shape[-weights.ndim + 2 :],
        weights.shape[2:],
        padding=padding,
        stride=stride,
        dilation=dilation,
    )
    check_bias(biases, weights.shape[0])
    return layer_along(array, weights, biases, geometry, groups)


def layer_along(
    array: Array, weights: Array, biases: Array | None, geometry: Geometry, groups: int
) -> Trace[ChannelStep]:
    """Run a layer on checked arrays along a settled geometry.

    >>> x, w = as_exact([[1, 2]]), as_exact([[[3]], [[4]]])
    >>> layer_along(x, w, None, Geometry.of((2,), (1,)), 1).output.tolist()
    [[3, 6], [4, 8]]
    """
    batch = as_batch(array, weights)
    shape = (len(batch), len(weights), *geometry.output_shape)

    def run(values: Array, kernels: Array, output: Array) -> None:
        correlate_into(values, kernels, output, geometry, groups)

    output, path = bilinear(run, batch, weights, shape)
    output = output if array.ndim == weights.ndim else output[0]
    output, path = add_bias(output, biases, geometry.rank, path)

    def build(index: Index) -> ChannelStep:
        return _step(index, array, weights, biases, geometry)

    steps = Steps(output.shape, build)
    inputs = layer_inputs(array, weights, biases)
    return Trace("conv_layer", inputs, geometry, output, path, steps)


def layer_arrays(input: object, weight: object, bias: object) -> tuple[Array, Array, Array | None]:
    """Make a layer's arrays exact and check that their axes can meet.

    >>> layer_arrays([[1, 2]], [[1, 2]], None)
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: weight of shape (1, 2) is no kernel of a layer: it needs \
(channels, channels, *kernel) with 1 to 3 kernel axes
    """
    array, weights = as_exact(input, "input"), as_exact(weight, "weight")
    if not 3 <= weights.ndim <= 5:
        raise ConvMathError(
            f"weight of shape {weights.shape} is no kernel of a layer: it needs "
            "(channels, channels, *kernel) with 1 to 3 kernel axes"
        )
    if array.ndim not in (weights.ndim - 1, weights.ndim):
        raise ConvMathError(
            f"input of shape {array.shape} does not meet weight of shape {weights.shape}: it "
            f"needs {weights.ndim - 1} axes (channels first), or {weights.ndim} with a batch"
        )
    return array, weights, None if bias is None else as_exact(bias, "bias")


def as_batch(array: Array, weights: Array) -> Array:
    """A layer's input with an axis for the images of a batch, even if there is one image alone.

    >>> as_batch(np.zeros((2, 5)), np.zeros((1, 2, 3))).shape
    (1, 2, 5)
    """
    return array if array.ndim == weights.ndim else array[np.newaxis]


def layer_inputs(array: Array, weights: Array, biases: Array | None) -> dict[str, Array]:
    """What went into a layer, by name; no bias where there is none.

    >>> list(layer_inputs(np.zeros(1), np.zeros(1), None))
    ['input', 'weight']
    """
    inputs = {"input": array, "weight": weights}
    return inputs if biases is None else inputs | {"bias": biases}


def check_groups(groups: int, array: Array, weights: Array) -> int:
    """Check the channel counts of a layer: C = C/groups · groups, and O divisible by groups.

    >>> check_groups(2, np.zeros((4, 3)), np.zeros((6, 2, 1)))
    2
    """
    count = whole_number(groups, "groups", 1)
    channels = array.shape[1 - weights.ndim]
    if len(weights) % count:
        raise ConvMathError(
            f"{len(weights)} output channels do not fall into {count} groups: "
            "make one a multiple of the other"
        )
    if weights.shape[1] * count != channels:
        times = f" · groups {count}" if count > 1 else ""
        has = "1 channel" if channels == 1 else f"{channels} channels"
        raise ConvMathError(
            f"the input has {has} but the weight takes {weights.shape[1]}{times}: make them equal"
        )
    return count


def check_bias(biases: Array | None, channels: int) -> None:
    """Check that there is one bias per output channel.

    >>> check_bias(as_exact([1, 2]), 3)
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: bias of shape (2,) does not fit: one number for each of the \
3 outputs is needed
    """
    if biases is not None and biases.shape != (channels,):
        raise ConvMathError(
            f"bias of shape {biases.shape} does not fit: "
            f"one number for each of the {channels} outputs is needed"
        )


def add_bias(output: Array, biases: Array | None, rank: int, path: str) -> tuple[Array, str]:
    """Add one bias per channel, the axis before the `rank` other ones; return output and path.

    The path says so where the sum is no longer what the products were.

    >>> add_bias(as_exact([[1, 2], [3, 4]]), as_exact([10, 20]), 1, "int64")[0].tolist()
    [[11, 12], [23, 24]]
    """
    if biases is None:
        return freeze(output), path
    biased = add(output, biases.reshape(-1, *(1,) * rank))
    if is_floating(biased):
        return biased, FLOATING
    if biased.dtype == object and output.dtype != object:
        path = f"{path_of(biased)}, {path}"
    return biased, path


def _step(
    index: Index, array: Array, weights: Array, biases: Array | None, geometry: Geometry
) -> ChannelStep:
    image, (channel, *place) = index[: -geometry.rank - 1], index[-geometry.rank - 1 :]
    per_group = weights.shape[1]
    group = channel // (len(weights) // (array.shape[-geometry.rank - 1] // per_group))
    channels = range(group * per_group, (group + 1) * per_group)
    source = array[image][channels.start : channels.stop]
    operands, inside = gather(source, geometry, tuple(place))
    products = multiply(operands, weights[channel])
    partials = tuple(total(product) for product in products)
    bias = 0 if biases is None else as_number(biases[channel])
    return ChannelStep(
        index,
        geometry.origin(place),
        channels,
        operands,
        inside,
        weights[channel],
        products,
        partials,
        bias,
        reduce(operator.add, partials) + bias,
    )
