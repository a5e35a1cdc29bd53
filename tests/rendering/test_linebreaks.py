"""Caption lines are short, whole and broken where a reader would break them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.linebreaks import COLUMNS, columns, folded

ENGLISH = "The window glides three rows down and two columns right, then multiplies and adds."
CHINESE = "窗口先向右移动两列，再向下移动三行；每到一处，就把对应的元素相乘再相加。"


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (CHINESE, "zh")])
def test_lines_fit_and_lose_nothing(text, language):
    lines = folded(text, language)
    assert len(lines) == 2
    assert max(map(columns, lines)) <= COLUMNS[language]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_short_text_stays_on_one_line():
    assert folded("步幅是什么？", "zh") == ["步幅是什么？"]


def test_twenty_chinese_characters_fit_and_twenty_one_do_not():
    assert [len(folded("卷" * count, "zh")) for count in (20, 21)] == [1, 2]


def test_forty_two_letters_fit_and_forty_three_do_not():
    assert [len(folded("a " * 20 + "b" * count, "en")) for count in (2, 3)] == [1, 2]


def test_lines_are_about_equally_long_where_nothing_else_decides():
    first, second = folded("one two three four five six seven eight nine ten", "en")
    assert abs(len(first) - len(second)) <= 5


def test_chinese_breaks_after_punctuation_if_it_can():
    assert folded(CHINESE, "zh")[0][-1] in "，；"


def test_no_line_starts_with_a_closing_sign_or_ends_with_an_opening_one():
    for length in range(15, 40):
        lines = folded("卷" * length + "，（" + "积" * 19 + "）。", "zh")
        assert not any(line[0] in "，）。" or line[-1] == "（" for line in lines)


def test_an_equation_breaks_before_an_operator_and_words_of_latin_stay_whole():
    lines = folded("第一个窗口逐项相乘：0·0 + 0·1 + 1·2 + 2·3 = 8，用 PyTorch 也一样。", "zh")
    assert not any(line[-1] in "+=" for line in lines)
    assert sum("PyTorch" in line for line in lines) == 1


def test_a_word_longer_than_a_line_is_kept_whole():
    word = "9" * 60
    assert word in folded(f"see {word} here", "en")


def test_no_text_gives_no_lines():
    assert folded("", "en") == folded("  ", "zh") == []


@given(st.text(st.sampled_from("卷积，。 ab·+=（）"), max_size=80), st.sampled_from(["en", "zh"]))
def test_nothing_is_ever_lost_or_added(text, language):
    lines = folded(" ".join(text.split()), language)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line == line.strip() and line for line in lines)


@pytest.mark.parametrize(("space", "lines"), [(" ", 2), ("\u00a0", 1), ("\u202f", 1)])
def test_no_line_breaks_at_a_space_that_keeps_words_together(space, lines):
    assert len(folded("w" * 25 + space + "z" * 25, "pl")) == lines
    assert folded(f"w {space}z", "pl") == [f"w {space}z"]


def test_a_quotation_may_end_with_the_mark_that_opens_it_elsewhere():
    assert folded(f"„{'w' * 28}“ {'z' * 30}", "de") == [f"„{'w' * 28}“", "z" * 30]
