"""The few kinds of movement: a lettering flies, a frame goes to a place, a window sweeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import (
    Animation,
    FadeIn,
    FadeOut,
    LaggedStart,
    ManimColor,
    Mobject,
    Scene,
    VMobject,
    smooth,
)

from scenes.stage import depth
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering
from scenes.stage.typeset import Points

ONLY_THEN = 0.8  # of a fade: little is left to be seen


class Fly(Animation):
    """A lettering comes from another place and size to where it stands; unseen until it starts.

    With `along_first` it goes along the line before it rises, so as not to cross other text; but
    rises first where it goes back over the line.
    """

    def __init__(
        self,
        lettering: Lettering,
        start: tuple[float, float],
        start_em: float,
        *,
        along_first: bool = False,
        **options: Any,
    ) -> None:
        self._end = lettering.points
        middle = np.array(lettering.get_center())
        self._shape, self._growth = self._end - middle, start_em / lettering.em
        begin = np.array((*start, 0.0))
        turn = (begin + middle) / 2
        if along_first:
            back = middle[0] < start[0]
            turn = np.array((start[0], middle[1], 0) if back else (middle[0], start[1], 0))
        self._path = begin, turn, middle
        lettering.set_z_index(depth.FLYING)
        super().__init__(lettering, introducer=True, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        begin, turn, middle = self._path
        centre = (1 - share) ** 2 * begin + 2 * share * (1 - share) * turn + share**2 * middle
        scale = (1 - share) * self._growth + share
        self.mobject.points = self._end if share >= 1 else centre + scale * self._shape
        self.mobject.set_opacity(1.0 if alpha > 0 else 0.0)

    def create_starting_mobject(self) -> Mobject:
        return self.mobject


class Morph(Animation):
    """A path takes the points of another one with as many: a frame that glides or grows."""

    def __init__(self, path: VMobject, target: Points, **options: Any) -> None:
        self._start, self._end = path.points, target
        super().__init__(path, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        self.mobject.points = (1 - share) * self._start + share * self._end

    def create_starting_mobject(self) -> Mobject:
        return self.mobject


class Reframe(Animation):
    """All of a picture goes from one rectangle to another, stretched where their shapes differ."""

    def __init__(self, picture: Mobject, old: Region, new: Region, **options: Any) -> None:
        self._parts = [part for part in picture.get_family() if len(part.points)]
        self._starts = [part.points for part in self._parts]
        scale = np.array([new.width / old.width, new.height / old.height, 1.0])
        centres = (np.array((*region.centre, 0.0)) for region in (old, new))
        start, end = centres
        self._ends = [end + (points - start) * scale for points in self._starts]
        super().__init__(picture, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        for part, start, end in zip(self._parts, self._starts, self._ends, strict=True):
            part.points = end if share >= 1 else (1 - share) * start + share * end

    def create_starting_mobject(self) -> Mobject:
        return self.mobject


class Fade(Animation):
    """A mobject that stays in the scene takes another opacity."""

    def __init__(self, mobject: VMobject, opacity: float, **options: Any) -> None:
        self._start, self._end = mobject.get_fill_opacity(), opacity
        super().__init__(mobject, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        self.mobject.set_opacity((1 - share) * self._start + share * self._end)

    def create_starting_mobject(self) -> Mobject:
        return self.mobject


class Retint(Animation):
    """A filled shape takes another fill and another line."""

    def __init__(self, shape: VMobject, fill: str, line: str, **options: Any) -> None:
        self._from = shape.get_fill_color(), shape.get_stroke_color()
        self._to = ManimColor(fill), ManimColor(line)
        super().__init__(shape, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        pairs = zip(self._from, self._to, strict=True)
        fill, line = (start.interpolate(end, share) for start, end in pairs)
        self.mobject.set_fill(fill).set_stroke(line)

    def create_starting_mobject(self) -> Mobject:
        return self.mobject


class Dissolve(Animation):
    """Paths come or go where they stand: their opacity changes, and nothing else is touched.

    Manim's FadeIn and FadeOut copy all of it and blend every point with itself, in every frame.
    """

    def __init__(self, mobject: Mobject, *, comes: bool, **options: Any) -> None:
        self._comes = comes
        self._opacities: list[tuple[Mobject, str, Points]] = []
        super().__init__(mobject, introducer=comes, remover=not comes, **options)

    def begin(self) -> None:
        self._opacities = [
            (part, name, getattr(part, name)[:, 3].copy())
            for part in _paths(self.mobject)
            for name in ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas")
        ]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha) if self._comes else 1 - self.rate_func(alpha)
        for part, name, opacity in self._opacities:
            getattr(part, name)[:, 3] = share * opacity

    def create_starting_mobject(self) -> Mobject:
        return self.mobject

    def clean_up_from_scene(self, scene: Scene) -> None:
        super().clean_up_from_scene(scene)
        if not self._comes:
            self.interpolate(0)  # what has gone can come again


class Slide(Animation):
    """All of a mobject, pictures too, goes along a straight way and becomes `growth` as large."""

    def __init__(
        self, mobject: Mobject, way: tuple[float, float], growth: float = 1.0, **options: Any
    ) -> None:
        self._way, self._growth, self._done = np.array((*way, 0.0)), growth, 0.0
        super().__init__(mobject, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share, done, more = self.rate_func(alpha), self._done, self._growth - 1
        self.mobject.scale((1 + share * more) / (1 + done * more))
        self.mobject.shift((share - done) * self._way)
        self._done = share

    def create_starting_mobject(self) -> Mobject:
        return self.mobject


class Through(Animation):
    """Calls `reach(range(i, j))` with what is newly reached of `count`, evenly over the time."""

    def __init__(
        self, mobject: Mobject, count: int, reach: Callable[[range], None], **options: Any
    ) -> None:
        self._count, self._reach, self._reached = count, reach, 0
        super().__init__(mobject, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        goal = round(alpha * self._count)
        if goal > self._reached:
            self._reach(range(self._reached, goal))
            self._reached = goal

    def create_starting_mobject(self) -> Mobject:
        return self.mobject


def appear(parts: Sequence[Mobject], lag: float = 0.0) -> Animation | None:
    """Fade in, one after another when `lag` is positive."""
    return one([_dissolve(part, comes=True) for part in parts], lag)


def vanish(parts: Sequence[Mobject]) -> Animation | None:
    """Fade out together."""
    return one([_dissolve(part, comes=False) for part in parts])


def exchange(old: Sequence[Mobject], new: Sequence[Mobject], lag: float = 0.0) -> Animation | None:
    """Fade out, and only then in: two texts are never seen in one place."""
    return one([vanish(old), appear(new, lag)], lag=ONLY_THEN)


def one(animations: Sequence[Animation | None], lag: float = 0.0) -> Animation | None:
    """Several animations as one, or none of none."""
    present = [animation for animation in animations if animation is not None]
    return LaggedStart(*present, lag_ratio=lag) if present else None


def _dissolve(mobject: Mobject, *, comes: bool) -> Animation:
    if all(isinstance(part, VMobject) for part in _paths(mobject)):
        return Dissolve(mobject, comes=comes, rate_func=smooth)
    fade = FadeIn if comes else FadeOut  # an image's opacity is in its pixels
    return fade(mobject, rate_func=smooth)


def _paths(mobject: Mobject) -> list[Mobject]:
    """The parts that there is something to see of."""
    return [part for part in mobject.get_family() if len(part.points)]
