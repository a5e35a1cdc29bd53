"""What films that loop share: small, 15 pictures a second, pictures that stand shown for long.

Their files need to know all pictures, or at least what comes next, so those wait, packed, until
the film is drawn.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from rendering.frames import Change
from rendering.patch import Pixels

RATE: Final = 15  # the story's ticks: nothing is lost that a tick shows
LONGEST_SIDE: Final = 800


@dataclass(frozen=True, slots=True)
class Packed:
    """A picture and the ticks of 1/15 s at which it comes and goes."""

    start: int
    end: int
    data: bytes


class LoopEncoder:
    """Keeps what is on at each tick; its kinds write it all at the end."""

    def __init__(self, path: Path, kind: str, size: tuple[int, int], fps: float) -> None:
        self._path, self._fps = path, fps
        self._canvas: Pixels = np.zeros((size[1], size[0], 4), np.uint8)
        share = min(1.0, LONGEST_SIDE / max(size))
        self.size = (round(size[0] * share), round(size[1] * share))
        self._kept: list[tuple[int, bytes]] = []
        self._frames = 0

    def show(self, change: Change) -> None:
        """Keep a picture if a tick falls into its time."""
        for patch in change.patches:
            self._canvas[patch.box.slices] = patch.pixels
        first = self._tick(self._frames)
        self._frames += change.repeat
        if first < self._tick(self._frames):
            self._kept.append((first, zlib.compress(self._small().tobytes(), 1)))

    def close(self) -> None:
        """Write the file."""
        ends = [start for start, _ in self._kept[1:]] + [self._tick(self._frames)]
        shown = zip(self._kept, ends, strict=True)
        self.write(self._path, [Packed(start, end, data) for (start, data), end in shown])

    def abandon(self) -> None:
        """Nothing is open."""

    def write(self, path: Path, pictures: Sequence[Packed]) -> None:
        """Write all pictures."""
        raise NotImplementedError

    def unpacked(self, picture: Packed) -> Pixels:
        """The picture in red, green and blue."""
        pixels: Pixels = np.frombuffer(zlib.decompress(picture.data), np.uint8)
        return pixels.reshape(self.size[1], self.size[0], 3)

    def _tick(self, frame: int) -> int:
        """How many ticks start before this frame."""
        return -int(-frame * RATE // self._fps)

    def _small(self) -> Pixels:
        picture = Image.fromarray(self._canvas[..., :3])
        if picture.size != self.size:
            picture = picture.resize(self.size, Image.Resampling.LANCZOS)
        return np.asarray(picture)


def spans(pictures: Sequence[Packed], clock: int) -> Iterator[tuple[int, int]]:
    """When each picture comes, and how long it stands, in parts of a second.

    >>> list(spans([Packed(0, 1, b""), Packed(1, 31, b"")], 100))
    [(0, 7), (7, 200)]
    """
    for picture in pictures:
        start = round(picture.start * clock / RATE)
        yield start, round(picture.end * clock / RATE) - start
