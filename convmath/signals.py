"""Convolution of two discrete signals that may begin anywhere: flip one, slide it, sum."""

from dataclasses import dataclass

from convmath.checks import MAX_WHOLE, whole_number
from convmath.convolve import FlipStep, convolve, flip
from convmath.errors import ConvMathError
from convmath.exact import multiply, total
from convmath.numbers import Array, Number, as_exact, as_number
from convmath.shapes import Index
from convmath.trace import PlacedStep, Steps, Trace


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """Numbers x[start], x[start + 1], …; zero everywhere else. `Signal.of` checks.

    >>> Signal.of([1, 2, 3], start=-1)[0], Signal.of([1, 2, 3], start=-1)[7]
    (2, 0)
    """

    values: Array
    start: int

    @classmethod
    def of(cls, values: object, start: int = 0) -> "Signal":
        """Make a signal; raises ConvMathError unless the values are one row of numbers.

        >>> Signal.of([1, 2], start=5).end
        7
        """
        array = as_exact(values, "signal")
        if array.ndim != 1:
            raise ConvMathError(f"a signal has one axis, but this has shape {array.shape}")
        return cls(array, whole_number(start, "start", -MAX_WHOLE))

    @property
    def end(self) -> int:
        """The first place after the signal."""
        return self.start + len(self.values)

    def __getitem__(self, n: int) -> Number:
        place = whole_number(n, "place", -MAX_WHOLE) - self.start
        return as_number(self.values[place]) if 0 <= place < len(self.values) else 0


@dataclass(frozen=True, slots=True, eq=False)
class SlideStep(PlacedStep):
    """One output place `n`: x[k] · h[n − k] for every k in `places`, summed to `total`.

    >>> step = convolve_signals(Signal.of([1, 2], start=5), Signal.of([3, 4])).steps[2]
    >>> step.n, step.places, step.products.tolist(), step.total
    (6, range(5, 7), [4, 6], 10)
    """

    index: Index
    n: int
    places: range
    operands: Array
    weights: Array
    products: Array
    total: Number


def convolve_signals(x: object, h: object) -> Trace[SlideStep | FlipStep]:
    """(x ∗ h)[n] = Σ_k x[k] · h[n − k], all places where the two overlap.

    A row of numbers in place of a `Signal` begins at 0. The result is
    `Signal(trace.output, x.start + h.start)`; the first step turns h around. Raises ConvMathError
    for other things, and where floats overflow. Source: Dive into Deep Learning, 7.1.3.

    >>> trace = convolve_signals(Signal.of([1, 2, 3], start=-1), Signal.of([1, 1], start=2))
    >>> trace.output.tolist(), trace.steps[1].n
    ([1, 3, 5, 3], 1)
    """
    x, h = (one if isinstance(one, Signal) else Signal.of(one) for one in (x, h))
    full = convolve(x.values, h.values, padding="full")
    start = x.start + h.start

    def build(index: Index) -> SlideStep:
        n = start + index[0]
        places = range(max(x.start, n - h.end + 1), min(x.end, n - h.start + 1))
        operands = x.values[places.start - x.start : places.stop - x.start]
        first = n - places.stop + 1 - h.start
        weights = flip(h.values[first : first + len(places)])
        products = multiply(operands, weights)
        return SlideStep(index, n, places, operands, weights, products, total(products))

    turned = FlipStep(h.values, flip(h.values))
    steps: Steps[SlideStep | FlipStep] = Steps(full.output.shape, build, first=(turned,))
    return Trace("convolve_signals", full.inputs, full.geometry, full.output, full.path, steps)
