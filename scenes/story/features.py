"""The teller of the feature maps: where each channel answers most strongly, layer by layer."""

from __future__ import annotations

from typing import Any, Final

from numpy.typing import NDArray

from convmath import receptive_field
from convmath.recognise import Recognition, accuracy_of, recognise
from scenes.story import pace
from scenes.story.beat import Storyboard
from scenes.story.numerals import shape_text
from scenes.story.places import Index, Spot, index_of, place
from scenes.story.recognition import (
    PADDING,
    arrays_of,
    parameters_of,
    preparations,
    sizes,
    total,
    window_sum,
)
from scenes.story.teller import Move, Teller

TODAY: Final = "relu"
PROGRAM: Final = """\
H = F.avg_pool2d(F.conv2d(X, W1, b1, padding=2).sigmoid(), 2)
Y = F.conv2d(H, W2, b2)"""


class FeatureTeller(Teller):
    """Tells of every channel where in the picture its strongest answer is."""

    def __init__(self, lesson: str, seen: Recognition) -> None:
        self.seen, layers = seen, [made for made in seen.network.layers if made.rank]
        self.arrays = arrays_of(seen) | parameters_of(seen)
        today = recognise(seen.prepared.image, TODAY)
        self.arrays |= arrays_of(today, f"{TODAY}_")
        fields = receptive_field(layers)
        self.fields = {"conv1": fields[1], "conv2": fields[3]}
        silent = float((self.arrays[f"{TODAY}_act2"] == 0).mean())
        more = {
            "field": shape_text(self.fields["conv2"].size),
            "silent": str(round(100 * silent)),
            "right": str(round(100 * accuracy_of(seen.network.variant))),
            "right_today": str(round(100 * accuracy_of(TODAY))),
        }
        super().__init__(lesson, sizes(seen) | more)

    def question(self) -> None:
        """The picture enters; what had to be done to the user's own is said."""
        self.beat("question", [("enter", pace.SLOW, "input")], rest=pace.PAUSE, chapter=True)
        for text in preparations(self.seen.prepared):
            self.beat(text)

    def first(self) -> None:
        """The first layer, channel by channel; the first one is worked out."""
        for channel in range(len(self.arrays["conv1"])):
            index = self.strongest("conv1", channel)
            kernel, (seen, *lit) = place("weight1", channel, 0), self.spots("conv1", index)
            if channel:
                act = [("act", pace.MOVE, "channels"), ("enter", pace.SLOW)]
                motions: list[Move] = [("lift", pace.BLINK), *act] if channel == 1 else []
                around = self.whole(kernel, self.arrays["weight1"])
                motions += [("window", pace.MOVE, seen), ("light", pace.QUICK, around, *lit)]
                self.channel("next", "conv1", index, motions)
            else:
                equation = window_sum(self.arrays, "input", 1, "conv1", index, PADDING)
                motions = [
                    ("act", pace.MOVE, "first"),
                    ("enter", pace.MOVE, kernel, place("conv1", channel)),
                    ("window", pace.MOVE, seen),
                    ("light", pace.QUICK, *lit),
                    ("legend", pace.QUICK),
                    ("multiply", pace.SLOW),
                    ("total", pace.QUICK),
                ]
                shown = {equation.total.place: equation.total.numeral}
                self.beat(
                    "channel", motions, values={"channel": "1"}, shown=shown, equation=equation,
                    chapter=True,
                )  # fmt: skip

    def second(self) -> None:
        """The second layer: how far it sees, then the strongest place of every channel."""
        motions = [
            ("lift", pace.QUICK),
            ("act", pace.SLOW, "second"),
            ("enter", pace.FILL, "pool1", "conv2"),
        ]
        self.beat("deeper", motions, chapter=True)
        layer = self.arrays["conv2"]
        best = int(layer.max(axis=(1, 2)).argmax())
        index = self.strongest("conv2", best)
        self.channel("field", "conv2", index, self.looked_at("conv2", index, pace.SLOW))
        tour = [
            motion
            for channel in range(len(layer))
            for motion in self.looked_at("conv2", self.strongest("conv2", channel), pace.QUICK)
        ]
        self.beat("tour", tour)

    def today(self) -> None:
        """The same picture in the network with ReLU and max pooling; the program."""
        layers = ("act1", "act2")
        blocks = [*layers, *(f"{TODAY}_{layer}" for layer in layers)]
        motions = [
            ("lift", pace.QUICK),
            ("legend", pace.BLINK),
            ("act", pace.SLOW, "today"),
            ("enter", pace.FILL, *blocks),
        ]
        self.beat("today", motions, rest=pace.PAUSE, chapter=True)
        networks = [(self.seen.network.variant, "right"), (TODAY, "right_today")]
        right = [(f"accuracy_{name}", f"{self.common[count]} %") for name, count in networks]
        self.beat("better", [("named", pace.SLOW, *right)], rest=pace.PAUSE)
        self.program(
            ("formula", pace.BLINK),
            ("act", pace.MOVE, "program"),
            ("enter", pace.SLOW, "input", "pool1", "conv2"),
            ("legend", pace.BLINK),
        )

    def told(self) -> Storyboard:
        """The storyboard, with every layer of both networks."""
        arrays = {**self.arrays, "image": self.arrays["input"][None]}
        symbols = {"X": "image", "W1": "weight1", "b1": "bias1", "W2": "weight2", "b2": "bias2"}
        return self.board(PROGRAM, arrays, symbols | {"Y": "conv2"})

    def channel(self, text: str, layer: str, index: Index, motions: list[Move]) -> None:
        """A beat about one channel's strongest answer."""
        answer = total(self.arrays, layer, index)
        channel, row, column = (str(number + 1) for number in index)
        values = {"channel": channel, "row": row, "column": column}
        values["value"] = answer.numeral.marked
        self.beat(text, motions, values=values, shown={answer.place: answer.numeral})

    def looked_at(self, layer: str, index: Index, ticks: int) -> list[Move]:
        """The window on the picture goes to what a number has seen; its cell lights up."""
        seen, *lit = self.spots(layer, index)
        return [("window", ticks, seen), ("light", pace.BLINK, *lit)]

    def whole(self, panel: str, layer: NDArray[Any]) -> Spot:
        """All of one picture of a layer."""
        rows, columns = layer.shape[-2:]
        return Spot(panel, range(rows), range(columns))

    def spots(self, layer: str, index: Index) -> tuple[Spot, Spot, Spot]:
        """What a number of a layer sees of the padded picture, its map and its own cell."""
        channel, *where = index
        field = self.fields[layer]
        axes = zip(where, field.start, field.jump, field.size, strict=True)
        rows, columns = (
            range(max(0, start + i * jump + PADDING), start + i * jump + PADDING + size)
            for i, start, jump, size in axes
        )
        panel = place(layer, channel)
        around = self.whole(panel, self.arrays[layer])
        return Spot("input", rows, columns), around, Spot.cell(panel, *where)

    def strongest(self, layer: str, channel: int) -> Index:
        """Where a channel's largest number is."""
        values = self.arrays[layer][channel]
        return channel, *index_of(int(values.argmax()), values.shape)
