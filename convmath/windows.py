"""Reading windows out of an input, one by one for the steps, or shifted as a whole for speed."""

from collections.abc import Iterator
from functools import reduce
from typing import Any

import numpy as np

from convmath.checks import MAX_WHOLE, check_size, whole_number
from convmath.errors import ConvMathError, expect, shown
from convmath.geometry import Geometry
from convmath.numbers import Array, as_exact, freeze
from convmath.shapes import Index, PerAxis, spread


def gather(array: Array, geometry: Geometry, index: Index) -> tuple[Array, Array]:
    """The window of output `index` (zeros for padding), and True where it is real input.

    `array` may have further axes before the spatial ones (channels); they are kept. Raises
    ConvMathError for an index outside the output, and where array and geometry do not meet.

    >>> gather(np.arange(1, 5), Geometry.of((4,), (2,), padding=1), (0,))
    (array([0, 1]), array([False,  True]))
    """
    _check_space(array, geometry)
    spans = zip(geometry.window(index), geometry.padding, geometry.input_shape, strict=True)
    rows = [(np.asarray(span) - before, n) for span, (before, _), n in spans]
    inside = reduce(np.logical_and.outer, [(row >= 0) & (row < n) for row, n in rows])
    clipped = np.ix_(*(np.clip(row, 0, n - 1) for row, n in rows))
    return freeze(np.where(inside, array[(..., *clipped)], 0)), freeze(inside)


def pad(array: Array, geometry: Geometry) -> Array:
    """Surround the last axes by the geometry's padding: zeros.

    It is the array itself if nothing changes. Raises ConvMathError where array and geometry do
    not meet, and where the padded array would not fit into memory.

    >>> pad(np.array([1, 2]), Geometry.of((2,), (1,), padding=((0, 2),)))
    array([1, 2, 0, 0])
    """
    _check_space(array, geometry)
    return surround(array, geometry)


def surround(array: Array, geometry: Geometry, fill: float = 0, dtype: Any = None) -> Array:
    """Pad with any number of the array's kind, and in another `dtype`; negative padding crops.

    >>> surround(np.array([1, 2]), Geometry.of((2,), (1,), padding=1), -9, float)
    array([-9.,  1.,  2., -9.])
    """
    if not any(any(sides) for sides in geometry.padding):
        return array if dtype is None else array.astype(dtype, copy=False)
    lead = array.shape[: array.ndim - geometry.rank]
    shape = lead + geometry.padded_shape
    check_size(shape, "the padded input")
    padded = np.full(shape, fill, dtype=dtype or array.dtype)
    inner, outer = _overlap(geometry)
    padded[outer] = array[inner]
    return padded


def unpad(padded: Array, geometry: Geometry) -> Array:
    """Cut the padding off again: the adjoint of `surround` (what was cropped comes back as zeros).

    >>> unpad(np.array([1, 2, 3, 4]), Geometry.of((2,), (1,), padding=((0, 2),)))
    array([1, 2])
    """
    lead = padded.shape[: padded.ndim - geometry.rank]
    array = np.zeros(lead + geometry.input_shape, dtype=padded.dtype)
    inner, outer = _overlap(geometry)
    array[inner] = padded[outer]
    return array


def shift(array: Array, by: PerAxis) -> Array:
    """Move an array by whole places along its last axes: zeros come in, what leaves is lost.

    One number moves along every axis, a row of numbers along as many last ones; negative numbers
    move up and left. Raises ConvMathError for what is not whole.

    >>> shift(np.array([[1, 2, 3]]), (0, 1)).tolist()
    [[0, 1, 2]]
    """
    given = as_exact(array, "array")
    steps = spread(by, given.ndim)
    rank = len(steps)
    if rank > given.ndim:
        raise ConvMathError(
            f"shift {shown(steps)} has {rank} entries for {given.ndim} axes: give fewer"
        )
    moves = [whole_number(step, "shift", -MAX_WHOLE) for step in steps]
    moved = np.zeros_like(given)
    pairs = zip(moves, given.shape[given.ndim - rank :], strict=True)
    moves = [max(-n, min(n, move)) for move, n in pairs]
    moved[(..., *(slice(max(0, m), min(0, m) or None) for m in moves))] = given[
        (..., *(slice(max(0, -m), min(0, -m) or None) for m in moves))
    ]
    return freeze(moved)


def shifted(padded: Array, geometry: Geometry) -> Iterator[tuple[Index, Array]]:
    """For each kernel offset, the view of the padded input that meets it at every output.

    >>> [view.tolist() for _, view in shifted(np.arange(4), Geometry.of((4,), (2,)))]
    [[0, 1, 2], [1, 2, 3]]
    """
    for offset in np.ndindex(*geometry.kernel_shape):
        moves = zip(offset, geometry.dilation, geometry.stride, geometry.output_shape, strict=True)
        view: list[Any] = [slice(o * d, o * d + s * (n - 1) + 1, s) for o, d, s, n in moves]
        yield offset, padded[(..., *view)]


def _check_space(array: Array, geometry: Geometry) -> None:
    expect(array, np.ndarray, "the array", "make one with as_exact")
    expect(geometry, Geometry, "the geometry", "make one with Geometry.of")
    space = array.shape[max(0, array.ndim - geometry.rank) :]
    if space != geometry.input_shape:
        raise ConvMathError(
            f"an array of shape {array.shape} does not meet the geometry of an input of shape "
            f"{geometry.input_shape}: its last axes must be these"
        )


def _overlap(geometry: Geometry) -> tuple[Any, Any]:
    """Where the input survives in itself, and where that lies in the padded input."""
    inner: list[Any] = [...]
    outer: list[Any] = [...]
    for (before, after), size in zip(geometry.padding, geometry.input_shape, strict=True):
        first = max(0, -before)
        last = max(first, size + min(0, after))
        inner.append(slice(first, last))
        outer.append(slice(first + before, last + before))
    return tuple(inner), tuple(outer)
