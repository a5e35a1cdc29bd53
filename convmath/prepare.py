"""A picture of any size and kind as the networks know theirs: 28×28, bright on a dark ground."""

from dataclasses import dataclass

import numpy as np

from convmath.errors import ConvMathError
from convmath.exact import to_float
from convmath.fashion import SIDE
from convmath.numbers import Array, as_exact, freeze

BRIGHTEST = 255  # of a picture's grey levels
BLACK = 15  # a picture with nothing brighter looks black: its numbers are no grey levels


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Brightnesses (28, 28) from 0 to 1, and what had to be done to the picture for it.

    `stretched` says that its numbers were no brightnesses; its least is now 0, its greatest 1.
    """

    image: Array
    shape: tuple[int, ...]
    resized: bool
    inverted: bool
    stretched: bool


def prepare_image(levels: object) -> Prepared:
    """Bring a matrix of grey levels (0 to 255, or 0 to 1) to what LeNet has learned from.

    It is made square with its border's mean, then every new pixel is the mean of what it covers;
    where the border is bright, dark and bright are exchanged. Other numbers are stretched first,
    and so are digits that someone has typed: as grey levels they would all be black.
    Raises ConvMathError for what is no matrix of numbers.

    >>> prepared = prepare_image([[255, 255, 255], [255, 0, 255], [255, 255, 255]])
    >>> prepared.image.shape, prepared.image[14, [0, 14]].tolist(), prepared.inverted
    ((28, 28), [0.0, 1.0], True)
    """
    matrix = as_exact(levels, "picture")
    if matrix.ndim != 2:
        raise ConvMathError(
            f"a grey picture has rows and columns, not the shape {matrix.shape}: give one channel"
        )
    bright, stretched = _brightnesses(to_float(matrix))
    resized = matrix.shape != (SIDE, SIDE)
    image = _resized(_squared(bright)) if resized else bright
    inverted = _border(bright) > 0.5
    image = np.clip(1 - image if inverted else image, 0, 1)
    return Prepared(freeze(image), matrix.shape, resized, bool(inverted), stretched)


def _brightnesses(values: Array) -> tuple[Array, bool]:
    """From 0 to 1, and whether the numbers had to be stretched for that."""
    least, greatest = float(values.min()), float(values.max())
    if least >= 0 and greatest <= 1:
        return values, False
    if least >= 0 and BLACK < greatest <= BRIGHTEST:
        return values / BRIGHTEST, False
    half = max(greatest / 2 - least / 2, np.finfo(float).tiny)  # halves, so as not to overflow
    return (values / 2 - least / 2) / half, True


def _border(bright: Array) -> float:
    """The mean brightness of the outermost pixels."""
    inside = np.zeros(bright.shape, dtype=bool)
    inside[1:-1, 1:-1] = True
    return float(bright[~inside].mean())


def _squared(bright: Array) -> Array:
    """In the middle of a square that has the colour of its border."""
    side = max(bright.shape)
    before = [(side - size) // 2 for size in bright.shape]
    square = np.full((side, side), _border(bright))
    rows, columns = (slice(b, b + n) for b, n in zip(before, bright.shape, strict=True))
    square[rows, columns] = bright
    return square


def _resized(square: Array) -> Array:
    """28×28: each new pixel is the mean of what it covers, parts of pixels counted as parts."""
    ends = np.arange(SIDE + 1) * (len(square) / SIDE)
    pixels = np.arange(len(square))
    covered = np.minimum(ends[1:, np.newaxis], pixels + 1) - np.maximum(
        ends[:-1, np.newaxis], pixels
    )
    shares = np.clip(covered, 0, None) * (SIDE / len(square))
    return np.asarray((shares @ square @ shares.T).round(12))  # a ground of 1 stays 1
