"""How far a spread kernel reaches, and when there is nothing to spread."""

import pytest

from convmath import Geometry, cross_correlate
from scenes.story.correlation import CorrelationTeller
from scenes.story.dilation import dilation_values, reach_formulas, tell_spreading

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
