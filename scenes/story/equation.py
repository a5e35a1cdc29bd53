"""An equation with its numbers, as it is written: on the worked line and in the caption alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from convmath import Step, Trace
from scenes.story.numerals import MINUS, Notation, Numeral

LONGEST_CAPTION: Final = 44  # characters of an equation inside a sentence
CAPTION_SIGNS: Final = str.maketrans({"⋅": "·", "⋯": "…"})
TYPST_SIGNS: Final = str.maketrans({"·": " dot ", "/": "\\/", MINUS: "-", "≈": "approx"})

Form = Literal["sum", "difference", "mean", "max"]


@dataclass(frozen=True, slots=True)
class Notations:
    """How a trace's numbers are written wherever they appear: in a grid, in a sum, in a caption."""

    input: Notation = field(default_factory=Notation)
    kernel: Notation = field(default_factory=Notation)
    output: Notation = field(default_factory=Notation)

    @classmethod
    def of(cls, trace: Trace[Step]) -> Notations:
        """Every matrix in the notation that suits it."""
        return cls(*map(Notation.of, (trace.input, trace.kernel, trace.output)))


EXACT: Final = Notations()


@dataclass(frozen=True, slots=True)
class Factor:
    """A number of an equation: its writing, its colour's role, the place that it comes from."""

    numeral: Numeral
    role: str = "text"
    place: str = ""


Term = tuple[Factor, ...]  # their product


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a written equation; `term` and `factor` say which number it is, if it is one."""

    text: str
    role: str
    term: int = -1
    factor: int = -1
    leads: bool = False  # a line may break before it


@dataclass(frozen=True, slots=True)
class Equation:
    """Products added up, subtracted from the first, averaged over `count`, or the greatest of them.

    `total` is what comes out.
    """

    terms: tuple[Term, ...]
    total: Factor
    form: Form = "sum"
    count: int = 0  # what a mean divides by; 0 for as many as there are terms

    @classmethod
    def of_window(cls, step: Step, notation: Notations = EXACT) -> Equation:
        """The sum of a window's products, pair by pair in row order.

        >>> from convmath import cross_correlate
        >>> Equation.of_window(cross_correlate([[0, 6]], [[1, -2]]).steps[0]).text()
        '0·1 + 6·(−2) = −12'
        """
        pairs = zip(step.operands.flat, step.weights.flat, strict=True)
        terms = tuple(
            (Factor(notation.input(x), "input"), Factor(notation.kernel(k), "kernel"))
            for x, k in pairs
        )
        return cls(terms, Factor(notation.output(step.total), "output"))

    @property
    def relation(self) -> str:
        """`=` only between equal things; `≈` as soon as one number is rounded."""
        factors = [self.total, *(factor for term in self.terms for factor in term)]
        return "=" if all(factor.numeral.exact for factor in factors) else "≈"

    def text(self, longest: int = LONGEST_CAPTION) -> str:
        """On one line of at most `longest` characters, folded in the middle where it must be.

        >>> from convmath import cross_correlate
        >>> Equation.of_window(cross_correlate([[1] * 9], [[1] * 9]).steps[0]).text(30)
        '1·1 + 1·1 + 1·1 + … + 1·1 = 9'
        """
        for kept in range(min(len(self.terms), longest), 0, -1):
            text = spelled(self.tokens(kept))
            if len(text) <= longest:
                return text
        return f"… {self.relation} {self.total.numeral.text}"

    def tokens(self, kept: int) -> list[Token]:
        """All of it, or the first of `kept` terms, an ellipsis and the last one.

        >>> numbers = [(Factor(Numeral(text)),) for text in ("4", "−7", "1")]
        >>> greatest = Equation(tuple(numbers), Factor(Numeral("4")), "max")
        >>> spelled(greatest.tokens(3)), spelled(greatest.tokens(2))
        ('max(4, −7, 1) = 4', 'max(4, …, 1) = 4')
        """
        last, inner = len(self.terms) - 1, list(self._inner(kept))
        first = inner[0].term
        if self.form in ("mean", "max"):
            inner = [Token("(", "text", first), *inner, Token(")", "text", last)]
        if self.form == "max":
            inner = [Token("max", "text", first), *inner]
        if self.form == "mean":
            inner = [*inner, Token(f"/{self.count or len(self.terms)}", "text", last)]
        total = self.total
        return [
            *inner,
            Token(self.relation, "text", leads=True),
            Token(total.numeral.text, total.role),
        ]

    def _inner(self, kept: int) -> Iterator[Token]:
        """The terms and the signs between them."""
        last = len(self.terms) - 1
        chosen = list(range(last + 1)) if kept > last else [*range(kept - 1), last]
        between = {"max": ",", "difference": MINUS}.get(self.form, "+")
        for place, index in enumerate(chosen):
            if index == last and kept <= last:
                if place:
                    yield Token(between, "text", index, leads=True)
                yield Token("⋯", "muted", index)
            if place or (index == last and kept <= last):
                yield Token(between, "text", index, leads=True)
            yield from self._product(index)

    def _product(self, index: int) -> Iterator[Token]:
        for place, factor in enumerate(self.terms[index]):
            if place:
                yield Token("⋅", "text", index)
            yield Token(self._written(index, factor), factor.role, index, place)

    def _written(self, index: int, factor: Factor) -> str:
        """A number with parentheses where its sign or its fraction bar would be misread."""
        alone, text = len(self.terms[index]) == 1, factor.numeral.text
        if not alone:
            return factor.numeral.factor
        return f"({text})" if index and self.form != "max" and text[0] == MINUS else text


def in_typst(equation: Equation, longest: int = LONGEST_CAPTION) -> str:
    """The equation as a formula in Typst.

    >>> from convmath import cross_correlate
    >>> in_typst(Equation.of_window(cross_correlate([[0.5, 6]], [[1, -2]]).steps[0]))
    '0.5 dot 1 + 6 dot (-2) = -11.5'
    """
    return equation.text(longest).translate(TYPST_SIGNS)


def spelled(tokens: Iterable[Token]) -> str:
    """The tokens as text: spaces around + and =, and after a comma.

    >>> spelled([Token("0", ""), Token("⋅", ""), Token("1", ""), Token("=", ""), Token("0", "")])
    '0·1 = 0'
    """
    text = "".join(_spaced(token.text) for token in tokens)
    return text.translate(CAPTION_SIGNS)


def _spaced(text: str) -> str:
    return f" {text} " if text in ("+", MINUS, "=", "≈") else f"{text} " if text == "," else text
