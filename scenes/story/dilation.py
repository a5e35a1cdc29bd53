"""What the film on dilation says: how far a kernel reaches when its weights are spread."""

from __future__ import annotations

from math import prod

from convmath import Geometry
from scenes.story import pace
from scenes.story.correlation import WORK, CorrelationTeller
from scenes.story.numerals import shape_text


def dilation_values(geometry: Geometry) -> dict[str, str]:
    """The dilation, the spread kernel's shape, and how many of the cells under it have a weight.

    >>> dilation_values(Geometry.of((5, 5), (2, 2), dilation=2))
    {'dilation': '2', 'reach': '3×3', 'weights': '4', 'under': '9', 'holes': '5'}
    """
    weights, under = prod(geometry.kernel_shape), prod(geometry.effective_kernel_shape)
    spread = dict.fromkeys(map(str, geometry.dilation))
    return {
        "dilation": "×".join(spread),
        "reach": shape_text(geometry.effective_kernel_shape),
        "weights": str(weights),
        "under": str(under),
        "holes": str(under - weights),
    }


def reach_formulas(geometry: Geometry) -> list[str]:
    """How far the spread kernel reaches, in Typst: once if both axes are alike.

    >>> reach_formulas(Geometry.of((5, 5), (2, 2), dilation=2))
    ['d (k - 1) + 1 = 2 dot (2 - 1) + 1 = 3']
    >>> reach_formulas(Geometry.of((5, 9), (2, 3), dilation=(1, 4)))[1]
    'd_w (k_w - 1) + 1 = 4 dot (3 - 1) + 1 = 9'
    """
    sides = list(zip(geometry.dilation, geometry.kernel_shape, strict=True))
    reach = geometry.effective_kernel_shape
    numbers = [f"{d} dot ({k} - 1) + 1 = {size}" for (d, k), size in zip(sides, reach, strict=True)]
    if sides[0] == sides[1]:
        return [f"d (k - 1) + 1 = {numbers[0]}"]
    return [
        f"d_{axis} (k_{axis} - 1) + 1 = {filled}"
        for axis, filled in zip("hw", numbers, strict=True)
    ]


def hops(geometry: Geometry) -> dict[int, str]:
    """The steps that go further than to the next element, each with its text.

    >>> hops(Geometry.of((7, 7), (2, 2), stride=2, dilation=2))
    {1: 'across', 3: 'down'}
    >>> hops(Geometry.of((5, 5), (2, 2), dilation=2))
    {}
    """
    (rows, columns), (down, across) = geometry.output_shape, geometry.stride
    steps = {1: "across"} if columns > 1 < across else {}
    return steps | ({columns: "down"} if rows > 1 < down else {})


def tell_question(teller: CorrelationTeller) -> None:
    """The question; then the padding comes, if there is some."""
    padded = any(map(any, teller.geometry.padding))
    teller.question("enter_bare" if padded else "enter")
    if padded:
        teller.beat("padded", [("pad", pace.SLOW)], rest=pace.PAUSE)


def tell_spreading(teller: CorrelationTeller) -> None:
    """The kernel lies down as it is, then its weights go apart; then the first sum."""
    if teller.geometry.effective_kernel_shape == teller.geometry.kernel_shape:
        teller.first()  # nothing goes apart
        return
    lay = [("lay_close", pace.FILL)]
    teller.beat("lay_close", lay, rest=pace.PAUSE, steps=range(1), chapter=True)
    spread = [("spread", pace.FILL), ("cover", pace.MOVE)]
    teller.beat("spread", spread, rest=pace.PAUSE, steps=range(1), chapter=True)
    teller.worked("first_spread", 0, WORK[1:])


def tell_reach(teller: CorrelationTeller) -> None:
    """How far the kernel reaches, as a formula; and that padding makes up for it, if it does."""
    geometry = teller.geometry
    kept = any(map(any, geometry.padding)) and geometry.output_shape == geometry.input_shape
    teller.rule("reach_kept" if kept else "reach", *reach_formulas(geometry))
