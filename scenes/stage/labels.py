"""What stands around the grids: names with shapes, signs, and the output-size formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from convmath import Geometry
from scenes.stage import depth, glyphs
from scenes.stage.cells import Cells
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, fitted, formula, formula_width, number, words
from scenes.stage.theme import Theme

NAME_EM = 0.38
SIGN_EM = 0.62
PLUS_EM = 0.42
FORMULA_EM = 0.36
AXIS_EM = 0.24
REMARK_EM = 0.26
REMARK_GAP = 0.2
SAMPLE = 0.2
SAMPLE_GAP = 0.4
BEARING = 0.02  # of the last letter of a row
ROW_EM = 0.3
ROW_LEADING = 0.5
WORD_GAP = 0.14
ABOVE = 0.2  # between a grid and its name
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


def room_for_name(cells: Cells, grids: Sequence[Cells], frame: Region) -> Region:
    """As far as half way to the neighbours, so that names do not run into each other."""
    own, (_, height) = cells.region, cells.centre
    row = [grid.region for grid in grids if grid.centre[1] == height]
    before = [(other.right + own.left) / 2 for other in row if other.right < own.left]
    after = [(other.left + own.right) / 2 for other in row if other.left > own.right]
    left = max([frame.left, *(middle + NAME_GAP / 2 for middle in before)])
    right = min([frame.right, *(middle - NAME_GAP / 2 for middle in after)])
    return Region(left, frame.bottom, right, frame.top)


def name_beside(cells: Cells, code: str, colour: str, room: Region) -> Lettering:
    """A short name on the left of a grid, in the middle of its height."""
    label = fitted(formula(code, NAME_EM, colour), room.width, SMALLEST_EM)
    x, y = cells.region.left - ABOVE - label.width, cells.centre[1]
    label.shifted(x - label.get_left()[0], y - glyphs.DIGIT_HEIGHT * label.em / 2)
    return label.set_z_index(depth.NUMBERS)


def sign(text: str, centre: tuple[float, float], theme: Theme) -> Lettering:
    """⋆ or = between two grids side by side, or + between two below each other."""
    em = PLUS_EM if text == "+" else SIGN_EM
    drawn = number(text, em, theme.muted, centre, kind="formula")
    return drawn.move_to((*centre, 0.0)).set_z_index(depth.NUMBERS)


def remark_below(
    grids: Sequence[Cells], text: str, theme: Theme, room: Region, *, gap: float = REMARK_GAP
) -> Lettering:
    """A few words under the first grid, and under those beside it that they reach."""
    said, first = words(text, REMARK_EM, theme.muted), grids[0].region
    left = min(first.left, room.right - float(said.get_right()[0]))
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


def times(shape: tuple[int, ...]) -> str:
    """A shape in Typst: `3 times 3`."""
    return " times ".join(map(str, shape))


def padded_name(geometry: Geometry) -> str:
    """`3×3, p = 1`: the padding of each side, or the padded shape where sides differ."""
    name, sides = times(geometry.input_shape), geometry.padding
    if not any(map(any, sides)):
        return name
    if all(before == after for before, after in sides):
        rows, columns = (before for before, _ in sides)
        per_side = str(rows) if rows == columns else f"({rows} comma {columns})"
        return f"{name} comma p = {per_side}"
    return f"{name} arrow {times(geometry.padded_shape)}"


def size_formulas(
    geometry: Geometry, axis_names: Sequence[str], region: Region, theme: Theme
) -> list[Lettering]:
    """The output's size worked out, top right: once if both axes are alike, else in two rows."""
    middle = region.centre[1]
    alike = _in_typst(geometry, 0, inline=False)
    if alike == _in_typst(geometry, 1, inline=False):
        return _row([_fitted_formula(alike, FORMULA_EM, region.width, theme)], region, middle)
    row_room = region.width - WORD_GAP - AXIS_EM * max(map(len, axis_names))
    letterings = []
    for axis, name in enumerate(axis_names):
        code = _in_typst(geometry, axis, inline=True)
        parts = [words(name, AXIS_EM, theme.muted), _fitted_formula(code, ROW_EM, row_room, theme)]
        letterings += _row(parts, region, middle + (0.5 - axis) * ROW_LEADING)
    return letterings


def formula_rows(codes: Sequence[str], region: Region, theme: Theme) -> list[Lettering]:
    """Formulas in Typst, one below the other, flush with the margin (`_row`).

    One that would be too wide goes on in the next line with its last =.
    """
    codes = [line for code in codes for line in _broken(code, region.width)]
    em = FORMULA_EM if len(codes) == 1 else ROW_EM
    leading = min(ROW_LEADING, region.height / len(codes)) if codes else ROW_LEADING
    rows = []
    for count, code in enumerate(codes):
        middle = region.centre[1] + ((len(codes) - 1) / 2 - count) * leading
        rows += _row([_fitted_formula(code, em, region.width, theme)], region, middle)
    return rows


def _broken(code: str, width: float) -> list[str]:
    """A formula in one line, or in two where it is too wide at the smallest size."""
    left, equals, right = code.rpartition(" = ")
    if not equals or formula_width(code, SMALLEST_EM) <= width:
        return [code]
    return [left, f"= {right}"]


def _fitted_formula(code: str, em: float, width: float, theme: Theme) -> Lettering:
    return fitted(formula(code, em, theme.muted), width, SMALLEST_EM)


def _row(parts: Sequence[Lettering], region: Region, middle: float) -> list[Lettering]:
    """One after another on a line; flush right in a region on the right, else flush left."""
    width = sum(part.width for part in parts) + WORD_GAP * (len(parts) - 1)
    pen = region.right - width if region.centre[0] > 0 else region.left
    for part in parts:
        baseline = middle - glyphs.DIGIT_HEIGHT * part.em / 2
        part.shifted(pen - part.get_left()[0], baseline).set_z_index(depth.NUMBERS)
        pen += part.width + WORD_GAP
    return list(parts)


def _in_typst(geometry: Geometry, axis: int, *, inline: bool) -> str:
    """`⌊(3 + 2·1 − 2)/3⌋ + 1` becomes Typst; a stride of 1 needs no floor."""
    size = geometry.formula(axis, "per side")
    found = re.fullmatch(r"⌊\((.+)\)/(\d+)⌋ \+ 1", size.numbers)
    if found is None:
        raise ValueError(f"no way to draw the size formula {size.numbers!r}")
    span, stride = found[1].replace(" + 2·0", ""), found[2]
    span = span.replace("·", " dot ").replace("−", "-")
    fraction = f"({span}) \\/ {stride}" if inline else f"frac({span}, {stride})"
    quotient = span if stride == "1" else f"floor({fraction})"
    return f"{quotient} + 1 = {size.output}"
