"""An animated GIF: one palette, and flat colours as they are.

The palette has the commonest colours exactly, and nothing is dithered.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from PIL import Image

from rendering.loops import LoopEncoder, Packed, spans

CLOCK: Final = 100  # GIF counts in hundredths of a second
EXACT: Final = 128  # colours of the palette that are the commonest ones
COLOURS: Final = 255  # one more means "as before"
SAMPLES: Final = 40  # pictures whose colours make the palette
Codes = NDArray[np.uint32]  # a colour per pixel: red · 65536 + green · 256 + blue


class GifEncoder(LoopEncoder):
    """Finds a palette for the whole film."""

    def write(self, path: Path, pictures: Sequence[Packed]) -> None:
        step = -(-len(pictures) // SAMPLES)
        samples = [*pictures[::step], pictures[-1]]
        palette = _palette([_codes(self.unpacked(picture)) for picture in samples])
        table = np.zeros((256, 4), np.uint8)  # opacity, red, green, blue
        table[: len(palette), 1:] = palette
        table[: len(palette), 0] = 255
        nearest = _Nearest(palette)
        with av.open(str(path), "w", format="gif") as file:
            stream: Any = file.add_stream("gif", rate=CLOCK)
            stream.width, stream.height = self.size
            stream.pix_fmt = "pal8"
            stream.codec_context.time_base = Fraction(1, CLOCK)
            for picture, (start, lasts) in zip(pictures, spans(pictures, CLOCK), strict=True):
                indices = nearest(_codes(self.unpacked(picture)))
                frame = VideoFrame.from_ndarray(cast(Any, (indices, table)), format="pal8")
                frame.pts, frame.time_base = start, Fraction(1, CLOCK)
                for packet in stream.encode(frame):
                    packet.duration = lasts
                    file.mux(packet)


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
