"""What is drawn into a plot, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Curve:
    """Pairs of numbers, joined by a line in a role's colour, `dashed` to tell it from another.

    `end` is the place of the last one (`"loss[9]"`), whose number is written beside it; without,
    none is written. With it stands what the curve is: a `symbol` in Typst, or a `label` of the
    lesson, in words.
    """

    end: str
    pairs: tuple[tuple[Any, Any], ...]
    role: str
    dashed: bool = False
    symbol: str = ""
    label: str = ""
