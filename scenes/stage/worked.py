"""The worked line: products in the colours of their factors, summed to the output's number.

A long sum breaks over two lines; a longer one folds: `0·0 + 6·1 + ⋯ + 0·3 = 6`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from manim import VGroup

from scenes.stage import glyphs
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, number
from scenes.stage.theme import Theme
from scenes.story.sums import Sum

LARGEST_EM: Final = 0.52
TWO_LINES_EM: Final = 0.4
SPACE: Final = {"+": 0.22, "=": 0.3, "≈": 0.3, "⋅": 0.1}  # em on both sides of a sign
LEADING: Final = 1.25  # em from one baseline to the next, at least


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the line: its text, the role of its colour, and the term that it belongs to."""

    text: str
    role: str
    term: int = -1
    leads: bool = False  # a line may break before it

    @property
    def width(self) -> float:
        return glyphs.width(self.text) + 2 * SPACE.get(self.text, 0.0)


@dataclass(frozen=True, slots=True)
class WorkedTerm:
    """One product on the line: the sign before it, its two factors, and which term it is."""

    index: int
    operand: Lettering
    weight: Lettering
    signs: VGroup


@dataclass(slots=True)
class WorkedLine:
    """All letterings of the line, grouped by what moves together."""

    terms: list[WorkedTerm] = field(default_factory=list)
    result: list[Lettering] = field(default_factory=list)  # the relation and the total

    @property
    def total(self) -> Lettering:
        return self.result[-1]

    @property
    def mobject(self) -> VGroup:
        parts = [part for t in self.terms for part in (t.signs, t.operand, t.weight)]
        return VGroup(*parts, *self.result)


def worked_line(sum_: Sum, region: Region, theme: Theme) -> WorkedLine:
    """Lay the sum out in `region`, as large as it can be."""
    lines, em = arrange(sum_, region)
    line = WorkedLine()
    for letters in _set(lines, em, region, theme):
        _collect(line, letters)
    return line


def arrange(sum_: Sum, region: Region) -> tuple[list[list[Token]], float]:
    """The tokens of each line, and their size."""
    count = len(sum_.terms)
    whole = _tokens(sum_, count)
    room = region.width
    em = min(LARGEST_EM, room / _width(whole))
    if em >= 0.8 * TWO_LINES_EM:
        return [whole], em
    two = _broken(whole, room / TWO_LINES_EM)
    for em in (TWO_LINES_EM, 0.9 * TWO_LINES_EM, SMALLEST_EM):
        two = _broken(whole, room / em)
        if two and 2 * LEADING * em <= region.height + 0.4 * em:
            return two, em
    for kept in range(count - 1, 0, -1):
        folded = _tokens(sum_, kept)
        if _width(folded) * TWO_LINES_EM <= room:
            return [folded], TWO_LINES_EM
    return [folded], max(SMALLEST_EM, room / _width(folded))


def _tokens(sum_: Sum, kept: int) -> list[Token]:
    """The whole sum, or the first terms, an ellipsis and the last one."""
    last = len(sum_.terms) - 1
    chosen = list(range(last + 1)) if kept > last else [*range(kept - 1), last]
    tokens: list[Token] = []
    for index in chosen:
        if index == last and kept <= last:
            tokens += [Token("+", "text", leads=True)] if tokens else []
            tokens += [Token("⋯", "muted")]
        term = sum_.terms[index]
        tokens += [Token("+", "text", index, leads=True)] if tokens else []
        tokens += [
            Token(term.operand.factor, "input", index),
            Token("⋅", "text", index),
            Token(term.weight.factor, "kernel", index),
        ]
    return [*tokens, Token(sum_.relation, "text", leads=True), Token(sum_.total.text, "output")]


def _width(tokens: Sequence[Token]) -> float:
    return sum(token.width for token in tokens)


def _broken(tokens: Sequence[Token], room: float) -> list[list[Token]]:
    """Two lines of nearly equal length, or [] if that is still too wide."""
    breaks = [place for place, token in enumerate(tokens) if token.leads]
    halves = [(tokens[:place], tokens[place:]) for place in breaks]
    if not halves:
        return []
    first, second = min(halves, key=lambda half: max(_width(half[0]), _width(half[1])))
    fits = max(_width(first), _width(second)) <= room
    return [list(first), list(second)] if fits else []


def _set(
    lines: Sequence[Sequence[Token]], em: float, region: Region, theme: Theme
) -> Iterator[list[tuple[Token, Lettering]]]:
    """Letterings of each line, centred."""
    middle = region.centre[1]
    for number_of_line, tokens in enumerate(lines):
        y = middle + ((len(lines) - 1) / 2 - number_of_line) * LEADING * em
        pen = region.centre[0] - _width(tokens) * em / 2
        letters = []
        for token in tokens:
            centre = (pen + token.width * em / 2, y)
            colour = getattr(theme, token.role)
            letters.append((token, number(token.text, em, colour, centre)))
            pen += token.width * em
        yield letters


def _collect(line: WorkedLine, letters: Sequence[tuple[Token, Lettering]]) -> None:
    """Put the letterings of one line to the terms that they belong to."""
    ellipses: list[Lettering] = []
    by_term: dict[int, list[Lettering]] = {}
    for token, lettering in letters:
        if token.term >= 0:
            by_term.setdefault(token.term, []).append(lettering)
        elif token.text in "=≈" or token.role == "output":
            line.result.append(lettering)
        else:
            ellipses.append(lettering)
    for index, (*lead, operand, dot, weight) in by_term.items():
        line.terms.append(WorkedTerm(index, operand, weight, VGroup(*lead, dot)))
    if ellipses:
        line.terms[-1].signs.add(*ellipses)
