"""The picture leaves room for what is derived; formulas are aligned, or refused as too wide."""

from itertools import pairwise

import pytest

from convmath import Geometry
from scenes.stage.layout import Layout
from scenes.stage.measuring import _placed, named_formulas
from scenes.stage.theme import DARK
from scenes.story import Example
from scenes.story.sizes import per_side, total

GEOMETRY = Example.of("stride_halves").run()
NAMES = ("padding per side", "padding in total")
CODES = [" = ".join(codes) for codes in (per_side(GEOMETRY), total(GEOMETRY))]


def test_formulas_begin_below_each_other_and_stand_in_the_middle():
    region = Layout(8 * 16 / 9).worked
    rows = named_formulas(NAMES, CODES, region, DARK)
    names, formulas = zip(*rows, strict=True)
    for column in (names, formulas):
        lefts = [float(part.get_left()[0]) for part in column]
        assert lefts[0] == pytest.approx(lefts[1], abs=1e-6)
    for upper, lower in pairwise(formulas):
        assert upper.get_bottom()[1] > lower.get_top()[1]
    left = float(names[0].get_left()[0])
    right = max(float(part.get_right()[0]) for part in formulas)
    assert (left + right) / 2 == pytest.approx(region.centre[0], abs=1e-6)


def test_a_frame_too_narrow_takes_no_line_of_both():
    assert named_formulas(NAMES, CODES, Layout(8.0).worked, DARK) is None


def test_the_picture_and_what_is_derived_from_it_share_the_region():
    for layout in (Layout(8 * 16 / 9), Layout(8.0), Layout(8.0, 8 * 16 / 9)):
        for shape in ((8, 8), (40, 3), (3, 40), (1, 1)):
            cells, text = _placed(Geometry.of(shape, (1, 1), padding=1), "columns", layout.operands)
            region = layout.operands
            assert region.contains(cells.region)
            assert region.contains(text.shrunk(0.1))
            assert not text.overlaps(cells.region)
            assert cells.cell_width == cells.cell_height
