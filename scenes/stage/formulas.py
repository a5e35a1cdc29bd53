"""The formulas at the top right: rows as large as they can be, and the output's size."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from convmath import Geometry
from scenes.stage import depth, glyphs
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.labels import WORD_GAP
from scenes.stage.layout import Region
from scenes.stage.lettering import (
    Lettering,
    fitted,
    formula,
    formula_extent,
    formula_width,
    words,
)
from scenes.stage.theme import Theme

AXIS_EM = 0.24
ROW_EMS = {0.5: 1, 0.42: 2, 0.36: 2, 0.3: 3}  # and how many rows may be so large
ROW_GAP = 0.02  # between one row's ink and the next one's, at least
ROW_LEADING = 0.5
SIGNS = {"·": " dot ", "−": "-", "p₁": "p_1", "p₂": "p_2", "d(": "d ("}
DROPPED = " − 1"  # a window that would begin beyond the input
ROUNDED = {"⌊": "floor", "⌈": "ceil"}


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
    return _rows(rows, region)


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


def named_rows(rows: Mapping[str, str], region: Region, theme: Theme) -> list[Lettering]:
    """Formulas in Typst, each after the words that say what it is; alone where these have no room.

    They are in one size.
    """
    drawn = [(words(name, AXIS_EM, theme.muted), code) for name, code in rows.items()]
    room = region.width - WORD_GAP
    for em in (min(ROW_EMS), SMALLEST_EM):
        if all(said.width + formula_width(code, em) <= room for said, code in drawn):
            return _rows([[said, formula(code, em, theme.muted)] for said, code in drawn], region)
    return formula_rows(list(rows.values()), region, theme)


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


def _rows(rows: Sequence[Sequence[Lettering]], region: Region) -> list[Lettering]:
    """Rows below each other, evenly."""
    pairs = zip(rows, _heights(len(rows), region), strict=True)
    return [part for parts, middle in pairs for part in _row(parts, region, middle)]


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
