"""What a viewer sees when a beat rests, as data: every lettering, where it is, how large.

The catalog's tests read this instead of pixels: numbers, legibility, overlap and margins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from manim import Scene

from scenes.stage import glyphs
from scenes.stage.layout import SMALLEST_DIGIT, SMALLEST_WEIGHT, Layout, Region
from scenes.stage.lettering import CODE_DIGIT_HEIGHT, Lettering

TOUCH = 0.01  # units; letterings closer than this overlap


@dataclass(frozen=True, slots=True)
class Sight:
    """One visible lettering."""

    text: str
    kind: str
    place: str
    region: Region
    digit_height: float


def sights(scene: Scene) -> list[Sight]:
    """Every lettering of the scene that is not transparent."""
    found = []
    for mobject in scene.get_mobject_family_members():
        if isinstance(mobject, Lettering) and mobject.get_fill_opacity() > 0:
            left, bottom, _ = mobject.get_corner((-1.0, -1.0, 0.0))
            right, top, _ = mobject.get_corner((1.0, 1.0, 0.0))
            region = Region(float(left), float(bottom), float(right), float(top))
            share = CODE_DIGIT_HEIGHT if mobject.kind == "code" else glyphs.DIGIT_HEIGHT
            height = share * mobject.em
            found.append(Sight(mobject.text, mobject.kind, mobject.place, region, height))
    return found


def complaints(seen: list[Sight], layout: Layout) -> Iterator[str]:
    """Everything that one would not show a lecture hall, in sentences."""
    for sight in seen:
        least = SMALLEST_WEIGHT if sight.kind == "weight" else SMALLEST_DIGIT
        if sight.kind != "words" and sight.digit_height < least - 1e-6:
            yield f"{sight.text!r} has digits {sight.digit_height:.3f} high, less than {least:.3f}"
        if not layout.uncaptioned.contains(sight.region):
            yield f"{sight.text!r} leaves the margin or lies under the captions: {sight.region}"
    for one, other in combinations(seen, 2):
        if one.region.shrunk(TOUCH).overlaps(other.region.shrunk(TOUCH)):
            yield f"{one.text!r} ({one.place}) overlaps {other.text!r} ({other.place})"
