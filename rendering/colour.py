"""From the drawn colours to those of a film: BT.709 in the range of television, 4:2:0.

Converted and tagged alike, so that every player shows the colours of the theme (Recommendation
ITU-R BT.709-6, section 3). Only what has changed is converted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)
from numpy.typing import NDArray

from rendering.patch import Box, Patch

# Averages 2×2 pixels and rounds correctly; a patch then becomes just what it is in a whole picture.
ROUNDING: Final = Interpolation.AREA | Interpolation.ACCURATE_RND


@dataclass(frozen=True, slots=True)
class Planes:
    """New pixels for a box of the picture, in the colours of a film."""

    box: Box
    arrays: Sequence[NDArray[np.uint8]]

    @property
    def size(self) -> int:
        """How many bytes they are."""
        return sum(array.nbytes for array in self.arrays)


class Converter:
    """Turns drawn pixels into those of a film."""

    def __init__(self, pixels: str = "yuv420p") -> None:
        self._pixels, self._reformatter = pixels, VideoReformatter()

    def planes(self, patch: Patch) -> Planes:
        """What a patch of the drawing is in the film."""
        drawn = VideoFrame.from_numpy_buffer(patch.pixels, format="rgba")
        converted = self._reformatter.reformat(
            drawn,
            format=self._pixels,
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=ROUNDING,
            threads=1,
        )
        return Planes(patch.box, [_array(plane) for plane in converted.planes])


class FilmPicture:
    """The picture that a film shows, kept from frame to frame."""

    def __init__(self, width: int, height: int, pixels: str = "yuv420p") -> None:
        self.frame = VideoFrame(width, height, pixels)
        self._planes = [_array(plane) for plane in self.frame.planes]

    def fill(self, slope: int) -> None:
        """Fill it with a pattern, or with one grey, to try out an encoder."""
        for plane in self._planes:
            height, width = plane.shape
            down, across = (np.arange(side).astype(np.uint8) for side in (height, width))
            plane[:] = np.add.outer(slope * 3 * down, slope * across) + np.uint8(128)  # modulo 256

    def put(self, new: Planes) -> None:
        """Put new pixels into the picture."""
        for plane, array, scale in zip(self._planes, new.arrays, (1, 2, 2, 1), strict=False):
            top, left = new.box.top // scale, new.box.left // scale
            plane[top : top + array.shape[0], left : left + array.shape[1]] = array

    def planes(self) -> Planes:
        """A copy of the whole picture."""
        height, width = self._planes[0].shape
        return Planes(Box(0, 0, height, width), [plane.copy() for plane in self._planes])


def tag(context: Any) -> None:
    """Say in a stream what its colours mean."""
    context.colorspace = Colorspace.ITU709
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.color_range = ColorRange.MPEG


def _array(plane: Any) -> NDArray[np.uint8]:
    """A plane as an array that shares its memory."""
    lines = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
    return lines[:, : plane.width]
