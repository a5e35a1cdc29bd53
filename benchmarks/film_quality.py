"""How near a film's pictures are to the drawn ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from rendering.frames import Change

PICTURES = 60  # of each film, spread over it, that are compared
FLAT = 8  # pixels around one that have its colour: then it counts as flat
Picture = NDArray[np.float32]  # (height, width, 3): red, green, blue, 0 to 255


def quality(path: Path, changes: Sequence[Change]) -> tuple[float, float, float]:
    """PSNR in dB, mean and worst, and by how much flat colours are off for 99.9 % of pixels."""
    noise, off = [], []
    for shown, picture in compared(path, changes):
        difference = np.abs(shown - picture)
        noise.append(10 * np.log10(255**2 / np.mean(difference**2)))
        off.append(difference.max(axis=2)[flat(picture)])
    return float(np.mean(noise)), min(noise), float(np.quantile(np.concatenate(off), 0.999))


def compared(path: Path, changes: Sequence[Change]) -> Iterator[tuple[Picture, Picture]]:
    """Some of the film's pictures beside those drawn, in red, green and blue."""
    canvas = np.zeros_like(changes[0].patches[0].pixels)  # the first patch is the whole picture
    step = max(1, len(changes) // PICTURES)
    with av.open(str(path)) as container:
        frames = container.decode(video=0)
        for number, change in enumerate(changes):
            for patch in change.patches:
                canvas[patch.box.slices] = patch.pixels
            first, *_ = [next(frames) for _ in range(change.repeat)]
            if number % step == 0:
                yield bt709(first), canvas[..., :3].astype(np.float32)


def bt709(frame: av.VideoFrame) -> Picture:
    """A frame as players show it that take HD films for BT.709, as most do."""
    luma, blue, red = (
        np.frombuffer(p, np.uint8).reshape(p.height, p.line_size)[:, : p.width].astype(np.float32)
        for p in frame.planes
    )
    y = (luma - 16) / 219
    b, r = (np.kron((plane - 128) / 224, np.ones((2, 2), np.float32)) for plane in (blue, red))
    red, blue = y + 1.5748 * r, y + 1.8556 * b
    green = (y - 0.2126 * red - 0.0722 * blue) / 0.7152
    return np.clip(np.round(255 * np.stack([red, green, blue], axis=-1)), 0, 255)


def flat(picture: Picture) -> NDArray[np.bool_]:
    """Where all pixels around have the same colour."""
    same = np.ones(picture.shape[:2], bool)
    for shift in range(1, FLAT + 1):
        for axis in (0, 1):
            for way in (shift, -shift):
                same &= (picture == np.roll(picture, way, axis)).all(axis=2)
    return same
