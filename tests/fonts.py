"""Fonts made for tests, from the project's own: every character is an m of the same width."""

from io import BytesIO

from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from scenes.stage.typeface import FONT_FOLDER


def font_of(characters, *, across=0.7, weight="Regular"):
    """The bytes of a font that has these characters, `across` of an em wide each."""
    font = TTFont(FONT_FOLDER / f"ConvReelSans-{weight}.ttf", recalcTimestamp=False)
    letters = Subsetter()
    letters.populate(text="m")
    letters.subset(font)
    name = font.getBestCmap()[ord("m")]
    font["hmtx"][name] = (round(across * font["head"].unitsPerEm), font["hmtx"][name][1])
    for table in font["cmap"].tables:
        table.cmap = {ord(character): name for character in characters}
    file = BytesIO()
    font.save(file)
    return file.getvalue()
