"""The loss of a training over its steps: a curve that grows, with a dot at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import Group, Mobject

from scenes.stage.labels import REMARK_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import words
from scenes.stage.plot import Names, Plot, dot
from scenes.stage.theme import Theme
from scenes.story.axis import Axis


class LossCurve:
    """Losses at some steps, both from zero on; at first only the first of them is drawn.

    `parts` is all that is seen of it.
    """

    def __init__(
        self,
        steps: Sequence[Any],
        losses: Sequence[Any],
        names: tuple[str, str],
        region: Region,
        theme: Theme,
    ) -> None:
        x, y = Axis.of([0, *map(int, steps)], whole=True, snug=True), Axis.of([0, *losses])
        below, above = (words(name, REMARK_EM, theme.muted) for name in names)
        self._pairs, self._theme = list(zip(steps, losses, strict=True)), theme
        self._plot = Plot(region, x, y, theme, name="loss", names=Names(below, above))
        self._line = self._plot.curve(self._pairs[:1], theme.output)
        self._dot = dot(self._plot.point(*self._pairs[0]), theme.kernel)
        self.parts: list[Mobject] = [*self._plot.axes, self._line, self._dot]

    @property
    def moving(self) -> Mobject:
        """What changes while it grows."""
        return Group(self._line, self._dot)

    def reach(self, last: int) -> None:
        """Draw it as far as the loss with this number."""
        line = self._plot.curve(self._pairs[: last + 1], self._theme.output)
        end = dot(self._plot.point(*self._pairs[last]), self._theme.kernel)
        self._line.points, self._dot.points = line.points, end.points
