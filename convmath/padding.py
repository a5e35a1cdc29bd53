"""Every way to say padding, settled into (before, after) per axis."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from convmath.checks import whole_number
from convmath.errors import ConvMathError, shown
from convmath.shapes import PerAxis, Shape, axis_names, is_many, per_axis, spread

Sides: TypeAlias = tuple[tuple[int, int], ...]
Padding: TypeAlias = int | str | Sequence[int | Sequence[int]]

_MODES = ("valid", "same", "same_lower", "full")


def per_side(padding: int | Sequence[int | Sequence[int]], rank: int) -> Sides:
    """Settle numeric padding into (before, after) per axis.

    One number, one per axis, or a pair per axis; a pair is always (before, after) of one axis.

    >>> per_side(1, 2), per_side((1, (0, 3)), 2)
    (((1, 1), (1, 1)), ((1, 1), (0, 3)))
    """
    entries = spread(padding, rank)
    if len(entries) != rank:
        raise ConvMathError(
            f"padding {shown(padding)} has {len(entries)} entries for {rank} axes: "
            "give one number, one per axis, or a (before, after) pair per axis"
        )
    return tuple(_pair(e, f"padding {a}") for e, a in zip(entries, axis_names(rank), strict=True))


def total_padding(total: PerAxis, rank: int = 2) -> Sides:
    """The textbook's total padding p_h as (before, after) pairs, the odd row before.

    Raises ConvMathError for negative totals or a wrong count of them.
    Source: Dive into Deep Learning, 7.3.1: ⌈p_h/2⌉ rows on the top, ⌊p_h/2⌋ on the bottom.

    >>> total_padding((3, 2))
    ((2, 1), (1, 1))
    """
    if not isinstance(rank, int) or rank not in (1, 2, 3):
        raise ConvMathError(f"rank {shown(rank)} is not a number of axes: use 1, 2 or 3")
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
            f"padding {shown(padding)} is unknown: use numbers or one of {', '.join(_MODES)}"
        )
    rows = zip(size, extra, stride, strict=True)
    totals = tuple(max(0, (-(-n // s) - 1) * s + reach + 1 - n) for n, reach, s in rows)
    lower = total_padding(totals, len(size))
    return lower if padding == "same_lower" else tuple((after, before) for before, after in lower)


def _pair(entry: Any, name: str) -> tuple[int, int]:
    if not is_many(entry):
        both = whole_number(entry, name, 0)
        return both, both
    if len(entry) != 2:
        raise ConvMathError(
            f"{name} {shown(tuple(entry))} is not a (before, after) pair: write two"
        )
    return whole_number(entry[0], f"{name} before", 0), whole_number(entry[1], f"{name} after", 0)
