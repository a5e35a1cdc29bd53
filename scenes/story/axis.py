"""The axes of a plot: which range of numbers they show, and which of them are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from scenes.story.beat import StoryError
from scenes.story.numerals import MINUS, numeral

FIVE_TICKS: Final = 5
STEPS: Final = (1, 2, 5, 10)  # between two ticks, times a power of ten
LONGEST_TICK: Final = 5  # characters; a longer number is written with its power of ten


@dataclass(frozen=True, slots=True)
class Axis:
    """The numbers from `low` to `high`, at equal distances or, `logarithmic`, at equal ratios.

    Every number is exact: a tick stands where its number is. `whole` axes count things.
    """

    low: Fraction
    high: Fraction
    logarithmic: bool = False
    whole: bool = False

    @classmethod
    def of(
        cls,
        values: Iterable[Any],
        *,
        logarithmic: bool = False,
        whole: bool = False,
        snug: bool = False,
    ) -> Axis:
        """The axis of some numbers: it ends at ticks, or `snug` at the least and the greatest.

        A logarithmic axis shows what is above 0. Raises StoryError where nothing is.

        >>> axis = Axis.of([0, Fraction(49, 10)])
        >>> str(axis.high), [text for _, text in axis.ticks()]
        ('5', ['0', '1', '2', '3', '4', '5'])
        >>> [text for _, text in Axis.of([Fraction(1, 250), 12], logarithmic=True).ticks()]
        ['0.001', '0.01', '0.1', '1', '10', '100']
        """
        numbers = [Fraction(value) for value in values]
        if logarithmic:
            numbers = [number for number in numbers if number > 0]
        if not numbers:
            raise StoryError("an axis needs numbers; a logarithmic one needs some above 0")
        low, high = min(numbers), max(numbers)
        if logarithmic and (not snug or low == high):
            low, high = _power(magnitude(low)), _power(_magnitude_above(high))
            high = high * 10 if low == high else high
        elif low == high:
            low, high = min(low, Fraction(0)), max(high, Fraction(0)) or Fraction(1)
        axis = cls(low, high, logarithmic, whole)
        if logarithmic or snug:
            return axis
        step = axis.step(FIVE_TICKS)
        return cls(floor(low / step) * step, ceil(high / step) * step, whole=whole)

    def shows(self, value: Any) -> bool:
        """Whether a number has a place: a logarithmic axis never reaches 0."""
        return not self.logarithmic or value >= self.low

    def share(self, value: Any) -> float:
        """How far along the axis a number is: 0 at `low`, 1 at `high`.

        >>> Axis(Fraction(1), Fraction(100), logarithmic=True).share(10)
        0.5
        """
        if self.logarithmic:
            reach = _logarithm(self.high) - _logarithm(self.low)
            return (_logarithm(Fraction(value)) - _logarithm(self.low)) / reach
        return float((Fraction(value) - self.low) / (self.high - self.low))

    def ticks(self, most: int = FIVE_TICKS) -> list[tuple[Fraction, str]]:
        """About `most` numbers of the axis and how they are written, exactly.

        >>> [text for _, text in Axis(Fraction(1), Fraction(10), whole=True).ticks()]
        ['2', '4', '6', '8', '10']
        """
        values = self._powers(most) if self.logarithmic else self._multiples(most)
        return [(value, tick_text(value)) for value in values]

    def step(self, most: int) -> Fraction:
        """The least round number that divides the axis into at most `most` parts.

        >>> str(Axis(Fraction(0), Fraction(7)).step(5)), str(Axis(Fraction(0), Fraction(1)).step(5))
        ('2', '1/5')
        """
        least = (self.high - self.low) / most
        power = _power(magnitude(least))
        step = next(power * step for step in STEPS if power * step >= least)
        return max(step, Fraction(1)) if self.whole else step

    def _multiples(self, most: int) -> Iterator[Fraction]:
        step = self.step(most)
        first, last = ceil(self.low / step), floor(self.high / step)
        return (number * step for number in range(first, last + 1))

    def _powers(self, most: int) -> Iterator[Fraction]:
        first, last = _magnitude_above(self.low), magnitude(self.high)
        every = max(1, -((first - last) // most))
        return (_power(exponent) for exponent in range(first, last + 1, every))


def tick_text(value: Fraction) -> str:
    """A tick's number: in full, or with its power of ten where that would be long.

    >>> [tick_text(Fraction(text)) for text in ("-0.25", "12000", "3e9", "1e-6")]
    ['−0.25', '12000', '3e9', '1e−6']
    """
    written = numeral(value)
    if written.exact and len(written.text.lstrip(MINUS)) <= LONGEST_TICK:
        return written.text
    digits = Decimal(value.numerator) / Decimal(value.denominator)
    mantissa, exponent = f"{digits.normalize():e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", MINUS)


def magnitude(value: Fraction) -> int:
    """The power of ten below a number: of its first digit.

    >>> [magnitude(Fraction(text)) for text in ("1", "99.9", "0.02")]
    [0, 1, -2]
    """
    return (Decimal(value.numerator) / Decimal(value.denominator)).adjusted()


def _magnitude_above(value: Fraction) -> int:
    below = magnitude(value)
    return below if _power(below) == value else below + 1


def _power(exponent: int) -> Fraction:
    return Fraction(10) ** exponent


def _logarithm(value: Fraction) -> float:
    """To the base ten, of numbers too large or too small for a float as well."""
    return float((Decimal(value.numerator) / Decimal(value.denominator)).log10())
