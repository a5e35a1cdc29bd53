"""A lesson file is checked before anything is drawn; what is wrong is said with file, line, key."""

from pathlib import Path

import pytest

from rendering import lesson_file
from rendering.lesson_file import LessonFileError
from tests.rendering.lesson_files import GERMAN, WHOLE, checked, with_word

WRONG = {  # a file, and what is said of it
    "misspelt key": (GERMAN.replace("theme", "thmee"), "line 2, thmee: there is no such key: did"),
    "no scene": ("", "names no scene: write one in its first line, like scene ="),
    "unknown scene": ('scene = "strid"', "line 1, scene: no scene is called 'strid': did you mean"),
    "not TOML": ('scene = "stride"\n[', "is not TOML: "),
    "twice": ('scene = "stride"\nscene = "a"', "is not TOML: Cannot overwrite a value (at line 2"),
    "no quotes": ("scene = stride", '(at line 1, column 9): text is written in "quotes"'),
    "huge": ('scene = "stride"\n[example]\ninput = 1e-99999999', "holds a number that is too long"),
    "deep": (
        f'scene = "stride"\nname = {"[" * 5000}{"]" * 5000}',
        "nests lists too deeply: a matrix",
    ),
    "digits": (f'scene = "stride"\n[example]\ninput = {"1" * 5000}', "a number that is too long"),
    "long name": (f'scene = "stride"\nname = "{"a" * 65}"', "use letters, digits, - and _, 64 of"),
    "a number": ("scene = 3", "line 1, scene: no scene is called '3'"),
    "theme": (
        with_word('"light"\n[w', '"lihgt"\n[w'),
        "line 2, theme: there is no 'lihgt': did you",
    ),
    "quality": (
        'scene = "stride"\nquality = "x"',
        "line 2, quality: there is no 'x': there are l,",
    ),
    "no text": ('scene = "stride"\nquality = 3', 'line 2, quality: this is not text, in "quotes"'),
    "no list": ('scene = "stride"\nformats = "mp4"', "line 2, formats: this is not a list, in [br"),
    "format": ('scene = "stride"\nformats = ["avi"]', "line 2, formats: there is no 'avi'"),
    "language": ('scene = "stride"\nlanguages = ["fr"]', "line 2, languages: there is no 'fr'"),
    "no language": (with_word("[words.de]", "[words.german]"), "words.german: name a language by"),
    "name": (
        'scene = "stride"\nname = "my film"',
        "line 2, name: 'my film' cannot name files: use",
    ),
    "course's name": (
        'scene = "stride"\nname = "padding"',
        "name: padding is a lesson of the course",
    ),
    "no table": ('scene = "stride"\nwords = "a"', "line 2, words: this is not a table"),
    "input": (
        'scene = "stride"\n[example]\ninptu = 1',
        "line 3, example.inptu: stride has none: did",
    ),
    "ragged": (
        'scene = "stride"\n[example]\n\ninput = "1 2; 3"',
        "line 4, example.input: input: row",
    ),
    "ragged list": (
        'scene = "stride"\n[example]\ninput = [[1, 2], [3]]',
        "line 3, example.input: ",
    ),
    "missing file": (
        'scene = "stride"\n[example]\ninput = "x.csv"',
        "example.input: there is no file",
    ),
    "infinite": ('scene = "stride"\n[example]\ninput = [[inf]]', "line 3, example.input: "),
    "impossible": (
        'scene = "stride"\n[example]\nstride = 0',
        "line 2, example: stride height 0 is too",
    ),
    "layer": (
        'scene = "stride"\n[example]\nlayer = "MaxPool2d(2)"',
        "line 3, example.layer: stride: th",
    ),
    "role": (
        with_word("kernel =", "krenel ="),
        "line 16, colours.light.krenel: there is no role kre",
    ),
    "faint": (with_word("#7a3e00", "#eeeeee"), "line 16, colours.light.kernel: kernel #eeeeee on"),
    "other theme": (
        with_word("[colours.light]", "[colours.blue]"),
        "colours.blue: there is no such",
    ),
    "misspelt text": (
        with_word("title", "titel"),
        "line 6, words.de.titel: there is no such text: ",
    ),
    "misspelt beat": (
        with_word("first =", "frist ="),
        "words.de.beats.frist: stride says no such th",
    ),
    "another's beat": (
        with_word("first =", "turn ="),
        "line 9, words.de.beats.turn: stride says no",
    ),
    "wrong field": (
        with_word("{equation}", "{equatoin}"),
        "{equatoin} stands for no number here: di",
    ),
    "missing number": (
        with_word("{equation}", ""),
        "words.de.beats.first: a number is missing: write",
    ),
    "no name in braces": (
        with_word("{equation}", "{equation} {}"),
        "line 9, words.de.beats.first: {}",
    ),
    "code": (with_word("{equation}", "{equation.__class__}"), "{equation.__class__} stands for no"),
    "format of a field": (with_word("{equation}", "{equation:>9}"), "{equation:>9} stands for no"),
    "lone brace": (
        with_word("{equation}", "{equation} {"),
        "a { or } stands alone: write {{ or }}",
    ),
    "field in a title": (
        with_word('"Schrittweite"', '"{input}"'),
        "line 6, words.de.title: {input}",
    ),
    "empty": (with_word('"Schrittweite"', '" "'), "line 6, words.de.title: this is not a text"),
    "no word": (with_word('"Schrittweite"', "6"), "line 6, words.de.title: this is not a text"),
    "nameless": (
        with_word('name = "Deutsch"\n', ""),
        "line 3, words.de: what is this language call",
    ),
    "like nothing": (
        with_word('like = "en"', 'like = "fr"'),
        "line 5, words.de.like: the course spe",
    ),
    "like itself": (
        with_word("words.de", "words.zh"),
        "words.zh.like: the course speaks this langua",
    ),
    "letters": (with_word("Schrittweite", "ขั้น"), "title: the font lacks ข (U+0E02), "),
    "long title": (
        with_word("Schrittweite", "Schrittweite " * 9),
        "line 6, words.de.title: 116 char",
    ),
    "long label": (
        with_word("Zeilen", "waagerechte Zeilen"),
        "labels.rows: this is too long for its",
    ),
    "no font file": (with_word("like =", 'font = "x.ttf"\nlike ='), "line 5, words.de.font: "),
    "no font": (
        with_word("like =", 'font = "mein.toml"\nlike ='),
        "line 5, words.de.font: this is no",
    ),
    "font of a number": (with_word("like =", "font = 3\nlike ="), "words.de.font: this is no file"),
    "not whole": (WHOLE, "line 2, words.de: statement, beats.question, chapters.question, "),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_with_file_line_and_key(tmp_path, name):
    text, sentence = WRONG[name]
    with pytest.raises(LessonFileError) as caught:
        checked(tmp_path, text)
    assert sentence in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "mein.toml"))


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(LessonFileError, match=r"there is no lesson file .*gone\.toml"):
        lesson_file.read(tmp_path / "gone.toml")
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LessonFileError, match="is not UTF-8 text"):
        lesson_file.read(tmp_path / "a.toml")
    with pytest.raises(LessonFileError, match="cannot be read"):
        lesson_file.read(Path(tmp_path))
