"""The font that is shipped has the letters of the languages that it is said to have."""

import tomllib
from pathlib import Path
from unicodedata import combining, normalize

import numpy as np
import pytest

from scenes.stage.lettering import words
from scenes.stage.typeface import FAMILY, FONT_FOLDER, missing, width
from scenes.stage.typeset import typeset

ALPHABETS = tomllib.loads(Path(__file__).with_name("alphabets.toml").read_text(encoding="utf-8"))
STANDARD = (FONT_FOLDER / "standard_characters.txt").read_text(encoding="utf-8").split()
WEIGHTS = ("regular", "bold")
NARROW = "‘’“”·§¶±×÷‐†‡•"
NOWHERE = "\U0010fffd"  # a character that no font has
ACCENTED = "ąa ćc ęe ńn śs źz żz ğg şs őo űu ůu čc řr țt ļl ķk ēe ŵw ẽe"  # of Source Sans, of Noto


def capitals(letters):
    return normalize("NFC", letters.upper())


def drawn(text, weight):
    """The glyphs of a text, each as the curves that it has wherever it stands."""
    style = f'font: "{FAMILY}", weight: "{weight}", fallback: false'
    parts = [part.points for part in typeset(f'#text({style})[#"{text}"]')]
    return [np.round(part - part.min(axis=0), 3) for part in parts]


def same(one, other):
    return one.shape == other.shape and np.allclose(one, other, atol=0.002)


@pytest.mark.parametrize("language", ALPHABETS)
def test_no_letter_of_an_alphabet_is_missing(language):
    letters = ALPHABETS[language]
    assert missing(letters + capitals(letters)) == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_letter_is_drawn(weight):
    every = "".join(ALPHABETS.values())
    letters = sorted(c for c in set(every + capitals(every)) if not combining(c))
    glyphs, (box,) = drawn(" ".join(letters), weight), drawn(NOWHERE, weight)
    assert len(glyphs) == len(letters) > 500
    assert [c for c, glyph in zip(letters, glyphs, strict=True) if same(glyph, box)] == []


def test_a_letter_that_is_not_drawn_would_be_found():
    georgian, (box,) = drawn("ა", "regular"), drawn(NOWHERE, "regular")
    assert missing("ა") == ["ა"]
    assert not georgian or same(georgian[0], box)


def test_all_of_the_national_table_and_common_traditional_characters_are_there():
    assert len("".join(STANDARD)) == 8105
    assert missing("".join(STANDARD)) == []
    assert missing("卷積核滑動，參數與步幅；匯聚層、填補、通道數") == []


@pytest.mark.parametrize("bold", [False, True])
def test_letters_of_both_sources_are_of_one_face(bold):
    """An accent makes no letter wider: the sizes of the two agree."""
    for accented, plain in ACCENTED.split():
        assert width(accented, bold=bold) == pytest.approx(width(plain, bold=bold), abs=0.008)


@pytest.mark.parametrize("sign", NARROW)
def test_signs_stand_in_latin_words_without_gaps(sign):
    assert width(sign) < 0.7 * width("步")


@pytest.mark.parametrize("sign", "·“’…")
def test_signs_of_chinese_are_as_wide_as_characters(sign):
    def across(text):
        return words(text, 1.0, "#ffffff").width

    assert across(f"口{sign}口") == pytest.approx(across("口口口"), abs=0.01)
    assert across(f"H{sign}H") < across("H口H")
