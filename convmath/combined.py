"""Two operations in a row, for worked examples that show what they do together."""

from typing import Any

from convmath.channels import ChannelStep, conv_layer
from convmath.convolve import FlipStep
from convmath.correlate import cross_correlate
from convmath.gradient import input_gradient, kernel_gradient
from convmath.numbers import as_exact
from convmath.pool import MaxStep, max_pool
from convmath.shapes import PerAxis
from convmath.signals import Signal, SlideStep, convolve_signals
from convmath.trace import Step, Trace
from convmath.windows import shift as moved


def correlate_shifted(
    input: object, kernel: object, *, shift: PerAxis, **parameters: Any
) -> Trace[Step]:
    """Move the input by `shift`, then cross-correlate: the output moves as well.

    >>> correlate_shifted([1, 0, 0, 0], [2], shift=1).output.tolist()
    [0, 2, 0, 0]
    """
    return cross_correlate(moved(as_exact(input), shift), kernel, **parameters)


def pool_shifted(
    input: object, kernel: object, *, shift: PerAxis, window: PerAxis
) -> Trace[MaxStep]:
    """Move the input, cross-correlate, then take the largest of each window.

    >>> pool_shifted([1, 0, 0, 0], [2], shift=1, window=2).output.tolist()
    [2, 0]
    """
    return max_pool(correlate_shifted(input, kernel, shift=shift).output, window)


def correlate_twice(input: object, kernel: object) -> Trace[Step]:
    """Cross-correlate with the same kernel twice; `inputs["input"]` is the map in between.

    >>> correlate_twice([1, 2, 3], [1, 1]).output.tolist()
    [8]
    """
    return cross_correlate(cross_correlate(input, kernel).output, kernel)


def slide_signals(
    input: object, kernel: object, *, start: int = 0, kernel_start: int = 0
) -> Trace[SlideStep | FlipStep]:
    """Convolve two rows of numbers that begin at `start` and `kernel_start`.

    >>> slide_signals([1, 2], [3, 4], start=-1).steps[1].n
    -1
    """
    return convolve_signals(Signal.of(input, start), Signal.of(kernel, kernel_start))


def separable_layer(
    input: object, depthwise: object, pointwise: object, **parameters: Any
) -> Trace[ChannelStep]:
    """A kernel for each channel, then a 1×1 layer that mixes the channels.

    Padding, stride and dilation are those of the first.

    >>> separable_layer([[1, 2], [3, 4]], [[[1, 1]], [[1, -1]]], [[[10], [1]]]).output.tolist()
    [[29]]
    """
    channels = as_exact(depthwise, "depthwise")
    middle = conv_layer(input, channels, groups=len(channels), **parameters)
    return conv_layer(middle.output, pointwise)


def kernel_slope(input: object, kernel: object, **parameters: Any) -> Trace[Step]:
    """The gradient by the kernel of L = ΣY, where Y = input ⋆ kernel.

    >>> kernel_slope([1, 2, 3], [5, 7]).output.tolist()
    [3, 5]
    """
    return kernel_gradient(cross_correlate(input, kernel, **parameters))


def input_slope(input: object, kernel: object, **parameters: Any) -> Trace[Step | FlipStep]:
    """The gradient by the input of L = ΣY, where Y = input ⋆ kernel.

    >>> input_slope([1, 2, 3], [5, 7]).output.tolist()
    [5, 12, 7]
    """
    return input_gradient(cross_correlate(input, kernel, **parameters))
