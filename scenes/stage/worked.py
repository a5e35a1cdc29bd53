"""The worked line: an equation's numbers in the colours of their matrices.

A long one breaks over two lines, or over three where the region is tall; a longer one folds:
`0·0 + 6·1 + ⋯ + 0·3 = 6`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, combinations, pairwise
from typing import Final

from manim import VGroup

from scenes.stage import glyphs
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, number
from scenes.stage.theme import Theme
from scenes.story.equation import Equation, Token
from scenes.story.numerals import MINUS

LARGEST_EM: Final = 0.52
BROKEN_EM: Final = 0.4
SUM: Final = 0.22  # em on both sides of a sign
EQUAL: Final = 0.3
PRODUCT: Final = 0.1
AROUND: Final = {"+": SUM, MINUS: SUM, "=": EQUAL, "≈": EQUAL, "⋅": PRODUCT, ",": PRODUCT}
LEADING: Final = 1.25  # em from one baseline to the next, at least


@dataclass(frozen=True, slots=True)
class WorkedTerm:
    """One product on the line: which term it is, its factors, and the signs before and in it."""

    index: int
    factors: list[Lettering]
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
        parts = [part for term in self.terms for part in (term.signs, *term.factors)]
        return VGroup(*parts, *self.result)


def worked_line(equation: Equation, region: Region, theme: Theme) -> WorkedLine:
    """Lay the equation out in `region`, as large as it can be."""
    lines, em = arrange(equation, region)
    line = WorkedLine()
    for letters in _set(lines, em, region, theme):
        _collect(line, letters)
    return line


def arrange(equation: Equation, region: Region) -> tuple[list[list[Token]], float]:
    """The tokens of each line, and their size."""
    count = len(equation.terms)
    whole = equation.tokens(count)
    room = region.width
    em = min(LARGEST_EM, room / _width(whole))
    if em >= 0.8 * BROKEN_EM:
        return [whole], em
    most = max(2, int(region.height / (LEADING * BROKEN_EM)))
    for em in (BROKEN_EM, 0.9 * BROKEN_EM, SMALLEST_EM):
        for number_of_lines in range(2, most + 1):
            lines = _broken(whole, number_of_lines, room / em)
            if lines and number_of_lines * LEADING * em <= region.height + 0.4 * em:
                return lines, em
    folded = whole
    for kept in range(
        min(count - 1, int(room / BROKEN_EM)), 0, -1
    ):  # a term is an em wide, or more
        folded = equation.tokens(kept)
        if _width(folded) * BROKEN_EM <= room:
            return [folded], BROKEN_EM
    return [folded], max(SMALLEST_EM, room / _width(folded))


def token_width(token: Token) -> float:
    """How wide a token stands on the line, in em, with the space around a sign."""
    return glyphs.width(token.text) + 2 * AROUND.get(token.text, 0.0)


def _width(tokens: Sequence[Token]) -> float:
    return sum(map(token_width, tokens))


def _broken(tokens: Sequence[Token], number_of_lines: int, room: float) -> list[list[Token]]:
    """Lines of nearly equal length, or [] if those are still too wide."""
    reach = list(accumulate(map(token_width, tokens), initial=0.0))

    if reach[-1] > number_of_lines * room:
        return []

    def longest(ends: tuple[int, ...]) -> float:
        return max(reach[end] - reach[start] for start, end in pairwise(ends))

    breaks = [place for place, token in enumerate(tokens) if token.leads]
    ways = [(0, *chosen, len(tokens)) for chosen in combinations(breaks, number_of_lines - 1)]
    best = min(ways, key=longest, default=())
    if not best or longest(best) > room:
        return []
    return [list(tokens[start:end]) for start, end in pairwise(best)]


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
            width = token_width(token) * em
            colour = getattr(theme, token.role)
            letters.append((token, number(token.text, em, colour, (pen + width / 2, y))))
            pen += width
        yield letters


def _collect(line: WorkedLine, letters: Sequence[tuple[Token, Lettering]]) -> None:
    """Put the letterings of one line to the terms that they belong to."""
    by_term: dict[int, list[tuple[Token, Lettering]]] = {}
    for token, lettering in letters:
        if token.term >= 0:
            by_term.setdefault(token.term, []).append((token, lettering))
        else:
            line.result.append(lettering)
    for index, parts in by_term.items():
        factors = [lettering for token, lettering in parts if token.factor >= 0]
        signs = [lettering for token, lettering in parts if token.factor < 0]
        line.terms.append(WorkedTerm(index, factors, VGroup(*signs)))
