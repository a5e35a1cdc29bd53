"""A matrix as a heat map, for when its numbers would be too small to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from manim import Group, ImageMobject, Mobject
from numpy.typing import NDArray

from scenes.stage.cells import Cells, Place
from scenes.stage.layout import Region
from scenes.stage.shapes import dashed_boxes, frame
from scenes.stage.theme import Theme

LINE: Final = 2.0
CORNER: Final = 0.02


class HeatGrid:
    """0 is the ground; positive and negative values tint it in two ways; hidden places are bare.

    `real` outlines the input inside its padding.
    """

    def __init__(
        self,
        cells: Cells,
        values: NDArray[Any],
        theme: Theme,
        role: str,
        *,
        real: Region | None = None,
        hidden: bool = False,
    ) -> None:
        self.cells = cells
        self._colours = heat_colours(values, theme)
        self._shown = np.full(values.shape, not hidden)
        self.image = self._image(cells.region)
        line = getattr(theme, role)
        self._real = frame(real or cells.region, CORNER, line=line, width=LINE)
        self.ring = dashed_boxes([cells.region], CORNER, line=theme.padding, width=LINE)

    @property
    def texts(self) -> list[str]:
        return []

    @property
    def core(self) -> Mobject:
        """The map and the outline of what is not padding."""
        return Group(self.image, self._real)

    @property
    def mobject(self) -> Mobject:
        return Group(self.image, self.ring, self._real)

    def reveal(self, places: Iterable[Place]) -> None:
        """Show the colours at these places."""
        for place in places:
            self._shown[place] = True
        self.image.pixel_array = self._pixels()

    def _image(self, region: Region) -> ImageMobject:
        image = ImageMobject(self._pixels())
        image.stretch_to_fit_width(region.width).stretch_to_fit_height(region.height)
        image.move_to((*region.centre, 0.0))
        return image

    def _pixels(self) -> NDArray[np.uint8]:
        alpha = np.where(self._shown, 255, 0).astype(np.uint8)
        return np.dstack([self._colours, alpha])


def heat_colours(values: NDArray[Any], theme: Theme) -> NDArray[np.uint8]:
    """Red, green and blue of every value; the largest magnitude gets the full tint."""
    numbers = values.astype(np.float64)
    largest = max(float(np.abs(numbers).max()), float(np.finfo(np.float64).tiny))
    share = (numbers / largest)[..., np.newaxis]
    ground, positive, negative = map(_channels, (theme.zero, theme.positive, theme.negative))
    tinted = ground + np.abs(share) * (np.where(share > 0, positive, negative) - ground)
    rounded: NDArray[np.uint8] = tinted.round().astype(np.uint8)
    return rounded


def _channels(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], np.float64)
