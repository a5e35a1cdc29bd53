"""Tables of panels for arrays with channels: one panel per channel, in one of two orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from scenes.stage.arrangement import first_whole
from scenes.stage.layout import Region
from scenes.stage.panel import Panel, Table
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

    The partial results stand below each other either way, and a brace adds them up.
    """
    rows: Table = [inputs, "⋆", kernels, "=", partials, SUM, [output]]
    columns: list[Sequence[Panel] | str] = []
    for channel, kernel in zip(inputs, kernels, strict=True):
        below = replace(kernel, title=f"star {kernel.title}")
        columns += [[channel, below], NO_SIGN]
    return first_whole([rows, [*columns[:-1], "=", partials, SUM, [output]]], region)
