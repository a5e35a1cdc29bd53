"""How large the cells of a table of panels can be, and which ways there are to draw it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from scenes.stage.fit import NARROWEST_SLOT, side_for
from scenes.stage.layout import Region
from scenes.stage.panel import LONGEST_ASIDE, Column, Focus, Panel

LARGEST_CELL: Final = 0.95
SMALLEST_CELL: Final = 0.3
HEIGHTS: Final = np.arange(LARGEST_CELL, SMALLEST_CELL - 1e-9, -0.01)
SLACK: Final = 1e-9  # sums of heights that fill the region exactly
COMFORTABLE_CELL: Final = 0.45  # below it, other ways to draw the table are tried
COMFORTABLE_SLOT: Final = 0.95  # for a sign, where the cells stay comfortable beside it,
LITTLE: Final = 0.87  # and as large as this, of what they could be
GROWTH: Final = (1.4, 1.25, 1.1)  # of columns that have room left above and below
HEAT_WIDTH: Final = 3.4
HEAT_SHARES: Final = np.arange(1.0, 0.14, -0.05)  # of that width
NO_SIGN: Final = ""  # two columns side by side
APART: Final = " "  # two columns that do not belong together
DOWN: Final = "↓"  # apart, with arrows from each panel of a column to the one below it
SUM: Final = "}"  # a brace, and + between the panels on its left
BARE_SLOT: Final = 0.3
ARROW_SLOT: Final = 0.9  # an arrow is wider than ⋆ and =
BETWEEN: Final = 0.16  # two panels of a column
SIGN_GAPS: Final = {SUM: 0.42, DOWN: 0.9}  # where a + or an arrow stands between them
FOLDED: Final = (3, 2)  # panels of a column that is too long: the first ones, ⋮ and the last

Columns = Sequence[Column]
Sizes = Mapping[str, float]  # the sides of the cells, by panel
Row = tuple[float, float, float]  # room above the cells, their height, room below


def ways(columns: Columns, signs: Sequence[str]) -> Iterator[tuple[Columns, list[str]]]:
    """All as it is; folded, with more and more heat maps, the largest first; folded further."""
    given = list(signs)
    yield columns, given
    for most in FOLDED:
        folded = [_folded(column, most) for column in columns]
        if any(len(short) < len(column) for short, column in zip(folded, columns, strict=True)):
            yield folded, given
        shapes = {panel.shape for column in folded for panel in column}
        heat: set[tuple[int, int]] = set()
        for shape in sorted(shapes, key=lambda shape: -shape[0] * shape[1]):
            heat.add(shape)
            hot = [[replace(p, heat=p.heat or p.shape in heat) for p in c] for c in folded]
            yield _focused(hot, given)
            yield hot, given


def titled_aside(columns: Columns) -> Columns:
    """Short titles of panels below each other go to their left: wider, and less tall."""
    return [
        [replace(p, aside=len(column) > 1 and len(p.title) <= LONGEST_ASIDE) for p in column]
        for column in columns
    ]


def largest(columns: Columns, signs: Sequence[str], region: Region) -> Sizes | None:
    """The side of every panel's cells, as large as they can be; None where none fit.

    All numbers have cells of one size, as long as the fullest column allows; then columns with
    room to spare grow. Heat maps are as large as they can be beside comfortable numbers. Signs have
    more room than they need where that costs the numbers little.
    """
    sizes = _largest(columns, signs, region)
    signed = sum(COMFORTABLE_SLOT - slot_of(sign) for sign in signs if sign)
    roomy = _largest(columns, signs, replace(region, right=region.right - signed))
    if sizes is None or roomy is None or comfort(columns, roomy) < COMFORTABLE_CELL:
        return sizes
    return roomy if _smallest(columns, roomy) >= LITTLE * _smallest(columns, sizes) else sizes


def _largest(columns: Columns, signs: Sequence[str], region: Region) -> Sizes | None:
    """The same, with slots for the signs as narrow as they may be."""
    maps = any(panel.heat for column in columns for panel in column)
    best: tuple[float, float, Sizes] | None = None
    for share in HEAT_SHARES if maps else HEAT_SHARES[:1]:
        found = _tallest(columns, signs, float(share), region)
        if found and (best is None or _worth(found[0], share) > _worth(*best[:2])):
            best = found[0], float(share), found[1]
    return None if best is None else _grown(columns, signs, best, region)


def comfort(columns: Columns, sizes: Sizes) -> float:
    """The side of the smallest cells with numbers, up to which it is comfortable."""
    return min(COMFORTABLE_CELL, _smallest(columns, sizes))


def _smallest(columns: Columns, sizes: Sizes) -> float:
    heights = [sizes[p.key] for column in columns for p in column if not p.heat]
    return min(heights, default=LARGEST_CELL)


def slot_of(sign: str) -> float:
    """The least room between two columns with this sign between them."""
    if sign == NO_SIGN:
        return BARE_SLOT
    return ARROW_SLOT if "→" in sign else NARROWEST_SLOT


def width(column: Column, sizes: Sizes) -> float:
    """From the leftmost title or cell to the rightmost cell."""
    return max(aside(column, panel) + panel.shape[1] * sizes[panel.key] for panel in column)


def aside(column: Column, panel: Panel) -> float:
    """The room on the left of a panel: as much as any title of the column needs there.

    None where the panel's own title stands above it; one without a title keeps in line.
    """
    return max(other.room_aside for other in column) if panel.aside else 0.0


def rows(columns: Columns, signs: Sequence[str], place: int, sizes: Sizes) -> list[Row]:
    """The rows that the column at a place shares with the others of as many panels.

    What comes after a sign like "= +", a result on several lines, has rows of its own.
    """
    result = _is_after_lines(signs, place)
    near = [i for i in range(len(columns)) if _is_after_lines(signs, i) == result]
    alike = [columns[i] for i in near if len(columns[i]) == len(columns[place])]
    count = len(columns[place])
    pairs = zip(columns, signs, strict=False)
    gaps = [SIGN_GAPS.get(sign, 0.0) for column, sign in pairs if len(column) == count]
    gap = max(gaps, default=0.0)
    return [
        (
            _above([column[row] for column in alike], first=row == 0, gap=gap),
            max(column[row].shape[0] * sizes[column[row].key] for column in alike),
            max(column[row].room_below(last=row == count - 1) for column in alike),
        )
        for row in range(count)
    ]


def _above(panels: Sequence[Panel], *, first: bool, gap: float) -> float:
    room = max(panel.room_above for panel in panels)
    return room if first else max(room + BETWEEN, gap)


def fits(columns: Columns, signs: Sequence[str], sizes: Sizes, region: Region) -> bool:
    """Whether all columns lie in the region, with room for the signs."""
    wide = sum(width(column, sizes) for column in columns)
    slots = sum(map(slot_of, signs))
    tall = max(sum(map(sum, rows(columns, signs, i, sizes))) for i in range(len(columns)))
    return wide + slots <= region.width + SLACK and tall <= region.height + SLACK


def _folded(column: Column, most: int) -> Column:
    if len(column) <= most:
        return column
    return [*column[: most - 1], replace(column[-1], after_dots=True)]


def _focused(columns: Columns, signs: list[str]) -> tuple[Columns, list[str]]:
    """With a column of numbers after each column of heat maps that have a focus."""
    wider: list[Column] = []
    between: list[str] = []
    for column, sign in zip(columns, [*signs, NO_SIGN], strict=True):
        wider.append(column)
        if all(panel.heat and panel.focus for panel in column):
            wider.append([Focus.on(panel) for panel in column])
            between.append(NO_SIGN)
        between.append(sign)
    return wider, between[:-1]


def _sizes(
    columns: Columns, signs: Sequence[str], heights: list[float], share: float, region: Region
) -> Sizes:
    """The cells, where the numbers of each column have cells of these heights."""
    free = [region.height - _around(columns, signs, place) for place in range(len(columns))]
    return {
        panel.key: _map_cell(panel, room / len(column), share)
        if panel.heat
        else side_for(height, panel.widest, panel.deep)
        for column, height, room in zip(columns, heights, free, strict=True)
        for panel in column
    }


def _tallest(
    columns: Columns, signs: Sequence[str], share: float, region: Region
) -> tuple[float, Sizes] | None:
    """The largest of `HEIGHTS` that fits, by halving, and the sizes that it gives."""

    def sizes(place: int) -> Sizes:
        return _sizes(columns, signs, [float(HEIGHTS[place])] * len(columns), share, region)

    place = bisect(range(len(HEIGHTS)), 0, key=lambda i: fits(columns, signs, sizes(i), region))
    if place == len(HEIGHTS):
        return None
    return float(HEIGHTS[place]), sizes(place)


def _around(columns: Columns, signs: Sequence[str], place: int) -> float:
    """The room that the column at a place takes above and below all of its cells."""
    nothing = {panel.key: 0.0 for column in columns for panel in column}
    return sum(map(sum, rows(columns, signs, place, nothing)))


def _is_after_lines(signs: Sequence[str], place: int) -> bool:
    """Whether a sign for each of several lines stands somewhere before the column at a place."""
    return any(len(sign.split()) > 1 for sign in signs[:place])


def _map_cell(panel: Panel, room: float, share: float) -> float:
    """As large as its row has room for; no wider than a share of what a map may be."""
    return min(LARGEST_CELL, room / panel.shape[0], share * HEAT_WIDTH / panel.shape[1])


def _worth(height: float, share: float) -> float:
    """Numbers up to what is comfortable and heat maps count alike."""
    return min(height, COMFORTABLE_CELL) * share


def _grown(
    columns: Columns, signs: Sequence[str], best: tuple[float, float, Sizes], region: Region
) -> Sizes:
    """Columns with room to spare get larger cells, those of the fewest rows first, alike alike."""
    height, share, sizes = best
    heights = [height] * len(columns)
    kinds = [tuple((panel.role, panel.shape) for panel in column) for column in columns]
    for kind in sorted(set(kinds), key=lambda kind: (sum(shape[0] for _, shape in kind), kind)):
        for factor in GROWTH:
            larger = min(LARGEST_CELL, height * factor)
            tried = [larger if k == kind else h for k, h in zip(kinds, heights, strict=True)]
            found = _sizes(columns, signs, tried, share, region)
            if fits(columns, signs, found, region):
                heights, sizes = tried, found
                break
    return sizes
