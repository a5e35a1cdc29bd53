"""The font of all words: which characters it has, and how wide they are. Draws nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

FONT_FOLDER: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "ConvReel Sans"
SMALLEST_WORDS_EM: Final = 0.24  # units; smaller is not read with ease


def missing(text: str) -> list[str]:
    """The characters that the font lacks, each once; Typst would draw empty boxes.

    >>> missing("Schrittweite 步幅"), missing("गिनती"[:2])
    ([], ['ग', 'ि'])
    """
    return sorted({c for c in text if ord(c) not in _glyphs("Regular") and not c.isspace()})


def width(text: str, *, bold: bool = False) -> float:
    """How wide a line of text is, in em, as far as the font has its characters.

    >>> width("步幅"), width("m") < width("m", bold=True)
    (2.0, True)
    """
    weight = "Bold" if bold else "Regular"
    glyphs, advances, em = _glyphs(weight), _font(weight)["hmtx"], _font(weight)["head"].unitsPerEm
    return float(sum(advances[glyphs[ord(c)]][0] for c in text if ord(c) in glyphs)) / em


@cache
def _font(weight: str) -> TTFont:
    return TTFont(FONT_FOLDER / f"ConvReelSans-{weight}.ttf")


@cache
def _glyphs(weight: str) -> dict[int, str]:
    return dict(_font(weight).getBestCmap())
