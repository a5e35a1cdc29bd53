"""Gradients of a loss through a correlation: again correlations and convolutions, with steps.

L is any function of the output Y; `output_gradient` is ∂L/∂Y and stands for L = ΣY where it is
left out. Source: the chain rule; Dive into Deep Learning, 5.3 and 14.10.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from convmath.channels import ChannelStep, as_batch, layer_along
from convmath.convolve import FlipStep, flip
from convmath.correlate import correlate_along
from convmath.errors import ConvMathError, expect
from convmath.geometry import Geometry
from convmath.numbers import Array, as_exact, freeze
from convmath.shapes import Index, Shape
from convmath.trace import Step, Steps, Trace
from convmath.transpose import ScatterStep, scatter_along


def kernel_gradient(trace: Trace[Any], output_gradient: object = None) -> Trace[Step]:
    """∂L/∂kernel of a `cross_correlate` trace: the input correlated with the output's gradient.

    Stride and dilation change places. The output has the kernel's shape. Raises ConvMathError for
    another operation or a gradient of another shape. Source: the chain rule.

    >>> from convmath import cross_correlate
    >>> trace = cross_correlate([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]])
    >>> kernel_gradient(trace).output.tolist()
    [[8, 12], [20, 24]]
    """
    gradient = _output_gradient(trace, output_gradient, "cross_correlate")
    return correlate_along(trace.input, gradient, _towards_kernel(_geometry(trace)))


def input_gradient(trace: Trace[Any], output_gradient: object = None) -> Trace[Step | FlipStep]:
    """∂L/∂input of a `cross_correlate` trace: a full convolution of the gradient with the kernel.

    The gradient is first stretched, stride − 1 zeros between its elements (`inputs["input"]`);
    then the kernel is turned and slides over it. The output has the input's shape. Raises
    ConvMathError as `kernel_gradient` does. Source: the chain rule.

    >>> from convmath import cross_correlate
    >>> trace = cross_correlate([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]])
    >>> input_gradient(trace).output.tolist()
    [[0, 1, 1], [2, 6, 4], [2, 5, 3]]
    """
    gradient = _output_gradient(trace, output_gradient, "cross_correlate")
    geometry = _geometry(trace)
    stretched = _stretch(gradient, geometry.stride)
    turned = FlipStep(trace.kernel, flip(trace.kernel))
    slid = correlate_along(stretched, turned.flipped, _towards_input(geometry, stretched.shape))
    inputs = {
        "input": stretched,
        "kernel": trace.kernel,
        "flipped": turned.flipped,
        "output_gradient": gradient,
    }
    steps: Steps[Step | FlipStep] = Steps(slid.steps.shape, slid.steps.at, first=(turned,))
    return Trace("input_gradient", inputs, slid.geometry, slid.output, slid.path, steps)


def layer_input_gradient(trace: Trace[Any], output_gradient: object = None) -> Trace[ScatterStep]:
    """∂L/∂input of a `conv_layer` trace: the transposed layer run on the output's gradient.

    The output has the input's shape. Raises ConvMathError as `kernel_gradient` does.
    Source: Dive into Deep Learning, 14.10.3.

    >>> from convmath import conv_layer
    >>> layer_input_gradient(conv_layer([[1, 2, 3]], [[[1, 10]]])).output.tolist()
    [[1, 11, 10]]
    """
    gradient = _output_gradient(trace, output_gradient, "conv_layer")
    weights = trace.inputs["weight"]
    return scatter_along(gradient, weights, None, _geometry(trace), _groups(trace))


def layer_weight_gradient(trace: Trace[Any], output_gradient: object = None) -> Trace[ChannelStep]:
    """∂L/∂weight of a `conv_layer` trace: correlations of channels with gradients, over the batch.

    The output has the weight's shape; a step's channels are the images of the batch. Raises
    ConvMathError as `kernel_gradient` does. Source: the chain rule.

    >>> from convmath import conv_layer
    >>> layer_weight_gradient(conv_layer([[1, 2, 3]], [[[1, 10]]])).output.tolist()
    [[[3, 5]]]
    """
    gradient = _output_gradient(trace, output_gradient, "conv_layer")
    weights, groups = trace.inputs["weight"], _groups(trace)
    x, g = (as_batch(array, weights) for array in (trace.input, gradient))
    # Channels take the place of images and images that of channels, group by group.
    parts = [part.swapaxes(0, 1) for part in np.split(x, groups, axis=1)]
    wide = layer_along(
        freeze(np.concatenate(parts, axis=1)),
        freeze(g.swapaxes(0, 1)),
        None,
        _towards_kernel(_geometry(trace)),
        groups,
    )
    output = wide.output.swapaxes(0, 1)

    def build(index: Index) -> ChannelStep:
        out, channel, *place = index
        return replace(wide.steps.at((channel, out, *place)), index=index)

    steps: Steps[ChannelStep] = Steps(output.shape, build)
    return Trace(
        "layer_weight_gradient", wide.inputs, wide.geometry, freeze(output), wide.path, steps
    )


def layer_bias_gradient(trace: Trace[Any], output_gradient: object = None) -> Trace[ChannelStep]:
    """∂L/∂bias of a `conv_layer` trace: the gradient summed over images and places, (O,).

    Raises ConvMathError as `kernel_gradient` does. Source: the chain rule.

    >>> from convmath import conv_layer
    >>> layer_bias_gradient(conv_layer([[1, 2, 3]], [[[1, 10]]], [5])).output.tolist()
    [2]
    """
    gradient = _output_gradient(trace, output_gradient, "conv_layer")
    rank = _geometry(trace).rank
    # A bias meets a constant input of 1 in every window: correlate ones with the gradient.
    weights = freeze(as_batch(gradient, trace.inputs["weight"]).swapaxes(0, 1))
    ones = freeze(np.ones(weights.shape[1:], dtype=np.int64))
    wide = layer_along(ones, weights, None, Geometry.of(ones.shape[1:], weights.shape[2:]), 1)

    def build(index: Index) -> ChannelStep:
        return replace(wide.steps.at((*index, *(0,) * rank)), index=index)

    output = freeze(wide.output.reshape(-1))
    steps: Steps[ChannelStep] = Steps(output.shape, build)
    return Trace("layer_bias_gradient", wide.inputs, wide.geometry, output, wide.path, steps)


def _output_gradient(trace: Trace[Any], given: object, operation: str) -> Array:
    expect(trace, Trace, "the trace", f"give what {operation} returned")
    if trace.operation != operation:
        raise ConvMathError(
            f"this gradient is for a {operation} trace, not {trace.operation}: "
            f"give what {operation} returned"
        )
    ones = np.ones(trace.output.shape, dtype=np.int64)
    gradient = as_exact(ones if given is None else given, "output_gradient")
    if gradient.shape != trace.output.shape:
        raise ConvMathError(
            f"output_gradient of shape {gradient.shape} does not meet the output "
            f"{trace.output.shape}: it needs one number for each output element"
        )
    return gradient


def _geometry(trace: Trace[Any]) -> Geometry:
    assert trace.geometry is not None  # of both operations that have gradients here
    return trace.geometry


def _groups(trace: Trace[Any]) -> int:
    weights = trace.inputs["weight"]
    return int(trace.input.shape[1 - weights.ndim]) // int(weights.shape[1])


def _towards_kernel(forward: Geometry) -> Geometry:
    """Slide the output's gradient over the part of the padded input that windows covered."""
    rows = zip(
        forward.padding,
        forward.padded_shape,
        forward.effective_kernel_shape,
        forward.output_shape,
        forward.stride,
        strict=True,
    )
    padding = tuple(
        (before, after + (size - 1) * s + k - n) for (before, after), n, k, size, s in rows
    )
    return Geometry(
        forward.input_shape, forward.output_shape, padding, forward.dilation, forward.stride
    )


def _towards_input(forward: Geometry, stretched: Shape) -> Geometry:
    """Slide the turned kernel over the stretched gradient, ending with the input's shape."""
    rows = zip(
        forward.input_shape,
        forward.padding,
        forward.effective_kernel_shape,
        stretched,
        strict=True,
    )
    padding = tuple((k - 1 - before, n + before - m) for n, (before, _), k, m in rows)
    one = (1,) * forward.rank
    return Geometry(stretched, forward.kernel_shape, padding, one, forward.dilation)


def _stretch(gradient: Array, stride: Shape) -> Array:
    shape = tuple((n - 1) * s + 1 for n, s in zip(gradient.shape, stride, strict=True))
    stretched = np.zeros(shape, dtype=gradient.dtype)
    stretched[tuple(slice(None, None, s) for s in stride)] = gradient
    return freeze(stretched)
