"""Pooling with windows that hang over the edge, or begin beyond it, or have holes."""

from __future__ import annotations

from math import prod

from convmath import Geometry
from convmath.pool import covering
from scenes.story.correlation import unused_text

DROPPED = "− 1"  # how the size formula says that a window has been left out


def overhang(geometry: Geometry) -> tuple[int, int]:
    """How many rows and columns of the last windows are beyond the padded input.

    >>> overhang(Geometry.of((3, 4), (2, 2), stride=2, ceil_mode=True))
    (1, 0)
    """
    sides = zip(covering(geometry).padding, geometry.padding, strict=True)
    down, across = (wide - after for (_, wide), (_, after) in sides)
    return down, across


def hanging(geometry: Geometry) -> int | None:
    """The first step whose window hangs over the edge, if one does.

    >>> [hanging(Geometry.of((n, 3), (2, 1), stride=2, ceil_mode=True)) for n in (3, 4)]
    [2, None]
    """
    down, across = overhang(geometry)
    columns = geometry.output_shape[1]
    if across:
        return columns - 1
    return prod(geometry.output_shape) - columns if down else None


def size_text(geometry: Geometry) -> str:
    """Which sentence says how the places of the window are counted.

    >>> size_text(Geometry.of((3, 3), (2, 2), stride=2, ceil_mode=True))
    'size_up'
    >>> size_text(Geometry.of((2, 2), (2, 2), padding=1, stride=3, ceil_mode=True))
    'size_up_less'
    """
    if not geometry.ceil_mode:
        return "size"
    sizes = [geometry.formula(axis).numbers for axis in range(geometry.rank)]
    return "size_up_less" if any(size.endswith(DROPPED) for size in sizes) else "size_up"


def left_out_text(geometry: Geometry) -> str | None:
    """Which sentence says why some cells are in no window; None where each is in one.

    >>> left_out_text(Geometry.of((5, 5), (2, 2), stride=2, dilation=2))
    'unused_holes'
    >>> left_out_text(Geometry.of((2, 2), (2, 2), padding=1, stride=3, ceil_mode=True))
    'unused_padding'
    """
    why = unused_text(geometry)
    if why and set(geometry.dilation) != {1}:
        return "unused_holes"
    return "unused_padding" if why == "unused_edge" and geometry.ceil_mode else why
