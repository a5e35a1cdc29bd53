"""A matrix as a heat map, for when its numbers would be too small to read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
from manim import Animation, Group, ImageMobject, Mobject, VGroup, VMobject
from numpy.typing import NDArray

from scenes.stage import depth, glyphs
from scenes.stage.cells import Cells, Place
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import number
from scenes.stage.shapes import boxes, dashed_boxes, frame
from scenes.stage.theme import Theme
from scenes.story.numerals import Notation

LINE: Final = 2.0
CORNER: Final = 0.02
SWATCH: Final = 0.17
SWATCH_GAP: Final = 0.08  # between a swatch and its number
ENTRY_GAP: Final = 0.2
SCALE_GAP: Final = 0.24  # below the map
SCALE_LEADING: Final = 0.27  # between two entries below each other
ROUNDED: Final = Notation(digits=3)
OVERHANG: Final = 0.6


class HeatGrid:
    """0 is the ground; positive and negative values tint it in two ways; hidden places are bare.

    `values` cover the rows and columns of `real`; around them, up to the edge of `cells`, is
    padding. `scale` says what the strongest tints stand for; maps with the same `among`, the array
    that they are parts of, have it in common. `clipped` values may stand for ones beyond them.
    """

    def __init__(
        self,
        cells: Cells,
        values: NDArray[Any],
        theme: Theme,
        role: str,
        *,
        origin: Place = (0, 0),
        hidden: bool = False,
        largest: float = 0.0,
        among: NDArray[Any] | None = None,
    ) -> None:
        self.cells, self.theme, self.role, self._origin = cells, theme, role, origin
        self._values, self.clipped = values if among is None else among, False
        self._signed = is_signed(self._values)
        self._largest = largest or (0.0 if among is None else strongest(among))
        self._colours = heat_colours(values, theme, self._largest, signed=self._signed)
        self._shown = np.full(values.shape, not hidden)
        rows, columns = (range(o, o + n) for o, n in zip(origin, values.shape, strict=True))
        self.real = cells.block(rows, columns)
        self.image = self._image(self.real)
        self._outline = frame(self.real, CORNER, line=getattr(theme, role), width=LINE)
        self._empty = boxes(
            [self.real], CORNER, line=theme.muted, fill=getattr(theme, f"{role}_fill"), width=0.0
        )
        self._empty.set_z_index(depth.GROUND)
        self.ring = self._padding()

    @cached_property
    def scale(self) -> list[VMobject]:
        """What the strongest tints stand for."""
        return scale_below(self.cells, self._values, self.theme, clipped=self.clipped)

    @property
    def core(self) -> Mobject:
        """The map and the outline of what is not padding."""
        return Group(self._empty, self.image, self._outline)

    @property
    def mobject(self) -> Mobject:
        return Group(self.ring, self.core)

    @property
    def texts(self) -> list[str]:
        return []

    def bare(self) -> Self:
        """Padding that is no zeros, as −∞ around a maximum, has no tint but its edge."""
        self.ring = self._edge()
        return self

    def reveal(self, places: Iterable[Place]) -> None:
        """Show the colours at these places."""
        for place in places:
            self._shown[place] = True
        self.image.pixel_array = self._pixels()

    def show(self, values: NDArray[Any]) -> None:
        """Other values of the same shape in the place of those before, in the same colours."""
        self._colours = heat_colours(values, self.theme, self._largest, signed=self._signed)
        self.image.pixel_array = self._pixels()

    def turn_into(self, values: NDArray[Any], *, hidden: bool = False) -> Animation:
        """The colours become those of other values; hidden ones are to be revealed later."""
        start = self.image.pixel_array
        self._shown[:] = not hidden
        self.show(values)
        return Recolour(self.image, start)

    def overlay(self, values: NDArray[Any]) -> Mobject:
        """Another map, of values of the same shape, to lie over this one."""
        other = HeatGrid(self.cells, values, self.theme, "input", origin=self._origin)
        return Group(other.image.set_z_index(depth.TINT), *other.scale)

    def _padding(self) -> VMobject:
        """The ground that the padding's zeros have, behind the map."""
        if self.real == self.cells.region:
            return VMobject()
        zero = self.theme.zero if self._signed else self.theme.darkest
        ground = boxes([self.cells.region], CORNER, line=zero, fill=zero, width=0.0)
        return VGroup(ground.set_z_index(depth.GROUND), self._edge())

    def _edge(self) -> VMobject:
        return dashed_boxes([self.cells.region], CORNER, line=self.theme.padding, width=LINE)

    def _image(self, region: Region) -> ImageMobject:
        image = ImageMobject(self._pixels())
        image.stretch_to_fit_width(region.width).stretch_to_fit_height(region.height)
        image.move_to((*region.centre, 0.0))
        return image

    def _pixels(self) -> NDArray[np.uint8]:
        alpha = np.where(self._shown, 255, 0).astype(np.uint8)
        return np.dstack([self._colours, alpha])


class Recolour(Animation):
    """A picture has had other pixels, of which its own emerge."""

    def __init__(self, image: ImageMobject, start: NDArray[np.uint8], **options: Any) -> None:
        self._start, self._end = start, image.pixel_array
        super().__init__(image, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        mixed = (1 - share) * self._start + share * self._end
        self.mobject.pixel_array = mixed.round().astype(np.uint8)

    def create_starting_mobject(self) -> Mobject:
        return self.mobject


def scale_below(
    cells: Cells, values: NDArray[Any], theme: Theme, *, clipped: bool = False
) -> list[VMobject]:
    """The least and the greatest value under a map, each beside its tint; 0 where there is room."""
    least, most, region = values.min(), values.max(), cells.region
    zero = [values.dtype.type(0)] if least <= 0 else []
    notation, bounds = Notation.of(values), {least: "≤", most: "≥"} if clipped else {}
    for chosen in ([least, *zero, most], [value for value in (least, most) if value]):
        entries = list(dict.fromkeys(chosen))
        texts = [bounds.get(value, "") + _beside_a_tint(notation, value) for value in entries]
        widths = [SWATCH + SWATCH_GAP + glyphs.width(text) * SMALLEST_EM for text in texts]
        total = sum(widths) + ENTRY_GAP * (len(texts) - 1)
        if total <= region.width:
            break
    if not any(entries):
        return []
    stacked = total > region.width + OVERHANG  # would reach out of the frame, or to its neighbour
    pen = min(region.left, region.right - (max(widths) if stacked else total))
    middle, parts = region.bottom - SCALE_GAP, []
    colours = heat_colours(np.array([entries]), theme)[0]
    for text, width, colour in zip(texts, widths, colours, strict=True):
        swatch = Region(pen, middle - SWATCH / 2, pen + SWATCH, middle + SWATCH / 2)
        tint = "#" + colour.tobytes().hex()
        parts.append(boxes([swatch], CORNER, line=theme.muted, fill=tint, width=1.0))
        centre = (pen + (SWATCH + SWATCH_GAP + width) / 2, middle)
        parts.append(number(text, SMALLEST_EM, theme.muted, centre, kind="scale"))
        if stacked:
            middle -= SCALE_LEADING
        else:
            pen += width + ENTRY_GAP
    return [part.set_z_index(depth.WORKED) for part in parts]


def _beside_a_tint(notation: Notation, value: Any) -> str:
    """A number of a scale; a fraction is rounded, and says so: no eye reads a tint more closely."""
    written = notation(value).marked
    return ROUNDED(value).marked if "/" in written else written


def is_signed(values: NDArray[Any]) -> bool:
    """Whether some value is below 0; a matrix without any is a picture, from dark to bright."""
    return bool(values.min() < 0)


def strongest(values: NDArray[Any]) -> float:
    """The largest magnitude, a little above 0 at least."""
    return max(float(np.abs(values.astype(np.float64)).max()), float(np.finfo(np.float64).tiny))


def heat_colours(
    values: NDArray[Any], theme: Theme, largest: float = 0.0, *, signed: bool = False
) -> NDArray[np.uint8]:
    """Red, green and blue of every value; `largest`, or the largest magnitude, has the full tint.

    Several maps may share what their tints stand for; no value may then be larger, and maps
    `signed` because of another one are no pictures.
    """
    share = (values.astype(np.float64) / (largest or strongest(values)))[..., np.newaxis]
    signs = signed or is_signed(values)
    names = (theme.zero, theme.positive) if signs else (theme.darkest, theme.brightest)
    ground, positive, negative = map(_channels, (*names, theme.negative))
    tinted = ground + np.abs(share) * (np.where(share > 0, positive, negative) - ground)
    rounded: NDArray[np.uint8] = tinted.round().astype(np.uint8)
    return rounded


def _channels(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], np.float64)
