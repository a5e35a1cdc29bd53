"""The output-size formula as it is written, in the two conventions that courses use."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Convention: TypeAlias = Literal["per side", "total"]


@dataclass(frozen=True, slots=True)
class SizeFormula:
    """The output-size formula along one axis, in letters (`symbols`) and filled in (`numbers`).

    >>> from convmath import Geometry
    >>> print(Geometry.of((8,), (3,), padding=1, stride=2).formula(0))
    ⌊(n + 2p − k)/s⌋ + 1 = ⌊(8 + 2·1 − 3)/2⌋ + 1 = 4
    """

    convention: Convention
    symbols: str
    numbers: str
    output: int

    def __str__(self) -> str:
        return f"{self.symbols} = {self.numbers} = {self.output}"


def formula_terms(
    n: int, k: int, s: int, sides: tuple[int, int], d: int, convention: Convention
) -> tuple[str, str]:
    """What is divided by the stride s, in letters and filled in; `sides` are the padding's.

    >>> formula_terms(8, 3, 2, (1, 1), 1, "total")
    ('n − k + p + s', '8 − 3 + 2 + 2')
    """
    before, after = sides
    letters, kernel = ("k", f"{k}") if d == 1 else ("d(k − 1) − 1", f"{d}·({k} − 1) − 1")
    if convention == "total":
        return f"n − {letters} + p + s", f"{n} − {kernel} + {before + after} + {s}"
    if before == after:
        return f"n + 2p − {letters}", f"{n} + 2·{before} − {kernel}"
    return f"n + p₁ + p₂ − {letters}", f"{n} + {before} + {after} − {kernel}"
