"""Shapes, places and per-axis numbers as users give them, checked once."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from convmath.checks import whole_number
from convmath.errors import ConvMathError, shown

Shape: TypeAlias = tuple[int, ...]
Index: TypeAlias = tuple[int, ...]
PerAxis: TypeAlias = int | Sequence[int]


def axis_names(rank: int) -> tuple[str, ...]:
    """What the spatial axes are called in messages; raises ConvMathError beyond 3.

    >>> axis_names(2)
    ('height', 'width')
    """
    if (count := whole_number(rank, "rank", 1)) > 3:
        raise ConvMathError(f"{count} axes have no names: use 1, 2 or 3")
    return ("length",) if count == 1 else ("depth", "height", "width")[-count:]


def whole_shape(shape: object, name: str, spatial: bool = False) -> Shape:
    """Check that a shape is a row of whole numbers of at least 1; `spatial` names its axes.

    >>> whole_shape([2, 3], "input")
    (2, 3)
    """
    if not isinstance(shape, Sequence | np.ndarray) or not is_many(shape):
        raise ConvMathError(
            f"{name} shape {shown(shape)} is not a row of sizes: write it like (3, 3)"
        )
    if spatial and not 1 <= len(shape) <= 3:
        raise ConvMathError(f"a kernel cannot slide along {len(shape)} spatial axes: use 1, 2 or 3")
    known = axis_names(len(shape)) if spatial else ("size",) * len(shape)
    return tuple(whole_number(n, f"{name} {axis}", 1) for n, axis in zip(shape, known, strict=True))


def same_rank(
    input_shape: object, kernel_shape: object, called: str = "kernel"
) -> tuple[Shape, Shape]:
    """Check that both shapes are whole numbers for the same 1 to 3 axes.

    >>> same_rank((3, 3), [2, 2])
    ((3, 3), (2, 2))
    """
    sizes = whole_shape(input_shape, "input", spatial=True)
    kernel = whole_shape(kernel_shape, called, spatial=True)
    if len(sizes) != len(kernel):
        raise ConvMathError(
            f"the input has {len(sizes)} spatial axes but the {called} has {len(kernel)}: "
            "both need the same number"
        )
    return sizes, kernel


def check_index(index: Sequence[int], shape: Shape) -> Index:
    """Check that `index` is a place of an output of `shape` (negative places are not counted back).

    >>> check_index((1, 0), (2, 2))
    (1, 0)
    """
    places = spread(index, 1)
    if len(places) != len(shape) or not all(
        isinstance(i, int | np.integer) and 0 <= i < n for i, n in zip(places, shape, strict=True)
    ):
        raise ConvMathError(
            f"output index {shown(places)} is outside the output {shape}: "
            f"the last one is {tuple(n - 1 for n in shape)}"
        )
    return tuple(int(i) for i in places)


def is_many(value: object) -> bool:
    """Say whether this is a sequence of entries, not one number or word.

    >>> is_many((1, 2)), is_many(np.int64(1)), is_many("same")
    (True, False, False)
    """
    if isinstance(value, np.ndarray):
        return value.ndim > 0
    return isinstance(value, Sequence) and not isinstance(
        value, str | bytes | bytearray | memoryview
    )


def spread(value: Any, rank: int) -> tuple[Any, ...]:
    """The entries of a sequence, or `rank` times the one value.

    >>> spread(2, 3), spread([1, 2], 2)
    ((2, 2, 2), (1, 2))
    """
    return tuple(value) if is_many(value) else (value,) * rank


def per_axis(value: PerAxis, rank: int, name: str, minimum: int) -> Shape:
    """Spread one whole number over the axes, or check that there is one for each.

    >>> per_axis(2, 3, "stride", 1), per_axis([3, 2], 2, "stride", 1)
    ((2, 2, 2), (3, 2))
    """
    values = spread(value, rank)
    if len(values) != rank:
        raise ConvMathError(
            f"{name} {shown(values)} has {len(values)} entries for {rank} axes: "
            "give one number, or one per axis"
        )
    named = zip(values, axis_names(rank), strict=True)
    return tuple(whole_number(v, f"{name} {axis}", minimum) for v, axis in named)
