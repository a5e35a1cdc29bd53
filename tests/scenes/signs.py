"""The check of the signs between pictures: none vanishes while what it stands between stays."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from scenes.stage.layout import Region
from tests.scenes.sights import Sight
from tests.scenes.surveying import Film, Still

SIGNS = frozenset("=≈+−⋅⋆∗→")
SAME = 0.15  # units; a window's frame reaches this far beyond the cells that it covers
BAND = 0.3  # units: a sign may stand level with the slit between two rows of cells
LEVEL, UPRIGHT = 0, 1  # the ways in which pictures stand side by side, or below each other


def vanished(film: Film) -> Iterator[str]:
    """Where a sign stood between pictures that stay, a sign stands in the next still as well."""
    for before, after in pairwise(film.stills):
        left = list(filter(is_sign, after.seen))
        for sign in filter(is_sign, before.seen):
            gone = not any(sign.region.overlaps(other.region) for other in left)
            if gone and any(_stays(sign, before, after, axis) for axis in (LEVEL, UPRIGHT)):
                x, y = sign.region.centre
                yield f"{after.beat.name}: no {sign.text} any more at ({x:.2f}, {y:.2f})"


def is_sign(sight: Sight) -> bool:
    """Whether this is a sign between pictures; those of the worked line are numbers' own."""
    return sight.kind == "formula" and sight.text in SIGNS


def _stays(sign: Sight, before: Still, after: Still, axis: int) -> bool:
    """Whether what a sign stands between is there in both stills.

    The gap may become wider or narrower on one side, where a part of a picture shows up larger.
    """
    here, there = _gap(sign, before, axis), _gap(sign, after, axis)
    if not np.isfinite([here, there]).all() or not np.isclose(here, there, rtol=0, atol=SAME).any():
        return False
    if any(_is_in(other, sign, there, axis) for other in filter(is_sign, after.seen)):
        return False  # it would stand beside another sign, with nothing between the two
    sides: dict[bool, list[bool]] = {True: [], False: []}  # before the sign, and after it
    for region, kept in _told(before, after):
        sides[region.centre[axis] < sign.region.centre[axis]].append(kept)
    # A picture may be all empty cells, which nobody can tell from those of another one.
    return any(map(any, sides.values())) and all(any(told) or not told for told in sides.values())


def _is_in(other: Sight, sign: Sight, gap: tuple[float, float], axis: int) -> bool:
    """Whether another sign stands in the gap of this one, on its level."""
    here, there = sign.region.centre, other.region.centre
    return gap[0] < there[axis] < gap[1] and abs(here[1 - axis] - there[1 - axis]) < BAND


def _told(before: Still, after: Still) -> Iterator[tuple[Region, bool]]:
    """The numbers, names and heat maps of a still, each with whether the next one has it too."""
    for sight in before.seen:
        if (sight.place or sight.kind == "formula") and not is_sign(sight):
            same = (s for s in after.seen if (s.text, s.place) == (sight.text, sight.place))
            yield sight.region, any(_near(sight.region, other.region) for other in same)
    maps = list(zip(after.maps, after.map_regions, strict=True))
    for one, region in zip(before.maps, before.map_regions, strict=True):
        yield region, any(_near(region, at) and np.array_equal(one, other) for other, at in maps)


def _near(one: Region, other: Region) -> bool:
    return np.allclose(_box(one), _box(other), rtol=0, atol=SAME)


def _gap(sign: Sight, still: Still, axis: int) -> tuple[float, float]:
    """Where what is before a sign ends and what is after it begins; infinite if nothing is."""
    boxes = [_box(other.region) for other in still.seen if not is_sign(other)]
    boxes += map(_box, still.map_regions)
    ends = np.concatenate([np.array(boxes).reshape(-1, 4), still.lines]).reshape(-1, 2, 2)
    low, high = ends.min(axis=1), ends.max(axis=1)
    level, centre = sign.region.centre[1 - axis], sign.region.centre[axis]
    beside = (low[:, 1 - axis] < level + BAND) & (level - BAND < high[:, 1 - axis])
    before, after = high[beside, axis], low[beside, axis]
    ends_before, begins_after = before[before < centre], after[after > centre]
    return float(ends_before.max(initial=-np.inf)), float(begins_after.min(initial=np.inf))


def _box(region: Region) -> tuple[float, float, float, float]:
    return region.left, region.bottom, region.right, region.top
