"""True convolution: the kernel is turned by 180° first, then it slides."""

from dataclasses import dataclass

import numpy as np

from convmath.correlate import correlate_along
from convmath.geometry import Geometry
from convmath.numbers import Array, as_exact, freeze
from convmath.padding import Padding
from convmath.shapes import PerAxis
from convmath.trace import Step, Steps, Trace

_MIRRORED = {"same": "same_lower", "same_lower": "same"}


@dataclass(frozen=True, slots=True, eq=False)
class FlipStep:
    """The step before the first window: `kernel` is turned by 180° into `flipped`.

    >>> convolve([1, 2], [3, 4]).steps[0].flipped.tolist()
    [4, 3]
    """

    kernel: Array
    flipped: Array

    def apply(self, output: Array) -> None:
        """Write nothing: turning the kernel makes no output element."""


def flip(kernel: object) -> Array:
    """Turn a kernel by 180°: reverse every axis. Raises ConvMathError for what is not numbers.

    >>> flip([[0, 1], [2, 3]]).tolist()
    [[3, 2], [1, 0]]
    """
    return freeze(np.flip(as_exact(kernel, "kernel")))


def convolve(
    input: object,
    kernel: object,
    *,
    padding: Padding = 0,
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
) -> Trace[Step | FlipStep]:
    """Y[i, j] = Σ X[i − a, j − b] · K[a, b] over the windows that `padding` allows.

    "valid" (0), "same" and "full" are those of `scipy.signal`: for an even kernel, "same" puts the
    odd row before the input, the mirror of a correlation's. Raises ConvMathError.
    Source: Dive into Deep Learning, 7.1.3 and 7.2.5.

    >>> x, k = [[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]]
    >>> trace = convolve(x, k)
    >>> trace.output.tolist(), trace.steps[0].flipped.tolist()
    ([[5, 11], [23, 29]], [[3, 2], [1, 0]])
    """
    array, weights = as_exact(input, "input"), as_exact(kernel, "kernel")
    mirrored = _MIRRORED.get(padding, padding) if isinstance(padding, str) else padding
    geometry = Geometry.of(
        array.shape, weights.shape, padding=mirrored, stride=stride, dilation=dilation
    )
    turned = FlipStep(weights, flip(weights))
    slid = correlate_along(array, turned.flipped, geometry)
    inputs = {"input": array, "kernel": weights, "flipped": turned.flipped}
    steps: Steps[Step | FlipStep] = Steps(slid.steps.shape, slid.steps.at, first=(turned,))
    return Trace("convolve", inputs, geometry, slid.output, slid.path, steps)
