"""An animated GIF that loops: 15 frames a second, one palette, pictures that stand as long frames.

The palette needs all pictures, so those wait, packed, until the film is drawn. Flat colours are
kept as they are: the palette has the commonest colours exactly, and nothing is dithered.
"""

from __future__ import annotations

import zlib
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from PIL import Image

from rendering.frames import Change
from rendering.patch import Pixels

RATE: Final = 15  # the story's ticks: nothing is lost that a tick shows
WIDTH: Final = 800
CLOCK: Final = 100  # GIF counts in hundredths of a second
EXACT: Final = 128  # colours of the palette that are the commonest ones
COLOURS: Final = 255  # one more means "as before"
SAMPLES: Final = 40  # pictures whose colours make the palette
Codes = NDArray[np.uint32]  # a colour per pixel: red · 65536 + green · 256 + blue


class GifEncoder:
    """Keeps what is on at each tick; writes it all at the end."""

    def __init__(self, path: Path, kind: str, size: tuple[int, int], fps: float) -> None:
        self._path, self._fps = path, fps
        self._canvas: Pixels = np.zeros((size[1], size[0], 4), np.uint8)
        width = min(WIDTH, size[0])
        self._size = (width, round(width * size[1] / size[0]))
        self._packed: list[tuple[int, bytes]] = []  # the tick from which it is on, the picture
        self._frames = 0

    def show(self, change: Change) -> None:
        """Keep a picture if a tick falls into its time."""
        for patch in change.patches:
            self._canvas[patch.box.slices] = patch.pixels
        first = self._tick(self._frames)
        self._frames += change.repeat
        if first < self._tick(self._frames):
            self._packed.append((first, zlib.compress(self._small().tobytes(), 1)))

    def close(self) -> None:
        """Write the file."""
        palette = _palette([self._unpacked(packed) for packed in self._sampled()])
        table = np.zeros((256, 4), np.uint8)  # opacity, red, green, blue
        table[: len(palette), 1:] = palette
        table[: len(palette), 0] = 255
        nearest = _Nearest(palette)
        with av.open(str(self._path), "w", format="gif") as file:
            stream: Any = file.add_stream("gif", rate=CLOCK)
            stream.width, stream.height = self._size
            stream.pix_fmt = "pal8"
            stream.codec_context.time_base = Fraction(1, CLOCK)
            ends = [start for start, _ in self._packed[1:]] + [self._tick(self._frames)]
            for (start, packed), end in zip(self._packed, ends, strict=True):
                indices = nearest(self._unpacked(packed))
                frame = VideoFrame.from_ndarray(cast(Any, (indices, table)), format="pal8")
                frame.pts = _hundredths(start)
                frame.time_base = Fraction(1, CLOCK)
                for packet in stream.encode(frame):
                    packet.duration = _hundredths(end) - _hundredths(start)
                    file.mux(packet)

    def abandon(self) -> None:
        """Nothing is open."""

    def _tick(self, frame: int) -> int:
        """How many ticks start before this frame."""
        return -int(-frame * RATE // self._fps)

    def _small(self) -> Codes:
        picture = Image.fromarray(self._canvas[..., :3])
        if picture.size != self._size:
            picture = picture.resize(self._size, Image.Resampling.LANCZOS)
        return _codes(np.asarray(picture))

    def _unpacked(self, packed: bytes) -> Codes:
        codes: Codes = np.frombuffer(zlib.decompress(packed), np.uint32)
        return codes.reshape(self._size[1], self._size[0])

    def _sampled(self) -> list[bytes]:
        step = -(-len(self._packed) // SAMPLES)
        return [packed for _, packed in self._packed[::step]] + [self._packed[-1][1]]


class _Nearest:
    """The palette's nearest colour for every pixel; each colour is searched for once."""

    def __init__(self, palette: NDArray[np.uint8]) -> None:
        self._palette = palette.astype(np.int32)
        self._known = np.full(1 << 24, 255, np.uint8)

    def __call__(self, codes: Codes) -> NDArray[np.uint8]:
        indices = self._known[codes]
        new = np.unique(codes[indices == 255])
        if new.size:
            distances = _rgb(new)[:, None] - self._palette[None]
            self._known[new] = (distances**2).sum(axis=2).argmin(axis=1)
            indices = self._known[codes]
        return indices


def _palette(samples: list[Codes]) -> NDArray[np.uint8]:
    """The commonest colours as they are, the others by median cut."""
    colours, counts = np.unique(np.concatenate([s.ravel() for s in samples]), return_counts=True)
    by_count = np.argsort(-counts, kind="stable")
    exact, others = np.split(by_count, [EXACT])
    palette = _rgb(colours[exact])
    if others.size:
        weighted = np.repeat(others, np.minimum(counts[others], 64))
        strip = Image.fromarray(_rgb(colours[weighted]).astype(np.uint8)[None])
        cut = strip.quantize(COLOURS - EXACT, method=Image.Quantize.MEDIANCUT)
        palette = np.concatenate([palette, np.reshape(cut.getpalette() or [], (-1, 3))])
    return palette[:COLOURS].astype(np.uint8)


def _codes(picture: NDArray[np.uint8]) -> Codes:
    wide = picture.astype(np.uint32)
    codes: Codes = (wide[..., 0] << 16) + (wide[..., 1] << 8) + wide[..., 2]
    return codes


def _rgb(codes: Codes) -> NDArray[np.int32]:
    return np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=-1).astype(np.int32)


def _hundredths(tick: int) -> int:
    return round(tick * CLOCK / RATE)
