"""What the tints of maps mean, in words: with negative numbers, and without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from manim import Mobject

from scenes.stage import depth
from scenes.stage.heat import CORNER, ENTRY_GAP, SWATCH, SWATCH_GAP
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, words
from scenes.stage.shapes import boxes
from scenes.stage.theme import Theme
from scenes.story import Words

EM: Final = 0.26
LEADING: Final = 0.4

Entry = tuple[str, Lettering]  # a tint, if not "", and what it means


def tint_legend(said: Words, region: Region, theme: Theme) -> list[Mobject]:
    """Negative, zero, positive; below, zero and positive of maps without negative numbers.

    Both rows end at the right of the region.
    """
    signed = ("negative", theme.negative), ("zero", theme.zero), ("positive", theme.positive)
    others = ("unsigned", ""), ("zero", theme.darkest), ("positive", theme.brightest)
    parts: list[Mobject] = []
    for row, side in ((signed, 1), (others, -1)):
        entries = [(tint, words(said.label(name), EM, theme.muted)) for name, tint in row]
        parts += _row(entries, region.right, region.centre[1] + side * LEADING / 2, theme)
    return [part.set_z_index(depth.WORKED) for part in parts]


def _row(entries: Sequence[Entry], right: float, middle: float, theme: Theme) -> list[Mobject]:
    widths = [(SWATCH + SWATCH_GAP) * bool(tint) + name.width for tint, name in entries]
    pen, parts = right - sum(widths) - ENTRY_GAP * (len(entries) - 1), list[Mobject]()
    for (tint, name), width in zip(entries, widths, strict=True):
        box = Region(pen, middle - SWATCH / 2, pen + SWATCH, middle + SWATCH / 2)
        if tint:
            parts.append(boxes([box], CORNER, line=theme.muted, fill=tint, width=1.0))
        ink = float(name.get_left()[0])  # which begins beside the pen
        parts.append(name.shifted(pen + width - name.width - ink, box.bottom))
        pen += width + ENTRY_GAP
    return parts
