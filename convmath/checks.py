"""Single arguments, checked: whole numbers, yes or no, axes, and sizes that memory can hold."""

import operator
from typing import SupportsIndex

import numpy as np

from convmath.errors import ConvMathError, shown

MAX_ELEMENTS = 2**28  # 2 GiB of float64
MAX_WHOLE = 2**53


def whole_number(value: object, name: str, minimum: int) -> int:
    """Take a whole number of at least `minimum` (Python's or NumPy's, no bool) or raise.

    >>> whole_number(1.5, "stride height", 1)
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: stride height 1.5 is not a whole number: use 1 or more
    """
    try:
        if isinstance(value, bool | np.bool_) or not isinstance(value, SupportsIndex):
            raise TypeError
        whole = operator.index(value)
    except TypeError:
        raise ConvMathError(
            f"{name} {shown(value)} is not a whole number: use {minimum} or more"
        ) from None
    if whole < minimum:
        raise ConvMathError(f"{name} {shown(whole)} is too small: use {minimum} or more")
    if whole > MAX_WHOLE:
        raise ConvMathError(f"{name} {shown(whole)} is too large: use at most {MAX_WHOLE}")
    return whole


def yes_or_no(value: object, name: str) -> bool:
    """Take True or False (Python's or NumPy's) or raise.

    >>> yes_or_no(np.True_, "ceil_mode")
    True
    """
    if not isinstance(value, bool | np.bool_):
        raise ConvMathError(f"{name} {shown(value)} is not possible: use True or False")
    return bool(value)


def check_axis(axis: object, rank: int, name: str) -> int:
    """Take one of `rank` axes, counted from 0 or back from −1, and count it from 0; or raise.

    >>> check_axis(-1, 3, "axis")
    2
    """
    if not rank:
        raise ConvMathError(f"{name} {shown(axis)} is not possible: one number alone has no axes")
    whole = whole_number(axis, name, -rank)
    if whole >= rank:
        raise ConvMathError(f"{name} {whole} is not one of {rank} axes: use {-rank} to {rank - 1}")
    return whole % rank


def check_size(shape: tuple[int, ...], name: str) -> None:
    """Refuse to fill a machine's memory: raise ConvMathError above 2^28 numbers.

    >>> check_size((10**6, 10**6), "the output")
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: the output of shape (1000000, 1000000) would hold \
1000000000000 numbers: at most 268435456 are allowed
    """
    size = int(np.prod(shape, dtype=object))
    if size > MAX_ELEMENTS:
        raise ConvMathError(
            f"{name} of shape {shape} would hold {size} numbers: at most {MAX_ELEMENTS} are allowed"
        )
