"""Everything that is read: numbers, words, formulas, code. Each is one filled path.

Numbers come from `glyphs`; the rest is compiled by Typst, once per text. Words are set in the
font that the project ships, so that every machine draws the same picture; a user's own font goes
before it while `own_fonts` lasts. Typst is told their language, which decides on quotation marks,
on hyphens where a line breaks, on the direction of writing and on forms of letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from tokenize import OP, generate_tokens
from typing import Final, Literal, Self

import numpy as np
from manim import VMobject

from scenes.stage import glyphs
from scenes.stage.layout import SMALLEST_DIGIT, Region
from scenes.stage.typeface import FAMILY, FONT_FOLDER, OWN_FAMILY, install, missing
from scenes.stage.typeset import Part, Points, typeset

Kind = Literal["number", "weight", "scale", "words", "formula", "code"]

FIRST_CHINESE: Final = 0x2E80
HANZI_TOO: Final = ("ja", "ko")  # languages other than Chinese with characters from there on
_BAR: Final = 0.045  # em; how thick Typst's fraction bars are drawn


CODE_DIGIT_HEIGHT: Final = 0.729  # em
CODE_ADVANCE: Final = 0.602  # em, of every character of the typewriter face
CODE_LEADING: Final = 1.5  # em, at most
LARGEST_CODE_EM: Final = 0.36
SMALLEST_CODE_EM: Final = 1.02 * SMALLEST_DIGIT / CODE_DIGIT_HEIGHT
CODE_INDENT: Final = 4  # characters before what a broken line goes on with
WORDS_LEADING: Final = 1.3  # em from one baseline of a paragraph to the next


class LetteringError(ValueError):
    """A text that cannot be drawn."""


@dataclass(frozen=True, slots=True)
class OwnFonts:
    """A user's fonts (regular, bold) and the folder that they are in."""

    folder: Path
    fonts: tuple[bytes, ...]


_own: ContextVar[OwnFonts | None] = ContextVar("a user's own fonts", default=None)
_language: ContextVar[str] = ContextVar("the language of all words", default="en")


@contextmanager
def own_fonts(fonts: tuple[bytes, ...], folder: Path) -> Iterator[None]:
    """Set words in a user's fonts, if there are any, which are put into `folder` for that."""
    install(fonts, folder)
    token = _own.set(OwnFonts(folder, fonts) if fonts else None)
    try:
        yield
    finally:
        _own.reset(token)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Set words as those of a language, two letters of ISO 639-1, are set."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


class Lettering(VMobject):
    """A text on screen that remembers what it says, its kind and its size (`em`, in units).

    `place` names where a number stands (`"output[0, 1]"`), for those who check the picture.
    """

    def __init__(
        self, text: str, kind: Kind, outline: Points, em: float, colour: str, place: str = ""
    ) -> None:
        super().__init__(fill_color=colour, fill_opacity=1.0, stroke_width=0.0)
        self.text, self.kind, self.em, self.place = text, kind, em, place
        self.points = outline * em

    def shifted(self, x: float, y: float) -> Self:
        """Moved so that the start of its baseline is at (x, y)."""
        self.points = self.points + (x, y, 0.0)
        return self


def number(
    text: str,
    em: float,
    colour: str,
    centre: tuple[float, float],
    *,
    kind: Kind = "number",
    place: str = "",
) -> Lettering:
    """A number whose pen box is centred; digits of a row therefore share their baseline."""
    x = centre[0] - glyphs.width(text) * em / 2
    y = centre[1] - glyphs.DIGIT_HEIGHT * em / 2
    return Lettering(text, kind, glyphs.outlines(text), em, colour, place).shifted(x, y)


def words(
    text: str, em: float, colour: str, *, bold: bool = False, width: float | None = None
) -> Lettering:
    """Words in the project's font, their first baseline starting at the origin.

    With a `width`, in units, they are broken into lines.
    """
    wide = None if width is None else round(width / em, 3)
    return Lettering(text, "words", _words(text, bold=bold, width=wide), em, colour)


def words_width(text: str, em: float) -> float:
    """How wide words stand on one line, without drawing them."""
    across = _words(text, bold=False, width=None)[:, 0]
    return float(across.max() - across.min()) * em


def formula(code: str, em: float, colour: str) -> Lettering:
    """A formula in Typst's mathematical notation."""
    return Lettering(code, "formula", _outline(f"$display({code})$"), em, colour)


def formula_width(code: str, em: float) -> float:
    """How wide a formula stands, without drawing it."""
    return formula_extent(code, em).width


def formula_extent(code: str, em: float) -> Region:
    """What a formula covers whose baseline starts at the origin, without drawing it."""
    points = _outline(f"$display({code})$") * em
    (left, bottom, _), (right, top, _) = points.min(axis=0), points.max(axis=0)
    return Region(float(left), float(bottom), float(right), float(top))


def program_lines(program: str, region: Region, colour: str) -> list[Lettering]:
    """The lines of a program, one below the other, centred in `region`."""
    lines = program.splitlines()
    rows = [
        broken_code(line, int(region.width / (CODE_ADVANCE * SMALLEST_CODE_EM))) for line in lines
    ]
    longest, count = max(len(row) for line in rows for row in line), sum(map(len, rows))
    em = min(region.width / (longest * CODE_ADVANCE), LARGEST_CODE_EM)
    em = min(em, max(SMALLEST_CODE_EM, region.height / (CODE_LEADING * count)))
    leading = min(CODE_LEADING, region.height / (count * em))
    left = region.centre[0] - longest * CODE_ADVANCE * em / 2
    baseline = region.centre[1] + ((count - 1) / 2 * leading - 0.35) * em
    letterings = []
    for line, broken in zip(lines, rows, strict=True):
        outline = np.concatenate([_code(row) - (0, i * leading, 0) for i, row in enumerate(broken)])
        letterings.append(Lettering(line, "code", outline, em, colour).shifted(left, baseline))
        baseline -= len(broken) * leading * em
    return letterings


def broken_code(line: str, most: int) -> list[str]:
    """A line of a program in rows of `most` characters, broken inside brackets, after commas.

    >>> broken_code("Y = F.conv2d(X, K, padding=1)", 20)
    ['Y = F.conv2d(X, K,', '    padding=1)']
    """
    ends, depth = [0], 0
    for token in generate_tokens(StringIO(line).readline):
        if token.type == OP:
            depth += (token.string in "([{") - (token.string in ")]}")
            ends += [token.end[1]] if token.string == "," and depth else []
    rows = [""]
    for start, end in pairwise([*ends, len(line)]):
        piece = line[start:end]
        if rows[-1] and len(rows[-1] + piece) > most:
            rows.append(" " * CODE_INDENT + piece.lstrip())
        else:
            rows[-1] += piece
    return rows


def fitted(lettering: Lettering, width: float, smallest_em: float) -> Lettering:
    """Scaled down about its start until it is at most `width` wide, but never below a size."""
    if lettering.width > width:
        em = max(smallest_em, lettering.em * width / lettering.width)
        lettering.points = lettering.points * (em / lettering.em)
        lettering.em = em
    return lettering


def require_glyphs(text: str, own: OwnFonts | None = None) -> None:
    """Fail, naming them, when the fonts lack characters; Typst would draw empty boxes."""
    if lacking := missing(text, own.fonts if own else ()):
        named = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in lacking)
        raise LetteringError(f"the font {FAMILY} cannot draw {named} of {text!r}: use other words")


def _words(text: str, *, bold: bool, width: float | None) -> Points:
    language = _language_of(text, _language.get())
    return _words_outline(text, language, _own.get(), bold=bold, width=width)


@cache
def _words_outline(
    text: str, language: str, own: OwnFonts | None, *, bold: bool, width: float | None
) -> Points:
    require_glyphs(text, own)
    families = (OWN_FAMILY, FAMILY) if own else (FAMILY,)
    folders = (own.folder, FONT_FOLDER) if own else (FONT_FOLDER,)
    weight = "bold" if bold else "regular"
    region = ', region: "cn"' if language == "zh" else ""
    named = ", ".join(map(_quoted, families))
    style = f'font: ({named},), weight: "{weight}", lang: "{language}"{region}'
    if width is None:
        return _outline(f"#text({style})[#{_quoted(text)}]", folders)
    edges = 'top-edge: 1em, bottom-edge: "baseline"'
    paragraph = (
        f"#set par(leading: {WORDS_LEADING - 1:.3f}em)\n#text({style}, {edges})[#{_quoted(text)}]"
    )
    return _outline(f"#box(width: {width}em)[{paragraph}]", folders)


def _code(row: str) -> Points:
    """A row of a program; spaces before it count."""
    drawn = _outline(f'#text(font: "DejaVu Sans Mono")[#{_quoted(row.lstrip())}]')
    return drawn + ((len(row) - len(row.lstrip())) * CODE_ADVANCE, 0.0, 0.0)


def _language_of(text: str, spoken: str) -> str:
    """The language of a text in a film in this one, which may say some words in Chinese or English.

    In Chinese, quotes and dashes are as wide as characters; not so in a name in Latin letters.
    """
    if spoken not in HANZI_TOO and any(ord(character) >= FIRST_CHINESE for character in text):
        return "zh"
    return "en" if spoken == "zh" else spoken


@cache
def _outline(code: str, folders: tuple[Path, ...] = (FONT_FOLDER,)) -> Points:
    """The curves of a piece of Typst, in em, the start of its baseline at the origin."""
    strut, *drawn = typeset("#box(width: 1em, height: 1em, fill: black)" + code, folders)
    origin = np.array((strut.points[:, 0].max(), strut.points[:, 1].min(), 0.0))
    parts = [_filled(part) - origin for part in drawn]
    if not parts:
        raise LetteringError(f"Typst drew nothing for {code!r}")
    outline = np.concatenate(parts)
    outline.setflags(write=False)
    return outline


def _filled(part: Part) -> Points:
    """A glyph as it is; a stroked bar as the rectangle that it looks like."""
    (left, low, _), (right, high, _) = part.points.min(axis=0), part.points.max(axis=0)
    if part.filled or high - low > right - left:
        return part.points
    middle = (low + high) / 2
    low, high = middle - _BAR / 2, middle + _BAR / 2
    corners = [(left, low, 0), (right, low, 0), (right, high, 0), (left, high, 0)]
    return VMobject().set_points_as_corners([*corners, corners[0]]).points


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
