"""Numbers as they are written on screen, and whether what is written is all of it.

Exact numbers are written exactly when that is short: integers, decimals that end, fractions.
Everything else is rounded to significant digits and marked with ≈.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from typing import Any, Final

from numpy.typing import NDArray

MINUS: Final = "−"
LONGEST: Final = 7  # characters of a number written in full
FLOAT_DIGITS: Final = 2  # significant digits of a float in a matrix


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number's writing. `exact` says that `text` is the number itself, not a rounding."""

    text: str
    exact: bool = True

    @property
    def marked(self) -> str:
        """With ≈ in front when rounded, for a place where no = or ≈ stands before it."""
        return self.text if self.exact else f"≈{self.text}"

    @property
    def factor(self) -> str:
        """As a factor of a product: a sign or a fraction gets parentheses."""
        return f"({self.text})" if self.text[0] == MINUS or "/" in self.text else self.text


@dataclass(frozen=True, slots=True)
class Notation:
    """How the numbers of one matrix are written: in full, or all rounded to `digits` at most.

    Floats of many digits are rounded to two significant ones; no number but 0 is written as 0.

    >>> import numpy as np
    >>> notation = Notation.of(np.array([[0.4567, -0.0123]]))
    >>> notation(0.4567).text, notation(-0.0123).text
    ('0.46', '−0.012')
    >>> Notation.of(np.array([[1, 1000]]))(1000)
    Numeral(text='1000', exact=True)
    """

    digits: int | None = None

    @classmethod
    def of(cls, matrix: NDArray[Any]) -> Notation:
        """The notation for all of a matrix's numbers."""
        if matrix.dtype.kind != "f" or all(numeral(value).exact for value in matrix.flat):
            return cls()
        return cls(digits=FLOAT_DIGITS)

    def in_a_cell(self, value: Any) -> str:
        """Among exact numbers, a rounded one says so itself; floats are rounded all together."""
        written = self(value)
        return written.marked if self.digits != FLOAT_DIGITS else written.text

    def __call__(self, value: Any) -> Numeral:
        if self.digits is None:
            return numeral(value)
        text = _rounded(value, self.digits)
        exact = Fraction(text) == Fraction(value)
        return Numeral(text.replace("-", MINUS), exact)


def numeral(value: Any, digits: int = 3) -> Numeral:
    """Write one number.

    >>> [numeral(v).text for v in (19, -3, Fraction(1, 2), Fraction(-25, 3))]
    ['19', '−3', '0.5', '−25/3']
    >>> numeral(0.1234567), numeral(Fraction(12345, 6789))
    (Numeral(text='0.123', exact=False), Numeral(text='1.82', exact=False))
    >>> import numpy as np
    >>> numeral(np.int64(-123456789)).text
    '−1.2e8'
    """
    if isinstance(value, Rational):
        text = _exact_text(Fraction(value))
    elif float(value).is_integer() and abs(value) < 10**LONGEST:
        text = str(int(value))
    else:
        text = _short_float(float(value))
    if text and len(text) <= LONGEST:
        return Numeral(text.replace("-", MINUS))
    return Numeral(_rounded(value, digits).replace("-", MINUS), exact=False)


def shape_text(shape: Iterable[Any]) -> str:
    """A shape in a sentence.

    >>> shape_text((3, 2))
    '3×2'
    """
    return "×".join(map(str, shape))


def shape_code(shape: Iterable[Any]) -> str:
    """A shape in a formula, in Typst.

    >>> shape_code((3, 2))
    '3 times 2'
    """
    return " times ".join(map(str, shape))


def _exact_text(value: Fraction) -> str:
    """As an integer, a decimal that ends within four places, or p/q."""
    if value.denominator == 1:
        return str(value.numerator)
    if 10_000 % value.denominator == 0:
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
        return format(decimal.normalize(), "f")
    return f"{value.numerator}/{value.denominator}"


def _short_float(value: float) -> str:
    """A float in full if a few digits say it all (0.5, −1.25, 1e22), else nothing."""
    mantissa, _, exponent = repr(value).partition("e")
    text = f"{mantissa}e{int(exponent)}" if exponent else mantissa
    return text if Fraction(text) == Fraction(value) else ""


def _rounded(value: Any, digits: int) -> str:
    """To significant digits; very large and very small numbers with a power of ten, as 1.2e9."""
    if value == 0:
        return "0"
    ratio = Fraction(value)
    number = Decimal(int(ratio.numerator)) / Decimal(int(ratio.denominator))
    if -3 <= number.adjusted() < LONGEST:
        places = max(0, digits - 1 - number.adjusted())
        text = f"{number:.{places}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa, exponent = f"{number:.{max(0, digits - 2)}e}".split("e")
    return f"{mantissa}e{int(exponent)}"
