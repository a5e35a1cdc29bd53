"""A sum is set on one line, on two, or folded: always true, legible and inside its region."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convmath import cross_correlate
from scenes.stage import glyphs
from scenes.stage.layout import SMALLEST_DIGIT, Layout
from scenes.stage.theme import DARK
from scenes.stage.worked import LARGEST_EM, arrange, token_width, worked_line
from scenes.story.equation import Equation

REGION = Layout(8 * 16 / 9).worked
UPRIGHT = Layout(8, 8 * 16 / 9).worked


def sum_of(*pairs):
    operands, weights = zip(*pairs, strict=True)
    return Equation.of_window(cross_correlate(np.array([operands]), np.array([weights])).steps[0])


def texts(lines):
    return ["".join(token.text for token in line) for line in lines]


def test_a_short_sum_stands_on_one_line_as_large_as_it_may_be():
    lines, em = arrange(sum_of((0, 1), (6, -2)), REGION)
    assert texts(lines) == ["0⋅1+6⋅(−2)=−12"]
    assert em == LARGEST_EM


def test_a_longer_one_breaks_before_a_sign():
    lines, em = arrange(sum_of(*[(12, -34)] * 9), REGION)
    assert len(lines) == 2
    assert texts(lines)[1][0] in "+="
    assert "".join(texts(lines)).count("12⋅(−34)") == 9
    assert em < LARGEST_EM


def test_on_an_upright_frame_it_breaks_over_three():
    lines, em = arrange(sum_of(*[(12, -34)] * 9), UPRIGHT)
    assert len(lines) == 3
    assert all(text[0] in "+=" for text in texts(lines)[1:])
    assert max(sum(map(token_width, line)) for line in lines) * em <= UPRIGHT.width


def test_a_very_long_one_folds_and_keeps_its_first_and_last_terms():
    pairs = [(number, 1000 + number) for number in range(100, 140)]
    (line,), _ = arrange(sum_of(*pairs), REGION)
    text = texts([line])[0]
    assert text.startswith("100⋅1100+101⋅1101+")
    assert "+⋯+139⋅1139=" in text


terms = st.lists(st.tuples(st.integers(-999, 999), st.integers(-99, 99)), min_size=1, max_size=60)


@given(terms)
def test_every_sum_fits_and_can_be_read(pairs):
    lines, em = arrange(sum_of(*pairs), REGION)
    widest = max(sum(map(token_width, line)) for line in lines)
    assert widest * em <= REGION.width + 1e-9
    assert em * glyphs.DIGIT_HEIGHT >= SMALLEST_DIGIT
    terms = [token for line in lines for token in line if token.role in ("input", "kernel")]
    folded = any(token.text == "⋯" for line in lines for token in line)
    assert len(terms) < 2 * len(pairs) if folded else len(terms) == 2 * len(pairs)


def test_factors_signs_and_the_result_are_kept_apart():
    line = worked_line(sum_of((1, 2), (3, 4)), REGION, DARK)
    assert [(t.index, *(factor.text for factor in t.factors)) for t in line.terms] == [
        (0, "1", "2"),
        (1, "3", "4"),
    ]
    assert [sign.text for sign in line.terms[0].signs] == ["⋅"]
    assert [sign.text for sign in line.terms[1].signs] == ["+", "⋅"]
    assert [part.text for part in line.result] == ["=", "14"]
    assert line.total.text == "14"


def test_each_factor_has_the_colour_of_its_matrix():
    line = worked_line(sum_of((1, 2)), REGION, DARK)
    coloured = [*line.terms[0].factors, line.total]
    colours = [part.get_fill_color().to_hex().lower() for part in coloured]
    assert colours == [DARK.input, DARK.kernel, DARK.output]


def test_what_is_left_out_appears_with_the_last_term():
    line = worked_line(sum_of(*[(100, 1000)] * 40), REGION, DARK)
    last = line.terms[-1]
    assert last.index == 39
    assert "⋯" in [sign.text for sign in last.signs]


@pytest.mark.parametrize("count", [2, 9, 40])
def test_the_line_lies_in_its_region(count):
    line = worked_line(sum_of(*[(12, -34)] * count), REGION, DARK).mobject
    assert line.get_left()[0] >= REGION.left - 0.01
    assert line.get_right()[0] <= REGION.right + 0.01
    assert line.get_x() == pytest.approx(0, abs=0.1)
    assert REGION.bottom - 0.01 <= line.get_bottom()[1]
    assert line.get_top()[1] <= REGION.top + 0.01
