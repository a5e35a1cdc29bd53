"""Both languages say the same things with the same numbers, each in its own words."""

import re
import string

import pytest

from scenes.catalog import LESSONS
from scenes.story.words import LANGUAGES, Words, WordsError, fields, tables, with_articles


def flattened(table, before=""):
    """Every text of nested tables under its whole key."""
    texts = {}
    for key, value in table.items():
        name = f"{before}{key}"
        texts |= flattened(value, f"{name}.") if isinstance(value, dict) else {name: value}
    return texts


def differences(one, other):
    """The keys that only one of two tables has, and those whose fields differ."""
    first, second = flattened(one), flattened(other)
    alone = sorted(first.keys() ^ second.keys())
    shared = sorted(first.keys() & second.keys())
    return alone + [key for key in shared if fields(first[key]) != fields(second[key])]


def typed_numbers(table):
    """The keys of texts in which a digit is typed instead of filled in."""
    return [key for key, text in flattened(table).items() if re.search(r"\d", without_fields(text))]


def without_fields(text):
    return "".join(literal for literal, *_ in string.Formatter().parse(text))


def test_both_languages_have_the_same_keys_and_fields():
    assert LANGUAGES == ("en", "zh")
    assert differences(tables("en"), tables("zh")) == []


def test_the_checker_finds_a_missing_text_and_a_missing_field():
    english = {"a": {"title": "A", "beats": {"x": "{n} rows", "y": "{m}", "z": "same {k}"}}}
    chinese = {"a": {"title": "甲", "beats": {"x": "行", "z": "同样 {k}"}}, "b": "乙"}
    assert differences(english, chinese) == ["a.beats.y", "b", "a.beats.x"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_is_typed_into_a_text(language):
    assert typed_numbers(tables(language)) == []


def test_the_checker_finds_a_typed_number():
    assert typed_numbers({"a": {"x": "a 3×3 input", "y": "{n2} rows"}}) == ["a.x"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_one_trimmed_line(language):
    texts = flattened(tables(language))
    assert [key for key, text in texts.items() if text != " ".join(text.split()) or not text] == []


def test_chinese_texts_are_chinese_and_english_ones_are_not():
    chinese = re.compile(r"[\u4e00-\u9fff]")
    foreign = {"numbers"}  # tables that need not hold words
    for key, text in flattened(tables("zh")).items():
        assert chinese.search(text) or fields(text) or key.split(".")[0] in foreign, key
    assert not any(chinese.search(text) for text in flattened(tables("en")).values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", [entry.id for entry in LESSONS])
def test_every_lesson_has_a_title_and_a_statement(lesson, language):
    words = Words(lesson, language)
    assert words.title
    assert tables(language)[lesson]["statement"]


def test_what_a_lesson_does_not_say_is_said_for_all():
    words = Words("stride", "en")
    assert "stride" not in tables("en")["shared"]["beats"]
    assert words.chapter("size", {}) == tables("en")["shared"]["chapters"]["size"]


def test_fields_are_filled():
    said = Words("stride", "zh").statement({"stride_rows": "3", "stride_columns": "2", "more": "x"})
    assert "3" in said
    assert "{" not in said


def test_a_field_that_is_not_filled_is_named():
    with pytest.raises(WordsError, match=r"en.toml: stride.statement wants.*stride_columns"):
        Words("stride", "en").statement({"stride_rows": "3"})


def test_a_text_that_is_missing_is_named():
    with pytest.raises(WordsError, match=r"^zh.toml has no text for stride.beats.gone: add it$"):
        Words("stride", "zh").say("gone", {})


def test_an_unknown_language_is_refused():
    with pytest.raises(WordsError, match="no words in 'fr': choose one of en, zh"):
        tables("fr")


@pytest.mark.parametrize("number", ["8", "8×8", "80", "8000", "11", "11×3", "18", "18000"])
def test_an_article_is_heard_before_it_is_written(number):
    assert with_articles("A {n}, a {n}: {n}", {"n": number}) == "An {n}, an {n}: {n}"


@pytest.mark.parametrize("number", ["1", "6×8", "10", "110", "118", "181", "1/8", "−8", "28"])
def test_other_numbers_keep_theirs(number):
    assert with_articles("A {n}, a {n}: {n}", {"n": number}) == "A {n}, a {n}: {n}"
