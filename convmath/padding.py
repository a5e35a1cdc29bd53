"""How users say padding, stride and dilation, settled into one number per side or axis."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from convmath.errors import ConvMathError
from convmath.numbers import whole_number

Shape: TypeAlias = tuple[int, ...]
Sides: TypeAlias = tuple[tuple[int, int], ...]
PerAxis: TypeAlias = int | Sequence[int]
Padding: TypeAlias = int | str | Sequence[int | Sequence[int]]

_MODES = ("valid", "same", "same_lower", "full")


def axis_names(rank: int) -> tuple[str, ...]:
    """What the spatial axes are called in messages.

    >>> axis_names(2)
    ('height', 'width')
    """
    return ("length",) if rank == 1 else ("depth", "height", "width")[-rank:]


def same_rank(input_shape: Sequence[int], kernel_shape: Sequence[int]) -> tuple[Shape, Shape]:
    """Check that both shapes are whole numbers for the same 1 to 3 axes.

    >>> same_rank((3, 3), [2, 2])
    ((3, 3), (2, 2))
    """
    if len(input_shape) != len(kernel_shape):
        raise ConvMathError(
            f"the input has {len(input_shape)} spatial axes but the kernel has "
            f"{len(kernel_shape)}: both need the same number"
        )
    return _sizes(input_shape, "input"), _sizes(kernel_shape, "kernel")


def is_many(value: object) -> bool:
    """Say whether this is a sequence of entries, not one number or word.

    >>> is_many((1, 2)), is_many(np.int64(1)), is_many("same")
    (True, False, False)
    """
    if isinstance(value, np.ndarray):
        return value.ndim > 0
    return isinstance(value, Sequence) and not isinstance(value, str)


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
            f"{name} {values} has {len(values)} entries for {rank} axes: "
            "give one number, or one per axis"
        )
    named = zip(values, axis_names(rank), strict=True)
    return tuple(whole_number(v, f"{name} {axis}", minimum) for v, axis in named)


def per_side(padding: int | Sequence[int | Sequence[int]], rank: int) -> Sides:
    """Settle numeric padding into (before, after) per axis.

    One number, one per axis, or a pair per axis; a pair is always (before, after) of one axis.

    >>> per_side(1, 2), per_side((1, (0, 3)), 2)
    (((1, 1), (1, 1)), ((1, 1), (0, 3)))
    """
    entries = spread(padding, rank)
    if len(entries) != rank:
        raise ConvMathError(
            f"padding {padding} has {len(entries)} entries for {rank} axes: give one number, "
            "one per axis, or a (before, after) pair per axis"
        )
    return tuple(_pair(e, f"padding {a}") for e, a in zip(entries, axis_names(rank), strict=True))


def total_padding(total: PerAxis, rank: int = 2) -> Sides:
    """The textbook's total padding p_h as (before, after) pairs, the odd row before.

    Source: Dive into Deep Learning, 7.3.1: ⌈p_h/2⌉ rows on the top, ⌊p_h/2⌋ on the bottom.

    >>> total_padding((3, 2))
    ((2, 1), (1, 1))
    """
    totals = per_axis(total, rank, "total padding", 0)
    return tuple((t - t // 2, t // 2) for t in totals)


def settle_padding(
    padding: Padding, size: Shape, kernel: Shape, stride: Shape, dilation: Shape
) -> Sides:
    """Settle any form of padding, also "valid", "same", "same_lower" and "full".

    "same" makes the output ⌈n/s⌉ long and puts an odd row after, "same_lower" before (ONNX's
    SAME_UPPER and SAME_LOWER; PyTorch's "same" where the stride is 1). "full" keeps every overlap.

    >>> settle_padding("same", (5, 5), (2, 3), (1, 1), (1, 1))
    ((0, 1), (1, 1))
    """
    if not isinstance(padding, str):
        return per_side(padding, len(size))
    extra = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
    if padding == "valid":
        return ((0, 0),) * len(size)
    if padding == "full":
        return tuple((reach, reach) for reach in extra)
    if padding not in _MODES:
        raise ConvMathError(
            f"padding {padding!r} is unknown: use numbers or one of {', '.join(_MODES)}"
        )
    rows = zip(size, extra, stride, strict=True)
    totals = tuple(max(0, (-(-n // s) - 1) * s + reach + 1 - n) for n, reach, s in rows)
    lower = total_padding(totals, len(size))
    return lower if padding == "same_lower" else tuple((after, before) for before, after in lower)


def _sizes(shape: Sequence[int], name: str) -> Shape:
    if not 1 <= len(shape) <= 3:
        raise ConvMathError(f"the {name} has {len(shape)} spatial axes: use 1, 2 or 3")
    named = zip(shape, axis_names(len(shape)), strict=True)
    return tuple(whole_number(n, f"{name} {axis}", 1) for n, axis in named)


def _pair(entry: Any, name: str) -> tuple[int, int]:
    if not is_many(entry):
        both = whole_number(entry, name, 0)
        return both, both
    if len(entry) != 2:
        raise ConvMathError(f"{name} {tuple(entry)} is not a (before, after) pair")
    return whole_number(entry[0], f"{name} before", 0), whole_number(entry[1], f"{name} after", 0)
