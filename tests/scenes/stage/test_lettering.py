"""What is read is drawn by the fonts that the project ships, or refused by name."""

import ast

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP

from scenes.catalog import LESSONS
from scenes.stage import glyphs, lettering
from scenes.stage.layout import Region
from scenes.stage.lettering import (
    CODE_ADVANCE,
    LARGEST_CODE_EM,
    SMALLEST_CODE_EM,
    WORDS_LEADING,
    LetteringError,
    broken_code,
    fitted,
    formula,
    number,
    program_lines,
    require_glyphs,
    spoken,
    words,
)
from scenes.stage.typeface import FONT_FOLDER
from scenes.story import LANGUAGES
from scenes.story.words import fields, tables

WHITE = "#ffffff"
NOTHING = np.zeros((4, 3))
SAMPLE = "0123456789×·+−=≈()/.…, "  # what values put into a sentence


def texts(table):
    for value in table.values():
        yield from texts(value) if isinstance(value, dict) else (value,)


def undrawable(table):
    """The texts that the font cannot draw, whatever is filled into their fields."""
    for text in texts(table):
        try:
            require_glyphs(text.format_map(dict.fromkeys(fields(text), SAMPLE)))
        except LetteringError as error:
            yield str(error)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_every_lesson_can_be_drawn(language):
    assert {entry.id for entry in LESSONS} <= tables(language).keys()
    assert list(undrawable(tables(language))) == []


def test_manim_keeps_nothing_of_a_text():
    """One process draws all lessons: what Manim kept of each would add up."""
    before = len(SVG_HASH_TO_MOB_MAP)
    words("a text that no lesson has", 0.3, "#ffffff")
    assert len(SVG_HASH_TO_MOB_MAP) == before


def test_a_text_that_cannot_be_drawn_is_found():
    table = {"a": {"title": "fine"}, "b": {"beats": {"x": "{n} წ rows"}}}
    assert len(list(undrawable(table))) == 1


def test_what_the_font_lacks_is_named_once_each_with_its_code():
    missing = r"cannot draw 'წ' \(U\+10EC\), '🎬' \(U\+1F3AC\) of '🎬 a წ🎬': use other words"
    with pytest.raises(LetteringError, match=missing):
        words("🎬 a წ🎬", 0.3, WHITE)


def test_both_weights_have_the_same_characters():
    fonts = [TTFont(FONT_FOLDER / f"ConvReelSans-{weight}.ttf") for weight in ("Regular", "Bold")]
    regular, bold = (set(font.getBestCmap()) for font in fonts)
    assert regular == bold


def test_chinese_and_english_share_a_line():
    mixed = words("步幅 s = 2", 0.5, WHITE)
    assert (mixed.text, mixed.kind, mixed.em) == ("步幅 s = 2", "words", 0.5)
    assert 4 * 0.5 < mixed.width < 6 * 0.5


def test_words_start_at_the_origin_of_their_baseline():
    flat = words("nmu", 1.0, WHITE)
    assert flat.get_left()[0] == pytest.approx(0, abs=0.1)
    assert flat.get_bottom()[1] == pytest.approx(0, abs=0.02)
    assert words("p", 1.0, WHITE).get_bottom()[1] < -0.1


def test_words_are_broken_into_lines_below_the_first_baseline():
    line = words("common room common room", 0.3, WHITE)
    broken = words("common room common room", 0.3, WHITE, width=line.width * 0.6)
    assert broken.width <= line.width * 0.6
    assert broken.get_top()[1] == pytest.approx(line.get_top()[1], abs=0.01)
    assert broken.get_bottom()[1] == pytest.approx(
        line.get_bottom()[1] - WORDS_LEADING * 0.3, abs=0.03
    )


def test_a_line_breaks_as_the_language_wants_it():
    """Polish says the hyphen of a compound again where the next line begins."""

    def outline(language):
        with spoken(language):
            return words("biało-czerwono-zielony", 1.0, WHITE, width=6.0).points

    hyphen = len(words("-", 1.0, WHITE).points)
    assert len(outline("pl")) - len(outline("tr")) == 2 * hyphen
    assert len(outline("tr")) == len(outline("en"))


@pytest.mark.parametrize(
    ("film", "text", "language"),
    [("pl", "krok", "pl"), ("pl", "步幅", "zh"), ("ja", "ステップ", "ja"), ("zh", "Conv2d", "en")],
)
def test_words_of_another_script_are_set_in_their_own_language(film, text, language, monkeypatch):
    told = []
    monkeypatch.setattr(lettering, "_outline", lambda code, folders: told.append(code) or NOTHING)
    with spoken(film):
        words(f"{text} {film}", 1.0, WHITE)
    assert f'lang: "{language}"' in told[0]


def test_bold_words_are_wider():
    assert words("Stride", 1.0, WHITE, bold=True).width > words("Stride", 1.0, WHITE).width


def test_quotes_and_backslashes_are_only_characters():
    assert words('a "b" \\n #c $d$', 0.3, WHITE).width > 0


def test_a_number_is_centred_and_shares_its_baseline_with_its_neighbours():
    one, other = number("43", 0.5, WHITE, (1.0, 2.0)), number("−7", 0.5, WHITE, (3.0, 2.0))
    assert one.get_x() == pytest.approx(1.0, abs=0.02)
    assert one.get_bottom()[1] == pytest.approx(2.0 - glyphs.DIGIT_HEIGHT * 0.25, abs=0.015)
    baseline = number("1", 0.5, WHITE, (9.0, 2.0)).get_bottom()[1]
    assert number("0/1", 0.5, WHITE, (9.0, 2.0)).get_bottom()[1] < baseline
    assert other.get_x() == pytest.approx(3.0, abs=0.02)


def test_a_number_remembers_what_it_says_and_where():
    said = number("−12", 0.4, WHITE, (0, 0), kind="weight", place="weight[0, 1]")
    assert (said.text, said.kind, said.place, said.em) == ("−12", "weight", "weight[0, 1]", 0.4)


def test_a_formula_is_drawn_with_its_fraction_bar():
    bar = formula("frac(1, 2)", 1.0, WHITE).height - formula("1", 1.0, WHITE).height
    assert bar > 0.5


def test_a_text_is_made_to_fit_but_never_too_small():
    title = words("A title that is far too long", 1.0, WHITE)
    half = title.width / 2
    assert fitted(title, half, 0.1).width == pytest.approx(half)
    assert title.em == pytest.approx(0.5)
    assert fitted(title, 0.1, 0.3).em == 0.3
    assert fitted(title, 100.0, 0.1).em == 0.3


@pytest.mark.parametrize(
    "program",
    [
        "Y = F.conv2d(X)",
        "X = F.pad(X, (0, 1, 0, 1))\nY = F.conv2d(X[None, None], K[None, None], stride=(3, 2))",
    ],
)
def test_a_program_fits_its_region_line_by_line(program):
    region = Region(-6, -3, 6, -2)
    lines = program_lines(program, region, WHITE)
    assert [line.text for line in lines] == program.splitlines()
    assert all(line.get_left()[0] >= -6.01 and line.get_right()[0] <= 6.01 for line in lines)
    assert all(line.get_bottom()[1] >= -3.05 and line.get_top()[1] <= -1.95 for line in lines)
    starts = [line.get_top()[1] for line in lines]
    assert starts == sorted(starts, reverse=True)
    assert lines[0].em <= LARGEST_CODE_EM


def test_the_typewriter_face_is_as_wide_as_is_said():
    (line,) = program_lines("m" * 40, Region(-6, -3, 6, -2), WHITE)
    assert line.width == pytest.approx(40 * CODE_ADVANCE * line.em, rel=0.01)


def test_nothing_cannot_be_drawn():
    with pytest.raises(LetteringError, match="Typst drew nothing"):
        words("", 1.0, WHITE)


PADDED = "X = F.pad(X, (0, 1, 0, 1))"
LONG = "Y = F.conv2d(X[None, None], K[None, None], padding=(1, 2), stride=(3, 2))"


def test_a_program_that_is_too_wide_is_broken_where_python_allows_it():
    region = Region(-3.6, -1, 3.6, 1)
    first, second = program_lines(f"{PADDED}\n{LONG}", region, WHITE)
    assert (first.text, second.text) == (PADDED, LONG)
    assert second.height > 2 * first.height
    for line in (first, second):
        assert line.em >= SMALLEST_CODE_EM
        assert line.get_left()[0] >= region.left - 0.01
        assert line.get_right()[0] <= region.right + 0.01
        assert region.bottom - 0.01 <= line.get_bottom()[1] < line.get_top()[1] <= region.top + 0.01
    assert second.get_top()[1] < first.get_bottom()[1]


@pytest.mark.parametrize("most", [12, 30, 49, 200])
def test_a_broken_program_is_the_same_program(most):
    for line in (PADDED, LONG, "a, b = f(c)", 'print("x, y")'):
        rows = broken_code(line, most)
        assert ast.dump(ast.parse("\n".join(rows))) == ast.dump(ast.parse(line))
