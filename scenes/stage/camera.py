"""Manim's camera with one change: images are painted by Cairo, straight onto the frame.

Manim 0.22 warps every image through a full-frame copy, which Pillow 13 no longer accepts. A heat
map is a small picture, one pixel a cell, enlarged without smoothing: one Cairo call.
"""

from __future__ import annotations

from typing import Any

import cairo
import numpy as np
from manim import Camera
from manim.mobject.types.image_mobject import AbstractImageMobject
from numpy.typing import NDArray


class StageCamera(Camera):
    """Draws upright images exactly at the rectangle of their corners."""

    def display_image_mobject(
        self, image_mobject: AbstractImageMobject, pixel_array: NDArray[Any]
    ) -> None:
        pixels = _premultiplied(image_mobject.get_pixel_array())
        height, width = pixels.shape[:2]
        surface = cairo.ImageSurface.create_for_data(
            pixels.data, cairo.FORMAT_ARGB32, width, height, 4 * width
        )
        upper_left, upper_right, lower_left = image_mobject.points[:3]
        pattern = cairo.SurfacePattern(surface)
        pattern.set_filter(cairo.FILTER_NEAREST)
        context = self.get_cairo_context(pixel_array)
        context.save()
        context.translate(upper_left[0], upper_left[1])
        context.scale(
            (upper_right[0] - upper_left[0]) / width, (lower_left[1] - upper_left[1]) / height
        )
        context.new_path()  # Manim leaves the path of what it drew before
        context.rectangle(0, 0, width, height)
        context.set_source(pattern)
        context.fill()
        context.restore()


def _premultiplied(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Colours times opacity, as Cairo wants them, in Manim's own order of channels."""
    wide = pixels.astype(np.uint16)
    wide[..., :3] = (wide[..., :3] * wide[..., 3:] + 127) // 255
    return np.ascontiguousarray(wide.astype(np.uint8))
