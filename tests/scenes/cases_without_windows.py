"""Hostile examples for the lessons about more than one window: learning, sizes, layers, volumes."""

from fractions import Fraction

import numpy as np

from scenes.story import Example
from tests.scenes.cases import CHANCE, Case, whole
from tests.scenes.cases_of_windows import WINDOWS

STRIPES = {name: Example.of("learn_kernel").inputs[name] for name in ("input", "target")}

# Those of windows come first: the numbers of each case depend on how many were drawn before.
CASES = (
    *WINDOWS,
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
