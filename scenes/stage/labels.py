"""What stands around the grids: names with shapes, signs, remarks and legends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convmath import Geometry
from scenes.stage import depth, glyphs
from scenes.stage.cells import Cells
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import (
    Lettering,
    fitted,
    formula,
    number,
    words,
)
from scenes.stage.theme import Theme
from scenes.stage.typeface import SMALLEST_WORDS_EM
from scenes.story.numerals import shape_code

NAME_EM = 0.38
SIGN_EM = 0.62
SIGN_EMS = {"+": 0.42, "⋅": 1.0}
REMARK_EM = 0.26
REMARK_GAP = 0.2
SAMPLE = 0.2
SAMPLE_GAP = 0.4
BEARING = 0.02  # of the last letter of a row
WORD_GAP = 0.14
ABOVE = 0.24  # between a grid and its name,
BESIDE = 0.16  # and where that stands on the left
WORDS_EM = 0.3
WORDS_GAP = 0.3  # between a name and words after it
NAME_GAP = 0.15  # between two names


def name_above(
    cells: Cells, code: str, colour: str, room: Region, *, clear_of: Sequence[Cells] = ()
) -> Lettering:
    """A name centred above a grid, moved inside `room` if it would stick out.

    It stands above the grids of `clear_of` too, so that no line between them runs through it.
    """
    label = fitted(formula(code, NAME_EM, colour), room.width, SMALLEST_EM)
    x = cells.centre[0] - label.width / 2
    first, last = room.left, room.right - label.width  # the outer edge counts where neither fits
    x = min(max(x, first), last) if cells.centre[0] > 0 else max(min(x, last), first)
    top = max(grid.region.top for grid in (cells, *clear_of))
    label.shifted(x - label.get_left()[0], top + ABOVE)
    return label.set_z_index(depth.NUMBERS)


def words_after(name: Lettering, text: str, colour: str, room: Region) -> Lettering | None:
    """Words on the line of a name; both together then stand in the middle of where it stood.

    Both are as small as need be. None where `room` is too narrow even so: the sentence says it.
    """
    said, middle, baseline = words(text, WORDS_EM, colour), name.get_x(), name.get_bottom()[1]
    least = name.width * SMALLEST_EM / name.em + said.width * SMALLEST_WORDS_EM / said.em
    if least + WORDS_GAP > room.width:
        return None
    fitted(said, room.width - WORDS_GAP - name.width, SMALLEST_WORDS_EM)
    fitted(name, room.width - WORDS_GAP - said.width, SMALLEST_EM)
    wide = name.width + WORDS_GAP + said.width
    left = min(max(middle - wide / 2, room.left), room.right - wide)
    name.shifted(left - name.get_left()[0], baseline - name.get_bottom()[1])
    said.shifted(left + wide - said.width - said.get_left()[0], baseline)
    return said.set_z_index(depth.NUMBERS)


def room_for_name(cells: Cells, grids: Sequence[Cells], frame: Region) -> Region:
    """As far as half way to the neighbours, so that names do not run into each other.

    Neighbours stand in the same row, or begin at the same height.
    """
    own, (_, height) = cells.region, cells.centre
    row = [
        grid.region
        for grid in grids
        if grid.centre[1] == height or abs(grid.region.top - own.top) < NAME_EM
    ]
    before = [(other.right + own.left) / 2 for other in row if other.right < own.left]
    after = [(other.left + own.right) / 2 for other in row if other.left > own.right]
    left = max([frame.left, *(middle + NAME_GAP / 2 for middle in before)])
    right = min([frame.right, *(middle - NAME_GAP / 2 for middle in after)])
    return Region(left, frame.bottom, right, frame.top)


def name_beside(cells: Cells, code: str, colour: str, room: Region) -> Lettering:
    """A short name on the left of a grid, in the middle of its height."""
    label = fitted(formula(code, NAME_EM, colour), room.width, SMALLEST_EM)
    x, y = cells.region.left - BESIDE - label.width, cells.centre[1]
    label.shifted(x - label.get_left()[0], y - glyphs.DIGIT_HEIGHT * label.em / 2)
    return label.set_z_index(depth.NUMBERS)


def sign(text: str, centre: tuple[float, float], theme: Theme) -> Lettering:
    """⋆ or = between two grids side by side, or + between two below each other."""
    em = SIGN_EMS.get(text, SIGN_EM)
    drawn = number(text, em, theme.muted, centre, kind="formula")
    return drawn.move_to((*centre, 0.0)).set_z_index(depth.NUMBERS)


def remark_below(
    grids: Sequence[Cells], text: str, theme: Theme, room: Region, *, gap: float = REMARK_GAP
) -> Lettering:
    """A few words under the first grid, and under those beside it that they reach."""
    said, first = words(text, REMARK_EM, theme.muted), grids[0].region
    middle = first.left + (first.width - said.width) / 2
    left = min(max(middle, room.left), room.right - float(said.get_right()[0]))
    reached = Region(left, first.bottom, left + said.width + REMARK_GAP, first.top)
    lowest = min(grid.region.bottom for grid in grids if grid.region.overlaps(reached))
    return said.shifted(left, lowest - gap - REMARK_EM).set_z_index(depth.WORKED)


@dataclass(frozen=True, slots=True)
class Sample:
    """An entry of a legend: where its sample is drawn, and what it means."""

    box: Region
    name: Lettering


def legend_below(
    cells: Cells, texts: Sequence[str], room: Region, theme: Theme, *, beside: Sequence[Cells] = ()
) -> list[Sample]:
    """Words under a grid, each after a small box; the row stays inside `room`.

    It stands below the grids beside it as well, as far as it reaches them.
    """
    said = [words(text, REMARK_EM, theme.muted) for text in texts]
    wide = sum(SAMPLE + WORD_GAP + name.width for name in said) + SAMPLE_GAP * (len(said) - 1)
    pen = min(max(cells.centre[0] - wide / 2, room.left), room.right - wide - BEARING)
    reached = Region(pen - BEARING, cells.region.bottom, pen + wide, cells.region.top)
    grids = [cells, *(grid for grid in beside if grid.region.overlaps(reached))]
    lowest = min(grid.region.bottom for grid in grids)
    baseline, samples = lowest - REMARK_GAP - REMARK_EM, []
    for name in said:
        box = Region(pen, baseline, pen + SAMPLE, baseline + SAMPLE)
        pen += SAMPLE + WORD_GAP
        samples.append(Sample(box, name.shifted(pen, baseline).set_z_index(depth.WORKED)))
        pen += name.width + SAMPLE_GAP
    return samples


def padded_name(geometry: Geometry) -> str:
    """`3×3, p = 1`: the padding of each side, or the padded shape where sides differ."""
    name, sides = shape_code(geometry.input_shape), geometry.padding
    if not any(map(any, sides)):
        return name
    if all(before == after for before, after in sides):
        rows, columns = (before for before, _ in sides)
        per_side = str(rows) if rows == columns else f"({rows} comma {columns})"
        return f"{name} comma p = {per_side}"
    return f"{name} arrow {shape_code(geometry.padded_shape)}"
