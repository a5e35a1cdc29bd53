"""The teller of the LeNet film: layer by layer, then all together, and a picture it mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from convmath import receptive_field
from convmath.fashion import fashion_samples
from convmath.recognise import Recognition, recognise
from scenes.story import pace
from scenes.story.beat import Storyboard
from scenes.story.equation import Equation, Factor
from scenes.story.numerals import Numeral, numeral, shape_text
from scenes.story.places import Spot, place
from scenes.story.recognition import (
    PADDING,
    Way,
    arrays_of,
    dense_sum,
    parameters_of,
    pooled_mean,
    preparations,
    sizes,
    total,
    window_sum,
    written_shares,
)
from scenes.story.teller import Move, Teller

MISTAKEN: Final = -2  # which of the samples: a sneaker that looks like an ankle boot
OTHER: Final = "other_"
BLOCKS: Final = ("input", "act1", "pool1", "act2", "pool2", "hidden1", "hidden2", "logit")
WORK: Final = (("multiply", pace.SLOW), ("total", pace.QUICK))
PROGRAM: Final = """\
H = F.avg_pool2d(F.conv2d(X, W1, b1, padding=2).sigmoid(), 2)
H = F.avg_pool2d(F.conv2d(H, W2, b2).sigmoid(), 2).flatten()
Y = F.linear(F.linear(F.linear(H, W3, b3).sigmoid(), W4, b4).sigmoid(), W5, b5)"""


class LenetTeller(Teller):
    """Tells what LeNet makes of a picture; one number is followed from pixels to the answer."""

    def __init__(self, lesson: str, seen: Recognition, *, custom: bool) -> None:
        self.seen, self.custom, self.way = seen, custom, Way.through(seen)
        self.arrays = arrays_of(seen) | parameters_of(seen)
        self.other = None if custom else recognise(fashion_samples().images[MISTAKEN])
        if self.other:
            self.arrays |= arrays_of(self.other, OTHER)
        self.field = receptive_field([made for made in seen.network.layers if made.rank])[-1]
        field = shape_text(self.field.size)
        super().__init__(lesson, sizes(seen) | {"field": field})

    def question(self) -> None:
        """The picture enters; what had to be done to the user's own is said."""
        self.beat("question", [("enter", pace.SLOW, "input")], rest=pace.PAUSE, chapter=True)
        for text in preparations(self.seen.prepared):
            self.beat(text)

    def convolution(self) -> None:
        """The first layer: one window worked out, then all maps, then the sigmoid."""
        way, window = self.way, self.window(self.way.conv1, 0)
        equation = window_sum(self.arrays, "input", 1, "conv1", way.conv1, PADDING)
        motions = [
            ("act", pace.MOVE, "convolve"),
            ("enter", pace.SLOW, "kernel1", "conv1"),
            ("window", pace.MOVE, window),
            ("light", pace.QUICK, self.cell("conv1", way.conv1)),
            ("legend", pace.QUICK),
        ]
        self.work("conv1", equation, motions, chapter=True)
        motions = [
            ("lift", pace.QUICK),
            ("act", pace.MOVE, "maps"),
            ("enter", pace.SLOW, "kernels", "conv1"),
        ]
        self.beat("maps", motions, rest=pace.PAUSE)
        values = {
            "operand": total(self.arrays, "conv1", way.conv1).numeral.marked,
            "result": total(self.arrays, "act1", way.conv1).numeral.marked,
        }
        spots = [self.cell(name, way.conv1) for name in ("conv1", "act1")]
        motions = [("act", pace.SLOW, "squeeze"), ("enter", pace.SLOW, "act1")]
        self.beat("sigmoid", [*motions, ("light", pace.QUICK, *spots)], values=values)

    def pooling(self) -> None:
        """Means of four."""
        channel, row, column = self.way.pool1
        block = Spot(
            place("act1", channel),
            range(2 * row, 2 * row + 2),
            range(2 * column, 2 * column + 2),
        )
        equation = pooled_mean(self.arrays, "act1", "pool1", self.way.pool1)
        motions = [
            ("lift", pace.QUICK),
            ("act", pace.SLOW, "pool"),
            ("enter", pace.SLOW, "pool1"),
            ("window", pace.QUICK, block),
            ("light", pace.QUICK, self.cell("pool1", self.way.pool1)),
        ]
        self.work("pool", equation, motions, chapter=True)

    def deeper(self) -> None:
        """The second convolution and pooling, and how much of the picture a number has seen."""
        _, row, column = self.way.conv2
        _, maps, height, width = self.arrays["weight2"].shape
        rows, columns = range(row, row + height), range(column, column + width)
        spots = [Spot(place("pool1", channel), rows, columns) for channel in range(maps)]
        equation = window_sum(self.arrays, "pool1", 2, "conv2", self.way.conv2)
        motions = [
            ("lift", pace.QUICK),
            ("act", pace.SLOW, "deeper"),
            ("enter", pace.SLOW, "kernel2", "conv2"),
            ("window", pace.QUICK, *spots),
            ("light", pace.QUICK, self.cell("conv2", self.way.conv2)),
        ]
        self.work("conv2", equation, motions, chapter=True)
        motions = [
            ("lift", pace.QUICK),
            ("act", pace.SLOW, "seen"),
            ("enter", pace.SLOW, "input", "act2", "pool2"),
            ("light", pace.QUICK, self.cell("pool2", self.way.pool2)),
            ("window", pace.SLOW, self.field_spot()),
        ]
        self.beat("field", motions, rest=pace.PAUSE)

    def answer(self) -> None:
        """The dense layers, the strongest of their answers, and the shares."""
        best = self.seen.answer
        motions = [
            ("lift", pace.QUICK),
            ("act", pace.SLOW, "dense"),
            ("enter", pace.FILL, "hidden1", "hidden2", "logit"),
        ]
        self.beat("dense", motions, chapter=True)
        equation = dense_sum(self.arrays, "hidden2", 5, "logit", best)
        self.work("logit", equation, [("light", pace.QUICK, Spot.cell("logit", best, 0))])
        shares = written_shares(self.arrays)
        motions = [("lift", pace.QUICK), *self.answering("answer", "")]
        values = {"share": shares[place("share", best, 0)].marked}
        self.beat(f"answer_{best}", motions, rest=pace.PAUSE, values=values, shown=shares)

    def whole(self) -> None:
        """The network at a glance with its parameters; then the picture that it mistakes."""
        counts = self.seen.network.parameter_counts
        terms = tuple((Factor(numeral(count), "kernel"),) for count in counts)
        equation = Equation(terms, Factor(numeral(sum(counts)), "kernel"))
        motions = [*self.at_a_glance(), ("multiply", pace.FILL), ("total", pace.QUICK)]
        self.beat("parameters", motions, rest=pace.PAUSE, equation=equation, chapter=True)
        if self.other is None:
            return
        shares = written_shares(self.arrays, OTHER + "share")
        label = int(fashion_samples().labels[MISTAKEN])
        motions = [("lift", pace.QUICK), *self.answering("mistaken", OTHER)]
        motions.append(("truth", pace.MOVE, label))
        values = {"share": shares[place(OTHER + "share", self.other.answer, 0)].marked}
        self.beat(
            "mistaken", motions, rest=pace.LAST_REST, values=values, shown=shares, chapter=True
        )

    def told(self) -> Storyboard:
        """The storyboard, ending with the program that computes the answers."""
        self.program(*(self.at_a_glance() if self.other else [("lift", pace.QUICK)]))
        arrays = {**self.arrays, "image": self.arrays["input"][None]}
        symbols = {"X": "image", "Y": "logit"}
        for number in range(1, 6):
            symbols |= {f"W{number}": f"weight{number}", f"b{number}": f"bias{number}"}
        return self.board(PROGRAM, arrays, symbols)

    def at_a_glance(self) -> list[Move]:
        """All layers together, in place of what was there."""
        return [
            ("unshare", pace.QUICK),
            ("act", pace.MOVE, "whole"),
            ("enter", pace.FILL, *BLOCKS),
        ]

    def answering(self, act: str, before: str) -> list[Move]:
        """A picture, the network's answers to it, and their shares as bars."""
        return [
            ("unshare", pace.BLINK),
            ("act", pace.SLOW, act),
            ("enter", pace.SLOW, before + "input", before + "logit"),
            ("shares", pace.FILL, before + "share"),
        ]

    def work(self, text: str, equation: Equation, motions: Sequence[Move], **options: Any) -> None:
        """A beat that works an equation out."""
        shown: dict[str, Numeral] = {equation.total.place: equation.total.numeral}
        self.beat(text, [*motions, *WORK], shown=shown, equation=equation, **options)

    def cell(self, name: str, index: tuple[int, ...]) -> Spot:
        """One element of a layer, in the picture of its channel."""
        channel, row, column = index
        return Spot.cell(place(name, channel), row, column)

    def window(self, index: tuple[int, ...], pad: int) -> Spot:
        """The window of a first layer's element, on the padded picture."""
        _, row, column = index
        size = self.arrays["weight1"].shape[-1]
        return Spot("input", range(row + pad, row + pad + size), range(column, column + size))

    def field_spot(self) -> Spot:
        """The pixels that the followed number of the last map has seen."""
        _, *where = self.way.pool2
        axes = zip(where, self.field.start, self.field.jump, self.field.size, strict=True)
        first = [start + index * jump + PADDING for index, start, jump, _ in axes]
        rows, columns = (range(f, f + size) for f, size in zip(first, self.field.size, strict=True))
        return Spot("input", rows, columns)
