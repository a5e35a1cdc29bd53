"""A camera that redraws only where something has changed, pixel for pixel as Manim's own does.

Manim draws everything that lies above the first thing that moves, for every frame, and copies the
whole picture three times. Here each shape is compared with how it was drawn before; what differs
makes boxes, and inside these the background and all shapes that reach into them are drawn anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Final

import cairo
import numpy as np
from manim import VMobject
from manim.constants import LineJointType
from manim.mobject.mobject import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from rendering.patch import Box, Pixels, apart, whole
from scenes.stage.camera import StageCamera

MITER_LIMIT: Final = 10.0  # Cairo's: a pointed corner reaches so many half line widths
SQUARE_CAP: Final = 1.5  # a little more than √2
EDGE: Final = 2  # pixels that smoothing may reach beyond a shape


@dataclass(slots=True)
class Drawn:
    """A shape as it was drawn: all that its pixels depend on, and where they are at most."""

    mobject: Mobject
    look: tuple[Any, ...]
    box: Box
    path: cairo.Path | None = None


class FilmCamera(StageCamera):
    """Keeps its picture from frame to frame."""

    _drawn: Sequence[Drawn] = ()
    _new: Sequence[Box] = ()
    _all_new = True
    _current: Drawn | None = None
    _beside: Pixels | None = None

    def show(self, mobjects: Sequence[Mobject], unchanged: int = 0) -> None:
        """Make the picture show these mobjects, in this order.

        The first `unchanged` of them are as they were, and need no look.
        """
        before = {id(drawn.mobject): drawn for drawn in self._drawn}
        now = [
            before[id(mobject)] if at < unchanged else self._seen(mobject, before.get(id(mobject)))
            for at, mobject in enumerate(mobjects)
        ]
        boxes = [whole(self.pixel_array)] if self._all_new else _changes(self._drawn, now)
        self._drawn, self._all_new = now, False
        self._redraw(apart(self._visible(box) for box in boxes))

    def take_new(self) -> Sequence[Box]:
        """Boxes around all that has changed since this was last asked."""
        new, self._new = self._new, ()
        return new

    def reset(self) -> FilmCamera:
        self._all_new = True
        super().reset()
        return self

    def set_cairo_context_path(self, ctx: cairo.Context[Any], vmobject: VMobject) -> FilmCamera:
        drawn = self._current
        if drawn is None or drawn.path is None:
            ctx.new_path()
            super().set_cairo_context_path(ctx, vmobject)
            if drawn:
                drawn.path = ctx.copy_path()
        else:
            ctx.new_path()
            ctx.append_path(drawn.path)
        return self

    def _seen(self, mobject: Mobject, before: Drawn | None) -> Drawn:
        look = _look(mobject)
        if before and look and before.look == look:
            return before
        return Drawn(mobject, look, self._box(mobject) if look else whole(self.pixel_array))

    def _redraw(self, boxes: Sequence[Box]) -> None:
        """Draw beside the picture and take over only the boxes.

        Clipping to them would be simpler, but Cairo smooths edges otherwise where it clips.
        """
        if self._beside is None or self._beside.shape != self.pixel_array.shape:
            self._beside = np.zeros_like(self.pixel_array)
        assert self.background is not None
        for box in boxes:
            self._beside[box.slices] = self.background[box.slices]
        for drawn in self._drawn:
            if any(drawn.box.touches(box) for box in boxes):
                self._current = drawn
                kind = self.type_or_raise(drawn.mobject)
                self.display_funcs[kind]([drawn.mobject], self._beside)
        self._current = None
        for box in boxes:
            self.pixel_array[box.slices] = self._beside[box.slices]
        self._new = apart([*self._new, *boxes])

    def _visible(self, box: Box) -> Box:
        height, width = self.pixel_array.shape[:2]
        return Box(
            max(0, box.top), max(0, box.left), min(height, box.bottom), min(width, box.right)
        )

    def _box(self, mobject: Mobject) -> Box:
        """Where the shape is, and how far its lines reach out of it."""
        low, high = mobject.points.min(axis=0), mobject.points.max(axis=0)
        if not np.isfinite(low + high).all():
            return whole(self.pixel_array)
        (left, bottom), (right, top) = (self._pixel(point) for point in (low, high))
        reach = EDGE + self._reach(mobject) * self.pixel_width / self.frame_width
        return Box(
            floor(top - reach), floor(left - reach), ceil(bottom + reach), ceil(right + reach)
        )

    def _pixel(self, point: Any) -> tuple[float, float]:
        x = (point[0] - self.frame_center[0]) / self.frame_width + 0.5
        y = 0.5 - (point[1] - self.frame_center[1]) / self.frame_height
        return x * self.pixel_width, y * self.pixel_height

    def _reach(self, mobject: Mobject) -> float:
        if not isinstance(mobject, VMobject):
            return 0.0
        width = max(mobject.get_stroke_width(background) for background in (False, True))
        pointed = mobject.joint_type in (LineJointType.AUTO, LineJointType.MITER)
        corner = MITER_LIMIT if pointed else SQUARE_CAP
        return float(width * self.cairo_line_width_multiple / 2 * corner)


def _look(mobject: Mobject) -> tuple[Any, ...]:
    """Everything that a shape's pixels depend on; nothing for a kind that is not known here."""
    if isinstance(mobject, AbstractImageMobject):
        return mobject.points.tobytes(), mobject.get_pixel_array().tobytes()
    if not isinstance(mobject, VMobject) or mobject.get_background_image():
        return ()
    colours = (
        mobject.get_fill_rgbas(),
        mobject.get_stroke_rgbas(False),
        mobject.get_stroke_rgbas(True),
    )
    look = (
        mobject.points.tobytes(),
        *(rgbas.tobytes() for rgbas in colours),
        mobject.get_stroke_width(False),
        mobject.get_stroke_width(True),
        mobject.joint_type,
        mobject.cap_style,
    )
    if max(map(len, colours)) == 1:
        return look
    return *look, *(point.tobytes() for point in mobject.get_gradient_start_and_end_points())


def _changes(before: Sequence[Drawn], now: Sequence[Drawn]) -> Iterable[Box]:
    """Where two pictures may differ: what is new, what is gone, what lies in another order."""
    old, new = {id(drawn) for drawn in before}, {id(drawn) for drawn in now}
    yield from (drawn.box for drawn in before if id(drawn) not in new)
    yield from (drawn.box for drawn in now if id(drawn) not in old)
    kept = [id(drawn) for drawn in before if id(drawn) in new]
    if kept != [id(drawn) for drawn in now if id(drawn) in old]:
        yield from (drawn.box for drawn in now)
