"""The story of a transposed convolution: stamp by stamp, then the same by a correlation."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from convmath import Step, Trace, conv_transpose
from convmath.shapes import per_axis
from scenes.story import pace
from scenes.story.beat import Storyboard
from scenes.story.example import Example
from scenes.story.numerals import Notation, Numeral, shape_text
from scenes.story.places import Spot, Stop, numerals, place, row_and_column, window_spot
from scenes.story.pytorch import transposed_program
from scenes.story.stamp_sizes import around_codes, between_codes, end_codes, size_codes
from scenes.story.stamping import (
    MOST_STAMPED,
    Stamping,
    as_correlation,
)
from scenes.story.teller import Move, Teller
from scenes.story.turning import HALF_TURN


class StampTeller(Teller):
    """Tells transposed convolutions of one input and one kernel, stamp by stamp."""

    def __init__(self, lesson: str, stamping: Stamping) -> None:
        super().__init__(lesson, {"half_turn": HALF_TURN})
        trace = stamping.trace
        self.arrays: dict[str, NDArray[Any]] = dict(trace.inputs)
        self.turn_to(stamping)

    def turn_to(self, stamping: Stamping) -> None:
        """From now on, tell of this one."""
        self.stamping, geometry = stamping, stamping.geometry
        self.arrays |= stamping.arrays
        shapes = {
            "input": geometry.output_shape,
            "kernel": geometry.kernel_shape,
            "output": geometry.input_shape,
        }
        self.common |= {name: shape_text(shape) for name, shape in shapes.items()}
        self.common |= {
            "stride": "×".join(dict.fromkeys(map(str, geometry.stride))),
            "dilation": "×".join(dict.fromkeys(map(str, geometry.dilation))),
            "zeros": "×".join(dict.fromkeys(str(step - 1) for step in geometry.stride)),
            "extra": "×".join(dict.fromkeys(map(str, stamping.extra))),
        }

    def question(self) -> None:
        """The question that the film answers; the matrices appear."""
        shown = numerals("input", self.arrays["input"]) | numerals("kernel", self.arrays["kernel"])
        self.beat("question", [("enter", pace.FILL)], rest=pace.PAUSE, shown=shown, chapter=True)

    def stamps(self, first: str, *, most: int = MOST_STAMPED) -> None:
        """Stamp by stamp, the first one slowly; those after the first `most` in one run."""
        count = min(self.stamping.followed, most)
        for step in range(count):
            self._stamp(first if step == 0 else "stamp", step, slowly=step == 0)
        rest = range(count, self.stamping.count)
        if rest:
            self._run(rest)

    def overlap(self) -> None:
        """The cell on which most stamps land, worked out, if two do on any."""
        cell = self.stamping.busiest()
        equation = self.stamping.equation(cell)
        if len(equation.terms) < 2:
            return
        work = [("multiply", 2 * pace.FILL), ("total", pace.QUICK)]
        light = ("light", pace.QUICK, Spot.cell(self.stamping.name, *cell))
        values = row_and_column(cell)
        self.beat(
            "overlap",
            [("lift", pace.MOVE), light, *work],
            rest=pace.PAUSE,
            values=values | {"stamps": str(len(equation.terms))},
            equation=equation,
            chapter=True,
        )

    def apart(self) -> None:
        """The next picture: stamps a stride apart, or spread ones, or both."""
        strided, spread = (
            max(n) > 1 for n in (self.stamping.stride, self.stamping.geometry.dilation)
        )
        text = "apart_spread" if strided and spread else "spread" if spread else "apart"
        opening = [("turn", pace.MOVE, self.stamping.name), ("enter", pace.SLOW)]
        self.beat(text, opening, rest=pace.PAUSE, chapter=True)

    def added(self) -> None:
        """The rows and columns that output padding adds, if there are any."""
        (height, width), (down, across) = self.stamping.trace.output.shape, self.stamping.extra
        name, above = self.stamping.name, range(height - down)
        below = Spot(name, range(height - down, height), range(width))
        beside = Spot(name, above, range(width - across, width))
        spots = [spot for spot in (below, beside) if spot.rows and spot.columns]
        if spots:
            motions = [("lift", pace.MOVE), ("light", pace.SLOW, *spots)]
            self.beat("extra", motions, rest=pace.PAUSE, chapter=True)

    def cut(self, own: Stamping) -> None:
        """What padding cuts off, if there is some; from now on it is told of what is left."""
        self.common["output"] = shape_text(own.trace.output.shape)
        if own.name != self.stamping.name:
            values = {"padding": "×".join(dict.fromkeys(map(_on_both_sides, own.sides)))}
            firsts = (before for before, _ in own.sides)
            spans = zip(firsts, own.trace.output.shape, strict=True)
            left = (range(first, first + size) for first, size in spans)
            motions: list[Move] = [("lift", pace.MOVE), ("cut", pace.SLOW, *left)]
            self.beat("cut", motions, rest=pace.PAUSE, values=values, chapter=True)

    def zeros(self, own: Stamping) -> None:
        """The same output once more, by a window over the stretched input."""
        trace = as_correlation(own)
        if trace is None or trace.geometry is None:
            return
        self.arrays |= {"stretched": trace.input, "turned": trace.kernel}
        self._stretch(trace, own)
        stops = tuple(
            Stop((window_spot("stretched", trace.geometry, index),), (place("output", *index),))
            for index in np.ndindex(trace.output.shape)
        )
        ticks = pace.sweep_ticks(len(stops), pace.SLOW_SWEEP)
        motions = [("enter", pace.MOVE, "output"), ("window", pace.MOVE, *stops[0].windows)]
        fresh = numerals("output", own.trace.output) if own.name != self.stamping.name else {}
        self.beat("same", [*motions, ("sweep", ticks, stops)], shown=fresh)

    def _stretch(self, trace: Trace[Step], own: Stamping) -> None:
        """Zeros between the numbers, then zeros around them and the turned kernel."""
        around = trace.geometry.padding if trace.geometry else ()
        self.common["around"] = "×".join(dict.fromkeys(map(_on_both_sides, around)))
        apart = "zeros" if max(self.stamping.stride) > 1 else "no_zeros"
        motions: list[Move] = [("turn", pace.MOVE, "zeros"), ("close", pace.SLOW)]
        motions += [("apart", 2 * pace.SLOW), ("sides", pace.MOVE, *between_codes(self.stamping))]
        shown = numerals("stretched", trace.input)
        self.beat(apart, motions, rest=pace.PAUSE, shown=shown, chapter=True)
        spread = "around_spread" if max(self.stamping.geometry.dilation) > 1 else "around"
        text = "around_extra" if any(own.extra) else spread
        text = text if any(map(any, around)) else "none_around"
        codes = around_codes(own)
        formula = ("sides", pace.MOVE, *codes) if codes else ("formula", pace.MOVE, *end_codes(own))
        motions = [("surround", pace.SLOW), formula, ("enter", pace.MOVE, "turned")]
        self.beat(text, motions, rest=pace.PAUSE, shown=numerals("turned", trace.kernel))

    def size(self, own: Stamping) -> None:
        """Where the last stamp lies, and the output's size as a formula."""
        drawn, last = self.stamping, self.stamping.count - 1
        motions: list[Move] = [("turn", pace.MOVE, drawn.name), ("enter", pace.SLOW)]
        motions.append(("window", pace.MOVE, *drawn.spots(last)))
        shown: dict[str, Numeral] = {}
        if last < drawn.followed:
            motions.append(("stamp", pace.MOVE, last))
            shown = numerals(place("stamp", last), drawn.stamps[last])
        motions.append(("sides", pace.SLOW, *size_codes(own)))
        text = "size_extra" if any(own.extra) else "size"
        self.beat(text, motions, shown=shown, rest=pace.PAUSE, chapter=True)

    def _stamp(self, text: str, step: int, *, slowly: bool) -> None:
        stamping, landings = self.stamping, self.stamping.landings(step)
        x = stamping.trace.steps[step]
        shown: dict[str, Numeral] = numerals(place("stamp", step), stamping.stamps[step])
        for landing in landings:
            final = landing.place.startswith(f"{stamping.name}[")
            values = stamping.trace.output if final else stamping.sums
            index = landing.cell if final else (step, *landing.cell)
            shown[landing.place] = Notation.of(values)(values[index])
        speed = pace.SLOW if slowly else pace.MOVE
        motions = [
            ("window", speed, *stamping.spots(step)),
            ("stamp", 2 * speed, step),
            ("press", 2 * speed, step, landings),
        ]
        written = Notation.of(stamping.trace.input)(stamping.trace.input[x.index])
        said = {"number": written.marked, **row_and_column(x.index)}
        steps, rest = range(step, step + 1), pace.PAUSE if slowly else pace.BREATH
        self.beat(text, motions, rest=rest, values=said, shown=shown, steps=steps, chapter=slowly)

    def _run(self, steps: range) -> None:
        """The other stamps; a cell gets its number when the last stamp has landed on it."""
        name, done = self.stamping.name, self.stamping.completed(steps)
        stops = tuple(
            Stop(self.stamping.spots(step), tuple(place(name, *cell) for cell in cells))
            for step, cells in zip(steps, done, strict=True)
        )
        shown = numerals(name, self.arrays[name])
        ticks = pace.sweep_ticks(len(steps), pace.SLOW_SWEEP)
        start = [("unstamp", pace.BLINK), ("window", pace.MOVE, *stops[0].windows)]
        motions = [*start, ("sweep", ticks, stops)]
        count = {"count": str(len(steps))}
        self.beat("run", motions, values=count, shown=shown, steps=steps)


def tell_stamps(lesson: str, example: Example) -> Storyboard:
    """The film: stamps side by side and as asked, what is cut off, the same by a correlation."""
    own, drawn = asked(example), stampings(example)
    teller = StampTeller(lesson, drawn[0])
    for count, stamping in enumerate(drawn):
        teller.turn_to(stamping)
        if count:
            teller.apart()
            teller.stamps("first_apart", most=1)
        else:
            teller.question()
            teller.stamps("first")
            teller.overlap()
    teller.added()
    teller.cut(own)
    teller.arrays["output"] = own.trace.output
    teller.zeros(own)
    teller.size(own)
    teller.program()
    symbols = {"X": "input", "K": "kernel", "Y": "output"}
    program = transposed_program(own.geometry, own.sides, own.extra)
    return teller.board(program, teller.arrays, symbols)


def asked(example: Example) -> Stamping:
    """The transposed convolution of the example."""
    trace = example.run()
    extra = per_axis(example.parameters["output_padding"], trace.input.ndim, "output_padding", 0)
    return Stamping(trace, extra=extra)


def stampings(example: Example) -> list[Stamping]:
    """What is stamped: side by side first, in "close", unless that is what is asked for.

    Where padding is to be cut off, all that is stamped is "wide".

    >>> [each.name for each in stampings(Example.of("transposed_stride").replace(padding=1))]
    ['close', 'wide']
    """
    own = asked(example)
    if any(map(any, own.sides)):
        own = Stamping(example.replace(padding=0).run(), "wide", own.extra)
    if {*own.geometry.stride, *own.geometry.dilation} == {1}:
        return [own]
    return [Stamping(conv_transpose(**example.inputs), "close"), own]


def _on_both_sides(sides: tuple[int, int]) -> str:
    """How many zeros are added before and after.

    >>> _on_both_sides((1, 1)), _on_both_sides((0, 2))
    ('1', '0+2')
    """
    return "+".join(map(str, sides if sides[0] != sides[1] else sides[:1]))
