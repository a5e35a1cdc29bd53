"""Formulas at the top right: true for any geometry, as large as they can be, in their corner."""

from dataclasses import replace

import pytest

from convmath import Geometry
from scenes.stage.formulas import formula_rows, named_rows, size_formulas
from scenes.stage.layout import Layout
from scenes.stage.theme import DARK

LAYOUT = Layout(8 * 16 / 9)
AXES = ("rows", "columns")


def geometry(**options):
    return Geometry.of((3, 3), (2, 2), **options)


def codes(found):
    return [part.text for part in found if part.kind == "formula"]


def test_axes_that_are_alike_share_one_formula():
    letters, numbers = "n + 2 p - k + 1", "3 + 2 dot 1 - 2 + 1 = 4"
    wide = replace(LAYOUT.formula, left=-1.0)
    assert codes(size_formulas(geometry(padding=1), AXES, wide, DARK)) == [f"{letters} = {numbers}"]
    found = size_formulas(geometry(padding=1), AXES, LAYOUT.formula, DARK)
    assert codes(found) == [letters, f"= {numbers}"]


def test_formulas_are_as_large_as_few_rows_can_be():
    sizes = [
        {row.em for row in formula_rows(codes, LAYOUT.formula, DARK)}
        for codes in (["n + 1 = 3"], ["n + 1 = 3", "m = 2"], ["n = 3", "m = 2", "k = 1"])
    ]
    assert sizes == [{0.5}, {0.42}, {0.3}]


def test_each_formula_stands_after_its_name_while_these_have_room():
    rows = {"standard": "4 dot 2 = 8", "separable": "4 + 2 = 6"}
    found = named_rows(rows, LAYOUT.formula, DARK)
    assert [part.text for part in found] == ["standard", "4 dot 2 = 8", "separable", "4 + 2 = 6"]
    for name, code in (found[:2], found[2:]):
        assert name.get_right()[0] < code.get_left()[0] <= LAYOUT.formula.right
    long = dict.fromkeys(rows, " + ".join("12345") + " = " + " + ".join(["1234567"] * 3))
    assert set(codes(named_rows(long, LAYOUT.formula, DARK))) == {
        part.text for part in named_rows(long, LAYOUT.formula, DARK)
    }


def test_tall_formulas_are_smaller_until_their_rows_stand_apart():
    codes = ["Y = scripts(sum)_(a comma b) X_a K_b", "n + k - 1 = 4"]
    upper, lower = formula_rows(codes, LAYOUT.formula, DARK)
    assert upper.em == lower.em < 0.42
    assert upper.get_bottom()[1] > lower.get_top()[1]
    assert formula_rows([], LAYOUT.formula, DARK) == []
    (alone,) = formula_rows(["A = mat(1, 2; 3, 4)"], LAYOUT.formula, DARK)
    assert LAYOUT.formula.bottom < alone.get_bottom()[1] < alone.get_top()[1] < LAYOUT.formula.top


def test_axes_that_differ_have_a_row_each_with_its_name():
    found = size_formulas(geometry(padding=1, stride=(3, 2)), AXES, LAYOUT.formula, DARK)
    assert codes(found) == [
        "floor((n + 2 p - k) \\/ s) + 1",
        "= floor((3 + 2 dot 1 - 2) \\/ 3) + 1 = 2",
        "= floor((3 + 2 dot 1 - 2) \\/ 2) + 1 = 2",
    ]
    assert [part.text for part in found if part.kind == "words"] == list(AXES)


@pytest.mark.parametrize(
    "options",
    [{}, {"padding": 1, "stride": (3, 2)}, {"padding": ((0, 9), (12, 3)), "stride": (1, 10)}],
)
@pytest.mark.parametrize("axes", [AXES, ("行", "列")])
def test_the_formulas_stay_in_their_corner(options, axes):
    for part in size_formulas(geometry(**options), axes, LAYOUT.formula, DARK):
        assert part.get_right()[0] <= LAYOUT.formula.right + 0.01
        assert part.get_left()[0] >= LAYOUT.formula.left - 0.01


def test_in_a_column_the_formulas_start_at_the_left_margin():
    region = Layout(8).formula
    found = size_formulas(geometry(padding=1, stride=(3, 2)), AXES, region, DARK)
    starts = [part.get_left()[0] for part in found if part.kind == "words"]
    assert starts == pytest.approx([region.left] * 2)
    assert max(part.get_right()[0] for part in found) < region.right
