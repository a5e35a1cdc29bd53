"""The number cruncher: every correlation of the library, in blocks that stay in a core's cache."""

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np

from convmath.geometry import Geometry
from convmath.numbers import Array
from convmath.windows import pad, shifted, unpad

BLOCK = 2**18  # numbers per block: 2 MiB of float64


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
    one_output = len(weights) == groups
    padded = pad(values, geometry, dtype=weights.dtype)
    for image, result in zip(padded, output, strict=True):
        for x, w, y in zip(*(np.split(a, groups) for a in (image, weights, result)), strict=True):
            if one_output:
                _accumulate(x, w[0], y[0], geometry)
            else:
                _multiply_columns(x, w, y, geometry)


def _accumulate(image: Array, weights: Array, output: Array, geometry: Geometry) -> None:
    """Add up weight · shifted channel, in row order as the steps do: equal to the last bit."""
    views = list(shifted(image, geometry))
    for rows in _blocks(geometry, 2):
        block = np.zeros((rows.stop - rows.start, *geometry.output_shape[1:]), image.dtype)
        product = np.empty_like(block)
        for channel, kernel in enumerate(weights):
            for offset, view in views:
                np.multiply(view[channel, rows], kernel[offset], out=product)
                block += product
        output[rows] = block


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
            for offset, view in shifted(y, geometry):
                stamps = w[:, :, *offset] @ x.reshape(len(x), -1).astype(w.dtype, copy=False)
                np.add(view, stamps.reshape(view.shape), out=view)
        result[...] = unpad(padded, geometry)
