"""What a transposed convolution's formulas say, in Typst: zeros between and around, the size."""

from __future__ import annotations

from typing import Final

from scenes.story.stamping import Stamping

MOST_CODES: Final = 2  # formulas below each other


def between_codes(stamping: Stamping) -> list[str]:
    """How many zeros come between two numbers, in Typst: s − 1, then for each axis that differs.

    >>> from convmath import conv_transpose
    >>> between_codes(Stamping(conv_transpose([[1, 2]], [[3]], stride=2)))
    ['s - 1', '2 - 1 = 1']
    """
    return ["s - 1", *dict.fromkeys(f"{step} - 1 = {step - 1}" for step in stamping.stride)]


def around_codes(stamping: Stamping) -> list[str]:
    """How many zeros come around the numbers, in Typst: k − 1 − p, then for each axis that differs.

    None where the two ends of an axis differ.

    >>> from convmath import conv_transpose
    >>> around_codes(Stamping(conv_transpose([[1, 2]], [[3, 4], [5, 6]])))
    ['k - 1 - p', '2 - 1 - 0 = 1']
    """
    ends = _ends(stamping)
    if any(first != last for first, last in ends):
        return []
    letters, *_ = ends[0][0]
    return [letters, *dict.fromkeys(numbers for (_, numbers), _ in ends)]


def end_codes(stamping: Stamping) -> list[str]:
    """The same for each end that differs, with its letters before it; none of more than two.

    >>> from convmath import conv_transpose
    >>> trace = conv_transpose([[1, 2]], [[3]], stride=2, output_padding=1)
    >>> end_codes(Stamping(trace, extra=(1, 1)))
    ['k - 1 - p = 1 - 1 - 0 = 0', 'k - 1 - p + p_o = 1 - 1 - 0 + 1 = 1']
    """
    codes = dict.fromkeys(" = ".join(end) for ends in _ends(stamping) for end in ends)
    return list(codes) if len(codes) <= MOST_CODES else []


def _ends(stamping: Stamping) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """The zeros around, in letters and in numbers: of both ends of each axis."""
    geometry, sides = stamping.geometry, stamping.sides
    spread = max(geometry.dilation) > 1
    axes = zip(geometry.kernel_shape, geometry.dilation, sides, stamping.extra, strict=True)
    return [
        (_around_code(k, d, p, 0, spread=spread), _around_code(k, d, q, more, spread=spread))
        for k, d, (p, q), more in axes
    ]


def _around_code(k: int, d: int, p: int, extra: int, *, spread: bool) -> tuple[str, str]:
    """One end's zeros; what is spread, and what is added at the end, has its letters.

    >>> _around_code(3, 2, 1, 1, spread=True)
    ('d (k - 1) - p + p_o', '2 dot (3 - 1) - 1 + 1 = 4')
    """
    letters, numbers = ("d (k - 1)", f"{d} dot ({k} - 1)") if spread else ("k - 1", f"{k} - 1")
    added, more = (" + p_o", f" + {extra}") if extra else ("", "")
    zeros = d * (k - 1) - p + extra
    return f"{letters} - p{added}", f"{numbers} - {p}{more} = {zeros}"


def size_codes(stamping: Stamping) -> list[str]:
    """(n − 1)s + k − 2p, then the numbers of each axis that differs, in Typst.

    >>> from convmath import conv_transpose
    >>> size_codes(Stamping(conv_transpose([[1, 2], [3, 4]], [[5, 6], [7, 8]], stride=2)))
    ['(n - 1) s + k - 2 p', '(2 - 1) dot 2 + 2 - 2 dot 0 = 4']
    >>> trace = conv_transpose([[1, 2, 3]], [[4, 5], [6, 7]], padding=((0, 1), (0, 0)))
    >>> size_codes(Stamping(trace))[:2]
    ['(n - 1) s + k - p_1 - p_2', '(1 - 1) dot 1 + 2 - 0 - 1 = 1']
    """
    geometry, extra = stamping.geometry, stamping.extra
    spread = max(geometry.dilation) > 1
    alike = all(before == after for before, after in stamping.sides)
    rows = []
    for axis, (before, after) in enumerate(stamping.sides):
        n, s, k = (
            each[axis] for each in (geometry.output_shape, geometry.stride, geometry.kernel_shape)
        )
        reach = f"{geometry.dilation[axis]} dot ({k} - 1) + 1" if spread else f"{k}"
        cut = f"2 dot {before}" if alike else f"{before} - {after}"
        more = f" + {extra[axis]}" if any(extra) else ""
        rows.append(f"({n} - 1) dot {s} + {reach} - {cut}{more} = {geometry.input_shape[axis]}")
    reach, cut = "d (k - 1) + 1" if spread else "k", "2 p" if alike else "p_1 - p_2"
    return [f"(n - 1) s + {reach} - {cut}{' + p_o' * any(extra)}", *dict.fromkeys(rows)]
