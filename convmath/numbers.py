"""Numbers in: text, lists and arrays become exact integers and fractions, or honest floats."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real
from typing import Any, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from convmath.errors import ConvMathError, shown

Array: TypeAlias = npt.NDArray[Any]
Number: TypeAlias = int | Fraction | float

MAX_AXES = 16
MAX_EXPONENT = 9999  # of ten, in a Decimal: a few kilobytes for each number
_NUMBER = re.compile(r"[+-]?(\d+/\d+|(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?)", re.ASCII | re.IGNORECASE)
# What keyboards and word processors put for -, / and the ASCII signs (full-width forms).
_TYPED = {0x2212: "-", 0x2044: "/"} | {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}


def parse_number(text: str) -> int | Fraction:
    """Read one number exactly: ``"0.1"`` is 1/10, never a nearby float.

    Accepts integers, decimals, powers of ten up to e±999 and fractions. Raises ConvMathError for
    words, ``nan`` and ``inf``, and for a denominator of 0.

    >>> parse_number("1/3"), parse_number("0.1"), parse_number("−2"), parse_number("1e-3")
    (Fraction(1, 3), Fraction(1, 10), -2, Fraction(1, 1000))
    """
    plain = _text(text).translate(_TYPED).strip()
    if not _NUMBER.fullmatch(plain) or len(plain) > 1000:
        raise ConvMathError(
            f"{shown(plain)} is not a number: write it like 3, -2, 0.5, 1/3 or 1e-3"
        )
    if "/" in plain and not int(plain.split("/")[1]):
        raise ConvMathError(f"{shown(plain)} divides by 0: the lower number must be at least 1")
    return _simplest(Fraction(plain))


def parse_matrix(text: str) -> Array:
    """Read a matrix: rows end at ``;`` or a new line, numbers are parted by spaces or commas.

    Returns a read-only exact array (rows, columns). Raises ConvMathError for ragged rows and for
    anything that is not a number, naming its row and column.

    >>> parse_matrix("1 2; 3 4").tolist()
    [[1, 2], [3, 4]]
    """
    rows = [row.strip() for row in re.split(r"[;\n]", _text(text).translate(_TYPED)) if row.strip()]
    if not rows:
        raise ConvMathError("the matrix is empty: write numbers, for instance '1 2; 3 4'")
    table = [_parse_row(row, number) for number, row in enumerate(rows, start=1)]
    for number, row in enumerate(table, start=1):
        if len(row) != len(table[0]):
            raise ConvMathError(
                f"row {number} has {_count(len(row))} but row 1 has {_count(len(table[0]))}: "
                "every row needs the same count"
            )
    return as_exact(table)


def as_exact(values: object, name: str = "input") -> Array:
    """Turn any array-like of numbers into a read-only array that keeps every number exact.

    int64 where all are whole and fit, Python ``int`` and ``Fraction`` in an object array
    otherwise, float64 if any is a float (that dtype *is* the mark of floating point). Bools count
    as 0 and 1, ``Decimal`` is a fraction. Raises ConvMathError for NaN, infinity, empty axes,
    ragged nesting, masked entries and things that are not numbers.

    >>> as_exact([[1, Fraction(1, 2)]]).dtype, as_exact([[True, 2]]).dtype, as_exact([0.5]).dtype
    (dtype('O'), dtype('int64'), dtype('float64'))
    """
    array = _to_array(values, name)
    if 0 in array.shape:
        raise ConvMathError(f"{name} of shape {array.shape} is empty: every axis needs 1 or more")
    exact = _exact_objects(array, name) if array.dtype == object else _exact_dtype(array, name)
    return freeze(exact.copy() if exact.base is not None or exact is values else exact)


def is_floating(array: Array) -> bool:
    """Say whether the array holds floating-point numbers, so that ``=`` may not be shown.

    >>> is_floating(as_exact([0.5])), is_floating(as_exact([Fraction(1, 2)]))
    (True, False)
    """
    return (array if isinstance(array, np.ndarray) else as_exact(array)).dtype.kind == "f"


def freeze(array: Array) -> Array:
    """Make the array read-only and return it.

    >>> freeze(np.zeros(2)).flags.writeable
    False
    """
    whole = np.asarray(array)  # NumPy hands out scalars where an array has no axes
    whole.setflags(write=False)
    return whole


def as_number(value: object) -> Number:
    """Give one array element as Python's own int, Fraction or float.

    >>> as_number(np.int64(3)), as_number(np.float64(0.5))
    (3, 0.5)
    """
    return cast(Number, value.item() if isinstance(value, np.generic) else value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ConvMathError(
            f"{shown(value)} is not text: give text to read, or numbers to as_exact"
        )
    return value


def _parse_row(row: str, number: int) -> list[int | Fraction]:
    numbers = []
    for column, word in enumerate(re.split(r"\s*,\s*|\s+", row), start=1):
        try:
            numbers.append(parse_number(word))
        except ConvMathError as error:
            raise ConvMathError(f"row {number}, column {column}: {error}") from None
    return numbers


def _to_array(values: object, name: str) -> Array:
    if isinstance(values, str | bytes):
        raise ConvMathError(f"{name} is text: turn it into numbers with parse_matrix first")
    if np.ma.is_masked(values):
        raise ConvMathError(f"{name} has masked entries: fill them with numbers first")
    try:
        # dtype=object, because NumPy would silently turn [2**63, -1] into floats.
        dtype = None if hasattr(values, "__array__") else object
        array = np.asarray(values, dtype=dtype)
    except (ValueError, TypeError, RuntimeError) as error:
        raise ConvMathError(f"{name} is not a rectangular array of numbers: {error}") from None
    if array.ndim > MAX_AXES:
        raise ConvMathError(f"{name} has {array.ndim} axes: use at most {MAX_AXES}")
    return array


def _exact_dtype(array: Array, name: str) -> Array:
    kind = array.dtype.kind
    if kind == "f":
        with np.errstate(over="ignore"):  # a long double beyond float64: told as infinite
            floats = array.astype(np.float64)
        return _finite(floats, name)
    if kind not in "biu":
        raise ConvMathError(f"{name} holds {array.dtype}, not numbers: use whole or real numbers")
    if kind == "u" and int(array.max()) > np.iinfo(np.int64).max:
        return array.astype(object)
    return array.astype(np.int64)


def _exact_objects(array: Array, name: str) -> Array:
    numbers = [_exact_scalar(value, name, i, array.shape) for i, value in enumerate(array.flat)]
    if any(isinstance(number, float) for number in numbers):
        floats = np.array([_as_float(number, name) for number in numbers])
        return _finite(floats.reshape(array.shape), name)
    small = np.iinfo(np.int64)
    if all(isinstance(number, int) and small.min <= number <= small.max for number in numbers):
        return np.array(numbers, dtype=np.int64).reshape(array.shape)
    exact = np.empty(len(numbers), dtype=object)
    exact[:] = numbers
    return exact.reshape(array.shape)


def _exact_scalar(value: object, name: str, flat: int, shape: tuple[int, ...]) -> Number:
    if isinstance(value, bool | np.bool_):
        return int(value)
    timeless = not isinstance(value, np.timedelta64)  # by its class an integer, yet no number
    if timeless and isinstance(value, Rational):
        return _simplest(Fraction(int(value.numerator), int(value.denominator)))
    if timeless and isinstance(value, Real):
        return float(value)
    where = tuple(int(i) for i in np.unravel_index(flat, shape))
    if isinstance(value, Decimal):
        return _from_decimal(value, name, where)
    if isinstance(value, Sequence) and not isinstance(value, str):
        raise ConvMathError(
            f"{name} is ragged: at {where} it holds {len(value)} entries where others hold another "
            "number; every row needs the same count"
        )
    raise ConvMathError(
        f"{name} holds {shown(value)} at {where}, which is not a number: use whole or real numbers"
    )


def _from_decimal(value: Decimal, name: str, where: tuple[int, ...]) -> Number:
    if not value.is_finite():
        raise ConvMathError(f"{name} holds {value} at {where}: only finite numbers")
    if abs(value.adjusted()) > MAX_EXPONENT:
        raise ConvMathError(
            f"{name} holds {shown(value)} at {where}: use powers of ten from -{MAX_EXPONENT} to "
            f"{MAX_EXPONENT}"
        )
    return _simplest(Fraction(value))


def _simplest(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def _as_float(number: Number, name: str) -> float:
    try:
        return float(number)
    except OverflowError:
        raise ConvMathError(
            f"{name} mixes floats with a number beyond float range: give all of them exactly"
        ) from None


def _finite(array: Array, name: str) -> Array:
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ConvMathError(f"{name} holds {float(array[where])} at {where}: only finite numbers")
    array += 0.0  # −0 becomes 0, which no sum or picture tells apart
    return array


def _count(count: int) -> str:
    return f"{count} number" if count == 1 else f"{count} numbers"
