"""The glyphs of numbers and sums: compiled once, then only copied and shifted.

Re-created text is the classic slowness of Manim scenes. One Typst line holds every glyph that a
number or a worked sum can need; a written number is one path, put together from these outlines.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from scenes.stage.typeset import Part, Points, typeset

DIGIT_HEIGHT: Final = 0.665  # of an em, in the math face

# How far the pen moves after each glyph, in em: Typst's `measure` of New Computer Modern Math.
ADVANCE: Final = dict.fromkeys("0123456789", 0.5) | {
    "−": 0.778,
    "+": 0.778,
    "=": 0.778,
    "≈": 0.773,
    "≤": 0.778,
    "≥": 0.778,
    "×": 0.778,
    "⋅": 0.278,
    "⋆": 0.525,
    "⋯": 0.776,
    "⋮": 0.218,
    "∗": 0.5,
    "→": 1.0,
    "↓": 0.5,
    "∞": 1.0,
    ".": 0.278,
    ",": 0.278,
    "/": 0.5,
    "(": 0.389,
    ")": 0.389,
    "e": 0.444,
    "m": 0.841,
    "a": 0.511,
    "x": 0.544,
}
_TYPST: Final = {"/": "\\/", "(": "\\(", ")": "\\)", "−": "-"} | {
    letter: f"upright({letter})" for letter in "emax"
}
_SPACING: Final = 2.0  # em between two glyphs on the specimen line


def width(text: str) -> float:
    """How wide `text` is, in em.

    >>> width("−12")
    1.778
    """
    return round(sum(ADVANCE[character] for character in text), 6)


@cache
def outline(character: str) -> Points:
    """The glyph's curves, in em, its origin on the baseline at (0, 0)."""
    return _specimen()[character]


def outlines(text: str) -> Points:
    """All of `text` as one path, in em, starting at the origin."""
    pen, parts = 0.0, []
    for character in text:
        parts.append(outline(character) + (pen, 0.0, 0.0))
        pen += ADVANCE[character]
    return np.concatenate(parts)


@cache
def _specimen() -> dict[str, Points]:
    """Every glyph, from one compiled line that starts with a black square of one em."""
    boxes = "".join(_box(f"${_TYPST.get(character, character)}$") for character in ADVANCE)
    square = _box("rect(width: 1em, height: 1em, fill: black)")
    reference, *glyphs = typeset(f"$ {square + boxes} $")
    if len(glyphs) != len(ADVANCE):
        raise RuntimeError(f"the specimen line has {len(glyphs)} glyphs, not {len(ADVANCE)}")
    origin = reference.points.min(axis=0)
    return {
        character: _from(glyph, origin + (_SPACING * place, 0.0, 0.0))
        for place, (character, glyph) in enumerate(zip(ADVANCE, glyphs, strict=True), start=1)
    }


def _box(content: str) -> str:
    return f"#box(width: {_SPACING}em, align(left, {content}))"


def _from(glyph: Part, origin: Points) -> Points:
    points: Points = glyph.points - origin
    points.setflags(write=False)
    return points
