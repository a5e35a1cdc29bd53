"""Plots that move: curves are drawn, axes change under them, last numbers stand at their ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from manim import Animation, Create, FadeIn, FadeOut, VMobject, linear, smooth

from scenes.stage import depth, glyphs
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, fitted, formula, number, words
from scenes.stage.moves import Morph, Retint, appear, one, vanish
from scenes.stage.plot import Names, Plot
from scenes.stage.theme import Theme
from scenes.story.axis import Axis
from scenes.story.chart import Curve
from scenes.story.numerals import numeral

NAME_EM: Final = 0.26
END_ROOM: Final = 2.05  # right of the plot, for the numbers at the curves' ends
END_GAP: Final = 0.14
END_LEADING: Final = 1.25  # em between two of them
LABEL_EM: Final = 0.24
SMALLEST_LABEL_EM: Final = 0.18
LABEL_LEADING: Final = 0.3  # from a last number to its label
BEHIND: Final = "muted"  # the role of what others have followed
NO_LABELS: Final[Mapping[str, str]] = MappingProxyType({})
MOST_DOTS: Final = 20  # of a curve


@dataclass(slots=True)
class Drawn:
    """A curve on the frame, with its dots."""

    curve: Curve
    line: VMobject
    dots: list[VMobject]


class Chart:
    """One plot in a region, named by words.

    `drawn` are its curves, `ends` the numbers at their ends: these go when others are drawn, unless
    `keep` says that all stay.
    """

    def __init__(
        self,
        name: str,
        region: Region,
        axis_names: tuple[str, str],
        theme: Theme,
        *,
        keep: bool = False,
    ) -> None:
        self.name, self.region, self.theme = name, region, theme
        self._axis_names, self._keep = axis_names, keep
        self.plot: Plot | None = None
        self._axes: list[VMobject] = []
        self.drawn: list[Drawn] = []
        self._named: list[Curve] = []
        self.ends: list[Lettering] = []
        self._labels: dict[str, str] = {}

    def axes(self, x: Axis, y: Axis) -> Animation | None:
        """The axes appear; or others take their place, and what is drawn moves along."""
        if self.plot and (self.plot.x, self.plot.y) == (x, y):
            return None
        return self._renew(x, y)

    def resize(self, region: Region) -> Animation | None:
        """The plot, with all that is drawn, takes another region."""
        self.region = region
        return self._renew(self.plot.x, self.plot.y) if self.plot else None

    def _renew(self, x: Axis, y: Axis) -> Animation | None:
        x_name, y_name = (words(text, NAME_EM, self.theme.muted) for text in self._axis_names)
        self.plot = Plot(
            self.region,
            x,
            y,
            self.theme,
            name=self.name,
            names=Names(x_name, y_name),
            right=END_ROOM,
        )
        gone, self._axes = [*self._axes, *self.ends], self.plot.axes
        moves = [self._move(drawn, self.plot) for drawn in self.drawn]
        self.ends = self._last_numbers(self._named, self.plot)
        return one([vanish(gone), one(moves), appear([*self._axes, *self.ends])], lag=0.8)

    def draw(
        self, curves: Sequence[Curve], labels: Mapping[str, str] = NO_LABELS
    ) -> Animation | None:
        """Curves grow from left to right, together; then their last numbers appear.

        What was drawn before steps back. `labels` are the words of the curves' labels.
        """
        if self.plot is None:
            raise ValueError(f"{self.name} has no axes to draw on")
        self._labels |= labels
        fading = one([self._step_back(drawn) for drawn in self.drawn])
        new = [self._shape(curve, self.plot) for curve in curves]
        self.drawn += new
        before = [replace(curve, role=BEHIND) for curve in self._named]
        self._named = [*before * self._keep, *curves]
        gone, self.ends = self.ends, self._last_numbers(self._named, self.plot)
        growing = one([self._grow(drawn) for drawn in new])
        return one([one([vanish(gone), fading]), growing, appear(self.ends)], lag=0.7)

    def _step_back(self, drawn: Drawn) -> Animation | None:
        """A curve that others follow loses its colour."""
        drawn.curve = replace(drawn.curve, role=BEHIND)
        colour = getattr(self.theme, BEHIND)
        fill = self.theme.background if drawn.curve.dashed else colour
        return one(
            [Retint(drawn.line, colour, colour), *(Retint(d, fill, colour) for d in drawn.dots)]
        )

    def _grow(self, drawn: Drawn) -> Animation | None:
        each = 1 / max(len(drawn.dots), 1)  # of the time that the line takes
        dots = one([FadeIn(dot, run_time=each) for dot in drawn.dots], lag=1.0)
        return one([Create(drawn.line, rate_func=linear), dots])

    def _shape(self, curve: Curve, plot: Plot) -> Drawn:
        colour = getattr(self.theme, curve.role)
        few = len(curve.pairs) <= MOST_DOTS
        dots = plot.dots(curve.pairs, colour, hollow=curve.dashed) if few else []
        return Drawn(curve, plot.curve(curve.pairs, colour, dashed=curve.dashed), dots)

    def _move(self, drawn: Drawn, plot: Plot) -> Animation | None:
        """To where the numbers are on other axes; or anew, if not all are on them."""
        new = self._shape(drawn.curve, plot)
        old = drawn.line, drawn.dots
        if len(new.line.points) != len(drawn.line.points):
            drawn.line, drawn.dots = new.line, new.dots
            leave = [FadeOut(part, rate_func=smooth) for part in (old[0], *old[1])]
            return one([*leave, appear([new.line, *new.dots])])
        pairs = zip((drawn.line, *drawn.dots), (new.line, *new.dots), strict=True)
        return one([Morph(part, goal.points, rate_func=smooth) for part, goal in pairs])

    def _last_numbers(self, curves: Sequence[Curve], plot: Plot) -> list[Lettering]:
        """Numbers at the curves' ends, with what they are, moved apart where they would meet."""
        named = [c for c in curves if c.end and plot.y.shows(c.pairs[-1][1])]
        ends = sorted(((plot.point(*c.pairs[-1])[1], c) for c in named), key=lambda end: end[0])
        below = LABEL_LEADING if any(curve.label for curve in named) else 0.0
        heights = spread([height for height, _ in ends], END_LEADING * SMALLEST_EM + below)
        lift = max(0.0, plot.inner.bottom + below - min(heights, default=plot.inner.top))
        written = []
        for height, (_, curve) in zip(heights, ends, strict=True):
            written += self._end(curve, (plot.inner.right + END_GAP, height + lift))
        return [part.set_z_index(depth.WORKED) for part in written]

    def _end(self, curve: Curve, start: tuple[float, float]) -> list[Lettering]:
        """A curve's symbol and last number from here to the right, its label below them."""
        (pen, height), parts = start, []
        colour, text = getattr(self.theme, curve.role), numeral(curve.pairs[-1][1]).marked
        if curve.symbol:
            symbol = formula(curve.symbol, SMALLEST_EM, colour)
            baseline = height - glyphs.DIGIT_HEIGHT * SMALLEST_EM / 2
            symbol.shifted(pen - symbol.get_left()[0], baseline)
            pen += symbol.width + END_GAP
            parts.append(symbol)
        centre = (pen + glyphs.width(text) * SMALLEST_EM / 2, height)
        parts.append(number(text, SMALLEST_EM, colour, centre, place=curve.end))
        if curve.label:
            label = words(self._labels[curve.label], LABEL_EM, colour)
            fitted(label, END_ROOM - END_GAP, SMALLEST_LABEL_EM)
            baseline = height - LABEL_LEADING - glyphs.DIGIT_HEIGHT * SMALLEST_EM / 2
            parts.append(label.shifted(start[0] - label.get_left()[0], baseline))
        return parts


def spread(heights: Sequence[float], gap: float = END_LEADING * SMALLEST_EM) -> list[float]:
    """Rising heights moved apart, so that no two are closer than `gap`; their middle stays.

    >>> spread([0.0, 0.1, 5.0], gap=1.0)
    [-0.45, 0.55, 5.0]
    """
    groups: list[list[float]] = []
    for height in heights:
        groups.append([height])
        while len(groups) > 1 and _top(groups[-2], gap) + gap > _bottom(groups[-1], gap):
            last = groups.pop()
            groups[-1] += last
    return [
        round(_bottom(group, gap) + place * gap, 6)
        for group in groups
        for place in range(len(group))
    ]


def _bottom(group: list[float], gap: float) -> float:
    """The lowest place of a group that stands around its members' middle."""
    return sum(group) / len(group) - (len(group) - 1) / 2 * gap


def _top(group: list[float], gap: float) -> float:
    return _bottom(group, gap) + (len(group) - 1) * gap
