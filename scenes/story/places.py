"""Where numbers stand: the name of every cell of every array, and blocks of cells.

A place is written `name[i, j]`, with one index per axis of the array.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry, Trace
from scenes.story.numerals import Notation, Numeral

MOST_NUMBERS_SHOWN: Final = 400  # a larger array is a picture, not numbers
PLACE: Final = re.compile(r"(\w+)\[(\d+(?:, \d+)*)\]")

PADDING: Final = "padding"

Index = tuple[int, ...]


def place(name: str, *index: int) -> str:
    """How a place is written; `name` may be a slice that has its first indices already.

    >>> place("output", 0, 1), place("input[2]", 0, 1)
    ('output[0, 1]', 'input[2, 0, 1]')
    """
    inside = ", ".join(map(str, index))
    return f"{name[:-1]}, {inside}]" if name.endswith("]") else f"{name}[{inside}]"


def slice_of(name: str, index: Iterable[int]) -> str:
    """How the part of an array that has these first indices is called; all of it without any.

    >>> slice_of("input", ()), slice_of("input", (np.int64(2),))
    ('input', 'input[2]')
    """
    first = tuple(map(int, index))
    return place(name, *first) if first else name


def padding_of(name: str) -> str:
    """What the padding around an array, or around a slice of one, is called.

    >>> padding_of("input[2]"), padding_of("input")
    ('padding[2]', 'padding')
    """
    return re.sub(r"^\w+", PADDING, name)


def parsed(written: str) -> tuple[str, Index] | None:
    """The array and the index that a place names; None for what is no place of an array.

    >>> parsed("output[0, 12]"), parsed("stride")
    (('output', (0, 12)), None)
    """
    found = PLACE.fullmatch(written)
    return (found[1], tuple(map(int, found[2].split(", ")))) if found else None


def numerals(
    name: str, array: NDArray[Any], indices: Iterable[Index] | None = None
) -> dict[str, Numeral]:
    """An array's numbers by their places: all of them if they can be read, or those at `indices`.

    >>> numerals("input[1]", np.array([[7, 8]]))
    {'input[1, 0, 0]': Numeral(text='7', exact=True), 'input[1, 0, 1]': Numeral(text='8', \
exact=True)}
    """
    notation = Notation.of(array)
    if indices is None:
        indices = np.ndindex(array.shape) if array.size <= MOST_NUMBERS_SHOWN else ()
    return {place(name, *index): notation(array[index]) for index in indices}


@dataclass(frozen=True, slots=True)
class Spot:
    """A block of the cells of a picture: of which one, which rows and which columns."""

    panel: str
    rows: range
    columns: range

    @classmethod
    def cell(cls, panel: str, row: int, column: int) -> Spot:
        """A single cell.

        >>> Spot.cell("input[0]", 1, 2)
        Spot(panel='input[0]', rows=range(1, 2), columns=range(2, 3))
        """
        return cls(panel, range(row, row + 1), range(column, column + 1))


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a sweep passes: the windows there, and the places whose numbers they make."""

    windows: tuple[Spot, ...]
    places: tuple[str, ...]


def window_spot(panel: str, geometry: Geometry, index: Index) -> Spot:
    """The block of a (padded) panel that the window covers."""
    rows, columns = geometry.window(index)
    return Spot(panel, range(rows[0], rows[-1] + 1), range(columns[0], columns[-1] + 1))


def geometry_of(trace: Trace[Any]) -> Geometry:
    """The geometry of a trace that has one."""
    if trace.geometry is None:
        raise ValueError(f"{trace.operation} has no windows")
    return trace.geometry


def plane_geometry(trace: Trace[Any]) -> Geometry:
    """The same, for a story or a picture of rows and columns; raises ValueError for other axes."""
    geometry = geometry_of(trace)
    if geometry.rank != 2:
        raise ValueError(
            f"{trace.operation} slides along {geometry.rank} axes: rows and columns are needed"
        )
    return geometry


def index_of(step: int, shape: Index) -> Index:
    """The index of an array's element that comes at this place in row order.

    >>> index_of(5, (2, 3))
    (1, 2)
    """
    return tuple(map(int, np.unravel_index(step, shape)))


def row_and_column(index: Index) -> dict[str, str]:
    """Which row and column it is, for a sentence: a reader counts from 1.

    >>> row_and_column((7, 0, 1))
    {'row': '1', 'column': '2'}
    """
    row, column = index[-2:]
    return {"row": str(row + 1), "column": str(column + 1)}
