"""How shapes look: all that their pixels depend on, and what can be told apart by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

import cairo
from manim import VMobject
from manim.mobject.mobject import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from rendering.patch import Box

Look = tuple[Any, ...]
NOWHERE: Final = Box(0, 0, 0, 0)


@dataclass(slots=True)
class Drawn:
    """A shape as it was drawn: how it looked, where its pixels are at most, and its outline."""

    mobject: Mobject
    look: Look
    box: Box
    path: cairo.Path | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is a path that Cairo fills and strokes."""
        return isinstance(self.mobject, VMobject) and bool(self.look)


def look(mobject: Mobject) -> Look:
    """Everything that a shape's pixels depend on; nothing for a kind that is not known here.

    A path's outline comes first.
    """
    if isinstance(mobject, AbstractImageMobject):
        return mobject.points.tobytes(), mobject.get_pixel_array().tobytes()
    if not isinstance(mobject, VMobject) or mobject.background_image:
        return ()
    fill, line, behind = _colours(mobject)
    seen = (
        mobject.points.tobytes(),
        fill.tobytes(),
        line.tobytes(),
        behind.tobytes(),
        mobject.stroke_width,
        mobject.background_stroke_width,
        mobject.joint_type,
        mobject.cap_style,
    )
    if len(fill) == len(line) == len(behind) == 1:
        return seen
    return *seen, *(point.tobytes() for point in mobject.get_gradient_start_and_end_points())


def is_unseen(shape: VMobject) -> bool:
    """Whether nothing of it shows: all of it is see-through."""
    fill, line, behind = _colours(shape)
    return not (
        fill[:, 3].any()
        or (shape.get_stroke_width() and line[:, 3].any())
        or (shape.get_stroke_width(background=True) and behind[:, 3].any())
    )


def shapes(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """What there is to draw of these and all their parts, as Manim orders it.

    What is named twice counts where it comes last.
    """
    found: dict[int, Mobject] = {}
    for mobject in mobjects:
        for part in _family(mobject):
            found.pop(id(part), None)
            found[id(part)] = part
    return sorted(found.values(), key=attrgetter("z_index"))


def changes(before: Sequence[Drawn], now: Sequence[Drawn]) -> tuple[int, list[Box]]:
    """From which shape on two pictures may differ, and where.

    That is: where something is new or gone, or lies in another order.
    """
    pairs = enumerate(zip(before, now, strict=False))
    same = next((at for at, (old, new) in pairs if old is not new), min(len(before), len(now)))
    return same, list(_changes(before[same:], now[same:]))


def _family(mobject: Mobject) -> Iterator[Mobject]:
    if len(mobject.points):
        yield mobject
    for part in mobject.submobjects:
        yield from _family(part)


def _changes(before: Sequence[Drawn], now: Sequence[Drawn]) -> Iterable[Box]:
    old, new = {id(drawn) for drawn in before}, {id(drawn) for drawn in now}
    yield from (drawn.box for drawn in before if id(drawn) not in new)
    yield from (drawn.box for drawn in now if id(drawn) not in old)
    kept = [id(drawn) for drawn in before if id(drawn) in new]
    if kept != [id(drawn) for drawn in now if id(drawn) in old]:
        yield from (drawn.box for drawn in now)


def _colours(shape: VMobject) -> tuple[Any, Any, Any]:
    """Red, green, blue and opacity of the filling, of the line, and of the line behind."""
    return shape.fill_rgbas, shape.stroke_rgbas, shape.background_stroke_rgbas
