"""The fonts of all words: which characters they have, and how wide those are. Draws nothing.

Words are set in the project's own font; a user's own may go before it, for other scripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from fontTools.ttLib import TTFont
from typst import Fonts

FONT_FOLDER: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "ConvReel Sans"
OWN_FAMILY: Final = "ConvReel Own"  # whatever a user's font is called: no other font is meant
SMALLEST_WORDS_EM: Final = 0.24  # units; smaller is not read with ease
BOLD: Final = 600  # from this weight on, OpenType's numbers mean bold letters
NAMES: Final = {1: OWN_FAMILY, 16: OWN_FAMILY, 21: OWN_FAMILY}  # OpenType's numbers of names


class FontError(ValueError):
    """A file that is no font, or none that can be used."""


def missing(text: str, own: Sequence[bytes] = ()) -> list[str]:
    """The characters that neither font has, each once; Typst would draw empty boxes.

    >>> missing("Schrittweite 步幅"), missing("गिनती"[:2])
    ([], ['ग', 'ि'])
    """
    known = [_glyphs(data) for data in (*own[:1], _shipped("Regular"))]
    return sorted({c for c in text if not c.isspace() and not any(ord(c) in has for has in known)})


def width(text: str, *, bold: bool = False, own: Sequence[bytes] = ()) -> float:
    """How wide a line of text is, in em, as far as the fonts have its characters.

    It adds up the advances. Kerning makes nearly every drawn line a little narrower than that.

    >>> width("步幅"), width("m") < width("m", bold=True)
    (2.0, True)
    """
    first = own[-1:] if bold else own[:1]
    fonts = (*first, _shipped("Bold" if bold else "Regular"))
    return sum(next((_advance(f, c) for f in fonts if ord(c) in _glyphs(f)), 0.0) for c in text)


def check_font(data: bytes) -> None:
    """Raise FontError unless these are the bytes of one font.

    >>> check_font(b"no font")
    Traceback (most recent call last):
    scenes.stage.typeface.FontError: this is no font that can be used: name one .ttf or .otf file
    """
    sentence = "this is no font that can be used: name one .ttf or .otf file"
    with TemporaryDirectory(prefix="convreel-") as folder:
        try:
            install([data], Path(folder))
            width("a", own=[data])
        except Exception as error:  # whatever a decoder trips over in a broken file
            raise FontError(sentence) from error
        found = Fonts(font_paths=[folder], include_system_fonts=False, include_embedded_fonts=False)
    if OWN_FAMILY not in found.families():  # Typst would take another without a word
        raise FontError(sentence)


def install(fonts: Sequence[bytes], folder: Path) -> None:
    """Put a user's fonts into a folder, under the name by which they are asked for."""
    for count, data in enumerate(fonts):
        font = TTFont(BytesIO(data), recalcTimestamp=False)
        font.flavor = None
        table = font["name"]
        table.names = [entry for entry in table.names if entry.nameID not in (2, 17, 22, *NAMES)]
        style = "Bold" if font["OS/2"].usWeightClass >= BOLD else "Regular"
        for number, name in {**NAMES, 2: style, 17: style, 22: style}.items():
            table.setName(name, number, platformID=3, platEncID=1, langID=0x409)
        font.save(folder / f"own-{count}.ttf")


@cache
def _shipped(weight: str) -> bytes:
    return (FONT_FOLDER / f"ConvReelSans-{weight}.ttf").read_bytes()


@cache
def _font(data: bytes) -> TTFont:
    """Its glyphs are called by their numbers: to find their names takes a tenth of a second."""
    font = TTFont(BytesIO(data))
    font.setGlyphOrder([f"glyph{number:05}" for number in range(font["maxp"].numGlyphs)])
    return font


@cache
def _glyphs(data: bytes) -> dict[int, str]:
    return dict(_font(data).getBestCmap())


def _advance(data: bytes, character: str) -> float:
    font = _font(data)
    return float(font["hmtx"][_glyphs(data)[ord(character)]][0] / font["head"].unitsPerEm)
