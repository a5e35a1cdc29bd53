"""A lesson file's own words, numbers and letters are taken as they are meant."""

from unicodedata import normalize

import pytest

from rendering import run
from rendering.lesson_file import LessonFileError
from scenes.catalog import find
from scenes.story import Words
from scenes.story.words import own_words
from tests.fonts import font_of
from tests.rendering.lesson_files import GERMAN, WHOLE, checked, with_word


def test_a_language_of_ones_own_fills_its_gaps(tmp_path):
    file = checked(tmp_path, GERMAN)
    assert file.variant.name == "mein"
    with own_words("stride", file.variant.words):
        words = Words("stride", "de")
        assert words.title == "Schrittweite"
        assert words.label("rows") == "Zeilen"
        assert words.say("program", {}) == Words("stride", "en").say("program", {})
        assert Words("stride", "en").title == "Stride"
        assert Words("padding", "en").title == "Padding"


def test_sentences_last_as_long_as_their_slowest_reader_needs(tmp_path):
    long = "Was macht das Fenster, " * 20
    file = checked(tmp_path, GERMAN.replace("Was macht das Fenster?", long))
    lesson, example = find("stride"), run.example("stride", {})
    board = lesson.load().tell(example)
    with own_words("stride", file.variant.words):
        slower = lesson.load().tell(example)
    assert slower.beats[0].ticks == len(long.strip()) > board.beats[0].ticks
    assert [b.ticks for b in slower.beats[-3:]] == [b.ticks for b in board.beats[-3:]]


def test_the_example_is_the_files(tmp_path):
    (tmp_path / "own.csv").write_text("1,2\n3,4\n")
    text = """scene = "stride"
[example]
input = "own.csv"
kernel = [[0.1, 1], [-2, 3]]
padding = [[0, 1], [1, 1]]
stride = 2
"""
    example = run.example("stride", checked(tmp_path, text).example)
    assert example.inputs["input"].tolist() == [[1, 2], [3, 4]]
    assert [str(number) for number in example.inputs["kernel"].flat] == ["1/10", "1", "-2", "3"]
    assert dict(example.parameters) == {"padding": ((0, 1), (1, 1)), "stride": 2}


def test_a_layer_may_be_the_example(tmp_path):
    text = 'scene = "stride"\n[example]\nlayer = "Conv2d(1, 1, 3, stride=2)"\n'
    example = run.example("stride", checked(tmp_path, text).example)
    assert example.parameters["stride"] == (2, 2)


def test_captions_may_be_in_any_script(tmp_path):
    checked(tmp_path, with_word("Was macht das Fenster?", "หน้าต่างทำอะไร"))


@pytest.mark.parametrize(
    "title",
    ["Krok źdźbła", "Příliš žluťoučký kůň", "Adım ağı İı", "Шаг ядра", "Βήμα ώς", "Bước trượt ộ"],
)
def test_letters_of_many_languages_need_no_font(tmp_path, title):
    file = checked(tmp_path, GERMAN.replace("Schrittweite", title))
    assert file.variant.words["de"]["title"] == title


def test_texts_are_one_line_of_whole_letters(tmp_path):
    """Accents that stand alone are joined to their letters; spaces that bind words are kept."""
    loose = normalize("NFD", "Größe źdźbła w\u00a0tle")
    text = GERMAN.replace('"Was macht das Fenster?"', f'"""\n{loose}\n  oben"""')
    question = checked(tmp_path, text).variant.words["de"]["beats"]["question"]
    assert question == "Größe źdźbła w\u00a0tle oben"


def test_a_font_of_ones_own_brings_its_letters(tmp_path):
    text = with_word("Schrittweite", "აბგ").replace("like =", 'font = "own.ttf"\nlike =')
    (tmp_path / "own.ttf").write_bytes(font_of("აბგ"))
    assert len(checked(tmp_path, text).variant.fonts["de"]) == 1
    (tmp_path / "own.ttf").write_bytes(font_of("აბ"))
    with pytest.raises(LessonFileError, match=r"line 7, words\.de\.title: the font lacks გ \(U"):
        checked(tmp_path, text)


def test_a_language_may_be_told_in_whole(tmp_path):
    from scenes.story.words import tables

    english = {**tables("en")["shared"], **tables("en")["tensor_shapes"]}
    lines = [WHOLE, f'statement = "{english["statement"]}"']
    for group in ("beats", "chapters", "labels"):
        both = tables("en")["shared"].get(group, {}) | tables("en")["tensor_shapes"].get(group, {})
        lines += [f"[words.de.{group}]", *(f"{key} = '''{text}'''" for key, text in both.items())]
    file = checked(tmp_path, "\n".join(lines))
    with own_words("tensor_shapes", file.variant.words):
        assert find("tensor_shapes").load().tell(run.example("tensor_shapes", {}))
