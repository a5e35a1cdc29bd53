"""In the shipped font, pairs of letters are kerned; Chinese characters keep their places."""

import tomllib
from functools import cache

import numpy as np
import pytest
from fontTools.ttLib import TTFont

from scenes import catalog
from scenes.stage.lettering import FIRST_CHINESE, words
from scenes.stage.typeface import FAMILY, FONT_FOLDER, width
from scenes.stage.typeset import typeset

WEIGHTS = ("Regular", "Bold")
CHINESE = "卷积核滑动，“参数”与步幅——汇聚层……（填充）：通道；‘甲’·乙《丙》、丁。3×3"
ENGLISH = tomllib.loads((catalog.LOCALE_FOLDER / "en.toml").read_text(encoding="utf-8"))


@cache
def shipped(weight):
    """The font, and the parts of its table of pairs."""
    font = TTFont(FONT_FOLDER / f"ConvReelSans-{weight}.ttf")
    lookups = font["GPOS"].table.LookupList.Lookup
    parts = [getattr(part, "ExtSubTable", part) for k in lookups for part in k.SubTable]
    return font, parts


def closer(pair, weight):
    """By how many thousandths of an em the second of two letters stands nearer to the first."""
    font, parts = shipped(weight)
    left, right = (font.getBestCmap()[ord(letter)] for letter in pair)
    (part,) = [part for part in parts if left in part.Coverage.glyphs] or [None]
    if part is None:
        return 0
    row = part.Class1Record[part.ClassDef1.classDefs.get(left, 0)].Class2Record
    value = row[part.ClassDef2.classDefs.get(right, 0)].Value1
    return -value.XAdvance if value else 0


def drawn(text, weight, *, kerning=True):
    """The curves of a line, in em, its pairs kerned or not."""
    language = '"zh", region: "cn"' if ord(text[0]) >= FIRST_CHINESE else '"en"'
    style = f'font: "{FAMILY}", weight: "{weight.lower()}", lang: {language}'
    code = f'#text({style}, kerning: {str(kerning).lower()})[#"{text}"]'
    return np.concatenate([part.points for part in typeset(code)])


def across(text, weight, *, kerning=True):
    return float(np.ptp(drawn(text, weight, kerning=kerning)[:, 0]))


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("pair", ["AT", "To", "Te", "Tr", "P.", "LT", "L’", "“A", "Tę", "Го", "Τα"])
def test_letters_that_leave_a_gap_are_kerned(pair, weight):
    assert 40 < closer(pair, weight) < 160
    difference = across(pair, weight, kerning=False) - across(pair, weight)
    assert difference == pytest.approx(closer(pair, weight) / 1000, abs=0.002)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("pair", ["HH", "nn", "11", "17", "3×", "步幅", "T步", "：”"])
def test_straight_letters_digits_and_hanzi_are_not(pair, weight):
    assert closer(pair, weight) == 0


@pytest.mark.parametrize("weight", WEIGHTS)
def test_letters_of_both_sources_are_kerned_alike(weight):
    """Letters with a mark below are of Source Sans, as large as those of Noto Sans."""
    for pairs in ("Tą Ta", "Tę Te", "Vą Va", "ąv av", "Țo To"):
        added, plain = pairs.split()
        assert closer(added, weight) == pytest.approx(closer(plain, weight), abs=12)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_only_letters_and_signs_before_the_chinese_are_kerned(weight):
    font, parts = shipped(weight)
    features = {r.FeatureTag for r in font["GPOS"].table.FeatureList.FeatureRecord}
    assert features == {"kern"}
    narrow = {name for code, name in font.getBestCmap().items() if code < FIRST_CHINESE}
    kerned = {name for part in parts for name in (*part.Coverage.glyphs, *part.ClassDef2.classDefs)}
    assert len(kerned) > 500
    assert kerned <= narrow


@pytest.mark.parametrize("weight", WEIGHTS)
def test_chinese_is_drawn_as_if_there_were_no_kerning(weight):
    kerned, plain = (drawn(CHINESE, weight, kerning=kerning) for kerning in (True, False))
    np.testing.assert_array_equal(kerned, plain)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_title_is_narrower_than_without_kerning(weight):
    assert across("AVAToTeWe P.", weight) < across("AVAToTeWe P.", weight, kerning=False) - 0.4
    for title in ("Average pooling", "Transposed convolution", "True convolution"):
        assert across(title, weight) < across(title, weight, kerning=False) - 0.05


def test_no_title_is_wider_than_its_advances():
    titles = [said["title"] for said in ENGLISH.values() if "title" in said]
    assert len(titles) >= len(catalog.LESSONS)
    for title in titles:
        assert words(title, 1.0, "#ffffff", bold=True).width < width(title, bold=True)
