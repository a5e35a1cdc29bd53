"""A camera that redraws only where something has changed, pixel for pixel as Manim's own does.

Manim draws everything that lies above the first thing that moves, for every frame, and copies the
whole picture three times. Here each shape is compared with how it was drawn before; what differs
makes boxes, and inside these the background and all shapes that reach into them are drawn anew.
What lies below all that changes, for some time, is drawn once and becomes the background.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice
from math import ceil, floor, isfinite
from typing import Any, Final

import cairo
import numpy as np
from manim import VMobject
from manim.constants import LineJointType
from manim.mobject.mobject import Mobject

from rendering.look import NOWHERE, Drawn, changes, is_unseen, look
from rendering.patch import Box, Pixels, apart, whole
from scenes.stage.camera import StageCamera

MITER_LIMIT: Final = 10.0  # Cairo's: a pointed corner reaches so many half line widths
SQUARE_CAP: Final = 1.5  # a little more than √2
MANIM_RTOL: Final = 1e-5  # NumPy's for `isclose`, with which Manim compares points
EDGE: Final = 2  # pixels that smoothing may reach beyond a shape


class Ground:
    """The picture of the lowest shapes, as long as they stand.

    It takes shapes in when they have been drawn again, below what changes, as often as it has
    shapes then: to make it costs no more than what has been drawn for want of it.
    """

    def __init__(self, background: Pixels) -> None:
        self.pixels = self._background = background
        self.count = 0  # shapes in it
        self._own: Pixels | None = None
        self._first = 0
        self._again: dict[int, int] = {}  # how often each shape was drawn below what changes

    def stand(self, first: int) -> None:
        """Only the shapes before the `first` are as they were in the last picture."""
        self._first = first
        self._again = {at: times for at, times in self._again.items() if at < first}
        if first < self.count:
            self.pixels, self.count = self._background, 0

    def drew(self, at: int) -> None:
        """A shape was drawn."""
        if at < self._first:
            self._again[at] = self._again.get(at, 0) + 1

    def due(self) -> range:
        """The shapes that are to be taken in now, drawn into `pixels`."""
        if sum(self._again.values()) < max(1, self._first):
            return range(0)
        more = range(self.count, self._first)
        if not self.count:
            self._own = self._background.copy() if self._own is None else self._own
            self._own[:] = self._background
            self.pixels = self._own
        self.count, self._again = self._first, {}
        return more


class FilmCamera(StageCamera):
    """Keeps its picture from frame to frame."""

    _drawn: Sequence[Drawn] = ()
    _new: Sequence[Box] = ()
    _ground: Ground | None = None
    _current: Drawn | None = None
    _beside: Pixels | None = None

    def show(self, mobjects: Sequence[Mobject]) -> None:
        """Make the picture show these mobjects, in this order."""
        before = {id(drawn.mobject): drawn for drawn in self._drawn}
        now = [self._seen(mobject, before.get(id(mobject))) for mobject in mobjects]
        first, boxes = changes(self._drawn, now)
        if self._ground is None:
            assert self.background is not None
            self._ground = Ground(self.background)
            first, boxes = 0, [whole(self.pixel_array)]
        self._take(now, first, boxes)

    def show_again(self, places: Sequence[int]) -> None:
        """Make the picture show the same mobjects; only those at these places need a look."""
        now = list(self._drawn)
        for at in places:
            now[at] = self._seen(now[at].mobject, now[at])
        changed = [at for at in places if now[at] is not self._drawn[at]]
        boxes = {drawn.box for at in changed for drawn in (self._drawn[at], now[at])}
        self._take(now, min(changed, default=len(now)), boxes)

    def take_new(self) -> Sequence[Box]:
        """Boxes around all that has changed since this was last asked."""
        new, self._new = self._new, ()
        return new

    def reset(self) -> FilmCamera:
        self._ground = None
        super().reset()
        return self

    def set_cairo_context_path(self, ctx: cairo.Context[Any], vmobject: VMobject) -> FilmCamera:
        drawn = self._current
        ctx.new_path()
        if drawn is None or drawn.path is None:
            _trace(ctx, vmobject)
            if drawn:
                drawn.path = ctx.copy_path()
        else:
            ctx.append_path(drawn.path)
        return self

    def _seen(self, mobject: Mobject, before: Drawn | None) -> Drawn:
        now = look(mobject)
        if not now:
            return Drawn(mobject, now, whole(self.pixel_array))
        if before and before.look == now:
            return before
        path = before.path if before and before.look[:1] == now[:1] else None
        return Drawn(mobject, now, self._box(mobject), path)

    def _take(self, now: Sequence[Drawn], first: int, boxes: Iterable[Box]) -> None:
        """Show this from now on: only what comes before the `first` is as it was everywhere."""
        assert self._ground is not None
        self._drawn = now
        self._ground.stand(first)
        self._redraw(apart(self._visible(box) for box in boxes), self._ground)

    def _redraw(self, boxes: Sequence[Box], ground: Ground) -> None:
        """Draw beside the picture and take over only the boxes.

        Clipping to them would be simpler, but Cairo smooths edges otherwise where it clips.
        """
        if self._beside is None or self._beside.shape != self.pixel_array.shape:
            self._beside = np.zeros_like(self.pixel_array)
        for box in boxes:
            self._beside[box.slices] = ground.pixels[box.slices]
        for at, drawn in enumerate(islice(self._drawn, ground.count, None), ground.count):
            if drawn.box.touches_any(boxes):
                self._draw(drawn, self._beside)
                ground.drew(at)
        for box in boxes:
            self.pixel_array[box.slices] = self._beside[box.slices]
        self._new = apart([*self._new, *boxes]) if self._new else boxes
        for at in ground.due():
            self._draw(self._drawn[at], ground.pixels)

    def _draw(self, drawn: Drawn, pixels: Pixels) -> None:
        if drawn.box is NOWHERE:
            return
        self._current = drawn
        if drawn.is_plain:
            self.display_vectorized(drawn.mobject, self.get_cairo_context(pixels))
        else:
            kind = self.type_or_raise(drawn.mobject)
            self.display_funcs[kind]([drawn.mobject], pixels)
        self._current = None

    def _visible(self, box: Box) -> Box:
        height, width = self.pixel_array.shape[:2]
        return Box(
            max(0, box.top), max(0, box.left), min(height, box.bottom), min(width, box.right)
        )

    def _box(self, mobject: Mobject) -> Box:
        """Where the shape is, and how far its lines reach out of it."""
        if isinstance(mobject, VMobject) and is_unseen(mobject):
            return NOWHERE
        left, bottom, _ = np.minimum.reduce(mobject.points).tolist()
        right, top, _ = np.maximum.reduce(mobject.points).tolist()
        if not isfinite(left + bottom + right + top):
            return whole(self.pixel_array)
        left, bottom = self._pixel(left, bottom)
        right, top = self._pixel(right, top)
        reach = EDGE + self._reach(mobject) * self.pixel_width / self.frame_width
        return Box(
            floor(top - reach), floor(left - reach), ceil(bottom + reach), ceil(right + reach)
        )

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        across = (x - self.frame_center[0]) / self.frame_width + 0.5
        down = 0.5 - (y - self.frame_center[1]) / self.frame_height
        return across * self.pixel_width, down * self.pixel_height

    def _reach(self, mobject: Mobject) -> float:
        if not isinstance(mobject, VMobject):
            return 0.0
        width = max(mobject.get_stroke_width(background) for background in (False, True))
        pointed = mobject.joint_type in (LineJointType.AUTO, LineJointType.MITER)
        corner = MITER_LIMIT if pointed else SQUARE_CAP
        return float(width * self.cairo_line_width_multiple / 2 * corner)


def _trace(ctx: cairo.Context[Any], shape: VMobject) -> None:
    """The outline as Manim's camera makes it, in a third of the time: few calls of NumPy."""
    if not np.isfinite(shape.points).all():
        return
    points = shape.points[:, :2].tolist()
    near = partial(_near, tolerance=shape.tolerance_for_point_equality)
    first = last = points[0]
    ctx.move_to(*first)
    for start, one, other, end in zip(*(points[at::4] for at in range(4)), strict=True):
        if start != last and not near(last, start):
            if near(first, last):
                ctx.close_path()
            first = start
            ctx.move_to(*first)
        ctx.curve_to(*one, *other, *end)
        last = end
    if near(first, last):
        ctx.close_path()


def _near(one: Sequence[float], other: Sequence[float], tolerance: float) -> bool:
    """Whether Manim takes two points for one."""
    return all(
        abs(a - b) <= tolerance + MANIM_RTOL * abs(b) for a, b in zip(one, other, strict=True)
    )
