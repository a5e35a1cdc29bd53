"""What the story of a pooling says of a window, and which windows it works out."""

from fractions import Fraction
from functools import partial

import numpy as np
import pytest

from convmath import avg_pool, max_pool
from scenes.story.places import Spot, Stop
from scenes.story.pooling import PoolingTeller, pooled_equation, winner_spot

A = np.arange(16).reshape(4, 4)
WIDE = {"window": (2, 3), "padding": (0, 1), "stride": (2, 3)}


def places(equation):
    return [factor.place for (factor,) in equation.terms]


def test_padding_is_minus_infinity_in_a_maximum_and_flies_from_its_cells():
    equation = pooled_equation(max_pool(A, **WIDE), (1, 1))
    assert equation.text() == "max(10, 11, −∞, 14, 15, −∞) = 15"
    assert places(equation)[:3] == ["input[2, 2]", "input[2, 3]", "padding[2, 5]"]


def test_a_mean_counts_the_padding_or_leaves_it_out():
    counted = pooled_equation(avg_pool(A, **WIDE), (0, 1))
    alone = pooled_equation(avg_pool(A, **WIDE, count_include_pad=False), (0, 1))
    assert counted.text() == "(2 + 3 + 0 + 6 + 7 + 0)/6 = 3"
    assert alone.text() == "(2 + 3 + 6 + 7)/4 = 4.5"


def test_what_hangs_over_the_edge_is_in_no_equation():
    rounded = {"window": 3, "stride": 2, "padding": 1, "ceil_mode": True}
    texts = [
        pooled_equation(pool(A, **rounded), (2, 1)).text()
        for pool in (max_pool, avg_pool, partial(avg_pool, count_include_pad=False))
    ]
    assert texts == ["max(13, 14, 15, −∞, −∞, −∞) = 15", "(13 + 14 + 15 + 0 + 0 + 0)/6 = 7"] + [
        "(13 + 14 + 15)/3 = 14"
    ]


def test_another_divisor_stands_below_the_same_sum():
    trace = avg_pool(A, **WIDE, divisor_override=4)
    assert pooled_equation(trace, (0, 0)).text() == "(0 + 0 + 1 + 0 + 4 + 5)/4 = 2.5"


def test_a_window_with_holes_looks_at_what_is_not_in_them():
    teller = PoolingTeller("max_pooling", max_pool(A, 2, stride=1, dilation=(1, 2)))
    teller.first()
    lay, worked = teller.board("").beats
    assert lay.text == "lay_spread"
    assert lay.motions[0].about == (Spot("input", range(2), range(0, 3, 2)),)
    assert worked.equation.text() == "max(0, 2, 4, 6) = 6"


def test_a_mean_is_an_exact_fraction():
    assert pooled_equation(avg_pool(A, **WIDE), (0, 0)).total.numeral.text == "5/3"
    assert pooled_equation(avg_pool(A, **WIDE), (1, 1)).total.numeral.text == "25/3"
    assert avg_pool(A, **WIDE).output[1, 1] == Fraction(25, 3)


def test_of_equal_numbers_the_first_wins_and_padding_never_does():
    trace = max_pool([[-5, -5], [-9, -7]], 2, stride=1, padding=1)
    spots = [winner_spot("input", trace.steps[n], trace.geometry) for n in (0, 4)]
    assert spots == [Spot.cell("input", 1, 1), Spot.cell("input", 1, 1)]
    assert pooled_equation(trace, (0, 0)).text() == "max(−∞, −∞, −∞, −5) = −5"


def test_channels_have_places_of_their_own():
    trace = max_pool([A, A + 1], (2, 2))
    equation = pooled_equation(trace, (1, 0, 1))
    assert places(equation)[0] == "input[1, 0, 2]"
    assert (equation.total.place, equation.total.numeral.text) == ("output[1, 0, 1]", "8")


def test_a_sweep_stops_at_every_place_with_all_channels():
    teller = PoolingTeller("max_pooling", max_pool([A, A + 1], (2, 2)))
    teller.sweep(range(1, 3))
    beat = teller.board("Y = F.max_pool2d(X, 2)").beats[0]
    stops = beat.motions[-1].about[0]
    windows = tuple(Spot(f"input[{c}]", range(2), range(2, 4)) for c in (0, 1))
    assert stops[0] == Stop(windows, ("output[0, 0, 1]", "output[1, 0, 1]"))
    assert {place: told.text for place, told in beat.shown.items()} == {
        "output[0, 0, 1]": "7",
        "output[1, 0, 1]": "8",
        "output[0, 1, 0]": "13",
        "output[1, 1, 0]": "14",
    }


def test_what_no_window_reaches_is_told_cell_by_cell():
    teller = PoolingTeller("max_pooling", max_pool(A, 3))
    teller.leftover()
    beat = teller.board("").beats[0]
    cells, panel = beat.motions[-1].about
    assert (beat.text, panel, beat.values["unused"]) == ("unused_edge", "input", "7")
    assert set(cells) == {(3, n) for n in range(4)} | {(n, 3) for n in range(4)}


def test_other_ranks_are_refused():
    with pytest.raises(ValueError, match="max_pool slides along 3 axes"):
        PoolingTeller("max_pooling", max_pool(np.zeros((2, 2, 2)), (2, 2, 2)))
