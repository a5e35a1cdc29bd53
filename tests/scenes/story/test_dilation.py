"""How far a spread kernel reaches, and when there is nothing to spread."""

import pytest

from convmath import Geometry, cross_correlate
from scenes.story.correlation import CorrelationTeller
from scenes.story.dilation import (
    dilation_values,
    hops,
    reach_formulas,
    tell_question,
    tell_reach,
    tell_spreading,
)

X = [[1] * 7] * 7


@pytest.mark.parametrize(
    ("kernel", "dilation", "reach"), [((3, 3), 2, 5), ((2, 2), 3, 4), ((1, 1), 3, 1)]
)
def test_the_reach_is_what_the_windows_of_the_geometry_span(kernel, dilation, reach):
    geometry = Geometry.of((7, 7), kernel, dilation=dilation)
    rows, _ = geometry.window((0, 0))
    assert rows[-1] + 1 == reach
    assert reach_formulas(geometry)[0].endswith(f"= {reach}")
    assert dilation_values(geometry)["reach"] == f"{reach}×{reach}"


@pytest.mark.parametrize(
    ("kernel", "dilation", "texts"),
    [
        ([[1, 2], [3, 4]], 2, ["lay_close", "spread", "first_spread"]),
        ([[1, 2], [3, 4]], 1, ["lay", "first"]),
        ([[5]], 3, ["lay", "first"]),
    ],
)
def test_only_what_goes_apart_is_spread(kernel, dilation, texts):
    teller = CorrelationTeller("dilation", cross_correlate(X, kernel, dilation=dilation))
    teller.common |= dilation_values(teller.geometry)
    tell_spreading(teller)
    assert [beat.text for beat in teller.board("").beats] == texts


def texts_of(**options):
    trace = cross_correlate(X, [[1, 2], [3, 4]], **options)
    teller = CorrelationTeller("dilation", trace)
    teller.common |= dilation_values(teller.geometry)
    tell_question(teller)
    teller.leftover()
    tell_reach(teller)
    return [beat.text for beat in teller.board("").beats]


@pytest.mark.parametrize(
    ("options", "texts"),
    [
        ({"dilation": 2}, ["question", "reach"]),
        ({"dilation": 2, "padding": 1}, ["question", "padded", "reach_kept"]),
        ({"dilation": 2, "padding": 2}, ["question", "padded", "reach"]),
        ({"dilation": 2, "stride": 2}, ["question", "unused_between", "reach"]),
        ({"dilation": 2, "stride": 3}, ["question", "unused_both", "reach"]),
        ({"dilation": (2, 1), "stride": (1, 2)}, ["question", "unused_edge", "reach"]),
    ],
)
def test_padding_is_told_and_what_meets_no_weight(options, texts):
    assert texts_of(**options) == texts


@pytest.mark.parametrize(("stride", "steps"), [(1, {}), ((2, 1), {5: "down"}), (5, {})])
def test_a_step_is_measured_if_it_goes_further_than_to_the_next_element(stride, steps):
    geometry = Geometry.of((7, 7), (2, 2), stride=stride, dilation=2)
    assert hops(geometry) == steps
