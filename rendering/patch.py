"""What changes from one picture of a film to the next: rectangles of pixels.

Most of a moving picture stands still. What is drawn, copied, converted and sent to the encoders
is only what is new in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]  # (height, width, 4): red, green, blue, opacity
GRAIN: Final = 16  # boxes lie on this raster; even, as colour is kept for squares of 2×2 pixels


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of pixels; `bottom` and `right` are the first row and column beyond it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def area(self) -> int:
        return max(0, self.bottom - self.top) * max(0, self.right - self.left)

    @property
    def slices(self) -> tuple[slice, slice]:
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def touches(self, other: Box) -> bool:
        return self.touches_any((other,))

    def touches_any(self, others: Iterable[Box]) -> bool:
        """Whether it touches one of them; a film asks this hundreds of thousands of times."""
        top, left, bottom, right = self.top, self.left, self.bottom, self.right
        for other in others:
            if (
                top < other.bottom
                and other.top < bottom
                and left < other.right
                and other.left < right
            ):
                return True
        return False

    def joined(self, other: Box) -> Box:
        return Box(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def on_raster(self, height: int, width: int) -> Box:
        """Grown to the raster, and cut at the edges of the picture.

        >>> Box(3, -20, 17, 40).on_raster(24, 640)
        Box(top=0, left=0, bottom=24, right=48)
        """
        top, left = (max(0, side // GRAIN * GRAIN) for side in (self.top, self.left))
        bottom, right = (-(-side // GRAIN) * GRAIN for side in (self.bottom, self.right))
        return Box(top, left, min(bottom, height), min(right, width))


@dataclass(frozen=True, slots=True)
class Patch:
    """New pixels for a box of the picture."""

    box: Box
    pixels: Pixels

    @classmethod
    def cut(cls, picture: Pixels, box: Box) -> Self:
        """A copy of what is in the box."""
        return cls(box, picture[box.slices].copy())


def apart(boxes: Iterable[Box]) -> list[Box]:
    """The same area in boxes that do not touch one another.

    >>> apart([Box(0, 0, 2, 2), Box(8, 8, 9, 9), Box(1, 1, 4, 4)])
    [Box(top=8, left=8, bottom=9, right=9), Box(top=0, left=0, bottom=4, right=4)]
    """
    done: list[Box] = []
    for box in boxes:
        if not box.area:
            continue
        grown, at = box, 0
        while at < len(done):
            if done[at].touches(grown):
                grown, at = grown.joined(done.pop(at)), 0
            else:
                at += 1
        done.append(grown)
    return done


def whole(picture: Pixels) -> Box:
    """The box of all of a picture."""
    return Box(0, 0, *picture.shape[:2])


def differences(before: Pixels | None, after: Pixels) -> Sequence[Box]:
    """Boxes around all pixels that differ: one for each run of rows that do."""
    if before is None:
        return [whole(after)]
    differ = before.view(np.uint32)[..., 0] != after.view(np.uint32)[..., 0]
    rows = np.flatnonzero(differ.any(axis=1))
    if not rows.size:
        return []
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > GRAIN) + 1)
    return [_around(differ, int(run[0]), int(run[-1]) + 1) for run in runs]


def _around(differ: NDArray[np.bool_], top: int, bottom: int) -> Box:
    columns = np.flatnonzero(differ[top:bottom].any(axis=0))
    return Box(top, int(columns[0]), bottom, int(columns[-1]) + 1)
