"""Where a caption's lines break: as few lines as fit, about equally long, at a natural place."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

COLUMNS: Final = {"en": 42, "zh": 40}  # 42 letters; 20 characters, each two columns wide

_CLOSING: Final = "，。；：、？！”’）》】…,.;:?!)%"  # never starts a line
_OPENING: Final = "“‘（《【("  # never ends one
_OPERATORS: Final = frozenset("+−=≈×⋆∗→⇒-·*/<>≤≥")  # stay with what follows them
_RAGGED_BREAK: Final = 300  # the price of breaking where no punctuation stands, in columns²
_OTHER: Final = r"[^\s\u2e80-\uffef]+"  # letters and signs that are no Chinese characters
_BINDING: Final = r"[\u00a0\u202f]+"  # spaces that no line breaks at
_WORD = re.compile(rf"\s*(?:[\u2e80-\uffef]|{_OTHER}(?:{_BINDING}{_OTHER})*)")


def columns(text: str) -> int:
    """How wide a text is: a Chinese character or full-width sign counts two.

    >>> columns("步幅 s = 2")
    10
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def folded(text: str, language: str) -> list[str]:
    """One line of text as the lines of a caption; one too long for any line widens them.

    >>> folded("The window moves two columns to the right, and three rows down.", "en")
    ['The window moves two columns to the right,', 'and three rows down.']
    >>> folded("窗口每次向右移动两列，到行末后再向下移动三行继续计算。", "zh")
    ['窗口每次向右移动两列，', '到行末后再向下移动三行继续计算。']
    """
    pieces = tuple(_pieces(text))
    limit = max(
        [COLUMNS.get(language, COLUMNS["en"]), *(columns(piece.strip()) for piece in pieces)]
    )
    for count in range(1, len(pieces) + 1):
        best = _balanced(pieces, count, limit)
        if best is not None:
            return list(best[1])
    return []


def _pieces(text: str) -> list[str]:
    """The parts that no line break may go into, each with the space before it."""
    pieces: list[str] = []
    for word in _WORD.findall(text):
        if pieces and _belongs(pieces[-1].strip(), word):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _belongs(before: str, word: str) -> bool:
    spaced, inner = word[0].isspace(), word.strip()
    if not spaced and (before[-1] in _OPENING or inner[0] in _CLOSING):
        return True  # before a space, “ ends what is quoted, as in German and Czech
    return spaced and before.rsplit(maxsplit=1)[-1] in _OPERATORS


@cache
def _balanced(
    pieces: tuple[str, ...], count: int, limit: int
) -> tuple[int, tuple[str, ...]] | None:
    """The best way to set `pieces` in `count` lines: its price and the lines, if there is one."""
    if count == 1:
        line = "".join(pieces).strip()
        return ((limit - columns(line)) ** 2, (line,)) if columns(line) <= limit else None
    ways = []
    for cut in range(1, len(pieces)):
        line = "".join(pieces[:cut]).strip()
        if columns(line) > limit:
            break
        rest = _balanced(pieces[cut:], count - 1, limit)
        if rest is not None:
            price = (limit - columns(line)) ** 2 + (0 if line[-1] in _CLOSING else _RAGGED_BREAK)
            ways.append((price + rest[0], (line, *rest[1])))
    return min(ways, default=None, key=lambda way: way[0])
