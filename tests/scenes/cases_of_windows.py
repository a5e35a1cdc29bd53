"""Hostile examples for a window that slides: over a matrix, over channels, in pooling."""

from fractions import Fraction

import numpy as np

from tests.scenes.cases import CHANCE, Case, whole

WINDOWS = (
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
)
