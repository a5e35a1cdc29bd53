"""The one error of the library: a sentence with the numbers and the remedy in it."""

from fractions import Fraction
from typing import TypeVar

T = TypeVar("T")
_LONGEST = 80  # characters of a value in a sentence


class ConvMathError(ValueError):
    """Something impossible was asked; the message says what, with which numbers, and what helps.

    >>> raise ConvMathError("stride height 0 is not allowed: use a whole number of at least 1")
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: stride height 0 is not allowed: use a whole number of at least 1
    """


def shown(value: object) -> str:
    """A value as a sentence can hold it: on one line, and cut where it is long.

    >>> shown("x" * 200) == "'" + "x" * 79 + "…"
    True
    >>> shown(10**5000), shown(Fraction(3, 2))
    ('a number of more digits than Python writes', '3/2')
    """
    try:
        text = str(value) if isinstance(value, Fraction) else " ".join(repr(value).split())
    except ValueError:
        return "a number of more digits than Python writes"
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def expect(value: object, kind: type[T], name: str, remedy: str) -> T:
    """Take a value of this kind, or raise and say how to get one.

    >>> expect(3, list, "the stack", "write [3]")
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: the stack 3 is no list: write [3]
    """
    if not isinstance(value, kind):
        raise ConvMathError(f"{name} {shown(value)} is no {kind.__name__}: {remedy}")
    return value
