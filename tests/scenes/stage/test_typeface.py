"""How wide words are is known without drawing them."""

import numpy as np
import pytest

from scenes.stage.lettering import LetteringError, own_fonts, spoken, words
from scenes.stage.typeface import FontError, check_font, missing, width
from tests.fonts import font_of


@pytest.mark.parametrize(
    "text", ["Schrittweite", "Krok zdjęć: ślady 3×3", "Größe 2×2", "步幅：垂直"]
)
@pytest.mark.parametrize("bold", [True, False])
def test_the_width_is_that_of_the_drawn_words(text, bold):
    drawn = words(text, 1.0, "#ffffff", bold=bold).width
    assert drawn - 0.05 < width(text, bold=bold) < drawn + 0.6  # a colon's ink is half its place


def test_only_what_the_font_lacks_is_missing():
    assert missing("größer, łódź, плюс, 卷积") == []
    assert missing("წონა, წ 卷积") == sorted("აწონ")


GEORGIAN = font_of("აბგდa", across=0.7)
BOLD = font_of("აბგდa", across=0.9, weight="Bold")


def test_a_font_of_ones_own_goes_before_the_projects():
    assert missing("აბგ 步幅", [GEORGIAN]) == []
    assert missing("აწ", [GEORGIAN]) == ["წ"]
    assert width("აa", own=[GEORGIAN]) == pytest.approx(1.4)
    assert width("აa", own=[GEORGIAN, BOLD], bold=True) == pytest.approx(1.8)
    assert width("აa步", own=[GEORGIAN], bold=True) == pytest.approx(2.4)


def test_words_are_drawn_in_it(tmp_path):
    def across(text, bold=False):
        return words(text, 1.0, "#ffffff", bold=bold).width

    shipped = across("步幅")
    with own_fonts((GEORGIAN, BOLD), tmp_path):
        assert across("აბგ") - across("ა") == pytest.approx(1.4, abs=0.01)
        assert across("აბგ", bold=True) - across("ა", bold=True) == pytest.approx(1.8, abs=0.01)
        assert across("步幅") == pytest.approx(shipped)
    with pytest.raises(LetteringError, match="cannot draw"):
        words("აბგ", 1.0, "#ffffff")


@pytest.mark.parametrize(("language", "first"), [("he", "full stop"), ("de", "letter")])
def test_words_run_in_the_direction_of_their_language(language, first, tmp_path):
    """A Hebrew sentence ends on the left, also where a number or a sign ends it."""
    with own_fonts((font_of("אב"),), tmp_path), spoken(language):
        points = words("אב.", 1.0, "#ffffff").points
    height = np.ptp(points[points[:, 0] < points[:, 0].min() + 0.1, 1])
    assert (height < 0.2) == (first == "full stop")


@pytest.mark.parametrize("data", [b"", b"text", GEORGIAN[:200], b"\0" * 4000])
def test_what_is_no_font_is_refused(data):
    with pytest.raises(FontError, match="this is no font that can be used: name one"):
        check_font(data)
    check_font(GEORGIAN)
