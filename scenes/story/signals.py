"""The story of convolving along one axis: numbers first, then functions of time."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Piecewise, Trace, convolution, flip, overlap
from convmath.signals import SlideStep
from scenes.story import pace
from scenes.story.beat import Storyboard, StoryError
from scenes.story.correlation import worked_and_swept
from scenes.story.equation import Equation, Factor
from scenes.story.numerals import Notation, numeral
from scenes.story.places import Spot, numerals, place
from scenes.story.teller import Teller

MOST_PLACES: Final = 24  # that the second signal passes, from end to end
SAMPLES: Final = 16  # of a piece that is no line
SUM: Final = "(f * g)(n) = sum_k f(k) g(n - k)"
INTEGRAL: Final = "(f * g)(t) = integral f(tau) g(t - tau) dif tau"
WORK: Final = (("multiply", pace.FILL), ("total", pace.QUICK), ("drop", pace.MOVE))

Pairs = tuple[tuple[Fraction, Fraction], ...]


class SignalTeller(Teller):
    """Tells (f ∗ g)(n) place by place, then the integral of the same numbers as functions."""

    def __init__(self, lesson: str, trace: Trace[Any]) -> None:
        self.trace = trace
        f, g = trace.inputs["input"], trace.inputs["kernel"]
        places = len(f) + 2 * (len(g) - 1)
        if places > MOST_PLACES:
            raise StoryError(
                f"{len(g)} numbers that pass {len(f)} need {places} places, more than "
                f"{MOST_PLACES}: give shorter signals"
            )
        self.steps: Sequence[SlideStep] = trace.steps[1:]
        self.first_n: int = self.steps[0].n
        self.f_start = self.steps[0].places.start
        self.g_start = self.first_n - self.f_start
        self.functions = stairs(f, self.f_start), stairs(g, self.g_start)
        numbers = {"length": len(f), "other_length": len(g), "count": len(self.steps)}
        super().__init__(lesson, {name: str(number) for name, number in numbers.items()})

    def question(self) -> None:
        """The two signals, each with its places."""
        shown = numerals("input", self.trace.inputs["input"])
        shown |= numerals("kernel", self.trace.inputs["kernel"])
        self.beat(
            "question", [("enter_signals", pace.FILL)], rest=pace.PAUSE, shown=shown, chapter=True
        )

    def flipped(self) -> None:
        """The second one is turned around."""
        shown = numerals("turned", flip(self.trace.inputs["kernel"]))
        motions = [("formula", pace.MOVE, SUM), ("flip", pace.FILL)]
        self.beat("flip", motions, shown=shown, chapter=True)

    def places(self) -> None:
        """Every place: the first slowly, some of the others worked out, the rest in one run."""
        last = len(self.steps) - 1
        for part in worked_and_swept(last + 1, [0, 1, last // 2, last]):
            if len(part) > 1:
                self._sweep(part)
            else:
                text = {last: "last", 0: "first"}.get(part[0], "place")
                self._work(part[0], text)

    def integral(self) -> None:
        """The sum becomes an integral: functions, the area at one time, and at every time."""
        begin = self.functions[0].breaks[0] + self.functions[1].breaks[0]
        end = self.functions[0].breaks[-1] + self.functions[1].breaks[-1]
        motions = [("strip", pace.MOVE), ("formula", pace.MOVE, INTEGRAL), ("axes", pace.SLOW)]
        motions += [("curves", pace.FILL)]
        self.beat("functions", motions, chapter=True)
        t = self.time()
        move = [("turn", pace.SLOW), ("go", pace.FILL, begin, t)]
        work = [("mark", pace.QUICK, t), ("multiply", pace.FILL), ("total", pace.QUICK)]
        values = {"t": numeral(t).text}
        self.beat("area", [*move, *work], values=values, equation=self.area(), chapter=True)
        sweep = [("clear", pace.BLINK), ("unmark", pace.BLINK), ("go", pace.SLOW, t, begin)]
        sweep += [("go", 3 * pace.FILL, begin, end)]
        self.beat("every", sweep)
        self.beat("meet", [("meet", pace.SLOW)])

    def closing(self) -> None:
        """The same numbers in PyTorch."""
        self.program()

    def told(self) -> Storyboard:
        """The finished storyboard, with its arrays."""
        area = np.array([convolution(*self.functions)(self.time())], dtype=object)
        arrays = {**self.trace.inputs, "turned": flip(self.trace.inputs["kernel"]), "area": area}
        arrays["output"] = self.trace.output
        padding = len(self.trace.inputs["kernel"]) - 1
        program = f"y = F.conv1d(f[None, None], g.flip(0)[None, None], padding={padding})"
        return self.board(program, arrays, {"f": "input", "g": "kernel", "y": "output"})

    def time(self) -> Fraction:
        """The middle of the middle step of the result: where most of the two overlaps."""
        return Fraction(1, 2) + self.first_n + len(self.steps) // 2

    def area(self) -> Equation:
        """The area under the product at that time: each piece's height times its width."""
        product = overlap(*self.functions, self.time())
        terms = [
            (Factor(numeral(piece[0]), "text"), Factor(numeral(end - start), "muted"))
            for (start, end), piece in zip(pairwise(product.breaks), product.pieces, strict=True)
            if piece[0]
        ]
        zero = (Factor(numeral(0), "text"),)
        total = Factor(numeral(product.integral()), "output", "area[0]")
        return Equation(tuple(terms) or (zero,), total)

    def sums(self) -> Pairs:
        """The discrete results where the integral meets them: one unit later."""
        values = map(Fraction, self.trace.output.tolist())
        return tuple((Fraction(t), y) for t, y in enumerate(values, self.first_n + 1))

    def equation(self, step: SlideStep) -> Equation:
        """The products of one place, and their sum."""
        f, g = (Notation.of(self.trace.inputs[name]) for name in ("input", "kernel"))
        last = self.g_start + len(self.trace.inputs["kernel"]) - 1
        terms = []
        for k, x, h in zip(step.places, step.operands, step.weights, strict=True):
            turned = last - (step.n - k)
            left = Factor(f(x), "input", place("input", k - self.f_start))
            terms.append((left, Factor(g(h), "kernel", place("turned", turned))))
        total = Notation.of(self.trace.output)(step.total)
        return Equation(tuple(terms), Factor(total, "output", place("output", step.index[0])))

    def _work(self, number: int, text: str) -> None:
        step = self.steps[number]
        equation = self.equation(step)
        first = [("enter_result", pace.SLOW)] if not number else []
        spots = self._spots(step)
        slide = ("slide", pace.MOVE if number else pace.SLOW, step.n)
        cover, light = ("cover", pace.QUICK, *spots[:2]), ("light", pace.QUICK, spots[2])
        self.beat(
            text,
            [("clear", pace.BLINK), slide, *first, cover, light, *WORK],
            values={"n": str(step.n)},
            shown={equation.total.place: equation.total.numeral},
            steps=range(number, number + 1),
            equation=equation,
            chapter=not number,
        )

    def _sweep(self, part: range) -> None:
        shown = numerals("output", self.trace.output, [(number,) for number in part])
        run = ("run", pace.sweep_ticks(len(part)), self.steps[part[-1]].n)
        values = {"count": str(len(part))}
        self.beat("sweep", [("clear", pace.BLINK), run], values=values, shown=shown, steps=part)

    def _spots(self, step: SlideStep) -> tuple[Spot, Spot, Spot]:
        """The places of f and of the turned g that meet, and that of their sum."""
        row, last = range(1), self.g_start + len(self.trace.inputs["kernel"]) - 1
        met = range(step.places.start - self.f_start, step.places.stop - self.f_start)
        turned = [last - (step.n - k) for k in step.places]
        return (
            Spot("input", row, met),
            Spot("kernel", row, range(turned[0], turned[-1] + 1)),
            Spot.cell("output", 0, step.index[0]),
        )


def stairs(values: NDArray[Any], start: int) -> Piecewise:
    """A function that has each number for one unit, exactly.

    >>> steps = stairs(np.array([2, 5]), start=-1)
    >>> [str(steps(t)) for t in (-1, Fraction(-1, 2), 0, 1)]
    ['2', '2', '5', '0']
    """
    numbers = [Fraction(value) for value in values.tolist()]
    return Piecewise.of(range(start, start + len(numbers) + 1), [[number] for number in numbers])


def outline(function: Piecewise) -> Pairs:
    """A function as corners to draw, with upright lines where it jumps; curves are sampled.

    >>> [(int(t), int(y)) for t, y in outline(stairs(np.array([2, 5]), 0))]
    [(0, 0), (0, 2), (1, 2), (1, 5), (2, 5), (2, 0)]
    """
    first, last = function.breaks[0], function.breaks[-1]
    corners = [(first, Fraction(0))]
    for (start, end), piece in zip(pairwise(function.breaks), function.pieces, strict=True):
        parts = SAMPLES if len(piece) > 2 else 1
        for part in range(parts + 1):
            t = start + (end - start) * Fraction(part, parts)
            corners.append((t, sum((c * t**n for n, c in enumerate(piece)), Fraction(0))))
    return (*corners, (last, Fraction(0)))


def mirrored(function: Piecewise, t: Fraction) -> Pairs:
    """g(t − τ) over τ, as corners.

    >>> [(int(x), int(y)) for x, y in mirrored(stairs(np.array([2, 5]), 0), Fraction(3))]
    [(1, 0), (1, 5), (2, 5), (2, 2), (3, 2), (3, 0)]
    """
    return tuple((t - x, y) for x, y in reversed(outline(function)))


def product_at(f: Piecewise, g: Piecewise, t: Fraction) -> Pairs:
    """f(τ) g(t − τ) over τ, as corners: the outline of the area that is (f ∗ g)(t)."""
    return outline(overlap(f, g, t))
