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
from scenes.stage.lettering import (
    Lettering,
    fitted,
    formula,
    formula_extent,
    formula_width,
    number,
    words,
)
from scenes.stage.theme import Theme
from scenes.stage.typeface import SMALLEST_WORDS_EM
from scenes.story.numerals import shape_code

NAME_EM = 0.38
SIGN_EM = 0.62
SIGN_EMS = {"+": 0.42, "⋅": 1.0}
AXIS_EM = 0.24
REMARK_EM = 0.26
REMARK_GAP = 0.2
SAMPLE = 0.2
SAMPLE_GAP = 0.4
BEARING = 0.02  # of the last letter of a row
ROW_EMS = {0.5: 1, 0.42: 2, 0.36: 2, 0.3: 3}  # and how many rows may be so large
ROW_GAP = 0.02  # between one row's ink and the next one's, at least
ROW_LEADING = 0.5
WORD_GAP = 0.14
SIGNS = {"·": " dot ", "−": "-", "p₁": "p_1", "p₂": "p_2", "d(": "d ("}
DROPPED = " − 1"  # a window that would begin beyond the input
ROUNDED = {"⌊": "floor", "⌈": "ceil"}
ABOVE = 0.24  # between a grid and its name
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
    x, y = cells.region.left - ABOVE - label.width, cells.centre[1]
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


def size_formulas(
    geometry: Geometry, axis_names: Sequence[str], region: Region, theme: Theme
) -> list[Lettering]:
    """The output's size in letters and with its numbers, top right."""
    return axis_formulas(*size_codes(geometry), axis_names, region, theme)


def axis_formulas(
    letters: str, numbers: Sequence[str], axis_names: Sequence[str], region: Region, theme: Theme
) -> list[Lettering]:
    """A formula in letters and with its numbers: once if both axes are alike, else a row for each.

    All are in Typst; `numbers` is what stands after the letters and =. Where they are so long that
    the axes' names have no room, they stand alone.
    """
    if len(numbers) == 1:
        return formula_rows([f"{letters} = {numbers[0]}"], region, theme)
    names = [words(name, AXIS_EM, theme.muted) for name in axis_names]
    room = region.width - WORD_GAP - max(name.width for name in names)
    if any(formula_width(f"= {code}", SMALLEST_EM) > room for code in numbers):
        return formula_rows(numbers, region, theme)
    em = min(ROW_EMS)
    rows = [[_fitted_formula(letters, em, region.width, theme)]]
    for code, name in zip(numbers, names, strict=True):
        rows.append([name, _fitted_formula(f"= {code}", em, room, theme)])
    heights = _heights(len(rows), region)
    pairs = zip(rows, heights, strict=True)
    return [part for parts, middle in pairs for part in _row(parts, region, middle)]


def formula_rows(codes: Sequence[str], region: Region, theme: Theme) -> list[Lettering]:
    """Formulas in Typst, one below the other, flush with the margin (`_row`).

    They are as large as few rows can be. One that would be too wide so goes on in the next line
    with one of its =; as few as need be, where they are many.
    """
    for em in (*ROW_EMS, SMALLEST_EM):
        lines = [line for code in codes for line in _broken(code, region.width, em)]
        if len(lines) <= ROW_EMS.get(em, 0) and _stand_apart(lines, em, region):
            break
    rows = []
    for code, middle in zip(lines, _middles(lines, em, region), strict=True):
        rows += _row([_fitted_formula(code, em, region.width, theme)], region, middle)
    return rows


def named_formula(name: str, code: str, region: Region, theme: Theme) -> list[Lettering]:
    """A formula in Typst after words that say what it is, in the middle of the region's height."""
    said = words(name, AXIS_EM, theme.muted)
    drawn = _fitted_formula(code, min(ROW_EMS), region.width - said.width - WORD_GAP, theme)
    return _row([said, drawn], region, region.centre[1])


def _stand_apart(lines: Sequence[str], em: float, region: Region) -> bool:
    """Whether rows of this size lie inside the region and clear of each other."""
    inks = [formula_extent(line, em) for line in lines]
    lift = glyphs.DIGIT_HEIGHT * em / 2
    pairs = list(zip(inks, _middles(lines, em, region), strict=True))
    ends = [(middle - lift + ink.top, middle - lift + ink.bottom) for ink, middle in pairs]
    edges = [region.top, *(edge for end in ends for edge in end), region.bottom]
    gaps = [upper - lower for upper, lower in zip(edges[::2], edges[1::2], strict=True)]
    widest = max((ink.width for ink in inks), default=0.0)
    inside = widest <= region.width and min(gaps[0], gaps[-1]) >= 0
    return inside and all(gap >= ROW_GAP for gap in gaps[1:-1])


def _middles(lines: Sequence[str], em: float, region: Region) -> list[float]:
    """The middles of the rows' digits; a tall formula that is alone stands in the middle itself."""
    heights = _heights(len(lines), region)
    if len(lines) == 1:
        ink, baseline = formula_extent(lines[0], em), heights[0] - glyphs.DIGIT_HEIGHT * em / 2
        if baseline + ink.top > region.top or baseline + ink.bottom < region.bottom:
            return [heights[0] + region.centre[1] - (baseline + ink.centre[1])]
    return heights


def _heights(count: int, region: Region) -> list[float]:
    """The middles of so many rows, from the top."""
    leading = min(ROW_LEADING, region.height / max(1, count))
    return [region.centre[1] + ((count - 1) / 2 - row) * leading for row in range(count)]


def _broken(code: str, width: float, em: float) -> list[str]:
    """A formula in one line, or in two as short as can be where it is too wide at this size."""
    sides = code.split(" = ")
    if len(sides) == 1 or formula_width(code, em) <= width:
        return [code]
    ways = [
        [" = ".join(sides[:count]), f"= {' = '.join(sides[count:])}"]
        for count in range(1, len(sides))
    ]
    return min(ways, key=lambda way: max(formula_width(line, em) for line in way))


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


def size_codes(geometry: Geometry) -> tuple[str, list[str]]:
    """The output's size in letters, and with the numbers of each axis that differs, in Typst.

    What is 0 or 1 along both axes is left out: a padding; a stride, and with it the floor.

    >>> size_codes(Geometry.of((3, 3), (2, 2)))
    ('n - k + 1', ['3 - 2 + 1 = 2'])
    >>> print(size_codes(Geometry.of((8, 8), (3, 5), padding=(0, 1), stride=(3, 4)))[0])
    floor((n + 2 p - k) \\/ s) + 1
    >>> size_codes(Geometry.of((3, 3), (2, 2), stride=2, ceil_mode=True))
    ('ceil((n - k) \\\\/ s) + 1', ['ceil((3 - 2) \\\\/ 2) + 1 = 2'])
    """
    sizes = [geometry.formula(axis, "per side") for axis in (0, 1)]
    letters = max((size.symbols for size in sizes), key=len)
    if not all(size.symbols.endswith(DROPPED) for size in sizes):  # in the numbers of one side
        letters = letters.removesuffix(DROPPED)
    unpadded = not any(map(any, geometry.padding))
    closely = set(geometry.stride) == {1}

    def code(text: str) -> str:
        found = re.fullmatch(r"([⌊⌈])\((.+)\)/(\w+)[⌋⌉] \+ 1( − 1)?", text)
        if found is None:
            raise ValueError(f"no way to draw the size formula {text!r}")
        sign, span, stride, less = found.groups("")
        span = re.sub(r" \+ 2(p|·0)", "", span) if unpadded else span.replace("2p", "2 p")
        for letter, typst in SIGNS.items():
            span = span.replace(letter, typst)
        if closely:
            return f"{span} + 1"
        return f"{ROUNDED[sign]}(({span}) \\/ {stride}) + 1{less.replace('−', '-')}"

    numbers = [f"{code(size.numbers)} = {size.output}" for size in sizes]
    return code(letters), list(dict.fromkeys(numbers))
