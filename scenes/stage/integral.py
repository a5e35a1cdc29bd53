"""The area under a product: one function slides along another, and the area draws a third."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from manim import Animation, Create, VGroup, VMobject, linear

from convmath import Piecewise
from scenes.stage import depth
from scenes.stage.layout import Layout, Region
from scenes.stage.lettering import Lettering, formula
from scenes.stage.moves import appear, one, vanish
from scenes.stage.plot import NAME_GAP, Names, Plot, dot
from scenes.stage.shapes import through
from scenes.stage.theme import Theme
from scenes.story.axis import Axis
from scenes.story.equation import TYPST_SIGNS
from scenes.story.numerals import numeral
from scenes.story.signals import Pairs, mirrored, outline, product_at

NAME_EM: Final = 0.3
BETWEEN: Final = 0.25
PLOTS: Final = {  # and what each of them shows
    "functions": "f",
    "product": "f(tau) g(t - tau)",
    "result": "(f * g)(t)",
}
NEXT: Final = 0.3  # from the name of f to that of g
BESIDE: Final = 0.12  # from an upright line to what is said of it
FINENESS: Final = 64  # times are rounded to this part of a unit, so that they stay exact


class Integral:
    """f and g(t − τ) above, their product below with its area, and (f ∗ g)(t) beside them."""

    def __init__(
        self, f: Piecewise, g: Piecewise, result: Piecewise, layout: Layout, theme: Theme
    ) -> None:
        self.f, self.g, self.theme = f, g, theme
        self._result = outline(result)
        reach = g.breaks[-1] - g.breaks[0]
        itself = g.breaks[0], g.breaks[-1]
        slid = f.breaks[0] - reach, f.breaks[-1] + reach
        time = Axis.of([*itself, *(-end for end in itself), *slid], snug=True)
        heights = [value for function in (f, g) for _, value in outline(function)]
        products = [a * b for _, a in outline(f) for _, b in outline(g)]
        ends = Axis.of([result.breaks[0], result.breaks[-1]], snug=True)
        values = Axis.of([0, *(value for _, value in self._result)])
        axes = (time, Axis.of([0, *heights])), (time, Axis.of([0, *products])), (ends, values)
        self.plots = [
            Plot(region, *pair, theme, name=name, names=self._names(name))
            for name, region, pair in zip(PLOTS, thirds(layout.operands), axes, strict=True)
        ]
        self._sliding = self._line(0, theme.kernel)
        self._product = self._line(1, theme.text)
        self._area = self.plots[1].area([(time.low, 0), (time.high, 0)], theme.output)
        self._drawn = self._line(2, theme.output)
        self._marks: list[VMobject] = []

    def _names(self, plot: str) -> Names:
        """What stands at the two axes of a plot."""
        letter = "t" if plot == "result" else "tau"
        colour = self.theme.input if plot == "functions" else self.theme.muted
        across = formula(letter, NAME_EM, self.theme.muted)
        return Names(across, formula(PLOTS[plot], NAME_EM, colour), x_beside=True)

    def _name_of_g(self) -> Lettering:
        """After that of f; each has the colour of its curve."""
        f, g = self.plots[0].names[-1], formula("g", NAME_EM, self.theme.kernel)
        return g.shifted(f.get_right()[0] + NEXT, self.plots[0].inner.top + NAME_GAP)

    def axes(self) -> Animation | None:
        """The three empty plots."""
        parts = [part for plot in self.plots for part in plot.axes]
        return appear([*parts, self._name_of_g()])

    def curves(self) -> Animation | None:
        """F and g, as they are given."""
        top = self.plots[0]
        self._sliding.points = through([top.points(outline(self.g))])
        lines = top.curve(outline(self.f), self.theme.input), self._sliding
        return one([Create(line, rate_func=linear) for line in lines], lag=0.5)

    def turn(self) -> Animation:
        """G is mirrored: every point goes to the other side of 0."""
        top, corners = self.plots[0], outline(self.g)

        def reach(share: float) -> None:
            turned = [(float(x) * (1 - 2 * share), y) for x, y in corners]
            self._sliding.points = through([top.points(turned)])

        return Along(VGroup(self._sliding), reach)

    def go(self, start: Fraction, end: Fraction) -> Animation:
        """T goes from one time to another: g slides, the area changes, the result is drawn."""
        parts = VGroup(self._sliding, self._product, self._area, self._drawn)
        return Along(parts, lambda share: self.show(start + (end - start) * _exact(share)))

    def show(self, t: Fraction) -> None:
        """Everything as it is at one time."""
        top, below, beside = self.plots
        self._sliding.points = through([top.points(mirrored(self.g, t))])
        product = product_at(self.f, self.g, t)
        self._product.points = through([below.points(product)])
        self._area.points = below.area_outline(product)
        self._drawn.points = through([beside.points(until(self._result, t))])

    def mark(self, t: Fraction) -> Animation | None:
        """What t is, beside an upright line from the axis to the curve's end."""
        plot, (_, y) = self.plots[2], until(self._result, t)[-1]
        line = plot.curve([(t, 0), (t, y)], self.theme.muted)
        said = formula(f"t = {numeral(t).text.translate(TYPST_SIGNS)}", NAME_EM, self.theme.text)
        (x, low), (_, high) = plot.points([(t, 0), (t, y)])
        said.shifted(x + BESIDE - said.get_left()[0], (low + high) / 2 - said.em / 3)
        self._marks = [line, said.set_z_index(depth.NUMBERS)]
        return appear(self._marks)

    def unmark(self) -> Animation | None:
        """The line and what is said of it go."""
        gone, self._marks = self._marks, []
        return vanish(gone)

    def meet(self, pairs: Pairs) -> Animation | None:
        """The discrete results, as dots on the curve."""
        return appear([dot(at, self.theme.text) for at in self.plots[2].points(pairs)], lag=0.2)

    def _line(self, plot: int, colour: str) -> VMobject:
        return self.plots[plot].curve([], colour).set_z_index(depth.FRAMES)


class Along(Animation):
    """Calls `reach` with how much of the time has passed, at every frame."""

    def __init__(self, shapes: VGroup, reach: Any, **options: Any) -> None:
        self._reach = reach
        super().__init__(shapes, rate_func=linear, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        self._reach(min(max(alpha, 0.0), 1.0))

    def create_starting_mobject(self) -> VGroup:
        return self.mobject


def until(corners: Pairs, t: Fraction) -> Pairs:
    """The corners of a curve up to a time, and the point that it has reached then.

    >>> [(str(x), str(y)) for x, y in until(((0, 0), (1, 4), (2, 0)), Fraction(3, 2))]
    [('0', '0'), ('1', '4'), ('3/2', '2')]
    """
    passed = [corner for corner in corners if corner[0] <= t]
    coming = [corner for corner in corners if corner[0] > t]
    if passed and coming:
        (x, y), (end, height) = passed[-1], coming[0]
        passed.append((t, y + (height - y) * Fraction(t - x) / (end - x)))
    return tuple(passed)


def thirds(region: Region) -> tuple[Region, Region, Region]:
    """Two regions below each other on the left and one on the right; three rows if it is high."""
    if region.height > region.width:
        tall = (region.height - 2 * BETWEEN) / 3
        tops = [region.top - row * (tall + BETWEEN) for row in range(3)]
        rows = [Region(region.left, top - tall, region.right, top) for top in tops]
        return rows[0], rows[1], rows[2]
    (x, y), gap = region.centre, BETWEEN / 2
    return (
        Region(region.left, y + gap, x - gap, region.top),
        Region(region.left, region.bottom, x - gap, y - gap),
        Region(x + gap, region.bottom, region.right, region.top),
    )


def _exact(share: float) -> Fraction:
    return Fraction(round(share * FINENESS * FINENESS), FINENESS * FINENESS)
