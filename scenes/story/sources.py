"""Reads the user's own inputs: arrays typed on the command line, files, padding, strides, lists.

A text that ends in one of `FILES` (.csv, .npy, .png, …) names a file; any other is a matrix.
The rule looks at the text alone, so what lies in the current folder never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from convmath import ConvMathError, as_exact, parse_matrix, parse_number
from convmath.errors import shown
from scenes.story.example import Example
from scenes.story.files import FILES, check_size, read_file
from scenes.story.numerals import shape_text

MODES: Final = ("valid", "same", "same_lower", "full")
DIGITS: Final = 100  # so that products and sums of numbers can still be drawn, as floats are
LARGEST_NUMBER: Final = 10**DIGITS

Padding: TypeAlias = int | str | tuple[int | tuple[int, int], ...]


class SourceError(ValueError):
    """An input that cannot be read; the sentence says where and what helps."""


def changed(book: Example, changes: Mapping[str, Any]) -> Example:
    """The example with the user's own inputs and parameters, given as text or as Python has them.

    >>> changed(Example.of("stride"), {"kernel": "1/2 -1", "stride": "1"}).inputs["kernel"]
    array([[Fraction(1, 2), -1]], dtype=object)
    >>> changed(Example.of("stride"), {"stride": (2, 1)}).parameters["stride"]
    (2, 1)
    """
    unknown = [name for name in changes if name not in {*book.inputs, *book.parameters}]
    if unknown:
        book.replace(**dict.fromkeys(unknown))  # raises, and says what the lesson takes
    return book.replace(**{name: _taken(book, name, given) for name, given in changes.items()})


def _taken(book: Example, name: str, given: Any) -> Any:
    """A value for the example: an array for an array, else what was given."""
    if isinstance(given, str):
        return _read(book, name, given)
    try:
        rank = np.asarray(book.inputs.get(name, 0), dtype=float).ndim
    except (TypeError, ValueError):  # no numbers: a list of names, say
        rank = 0
    if not rank:
        return given
    array = as_exact(given, name)
    _check(array, rank)
    return array


def _read(book: Example, name: str, text: str) -> Any:
    """A text, read as the book's value is."""
    value = book.inputs[name] if name in book.inputs else book.parameters[name]
    if name == "padding":
        return read_padding(text)
    in_short = {tuple: read_steps} if name in book.parameters else {}  # one number for all axes
    for kind, read in (READERS | in_short).items():
        if isinstance(value, kind):
            return read(text, name)
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [part.strip() for part in text.split(";") if part.strip()]
    try:
        return read_array(text, name, rank=np.asarray(value, dtype=float).ndim)
    except (TypeError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{name} is no array or number: give it from Python") from None


def read_array(text: str, name: str = "input", rank: int = 2) -> NDArray[Any]:
    """An exact, read-only array from typed numbers or a file (the module says which is which).

    Matrices of an array with three axes are parted by |, those with four by || as well. Raises
    SourceError.

    >>> read_array("0.1 1/3; -2 4").tolist()
    [[Fraction(1, 10), Fraction(1, 3)], [-2, 4]]
    >>> read_array("1 2; 3 4 | 5 6; 7 8", rank=3).shape, read_array("1 2 3", rank=1).shape
    ((2, 2, 2), (3,))
    """
    path = Path(text.strip()).expanduser()
    is_file = path.suffix.lower() in FILES
    with _named(str(path)) if is_file else _named(name, _file_hint(text)):
        read = read_file(path, rank) if is_file else None
        array = as_exact(_typed(text, rank) if read is None else read, name)
        if rank == 1 and array.ndim == 2 and 1 in array.shape:
            array = array.reshape(-1)
        _check(array, rank)
    return array


def _typed(text: str, rank: int) -> NDArray[Any]:
    """Numbers as they are typed: rows parted by ; and matrices by | and ||."""
    stacks = [[parse_matrix(matrix) for matrix in part.split("|")] for part in text.split("||")]
    shapes = {matrix.shape for stack in stacks for matrix in stack}
    if len(shapes) > 1 or len({len(stack) for stack in stacks}) > 1:
        written = ", ".join(shape_text(shape) for shape in sorted(shapes))
        raise ConvMathError(f"matrices between | need one shape and one number, got {written}")
    array = np.array(stacks, dtype=object)
    while array.ndim > max(rank, 2) and array.shape[0] == 1:
        array = array[0]
    return array


def _check(array: NDArray[Any], rank: int) -> None:
    shape = array.shape
    if len(shape) == rank:
        check_size(shape)
        if array.size and bool(abs(array).max() >= LARGEST_NUMBER):
            raise ConvMathError(f"a number has more than {DIGITS} digits: use smaller ones")
        return
    wanted = {1: "a row of numbers", 2: "a matrix (rank 2)"}.get(rank, f"an array of rank {rank}")
    hint = ": part its matrices with |" if len(shape) < rank > 2 else ""
    raise ConvMathError(
        f"a lesson takes {wanted} here, got rank {len(shape)} of shape {shape}{hint}"
    )


def read_padding(text: str) -> Padding:
    """Padding as `convmath` takes it: one number, one per axis, before:after per axis, or a mode.

    >>> [read_padding(text) for text in ("1", "1,2", "1:2,0:3", "same")]
    [1, (1, 2), ((1, 2), (0, 3)), 'same']
    """
    word = text.strip().lower()
    if word in MODES:
        return word
    if word.isidentifier():
        close = get_close_matches(word, MODES, n=1)
        hint = f"did you mean {close[0]}?" if close else f"use numbers or {', '.join(MODES)}"
        raise SourceError(f"padding {text!r} is unknown: {hint}")
    entries = tuple(_padding_entry(part) for part in _parts(text))
    return entries[0] if len(entries) == 1 and isinstance(entries[0], int) else entries


def read_steps(text: str, name: str = "stride") -> int | tuple[int, ...]:
    """One whole number for all axes, or one per axis.

    >>> read_steps("2"), read_steps("3,2")
    (2, (3, 2))
    """
    steps = tuple(_whole(part, name) for part in _parts(text))
    return steps[0] if len(steps) == 1 else steps


def _padding_entry(part: str) -> int | tuple[int, int]:
    before, colon, after = part.partition(":")
    if not colon:
        return _whole(part, "padding")
    return _whole(before, "padding"), _whole(after, "padding")


def _parts(text: str) -> list[str]:
    """Split at commas (also 1，2 as a Chinese keyboard types it) or spaces."""
    plain = text.replace("，", ",").replace("：", ":").strip()
    return [part.strip() for part in (plain.split(",") if "," in plain else plain.split())] or [""]


def _yes_or_no(text: str, name: str) -> bool:
    word = text.strip().lower()
    if word in ("yes", "true", "1", "on"):
        return True
    if word in ("no", "false", "0", "off"):
        return False
    raise SourceError(f"{name} {text!r} is neither yes nor no: write one of them")


def _whole_or_none(text: str, name: str) -> int | None:
    return None if text.strip().lower() == "none" else _whole(text, name)


def _number(text: str, name: str, remedy: str = "") -> int | Fraction:
    try:
        number = parse_number(text)
    except ConvMathError as error:
        why = f"{shown(text.strip())} is not a number: {remedy}" if remedy else error
        raise SourceError(f"{name}: {why}") from None
    if not -LARGEST_NUMBER < number < LARGEST_NUMBER:
        raise SourceError(f"{name} has more than {DIGITS} digits: use a smaller number")
    return number


def _whole(text: str, name: str) -> int:
    number = _number(text, name, "write whole ones, like 2 or 3,2")
    if isinstance(number, Fraction):
        raise SourceError(f"{name} {text.strip()} is not a whole number: use 1, 2, 3, …")
    return number


@contextmanager
def _named(name: str, hint: str = "") -> Iterator[None]:
    """Turn what reading raises into a sentence that begins with what was read."""
    try:
        yield
    except FileNotFoundError:
        looked = "" if Path(name).is_absolute() else f": looked in {Path.cwd()}"
        raise SourceError(f"there is no file {name}{looked}") from None
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror or error}") from None
    except ConvMathError as error:
        raise SourceError(f"{name}: {error}{hint}") from None


def _file_hint(text: str) -> str:
    alone = len(text.replace(",", " ").replace(";", " ").split()) == 1
    return f"; a file's name ends in {', '.join(FILES)}" if alone and text.strip() else ""


def _whole_numbers(text: str, name: str) -> tuple[int, ...]:
    steps = read_steps(text, name)
    return (steps,) if isinstance(steps, int) else steps


def _word(text: str, name: str) -> str:
    if not text.strip():
        raise SourceError(f"{name} is empty: write what it is to be")
    return text.strip()


READERS: Final[dict[type, Callable[[str, str], Any]]] = {  # by the kind of the book's value
    bool: _yes_or_no,  # before int, which a bool is too
    int: read_steps,
    tuple: _whole_numbers,
    str: _word,
    Fraction: _number,
    type(None): _whole_or_none,
}
