"""How near a film's pictures are to the drawn ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from rendering.frames import Change
from rendering.patch import Pixels

PICTURES = 60  # of each film, spread over it, that are compared
FLAT = 16  # pixels around one that have its colour: then it counts as flat
CLOSE = 2  # of 255
Picture = NDArray[np.float32]  # (height, width, 3): red, green, blue, 0 to 255


def quality(path: Path, changes: Sequence[Change]) -> tuple[float, float, float]:
    """PSNR in dB, mean and worst, and the share of flat pixels whose colour is right."""
    noise, right, every = [], 0, 0
    for shown, picture in compared(path, changes):
        difference = np.abs(shown - picture[..., :3])
        noise.append(10 * np.log10(255**2 / np.mean(difference**2)))
        worst = difference.max(axis=2)[flat(picture)]
        right, every = right + int((worst <= CLOSE).sum()), every + worst.size
    return float(np.mean(noise)), min(noise), right / every


def compared(path: Path, changes: Sequence[Change]) -> Iterator[tuple[Picture, Pixels]]:
    """Some of the film's pictures, in red, green and blue, beside those drawn."""
    canvas = np.zeros_like(changes[0].patches[0].pixels)  # the first patch is the whole picture
    step = max(1, len(changes) // PICTURES)
    with av.open(str(path)) as container:
        frames = container.decode(video=0)
        for number, change in enumerate(changes):
            for patch in change.patches:
                canvas[patch.box.slices] = patch.pixels
            first, *_ = [next(frames) for _ in range(change.repeat)]
            if number % step == 0:
                yield bt709(first), canvas


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


def flat(picture: Pixels) -> NDArray[np.bool_]:
    """Where all pixels around, along the row and the column, have the same colour."""
    codes = np.ascontiguousarray(picture).view(np.uint32)[..., 0]
    same = np.ones(codes.shape, bool)
    for axis in (0, 1):
        for shift in range(1, FLAT + 1):
            equal = codes == np.roll(codes, shift, axis)
            same &= equal
            same &= np.roll(equal, -shift, axis)
    return same
