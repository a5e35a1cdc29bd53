"""Matrices in columns with signs between them: how any number of grids share the frame.

Every lesson that is more than input ⋆ kernel = output is such a table: channels below each other,
kernels beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scenes.stage.cells import Cells
from scenes.stage.layout import LayoutError, Region
from scenes.stage.panel import ELLIPSIS_HEIGHT, Column, Focus, Panel, Table
from scenes.stage.panel_sizes import (
    BETWEEN,
    COMFORTABLE_CELL,
    DOWN,
    NO_SIGN,
    SUM,
    Columns,
    Row,
    Sizes,
    aside,
    comfort,
    largest,
    rows,
    slot_of,
    titled_aside,
    ways,
    width,
)

WIDEST_SLOT: Final = 1.5
LINE_GAP: Final = 0.25  # between two lines of columns
TITLE_ROWS: Final = 1.2  # of cells: about as high as what stands above a panel
LARGER: Final = 1.15  # times, at least, have cells to be in two lines
BRACE_WIDTH: Final = 0.3
BELOW: Final = {SUM: "+", DOWN: "↓"}  # what stands between the panels of a column

Mark = tuple[str, tuple[float, float]]  # a sign and its centre


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where every panel that is shown lies, every sign and brace.

    `panels` says which became heat, and holds a `Focus` where one stands beside a heat map.
    """

    cells: Mapping[str, Cells]
    panels: Mapping[str, Panel]
    signs: tuple[Mark, ...]
    braces: tuple[Region, ...] = ()
    lower: float | None = None  # the top of a second line of columns

    def line(self, y: float) -> int:
        """In which line something is at this height."""
        return int(self.lower is not None and y < self.lower)

    @property
    def worth(self) -> tuple[int, float]:
        """How many panels show their numbers, and how high the smallest of these cells are."""
        heights = [
            self.cells[key].cell_height for key, panel in self.panels.items() if _is_read(panel)
        ]
        return len(heights), min(heights, default=0.0)


def arrange(table: Table, region: Region) -> Arrangement:
    """The largest arrangement in which every number shown is legible.

    Columns of more panels than fit are folded; then what has most cells becomes a heat map. In an
    upright region the columns stand in two lines if more of them can be read so, or better, unless
    the story tells some of them as pictures only.
    """
    columns = [list(column) for column in table if not isinstance(column, str)]
    signs = [sign for sign in table if isinstance(sign, str)]
    if len(signs) != len(columns) - 1:
        raise ValueError(f"{len(columns)} columns need {len(columns) - 1} signs, not {len(signs)}")
    told = all(panel.is_told for column in columns for panel in column)
    upright = told and region.height > region.width
    close = NO_SIGN, SUM, DOWN
    breaks = [place for place, sign in enumerate(signs) if upright and sign not in close]
    whole = _in_one_line(columns, signs, region)
    broken = [_in_two_lines(columns, signs, place, region) for place in breaks]
    best = max((one for one in broken if one), key=lambda one: one.worth, default=None)
    if best is None or (whole is not None and not _is_better(best, whole)):
        best = whole
    if best is None:
        raise LayoutError(
            f"{len(columns)} columns of matrices do not fit beside each other: use fewer channels"
        )
    return best


def _is_read(panel: Panel) -> bool:
    """Whether it stands for itself, in numbers."""
    return not panel.heat and not isinstance(panel, Focus)


def _is_better(one: Arrangement, other: Arrangement) -> bool:
    """Whether more panels can be read, or as many, and clearly better."""
    (count, height), (others, least) = one.worth, other.worth
    return count > others or (count == others and height > LARGER * least)


def _in_one_line(
    columns: Sequence[Column], signs: Sequence[str], region: Region
) -> Arrangement | None:
    """The first way to draw the columns that fits; None where none does."""
    for shown, between in ways(columns, signs):
        placed = _best(shown, between, region)
        if placed is not None:
            return _placed(*placed, region)
    return None


def _in_two_lines(
    columns: Sequence[Column], signs: Sequence[str], place: int, region: Region
) -> Arrangement | None:
    """The columns after the sign at a place below the others, that sign before them."""
    pairs = columns[: place + 1], columns[place + 1 :]
    upper, lower = (max(sum(p.shape[0] + TITLE_ROWS for p in c) for c in part) for part in pairs)
    edge = region.top - (region.height - LINE_GAP) * upper / (upper + lower)
    above = Region(region.left, edge, region.right, region.top)
    sign, left = signs[place], region.left + slot_of(signs[place])
    below = Region(left, region.bottom, region.right, edge - LINE_GAP)
    first = _in_one_line(pairs[0], signs[:place], above)
    second = _in_one_line(pairs[1], signs[place + 1 :], below)
    if first is None or second is None:
        return None
    aside = max(second.panels[p.key].room_aside for p in pairs[1][0] if p.key in second.panels)
    near = min(cells.region.left for cells in second.cells.values()) - aside
    mark: Mark = (sign, (near - slot_of(sign) / 2, below.centre[1]))
    return Arrangement(
        {**first.cells, **second.cells},
        {**first.panels, **second.panels},
        (*first.signs, *([mark] if sign.strip() else []), *second.signs),
        (*first.braces, *second.braces),
        edge - LINE_GAP / 2,
    )


def beside(columns: Sequence[Column], signs: str) -> Table:
    """The panels of every column beside each other instead, with a sign between columns."""
    table: list[Column | str] = []
    for count, column in enumerate(columns):
        table += [signs[count - 1]] if count else []
        for place, panel in enumerate(column):
            table += [NO_SIGN] if place else []
            table.append([panel])
    return table


def first_whole(tables: Sequence[Table], region: Region) -> Table:
    """The first table that shows every panel with its numbers; if none does, the first one."""
    return next((table for table in tables if _cell_if_whole(table, region)), tables[0])


def largest_whole(tables: Sequence[Table], region: Region) -> Table:
    """Of the tables that show every panel with its numbers, the one with the largest cells."""
    return max(tables, key=lambda table: _cell_if_whole(table, region))


def _cell_if_whole(table: Table, region: Region) -> float:
    """The height of the smallest cell, if every panel shows its numbers; else 0."""
    try:
        arrangement = arrange(table, region)
    except LayoutError:
        return 0.0
    panels = sum(len(column) for column in table if not isinstance(column, str))
    read, cell = arrangement.worth
    return cell if read == panels else 0.0


def _best(
    columns: Columns, signs: Sequence[str], region: Region
) -> tuple[Columns, Sequence[str], Sizes] | None:
    """With titles above, unless the numbers are cramped that way and less so with them aside."""
    found: list[tuple[Columns, Sequence[str], Sizes]] = []
    for way in (columns, titled_aside(columns)):
        sizes = largest(way, signs, region)
        if sizes is not None:
            found.append((way, signs, sizes))
        if sizes is not None and comfort(way, sizes) >= COMFORTABLE_CELL and not _maps(way):
            break
    return max(found, key=lambda one: (comfort(one[0], one[2]), _maps_area(one)), default=None)


def _maps(columns: Columns) -> bool:
    return any(panel.heat for column in columns for panel in column)


def _maps_area(found: tuple[Columns, Sequence[str], Sizes]) -> float:
    columns, _, sizes = found
    heights = [p.shape[0] * sizes[p.key] for column in columns for p in column if p.heat]
    return round(sum(heights), 6)


def _placed(columns: Columns, signs: Sequence[str], sizes: Sizes, region: Region) -> Arrangement:
    """Columns from left to right, each in the middle of the region's height."""
    widths = [width(column, sizes) for column in columns]
    slots = _slots(signs, region.width - sum(widths))
    pen = region.centre[0] - (sum(widths) + sum(slots)) / 2
    cells: dict[str, Cells] = {}
    for place, (wide, slot) in enumerate(zip(widths, [*slots, 0.0], strict=True)):
        shared = rows(columns, signs, place, sizes)
        cells |= _stacked(columns[place], shared, sizes, (pen + wide / 2, region.centre[1]))
        pen += wide + slot
    panels = {panel.key: panel for column in columns for panel in column}
    grids = [[cells[panel.key] for panel in column] for column in columns]
    marks = list(_marks(columns, signs, grids))
    spans = zip(signs, grids, grids[1:], strict=False)
    braces = [_brace(left, right) for sign, left, right in spans if sign == SUM]
    return Arrangement(cells, panels, tuple(marks), tuple(braces))


def _slots(signs: Sequence[str], room: float) -> list[float]:
    """The widths of the gaps between the columns; those with a sign share what is left."""
    least = list(map(slot_of, signs))
    more = (room - sum(least)) / max(1, sum(map(bool, signs)))
    pairs = zip(signs, least, strict=True)
    return [min(WIDEST_SLOT, wide + more) if sign else wide for sign, wide in pairs]


def _stacked(
    column: Column, shared: Sequence[Row], sizes: Sizes, centre: tuple[float, float]
) -> dict[str, Cells]:
    """The panels of a column from top to bottom, each with its title in the middle of its row."""
    cells, top = {}, centre[1] + sum(map(sum, shared)) / 2
    for panel, (above, tall, below) in zip(column, shared, strict=True):
        side, (count, columns) = sizes[panel.key], panel.shape
        middle = (centre[0] + aside(column, panel) / 2, top - above - tall / 2)
        cells[panel.key] = Cells(count, columns, side, side, middle, widest=panel.widest)
        top -= above + tall + below
    return cells


def _marks(
    columns: Columns, signs: Sequence[str], grids: Sequence[Sequence[Cells]]
) -> Iterator[Mark]:
    """The signs between the columns, + and ⋮ between the panels of one."""
    for place, sign in enumerate(signs):
        if sign.strip() and sign not in (SUM, DOWN):
            after, cells = columns[place + 1], grids[place + 1]
            titled = zip(after, cells, strict=True)
            start = min(grid.region.left - aside(after, panel) for panel, grid in titled)
            yield from _between(sign, grids[place], cells, start)
    last = DOWN if DOWN in signs else NO_SIGN
    for column, sign, cells in zip(columns, [*signs, last], grids, strict=True):
        pairs = zip(column, column[1:], cells, cells[1:], strict=False)
        for before, panel, upper, lower in pairs:
            if panel.after_dots:
                below = before.room_below(last=False) + (BETWEEN + ELLIPSIS_HEIGHT) / 2
                yield "⋮", (upper.centre[0], upper.region.bottom - below)
            elif sign in BELOW:
                middle = (upper.region.bottom + lower.region.top) / 2
                yield BELOW[sign], (upper.centre[0], middle)


def _between(
    sign: str, left: Sequence[Cells], right: Sequence[Cells], start: float
) -> Iterator[Mark]:
    """One sign per row where both columns have as many panels, else one in the middle.

    A sign like "= +" gives each row of what follows its own. `start` is where that begins.
    """
    end, given = max(cells.region.right for cells in left), sign.split()
    heights = [cells.centre[1] for cells in (right if len(given) > 1 else left)]
    if len(left) != len(right):
        heights = [sum(heights) / len(heights)]
    marks = given if len(given) == len(heights) else given[:1] * len(heights)
    return ((mark, ((end + start) / 2, y)) for mark, y in zip(marks, heights, strict=True))


def _brace(left: Sequence[Cells], right: Sequence[Cells]) -> Region:
    """The box of a brace that embraces a column and points at the next one."""
    near = max(cells.region.right for cells in left)
    far = min(cells.region.left for cells in right)
    middle = (near + far) / 2
    return Region(
        middle - BRACE_WIDTH / 2,
        left[-1].region.bottom,
        middle + BRACE_WIDTH / 2,
        left[0].region.top,
    )
