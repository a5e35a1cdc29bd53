"""A step's sum of products, as it is written: on the worked line and in the caption alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from convmath import Step, Trace
from scenes.story.numerals import Notation, Numeral

LONGEST_CAPTION: Final = 44  # characters of a sum inside a sentence


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
class Term:
    """One product: an input element times a kernel element."""

    operand: Numeral
    weight: Numeral

    @property
    def text(self) -> str:
        return f"{self.operand.factor}·{self.weight.factor}"


@dataclass(frozen=True, slots=True)
class Sum:
    """All products of one window and their total."""

    terms: tuple[Term, ...]
    total: Numeral

    @classmethod
    def of(cls, step: Step, notation: Notations = EXACT) -> Sum:
        """Write the numbers of a step, pair by pair in row order.

        >>> from convmath import cross_correlate
        >>> Sum.of(cross_correlate([[0, 6]], [[1, -2]]).steps[0]).text()
        '0·1 + 6·(−2) = −12'
        """
        pairs = zip(step.operands.flat, step.weights.flat, strict=True)
        terms = tuple(Term(notation.input(x), notation.kernel(k)) for x, k in pairs)
        return cls(terms, notation.output(step.total))

    @property
    def relation(self) -> str:
        """`=` only between equal things; `≈` as soon as one number is rounded."""
        return "=" if self.total.exact and all(map(_is_exact, self.terms)) else "≈"

    def text(self, longest: int = LONGEST_CAPTION) -> str:
        """On one line of at most `longest` characters, folded in the middle where it must be.

        >>> from convmath import cross_correlate
        >>> Sum.of(cross_correlate([[1] * 9], [[1] * 9]).steps[0]).text(30)
        '1·1 + 1·1 + 1·1 + … + 1·1 = 9'
        """
        written = [term.text for term in self.terms]
        for kept in range(len(written), 0, -1):
            text = f"{' + '.join(fold(written, kept, '…'))} {self.relation} {self.total.text}"
            if len(text) <= longest:
                return text
        return f"… {self.relation} {self.total.text}"


def fold(parts: Sequence[str], kept: int, ellipsis: str) -> list[str]:
    """Keep the first ones and the last one; say with an ellipsis that some are left out.

    >>> fold(["a", "b", "c", "d"], 3, "…")
    ['a', 'b', '…', 'd']
    """
    if kept >= len(parts):
        return list(parts)
    return [*parts[: max(kept - 1, 0)], ellipsis, parts[-1]]


def _is_exact(term: Term) -> bool:
    return term.operand.exact and term.weight.exact
