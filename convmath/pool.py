"""Pooling: the largest or the mean number of every window."""

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from convmath.checks import whole_number, yes_or_no
from convmath.engine import correlate_into
from convmath.errors import ConvMathError, shown
from convmath.exact import bilinear, divide, path_of, total
from convmath.geometry import Geometry
from convmath.numbers import Array, Number, as_exact, as_number, freeze
from convmath.padding import Padding
from convmath.shapes import Index, PerAxis, spread
from convmath.trace import PlacedStep, Steps, Trace
from convmath.windows import gather, shifted, surround


@dataclass(frozen=True, slots=True, eq=False)
class MaxStep(PlacedStep):
    """One window and its largest real element, found at input coordinates `winner`.

    Padding (where `inside` is False) counts as −∞, and what hangs over its edge not at all (where
    `counted` is False); of equal elements the first in row order wins.

    >>> max_pool([[1, 9], [9, 2]], 2).steps[0].winner
    (0, 1)
    """

    index: Index
    origin: Index
    operands: Array
    inside: Array
    counted: Array
    winner: Index
    total: Number


@dataclass(frozen=True, slots=True, eq=False)
class AverageStep(PlacedStep):
    """One window, the `sum` of its elements and the `divisor` that it is divided by.

    `counted` is False for what is not added: padding that does not count, and beyond its edge.

    >>> step = avg_pool([1, 2], 2).steps[0]
    >>> step.sum, step.divisor, step.total
    (3, 2, Fraction(3, 2))
    """

    index: Index
    origin: Index
    operands: Array
    inside: Array
    counted: Array
    sum: Number
    divisor: int
    total: Number


def max_pool(
    input: object,
    window: PerAxis,
    *,
    stride: PerAxis | None = None,
    padding: Padding = 0,
    dilation: PerAxis = 1,
    ceil_mode: bool = False,
) -> Trace[MaxStep]:
    """The largest number of each window; padding is −∞ and never wins.

    One number for `window` pools over every axis; a tuple pools over as many last axes, and the
    axes before (images, channels) are kept. The stride is the window unless given. Raises
    ConvMathError, also for a window that holds nothing but padding.
    Source: Dive into Deep Learning, 7.5.

    >>> max_pool([[0, 1, 2], [3, 4, 5], [6, 7, 8]], 2, stride=1).output.tolist()
    [[4, 5], [7, 8]]
    """
    array = as_exact(input, "input")
    geometry = _geometry(array, window, stride, padding, dilation, ceil_mode)
    _check_counts(geometry.window_sizes(), geometry)
    wide = covering(geometry)
    # The smallest element stands for −∞: it never beats the real element that each window holds.
    views = [view for _, view in shifted(surround(array, wide, array.min()), wide)]
    output = views[0].copy()
    for view in views[1:]:
        np.maximum(output, view, out=output)

    def build(index: Index) -> MaxStep:
        return _max_step(index, array, geometry)

    steps = Steps(output.shape, build)
    return Trace("max_pool", {"input": array}, geometry, freeze(output), path_of(array), steps)


def avg_pool(
    input: object,
    window: PerAxis,
    *,
    stride: PerAxis | None = None,
    padding: Padding = 0,
    dilation: PerAxis = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Trace[AverageStep]:
    """The exact mean of each window; `count_include_pad` says whether padding zeros count.

    A `divisor_override` divides every sum, however many elements it has. `window` and the axes as
    in `max_pool`. Raises ConvMathError, also for a window without one
    element that counts. Source: Dive into Deep Learning, 7.5; PyTorch's AvgPool2d.

    >>> avg_pool([[0, 1, 2], [3, 4, 5], [6, 7, 8]], 2, stride=1).output.tolist()
    [[2, 3], [5, 6]]
    """
    array = as_exact(input, "input")
    geometry = _geometry(array, window, stride, padding, dilation, ceil_mode)
    divisors = geometry.window_sizes(padded=yes_or_no(count_include_pad, "count_include_pad"))
    if divisor_override is not None:
        divisors = np.full_like(divisors, whole_number(divisor_override, "divisor_override", 1))
    _check_counts(divisors, geometry)
    wide, lead = covering(geometry), array.shape[: array.ndim - geometry.rank]

    def run(values: Array, ones: Array, output: Array) -> None:
        images = values.reshape(-1, 1, *geometry.input_shape)
        correlate_into(images, ones, output.reshape(-1, 1, *geometry.output_shape), wide)

    ones = np.ones((1, 1, *geometry.kernel_shape), dtype=np.int64)
    sums, path = bilinear(run, array, ones, lead + geometry.output_shape)
    output = divide(sums, divisors)
    path = f"rational, {path}" if output.dtype == object and sums.dtype != object else path

    zeros = count_include_pad or divisor_override is not None

    def build(index: Index) -> AverageStep:
        return _average_step(index, array, geometry, divisors, zeros=zeros)

    return Trace("avg_pool", {"input": array}, geometry, output, path, Steps(output.shape, build))


def global_max_pool(input: object, axes: int = 2) -> Trace[MaxStep]:
    """The largest number over the last `axes` axes, which stay with length 1.

    Raises ConvMathError where there are fewer axes. Source: PyTorch's AdaptiveMaxPool2d(1).

    >>> global_max_pool([[[1, 2], [3, 4]]]).output.tolist()
    [[[4]]]
    """
    array = as_exact(input, "input")
    return max_pool(array, _spatial_shape(array, axes))


def global_avg_pool(input: object, axes: int = 2) -> Trace[AverageStep]:
    """The exact mean over the last `axes` axes, which stay with length 1.

    Raises ConvMathError where there are fewer axes.
    Source: Dive into Deep Learning, 8.3 "Network in Network"; PyTorch's AdaptiveAvgPool2d(1).

    >>> global_avg_pool([[[1, 2], [3, 4]]]).output.tolist()
    [[[Fraction(5, 2)]]]
    """
    array = as_exact(input, "input")
    return avg_pool(array, _spatial_shape(array, axes))


def _geometry(
    array: Array,
    window: PerAxis,
    stride: PerAxis | None,
    padding: Padding,
    dilation: PerAxis,
    ceil_mode: bool,
) -> Geometry:
    shape = spread(window, array.ndim)
    if len(shape) > array.ndim:
        raise ConvMathError(
            f"window {shown(shape)} has {len(shape)} axes but the input of shape {array.shape} "
            f"only {array.ndim}: give one number per pooled axis"
        )
    spatial = array.shape[array.ndim - len(shape) :]
    stride = shape if stride is None else stride
    return Geometry.of(
        spatial,
        shape,
        padding=padding,
        stride=stride,
        dilation=dilation,
        ceil_mode=ceil_mode,
        called="window",
    )


def covering(geometry: Geometry) -> Geometry:
    """The same windows with enough padding after for the last ones of ceil_mode to end in.

    >>> covering(Geometry.of((3,), (2,), stride=2, ceil_mode=True)).padding
    ((0, 1),)
    """
    ends = [
        geometry.positions(axis)[-1] + geometry.effective_kernel_shape[axis]
        for axis in range(geometry.rank)
    ]
    rows = zip(geometry.padding, geometry.padded_shape, ends, strict=True)
    padding = tuple((before, after + max(0, end - n)) for (before, after), n, end in rows)
    return replace(geometry, padding=padding, ceil_mode=False)


def _check_counts(counts: Array, geometry: Geometry) -> None:
    if not counts.all():
        where = tuple(int(i) for i in np.argwhere(counts == 0)[0])
        raise ConvMathError(
            f"the window of output {where} begins at {geometry.origin(where)} and holds only "
            f"padding: use less padding than {geometry.padding}"
        )


def _spatial_shape(array: Array, axes: int) -> tuple[int, ...]:
    count = whole_number(axes, "axes", 1)
    if count > array.ndim:
        raise ConvMathError(
            f"the input of shape {array.shape} has no {count} axes to pool over: give fewer"
        )
    return array.shape[array.ndim - count :]


def _max_step(index: Index, array: Array, geometry: Geometry) -> MaxStep:
    lead, place = index[: -geometry.rank], index[-geometry.rank :]
    operands, inside = gather(array[lead], geometry, place)
    real = np.flatnonzero(inside)
    best = int(real[np.argmax(operands.ravel()[real])])
    sides = zip(geometry.window(place), geometry.padding, strict=True)
    rows = [[row - before for row in span] for span, (before, _) in sides]
    offset = np.unravel_index(best, geometry.kernel_shape)
    winner = tuple(row[int(o)] for row, o in zip(rows, offset, strict=True))
    value = as_number(operands.ravel()[best])
    counted, origin = _counted(geometry, place), geometry.origin(place)
    return MaxStep(index, origin, operands, inside, counted, lead + winner, value)


def _average_step(
    index: Index, array: Array, geometry: Geometry, divisors: Array, *, zeros: bool
) -> AverageStep:
    lead, place = index[: -geometry.rank], index[-geometry.rank :]
    operands, inside = gather(array[lead], geometry, place)
    added, divisor = total(operands), int(divisors[place])
    mean = as_number(divide(as_exact(added), divisor)[()])
    counted, origin = _counted(geometry, place) if zeros else inside, geometry.origin(place)
    return AverageStep(index, origin, operands, inside, counted, added, divisor, mean)


def _counted(geometry: Geometry, place: Index) -> Array:
    """True for what a window has of the padded input, False for what hangs over its edge."""
    spans = zip(geometry.window(place), geometry.padded_shape, strict=True)
    return freeze(reduce(np.logical_and.outer, [np.asarray(span) < n for span, n in spans]))
