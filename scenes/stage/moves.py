"""The few kinds of movement: a lettering flies, a frame goes to a place, a window sweeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import Animation, FadeIn, FadeOut, LaggedStart, Mobject, VMobject, smooth

from scenes.stage import depth
from scenes.stage.glyphs import Points
from scenes.stage.lettering import Lettering


class Fly(Animation):
    """A lettering comes from another place and size to where it stands."""

    def __init__(
        self, lettering: Lettering, start: tuple[float, float], start_em: float, **options: Any
    ) -> None:
        self._end = lettering.points
        middle = np.array(lettering.get_center())
        scaled = (self._end - middle) * (start_em / lettering.em)
        self._start = scaled + (*start, 0.0)
        lettering.set_z_index(depth.FLYING)
        super().__init__(lettering, introducer=True, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        self.mobject.points = (1 - share) * self._start + share * self._end

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


class Through(Animation):
    """Calls `reach(i)` for i in range(count), evenly over the time; for long sweeps."""

    def __init__(
        self, mobject: Mobject, count: int, reach: Callable[[int], None], **options: Any
    ) -> None:
        self._count, self._reach, self._reached = count, reach, 0
        super().__init__(mobject, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        goal = round(alpha * self._count)
        for index in range(self._reached, goal):
            self._reach(index)
        self._reached = max(self._reached, goal)

    def create_starting_mobject(self) -> Mobject:
        return self.mobject


def appear(parts: Sequence[Mobject], lag: float = 0.0) -> Animation | None:
    """Fade in, one after another when `lag` is positive."""
    return one([FadeIn(part, rate_func=smooth) for part in parts], lag)


def vanish(parts: Sequence[Mobject]) -> Animation | None:
    """Fade out together."""
    return one([FadeOut(part, rate_func=smooth) for part in parts])


def one(animations: Sequence[Animation | None], lag: float = 0.0) -> Animation | None:
    """Several animations as one, or none of none."""
    present = [animation for animation in animations if animation is not None]
    return LaggedStart(*present, lag_ratio=lag) if present else None
