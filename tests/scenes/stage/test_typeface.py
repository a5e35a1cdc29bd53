"""How wide words are is known without drawing them."""

import pytest

from scenes.stage.lettering import words
from scenes.stage.typeface import missing, width


@pytest.mark.parametrize("text", ["Schrittweite", "Steps of 3 down and of 2", "步幅：垂直"])
@pytest.mark.parametrize("bold", [True, False])
def test_the_width_is_that_of_the_drawn_words(text, bold):
    drawn = words(text, 1.0, "#ffffff", bold=bold).width
    assert drawn - 0.05 < width(text, bold=bold) < drawn + 0.6  # a colon's ink is half its place


def test_only_what_the_font_lacks_is_missing():
    assert missing("größer, плюс, 卷积") == []
    assert missing("łódź ł") == sorted("łź")
