"""The glyphs of numbers stand where Typst itself would put them."""

import json

import numpy as np
import pytest
import typst

from scenes.stage import glyphs
from scenes.stage.glyphs import _TYPST, ADVANCE, outline, outlines, width
from scenes.story import numeral

DIGITS = "0123456789"
SMALL_OVERHANG = 0.02  # em that Typst adds after a slanted or hooked glyph, as after 7


def measured():
    """How wide Typst says that each glyph is, in em."""
    listed = ", ".join(f"${_TYPST.get(character, character)}$" for character in ADVANCE)
    widths = f"({listed}).map(glyph => measure(glyph).width / 100pt)"
    source = f"#set text(size: 100pt)\n#context [#metadata({widths}) <widths>]"
    found = typst.query(source.encode(), "<widths>", field="value", one=True)
    return dict(zip(ADVANCE, json.loads(found), strict=True))


def wrongly_advanced(advance):
    """The glyphs after which the pen would not move as far as Typst moves it."""
    apart = {c: abs(advance[c] - true) for c, true in measured().items()}
    slack = dict.fromkeys(DIGITS, SMALL_OVERHANG)
    return [c for c, by in apart.items() if by > slack.get(c, 0.001)]


def test_the_pen_moves_as_far_as_in_typst():
    assert wrongly_advanced(ADVANCE) == []


def test_a_wrong_advance_is_found():
    assert wrongly_advanced({**ADVANCE, "+": 0.7, "4": 0.6}) == ["4", "+"]


def test_all_digits_are_equally_wide_so_that_columns_line_up():
    assert {ADVANCE[digit] for digit in DIGITS} == {0.5}


@pytest.mark.parametrize("character", ADVANCE)
def test_every_glyph_lies_within_its_advance(character):
    ink = outline(character)[:, 0]
    assert ink.min() >= 0
    assert ink.max() <= ADVANCE[character]


@pytest.mark.parametrize("digit", DIGITS)
def test_a_digit_stands_on_the_baseline_and_is_as_high_as_the_others(digit):
    bottom, top = outline(digit)[:, 1].min(), outline(digit)[:, 1].max()
    assert bottom == pytest.approx(0, abs=0.025)
    assert top == pytest.approx(glyphs.DIGIT_HEIGHT, abs=0.015)


def test_a_number_is_its_glyphs_one_after_the_other():
    text = "−12.5"
    assert width(text) == pytest.approx(sum(ADVANCE[c] for c in text))
    pen = width("−1")
    together = outlines(text)
    start = len(outline("−")) + len(outline("1"))
    two = together[start : start + len(outline("2"))]
    np.testing.assert_allclose(two, outline("2") + (pen, 0, 0))


@pytest.mark.parametrize("value", [0, -7, 1234567, 0.25, -1 / 3, 1e30, -1.5e-9, 10**12])
def test_every_numeral_can_be_drawn(value):
    assert set(numeral(value).marked + numeral(value).factor) <= ADVANCE.keys()


def test_outlines_are_shared_and_cannot_be_changed():
    assert outline("3") is outline("3")
    with pytest.raises(ValueError, match="read-only"):
        outline("3")[0] = 0
