"""The separate strokes of a line of numbers and signs: which of them are digits.

In the films' mathematical face every sign (+ − = · × → ≈ <) is at least as wide as it is high, or
much lower than a digit; brackets are higher; digits are narrow, and as high as digits are.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps

INKED = 0.4  # of the strongest ink: what belongs to a stroke
NARROW = 0.86  # width to height, at most, of a digit
SCRIPT, TALL = 0.6, 1.12  # of a digit's height: an exponent's digits; the highest digits
LOW = 0.35  # … the bar of a minus, or a point
NEAR = 0.3  # … between the digits of one number
RIM = 20  # pixels: more white than ink


@dataclass(frozen=True)
class Piece:
    """Connected ink: the places of its pixels, as rows and columns."""

    rows: np.ndarray
    columns: np.ndarray

    @property
    def box(self):
        """Left, top, right and bottom."""
        return (
            *(int(self.columns.min()), int(self.rows.min())),
            *(int(self.columns.max()) + 1, int(self.rows.max()) + 1),
        )

    @property
    def size(self):
        left, top, right, bottom = self.box
        return right - left, bottom - top


def pieces(ink):
    """The connected pieces of what is inked, from left to right."""
    left = {*zip(*np.nonzero(ink > INKED * ink.max()), strict=True)}
    found = []
    while left:
        piece, edge = set(), [left.pop()]
        while edge:
            row, column = edge.pop()
            piece.add((row, column))
            around = {(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & left
            left -= around
            edge += around
        found.append(Piece(*map(np.array, zip(*piece, strict=True))))
    return sorted(found, key=lambda one: one.box[0])


def is_digit(piece, height):
    """Whether this may be a digit, on a line (or in its exponents) with digits of this height."""
    across, down = piece.size
    return SCRIPT * height <= down <= TALL * height and across <= NARROW * down


def numbers(found, height):
    """The digits grouped into numbers: those of one size that stand close together."""
    groups = []
    for piece in (one for one in found if is_digit(one, height)):
        (left, _, _, bottom), down = piece.box, piece.size[1]
        for group in groups:
            before = group[-1]
            apart = abs(before.box[3] - bottom), abs(before.size[1] - down)
            if left - before.box[2] < NEAR * height and max(apart) < 0.2 * height:
                group.append(piece)
                break
        else:
            groups.append([piece])
    return groups


def digits(found, height):
    """What is left of a number without its signs: digits, and a decimal point."""
    return [one for one in found if is_digit(one, height) or max(one.size) < LOW * height]


def is_negative(found, height):
    """Whether one low bar stands before the digits; ≈ is two."""
    first = min((one.box[0] for one in found if is_digit(one, height)), default=0)
    bars = [one for one in found if one.size[1] <= LOW * height and one.size[0] > one.size[1]]
    return len([bar for bar in bars if bar.box[2] <= first]) == 1


def alone(ink, kept):
    """Black on white, these pieces and nothing else, with some white around."""
    near = np.zeros(ink.shape, dtype=bool)
    for piece in kept:
        near[piece.rows, piece.columns] = True
    for axis in (0, 1):  # with the pale rim that smooth edges have
        near |= np.roll(near, 1, axis) | np.roll(near, -1, axis)
    grey = np.where(near, 255 - 255 * np.clip(ink / ink.max(), 0, 1), 255)
    lefts, tops, rights, bottoms = zip(*(piece.box for piece in kept), strict=True)
    whole = Image.fromarray(grey.astype(np.uint8))
    return ImageOps.expand(
        whole.crop((min(lefts), min(tops), max(rights), max(bottoms))), RIM, fill=255
    )
