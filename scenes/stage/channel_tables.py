"""Tables of panels for arrays with channels: one panel per channel, in one of two orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from scenes.stage.arrangement import first_whole
from scenes.stage.layout import Region
from scenes.stage.panel import Column, Panel, Table
from scenes.stage.panel_sizes import NO_SIGN, SUM
from scenes.story.places import place


def channel_panels(
    key: str, array: NDArray[Any], role: str, titles: Sequence[str] = (), **options: Any
) -> list[Panel]:
    """One panel per channel of `array` (channels, rows, columns); `key` is its name or slice."""
    named = [*titles, *[""] * (len(array) - len(titles))]
    return [
        Panel(place(key, c), channel, role, title, among=array, **options)
        for c, (channel, title) in enumerate(zip(array, named, strict=True))
    ]


def summed_table(
    inputs: Sequence[Panel],
    kernels: Sequence[Panel],
    partials: Sequence[Panel],
    output: Panel,
    region: Region,
) -> Table:
    """Σ input ⋆ kernel = output: a channel in each row, or in each column where rows are too many.

    The partial results stand below each other, and a brace adds them up; where that is too tall,
    their sum is written on two lines.
    """
    rows: Table = [inputs, "⋆", kernels, "=", partials, SUM, [output]]
    columns = _kernels_below(inputs, kernels)
    tables = [rows, [*columns, "=", partials, SUM, [output]]]
    if len(partials) % 2 and len(partials) > 1:
        named = [
            replace(partial, title=f"{channel.title} star {kernel.title}")
            for partial, channel, kernel in zip(partials, inputs, kernels, strict=True)
        ]
        result = _on_two_lines([*named, output])
        tables += [[*_kernels_below(inputs, kernels, aside=True), *result], [*columns, *result]]
    return first_whole(tables, region)


def _kernels_below(
    inputs: Sequence[Panel], kernels: Sequence[Panel], *, aside: bool = False
) -> Table:
    """Each channel in a column of its own, its kernel below it, with ⋆ in the kernel's title."""
    columns: list[Column | str] = []
    for channel, kernel in zip(inputs, kernels, strict=True):
        columns += [[channel, replace(kernel, title=f"star {kernel.title}", aside=aside)], NO_SIGN]
    return columns[:-1]


def _on_two_lines(panels: Sequence[Panel]) -> Table:
    """= a + b on the first line, + c = d on the second: an even number of panels."""
    half = len(panels) // 2
    signs = ["= +", *["+ +"] * (half - 2), "+ ="]
    pairs = zip(panels[:half], panels[half:], strict=True)
    return [part for sign, pair in zip(signs, pairs, strict=True) for part in (sign, list(pair))]


def side_by_side(panels: Sequence[Panel], columns: int) -> Table:
    """The panels row by row in so many columns, as far as there are panels, without signs."""
    table: list[Column | str] = []
    for column in range(min(columns, len(panels))):
        table += [panels[column::columns], NO_SIGN]
    return table[:-1]
