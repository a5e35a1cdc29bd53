"""The examples that every lesson is tried with: the book's, and those that a user may bring."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from scenes.catalog import LESSONS, Entry
from scenes.story import Example
from scenes.story.sources import changed

# Cases that have these are for the lessons that take them.
SPECIAL = ("window", "target", "text", "shift")
SMALL = {"dense_to_conv": 200}  # pixels: its weights are pairs of them
QUICK_ONES = 2  # hostile examples of a lesson in every run of the tests
CHANCE = np.random.default_rng(20)


def whole(*shape_and_largest: int) -> np.ndarray:
    """Whole numbers of a shape from -largest to largest, always the same ones."""
    *shape, largest = shape_and_largest
    return CHANCE.integers(-largest, largest + 1, shape)


STRIPES = {name: Example.of("learn_kernel").inputs[name] for name in ("input", "target")}


@dataclass(frozen=True)
class Case:
    """Parts that replace the book's: arrays, or text as on the command line.

    `quick` ones belong to every run of the tests, the others to the slow one.
    """

    name: str
    changes: Mapping[str, Any]
    quick: bool = False
    only: tuple[str, ...] = ()  # lessons, if no other can take it
    but: tuple[str, ...] = ()  # lessons that refuse it

    def suits(self, entry: Entry) -> bool:
        """Whether the lesson has inputs of these kinds; parameters that it lacks are left out."""
        if (self.only and entry.id not in self.only) or entry.id in self.but:
            return False
        book = Example.of(entry.example)
        pixels = self.changes.get("input")
        if entry.id in SMALL and isinstance(pixels, np.ndarray) and pixels.size > SMALL[entry.id]:
            return False
        given = {"input", "kernel", "weight", "layers", "input_shape"} & self.changes.keys()
        return all(
            name in book.inputs and np.ndim(book.inputs[name]) == _rank(self.changes[name])
            for name in given
        ) and all(
            (name in self.changes) == (name in {*book.inputs, *book.parameters}) for name in SPECIAL
        )

    def example(self, entry: Entry) -> Example:
        book = Example.of(entry.example)
        known = {*book.inputs, *book.parameters} & self.changes.keys()
        texts = {n: v for n, v in self.changes.items() if n in known and isinstance(v, str)}
        others = {n: v for n, v in self.changes.items() if n in known and not isinstance(v, str)}
        return changed(book, texts).replace(**others)


BOOK = Case("book", {}, quick=True)
CASES = (
    Case("one-digit", {"input": whole(9, 9, 9), "kernel": whole(3, 3, 9)}, quick=True),
    Case("three-digit", {"input": whole(12, 12, 999), "kernel": whole(3, 3, 99)}),
    Case("three-digit-kernel", {"input": whole(7, 7, 999), "kernel": whole(3, 3, 999)}),
    Case(
        "fractions",
        {"input": "1/3 0.5 1/7; -2/3 0 0.25; 1 -1/7 3/8", "kernel": "1/3 -0.5; 1/7 2"},
        quick=True,
    ),
    Case("one-number", {"input": "7", "kernel": "-3", "padding": "0"}, quick=True),
    Case(
        "one-number-padded",
        {"input": "-7", "kernel": "1/3", "padding": "2"},
        but=("transposed",),
    ),
    Case(
        "tall-kernel",
        {"dilation": 1, "input": whole(12, 12, 9), "kernel": whole(7, 2, 9)},
        quick=True,
    ),
    Case("wide-kernel", {"input": whole(4, 12, 99), "kernel": whole(2, 6, 9)}),
    Case("kernel-of-one", {"input": whole(5, 6, 99), "kernel": "-2", "padding": "0"}),
    Case(
        "same",
        {"input": whole(4, 5, 9), "kernel": whole(2, 3, 9), "padding": "same"},
        but=("transposed",),
    ),
    Case(
        "full",
        {"dilation": 1, "input": whole(3, 4, 9), "kernel": whole(3, 2, 9), "padding": "full"},
        but=("transposed",),
    ),
    Case("lopsided", {"kernel": whole(2, 2, 9), "padding": "0:2,3:1", "stride": "1,4"}),
    Case("strides", {"input": whole(9, 11, 9), "padding": "1,0", "stride": "4,3"}),
    Case("two-rows", {"dilation": 1, "input": whole(2, 12, 9)}, quick=True),
    Case("two-columns", {"dilation": 1, "input": whole(12, 2, 9)}),
    Case("one-row", {"input": whole(1, 9, 9), "kernel": whole(1, 3, 9), "padding": "0,1"}),
    Case("picture", {"input": CHANCE.random((28, 28)), "kernel": whole(3, 3, 2)}, quick=True),
    Case("wide-picture", {"input": whole(24, 60, 255), "kernel": whole(5, 5, 2)}),
    Case("tall-picture", {"input": whole(60, 24, 255), "kernel": CHANCE.random((3, 3))}),
    Case("large-kernel", {"dilation": 1, "input": whole(28, 28, 255), "kernel": whole(15, 15, 9)}),
    Case("huge-numbers", {"input": whole(20, 20, 10**9)}),
    Case("nothing", {"input": np.zeros((20, 20), int), "kernel": np.zeros((2, 2), int)}),
    Case("channels", {"input": whole(3, 4, 5, 9), "weight": whole(1, 3, 2, 3, 9)}, quick=True),
    Case("many-channels", {"input": whole(16, 5, 5, 99), "weight": whole(1, 16, 3, 3, 9)}),
    Case(
        "channels-of-pictures",
        {"input": CHANCE.random((3, 28, 28)), "weight": whole(1, 3, 3, 3, 2)},
    ),
    Case(
        "many-outputs",
        {"input": whole(2, 5, 4, 9), "weight": whole(6, 2, 3, 2, 9), "padding": (1, 0)},
        quick=True,
        only=("multi_output_channels",),
    ),
    Case(
        "many-pixels",
        {"input": whole(1, 5, 3, 4, 99), "weight": whole(7, 5, 1, 1, 9), "bias": whole(7, 9)},
        quick=True,
        only=("one_by_one",),
    ),
    Case(
        "pixels-of-pictures",
        {
            "input": CHANCE.random((1, 3, 28, 28)),
            "weight": whole(2, 3, 1, 1, 9),
            "bias": CHANCE.random(2),
        },
        only=("one_by_one",),
    ),
    Case(
        "pixel-of-fractions",
        {
            "input": [[[[Fraction(1, 3)]], [[-0.5]]]],
            "weight": [[[[6]], [[Fraction(1, 7)]]]],
            "bias": [0],
        },
        only=("one_by_one",),
    ),
    Case(
        "separable",
        {
            "input": whole(4, 5, 6, 9),
            "depthwise": whole(4, 1, 3, 2, 9),
            "pointwise": whole(5, 4, 1, 1, 9),
        },
        quick=True,
        only=("depthwise",),
    ),
    Case(
        "separable-picture",
        {
            "input": CHANCE.random((3, 28, 28)),
            "depthwise": whole(3, 1, 3, 3, 2),
            "pointwise": [[[[1]], [[-1]], [[Fraction(1, 3)]]]],
        },
        only=("depthwise",),
    ),
    Case(
        "separable-of-one",
        {"input": [[[-998]]], "depthwise": [[[[-3]]]], "pointwise": [[[[99]]], [[[0]]]]},
        only=("depthwise",),
    ),
    Case("one-channel", {"input": whole(1, 1, 1, 9), "weight": whole(1, 1, 1, 1, 9)}),
    Case("pooled", {"input": whole(9, 9, 9), "window": (3, 2), "stride": (2, 3)}, quick=True),
    Case("pooled-fractions", {"input": "1/3 0.5 -2; -2/3 0 1/4; 1 -1/7 3/8", "window": (2, 3)}),
    Case("pooled-one-number", {"input": "-7", "window": 1, "stride": 1, "padding": 0}),
    Case("pooled-gaps", {"input": whole(8, 12, 999), "window": 2, "stride": 4}),
    Case(
        "pooled-column", {"input": whole(9, 1, 99), "window": (3, 1), "stride": 2, "padding": "1,0"}
    ),
    Case("pooled-picture", {"input": CHANCE.random((28, 28)), "window": 3, "stride": 2}),
    Case("pooled-large-window", {"input": whole(28, 30, 255), "window": 14, "stride": 7}),
    Case("pooled-lopsided", {"input": whole(5, 6, 99), "window": 3, "padding": "0:2,2:1"}),
    Case("pooled-channels", {"input": whole(3, 5, 6, 9), "window": 2}, quick=True),
    Case("pooled-many-channels", {"input": whole(16, 7, 8, 99), "window": (3, 2), "stride": 1}),
    Case("pooled-one-channel", {"input": whole(1, 2, 2, 9), "window": 2, "padding": 0}),
    Case("pooled-pictures", {"input": CHANCE.random((3, 28, 28)), "window": 4, "stride": 2}),
    Case(
        "learned-fractions",
        {
            "input": "1/3 0.5 -2; -2/3 0 1/4; 1 -1/7 3/8",
            "target": "1 -1/3; 0.5 2",
            "kernel": "0 1/3; -0.5 0",
            "learning_rate": Fraction(1, 30),
        },
        quick=True,
    ),
    Case("learned-too-fast", {**STRIPES, "kernel": "3 -2", "learning_rate": Fraction(1, 25)}),
    Case("learned-at-limit", {**STRIPES, "kernel": "0 5", "learning_rate": Fraction(1, 30)}),
    Case("learned-from-zero", {**STRIPES, "kernel": "0 0", "steps": 1}),
    Case(
        "learned-one-number",
        {"input": "7", "target": "-3", "kernel": "1", "learning_rate": Fraction(1, 98)},
    ),
    Case(
        "learned-picture",
        {
            "input": CHANCE.random((28, 28)),
            "target": CHANCE.random((26, 26)),
            "kernel": whole(3, 3, 2),
            "learning_rate": Fraction(1, 3000),
            "steps": 40,
        },
    ),
    Case(
        "learned-large-numbers",
        {
            "input": whole(6, 9, 99),
            "target": whole(3, 7, 999),
            "kernel": whole(4, 3, 99),
            "learning_rate": Fraction(1, 10**6),
        },
    ),
    Case(
        "layers-of-two-shapes",
        {"layers": ["Conv2d(1, 1, (5, 3), stride=(1, 2))", "MaxPool2d(2)", "Conv2d(1, 1, 7)"]},
        quick=True,
    ),
    Case("sizes-far-apart", {"input_shape": (40, 3), "kernel_shape": (5, 3), "stride": 1}),
    Case("sizes-of-one", {"input_shape": (1, 1), "kernel_shape": (1, 1), "padding": 0}),
    Case(
        "sizes-left-over",
        {"input_shape": (12, 9), "kernel_shape": (2, 5), "stride": (5, 3), "padding": "0:1,2:0"},
        quick=True,
    ),
    Case("one-layer", {"layers": ["Conv2d(1, 1, 1)"]}),
    Case("dilated-layers", {"layers": [f"Conv1d(1, 1, 3, dilation={3**i})" for i in range(7)]}),
    Case("layers-of-a-volume", {"layers": ["Conv3d(1, 1, (3, 5, 7))", "AvgPool3d((1, 2, 3))"]}),
    Case(
        "layer-in-groups",
        {
            "text": "nn.Conv2d(64, 128, (3, 5), stride=2, padding=1, groups=4)",
            "input_shape": (16, 64, 240, 320),
        },
        quick=True,
    ),
    Case("layer-of-one", {"text": "Conv2d(1, 1, 1, bias=False)", "input_shape": (1, 1, 1, 1)}),
    Case("layer-on-a-strip", {"text": "Conv2d(2, 3, (1, 9))", "input_shape": (2, 2, 3, 1000)}),
    Case("volume", {"input": whole(4, 5, 6, 9), "kernel": whole(2, 3, 2, 9)}, quick=True),
    Case("large-volume", {"input": whole(12, 16, 16, 99), "kernel": whole(3, 3, 3, 9)}),
    Case("volume-of-one", {"input": whole(1, 1, 1, 9), "kernel": whole(1, 1, 1, 9)}),
    Case("flat-volume", {"input": whole(1, 3, 9, 999), "kernel": whole(1, 1, 4, 99)}),
    Case(
        "shifted",
        {"input": whole(9, 9, 9), "kernel": whole(3, 3, 9), "shift": (2, 1), "window": (3, 2)},
        quick=True,
    ),
    Case(
        "shifted-up",
        {"input": whole(6, 12, 99), "kernel": whole(2, 3, 9), "shift": (-1, 3), "window": 2},
    ),
    Case(
        "shifted-fractions",
        {"input": "0 0 0; 0 1/3 -0.5; 0 0 1/7", "kernel": "1/3 -0.5", "shift": -1, "window": 1},
    ),
    Case(
        "shifted-picture",
        {"input": CHANCE.random((28, 28)), "kernel": whole(3, 3, 2), "shift": 5, "window": 4},
    ),
    Case("shifted-nothing", {"input": np.zeros((5, 5), int), "shift": 4, "window": (1, 4)}),
    Case(
        "signals",
        {"input": np.array([3, Fraction(-1, 2), 0, 7]), "kernel": np.array([-2, 5]), "start": -3},
        quick=True,
    ),
    Case("signals-of-one", {"input": whole(1, 9), "kernel": whole(1, 99), "start": 100}),
    Case("signals-of-floats", {"input": CHANCE.random(4), "kernel": CHANCE.random(2)}),
    Case(
        "signal-longer-than-the-other",
        {"input": whole(2, 9), "kernel": whole(5, 9), "kernel_start": 5},
    ),
    Case(
        "astronomic",
        {"dilation": 1, "input": "10000000 123456789; 1e30 -1e-9", "kernel": "1e12 3; 1 99999"},
    ),
    Case(
        "pooled-over-the-edge",
        {"input": whole(5, 6, 9), "window": (2, 3), "stride": 2, "ceil_mode": True},
        quick=True,
        only=("max_pooling", "average_pooling", "pooling_padding_stride"),
    ),
    Case(
        "pooled-from-the-padding",
        {
            "input": whole(5, 4, 9),
            "window": 2,
            "padding": "1",
            "stride": 2,
            "ceil_mode": True,
            "count_include_pad": False,
        },
        only=("average_pooling", "pooling_padding_stride"),
    ),
    Case(
        "pooled-with-holes",
        {"input": whole(6, 9, 99), "window": 2, "stride": 4, "dilation": (2, 3), "ceil_mode": True},
        only=("max_pooling", "pooling_padding_stride"),
    ),
    Case(
        "pooled-by-another-divisor",
        {"input": whole(4, 4, 9), "window": 2, "padding": 1, "stride": 2, "divisor_override": 3},
        only=("average_pooling",),
    ),
    Case(
        "pooled-picture-over-the-edge",
        {"input": whole(27, 28, 255), "window": 3, "stride": 3, "ceil_mode": True},
        only=("max_pooling", "average_pooling"),
    ),
    Case(
        "volume-strided-and-spread",
        {
            "input": whole(4, 5, 7, 9),
            "kernel": whole(2, 2, 2, 9),
            "stride": (1, 2, 2),
            "dilation": (2, 1, 3),
        },
    ),
    Case(
        "channels-spread",
        {
            "input": whole(3, 5, 6, 9),
            "weight": whole(1, 3, 2, 2, 9),
            "dilation": 2,
            "stride": "1,2",
            "padding": "1",
        },
        quick=True,
        only=("multi_input_channels", "multi_output_channels"),
    ),
    Case(
        "separable-and-strided",
        {
            "input": whole(3, 4, 4, 9),
            "depthwise": whole(3, 1, 3, 3, 9),
            "pointwise": whole(2, 3, 1, 1, 9),
            "padding": "1",
            "stride": "2",
        },
        quick=True,
        only=("depthwise",),
    ),
    Case(
        "stamped-cut-and-added",
        {"input": whole(2, 2, 9), "kernel": whole(3, 3, 9), "padding": "1", "output_padding": "1"},
        quick=True,
        only=("transposed",),
    ),
    Case(
        "stamped-spread",
        {
            "input": whole(2, 4, 9),
            "kernel": whole(2, 3, 99),
            "padding": "0:1,2:0",
            "output_padding": (1, 2),
            "dilation": (1, 3),
        },
        only=("transposed",),
    ),
    Case(
        "spread-and-strided",
        {"input": whole(8, 7, 9), "kernel": whole(2, 3, 9), "stride": "2,3", "padding": "1,2"},
        quick=True,
        only=("dilation",),
    ),
    Case(
        "spread-same",
        {"input": whole(4, 6, 99), "kernel": whole(3, 2, 9), "dilation": "2,3", "padding": "same"},
        only=("dilation",),
    ),
)


def _rank(change: Any) -> int:
    """How many axes a change has; a matrix typed as text has two."""
    return 2 if isinstance(change, str) else np.ndim(change)


def pairs(*, quick: bool) -> list[tuple[Entry, Case, str]]:
    """Every lesson with each of its cases, in two shares: the quick and the slow.

    The book's example is tried in both languages, in one of them quickly; a hostile one in one, by
    turns, so that each language meets half of them in every lesson. Of the quick ones a lesson has
    a few, also by turns, and the others in the slow share.
    """
    chosen = []
    for place, entry in enumerate(LESSONS):
        suitable = [case for case in CASES if case.suits(entry)]
        swift = [case for case in suitable if case.quick]
        turn = place % max(1, len(swift))
        now = [BOOK, *(swift + swift)[turn : turn + min(QUICK_ONES, len(swift))]]
        for count, case in enumerate([BOOK, *suitable]):
            first, second = ("en", "zh") if (place + count) % 2 else ("zh", "en")
            chosen += [(entry, case, first)] if (case in now) == quick else []
            chosen += [(entry, case, second)] if case is BOOK and not quick else []
    return chosen
