"""The number cruncher: every correlation of the library, in blocks that stay in a core's cache."""

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np

from convmath.geometry import Geometry
from convmath.numbers import Array, is_floating
from convmath.windows import shifted, surround, unpad

BLOCK = 2**19  # numbers per block: 2 MiB of float32


def correlate_into(
    values: Array, weights: Array, output: Array, geometry: Geometry, groups: int = 1
) -> None:
    """Cross-correlate images (N, C, *S) with weights (O, C/groups, *K) into output (N, O, *out).

    The arithmetic is that of `weights.dtype`; a whole-number output takes proven float results.

    >>> output = np.empty((1, 1, 2), int)
    >>> x, w = np.array([[[1.0, 2.0, 3.0]]]), np.array([[[1.0, 10.0]]])
    >>> correlate_into(x, w, output, Geometry.of((3,), (2,)))
    >>> output
    array([[[21, 32]]])
    """
    padded = surround(values, geometry, dtype=weights.dtype)
    # Sums of floats depend on their order, so they are added as the steps add them.
    in_order = len(weights) == groups or is_floating(output)
    run = _accumulate if in_order else _multiply_columns
    for image, result in zip(padded, output, strict=True):
        for x, w, y in zip(*(np.split(a, groups) for a in (image, weights, result)), strict=True):
            run(x, w, y, geometry)


def _accumulate(image: Array, weights: Array, output: Array, geometry: Geometry) -> None:
    """Per channel, add up weight · shifted image; then the channels: as the steps, to the bit."""
    views = list(shifted(image, geometry))
    columns = weights.reshape(*weights.shape[:2], -1, *(1,) * geometry.rank)
    for rows in _blocks(geometry, 3 * len(weights)):
        shape = (len(weights), rows.stop - rows.start, *geometry.output_shape[1:])
        block, part, product = (np.zeros(shape, image.dtype) for _ in range(3))
        for channel in range(len(image)):
            part[...] = 0
            for number, (_, view) in enumerate(views):
                np.multiply(view[channel, rows], columns[:, channel, number], out=product)
                part += product
            block += part
        output[:, rows] = block


def _multiply_columns(image: Array, weights: Array, output: Array, geometry: Geometry) -> None:
    """Lay a block's windows out as columns (im2col), then one matrix product."""
    matrix = weights.reshape(len(weights), -1)
    views: list[tuple[Any, Array]] = [((slice(None), *o), v) for o, v in shifted(image, geometry)]
    lead, rest = (len(image), *geometry.kernel_shape), geometry.output_shape[1:]
    blocks = list(_blocks(geometry, matrix.shape[1]))
    widest = (blocks[0].stop - blocks[0].start) * prod(rest)
    # Memory once for all blocks: fresh pages cost more than the arithmetic.
    cells = np.empty(matrix.shape[1] * widest, image.dtype)
    sums = np.empty(len(matrix) * widest, image.dtype)
    for rows in blocks:
        size = rows.stop - rows.start
        columns = cells[: matrix.shape[1] * size * prod(rest)].reshape(*lead, size, *rest)
        product = sums[: len(matrix) * size * prod(rest)].reshape(len(matrix), -1)
        for place, view in views:
            columns[place] = view[:, rows]
        np.matmul(matrix, columns.reshape(matrix.shape[1], -1), out=product)
        output[:, rows] = product.reshape(len(matrix), size, *rest)


def _blocks(geometry: Geometry, copies: int) -> Iterator[slice]:
    """Cut the output's first axis so that `copies` of a piece fill about one block."""
    size = geometry.output_shape[0]
    rows = max(1, BLOCK // (copies * prod(geometry.output_shape[1:])))
    return (slice(first, min(first + rows, size)) for first in range(0, size, rows))


def scatter_into(
    values: Array, weights: Array, output: Array, geometry: Geometry, groups: int = 1
) -> None:
    """The adjoint of `correlate_into`: add value · kernel at every window of the output.

    `values` are (N, C, *geometry.output_shape), `weights` (O, C/groups, *K), and the output is
    (N, O, *geometry.input_shape).

    >>> output = np.empty((1, 1, 3), int)
    >>> x, w = np.array([[[1.0, 2.0]]]), np.array([[[1.0, 10.0]]])
    >>> scatter_into(x, w, output, Geometry.of((3,), (2,)))
    >>> output
    array([[[ 1, 12, 20]]])
    """
    for image, result in zip(values, output, strict=True):
        padded = np.zeros((len(weights), *geometry.padded_shape), dtype=weights.dtype)
        for x, w, y in zip(*(np.split(a, groups) for a in (image, weights, padded)), strict=True):
            flat = x.reshape(len(x), -1).astype(w.dtype, copy=False)
            # Backwards, so that an output gets its stamps in the order of the steps.
            for offset, view in reversed(list(shifted(y, geometry))):
                stamps = product(w[:, :, *offset], flat, in_order=is_floating(output))
                np.add(view, stamps.reshape(view.shape), out=view)
        result[...] = unpad(padded, geometry)


def product(left: Array, right: Array, *, in_order: bool) -> Array:
    """The matrix product, as fast as may be, or added up strictly in order for floats.

    >>> product(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]), in_order=True)
    array([[11.]])
    """
    if not in_order:
        return np.asarray(left @ right)
    result = np.zeros((*left.shape[:-1], right.shape[1]), dtype=left.dtype)
    for number, row in enumerate(right):
        result += left[..., number, np.newaxis] * row
    return result
