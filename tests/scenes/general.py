"""The checks of any lesson: what is on screen is what the story tells, and that is true.

The arrays that a story names are compared with PyTorch by running the film's own program
(`telling.wrong_program`); here every number on screen is held to those arrays.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from math import ceil
from typing import Any

import numpy as np

from scenes.story.equation import Equation, Factor
from scenes.story.numerals import Numeral
from scenes.story.places import Index, parsed
from tests.scenes.checks import _disorder, worked_text
from tests.scenes.sights import Sight
from tests.scenes.surveying import Film, Still
from tests.scenes.truth import blur, value, verbs

LETTER_MIDDLE = 0.03  # units; a number's ink is so near to where it is centred
MOST_ON_A_LINE = 80  # terms of an equation that folds
SCAFFOLD = ("padding", "count")  # names of places that are no array of the story


def wrong_numbers(film: Film) -> Iterator[str]:
    """Each number with a place is the array's number at that place, or the padding."""
    arrays = film.board.arrays
    for still in film.stills:
        for sight, name, index in placed(still):
            if name == "padding":
                true = sight.text in film.board.padding.split()
            elif name in arrays and fits(index, arrays[name]):
                true = is_truthful(sight.text, arrays[name][index])
            else:
                yield f"{still.beat.name}: the story has no {sight.place}"
                continue
            if not true:
                yield f"{still.beat.name}: {sight.place} reads {sight.text!r}"


def wrong_tales(film: Film) -> Iterator[str]:
    """What the story tells of an array's numbers is true, and exact where it says so."""
    arrays = film.board.arrays
    for beat in film.board.beats:
        for place, told in beat.shown.items():
            found = parsed(place)
            if not found or found[0] not in arrays or not fits(found[1], arrays[found[0]]):
                yield f"{beat.name}: tells of {place}, which the story has not"
            elif not is_true(told, arrays[found[0]][found[1]]):
                yield f"{beat.name}: tells {told} of {place}"


def untold(film: Film) -> Iterator[str]:
    """Numbers are seen when they have been told, and a picture has all that are told or none."""
    told: set[str] = set()
    for still in film.stills:
        fresh = set(still.beat.shown)
        told |= fresh
        seen = {s.place for s, name, _ in placed(still) if name not in SCAFFOLD}
        if seen - told:
            yield f"{still.beat.name}: never told {sorted(seen - told)}"
        for picture, places in groupby(sorted(fresh), key=_picture):
            missing = sorted(set(places) - seen)
            shown = {place for place in seen if _picture(place) == picture}
            if missing and shown & fresh:
                yield f"{still.beat.name}: of {picture}, told and not seen {missing}"


def _picture(place: str) -> str:
    """The matrix that a place lies in: its array and all but its last two indices."""
    name, index = parsed(place)
    return f"{name}{list(index[:-2])}"


def misplaced(film: Film) -> Iterator[str]:
    """Rows lie below each other and columns side by side, in every picture."""
    for still in film.stills:
        pictures: dict[str, dict[Index, Sight]] = {}
        cells = [one for one in placed(still) if one[0].kind != "weight"]  # those lie in corners
        for sight, name, index in cells:
            place = (0, *index)[-2:]
            pictures.setdefault(f"{name}{list(index[:-2])}", {})[place] = sight
        for name, grid in pictures.items():
            for fault in [*_disorder(grid, "row", 0), *_disorder(grid, "column", 1)]:
                yield f"{still.beat.name}: {name}: {fault}"


def wrong_equations(film: Film) -> Iterator[str]:
    """Every equation of the story is true, and its numbers are those of the places it names."""
    for beat in film.board.beats:
        equation = beat.equation
        if equation is None:
            continue
        if not holds(equation):
            yield f"{beat.name}: {equation.text(999)} is not true"
        for factor in [equation.total, *(f for term in equation.terms for f in term)]:
            found = parsed(factor.place)
            if not found or found[0] == "padding":
                continue
            array = film.board.arrays.get(found[0])
            if array is None or not fits(found[1], array):
                yield f"{beat.name}: its equation names {factor.place}, which is no place"
            elif not is_true(factor.numeral, array[found[1]]):
                yield f"{beat.name}: {factor.place} is not {factor.numeral.text}"


def wrong_lines(film: Film) -> Iterator[str]:
    """The worked line spells the equation of the beat that worked it out last."""
    current: Equation | None = None
    for still in film.stills:
        current = still.beat.equation or current
        line = worked_text(still.seen)
        allowed = [""]
        if current is not None:
            kept = {*range(1, min(len(current.terms), MOST_ON_A_LINE)), len(current.terms)}
            ways = ["".join(token.text for token in current.tokens(k)) for k in kept]
            allowed = ways if "total" in verbs(still.beat) else ["", *ways]
        if line not in allowed:
            yield f"{still.beat.name}: the worked line reads {line!r}, not {allowed[-1]!r}"


def wrong_formulas(film: Film) -> Iterator[str]:
    """Names give the shapes of their arrays; the sides of a formula that can be computed agree."""
    for still in film.stills:
        for code in (sight.text for sight in still.seen if sight.kind == "formula"):
            named = re.match(r"([A-Z]+) quad (\d+(?: times \d+)*)", code)
            if named and named[1] in film.board.symbols:
                shape = film.board.arrays[film.board.symbols[named[1]]].shape
                if [int(side) for side in named[2].split(" times ")] != list(shape):
                    yield f"{still.beat.name}: {code!r} names an array of shape {shape}"
            values = [
                v for v in map(computed, code.removeprefix("= ").split(" = ")) if v is not None
            ]
            if len(set(values)) > 1:
                yield f"{still.beat.name}: {code!r} is not true"


def crooked_axes(film: Film) -> Iterator[str]:
    """The numbers along an axis stand where they belong: at equal distances, or equal ratios."""
    for still in film.stills:
        axes: dict[str, list[tuple[float, float]]] = {}
        for sight in still.seen:
            if sight.kind == "scale" and re.fullmatch(r"\w+\.[xy]", sight.place):
                where = sight.region.centre[sight.place.endswith("y")]
                axes.setdefault(sight.place, []).append((where, float(value(sight.text))))
        for name, ticks in axes.items():
            if len(ticks) > 2 and not any(map(_even, _scales(ticks))):
                yield f"{still.beat.name}: the numbers along {name} are not where they belong"


def _scales(ticks: list[tuple[float, float]]) -> Iterator[np.ndarray]:
    """Ticks as (place, number), and as (place, logarithm) where they have one."""
    points = np.array(ticks)
    yield points
    if (points[:, 1] > 0).all():
        yield np.column_stack([points[:, 0], np.log10(points[:, 1])])


def _even(points: np.ndarray) -> bool:
    """Whether places and numbers rise together, on one line."""
    (places, numbers), off = points.T, LETTER_MIDDLE
    line = np.polyfit(numbers, places, 1)
    return bool(line[0] > 0 and (abs(np.polyval(line, numbers) - places) < off).all())


def placed(still: Still) -> Iterator[tuple[Sight, str, Index]]:
    """The numbers that stand in cells, each with its array and its index."""
    for sight in still.seen:
        found = parsed(sight.place)
        if found and sight.kind in ("number", "weight"):
            yield sight, *found


def fits(index: Index, array: np.ndarray) -> bool:
    return len(index) == array.ndim and all(i < n for i, n in zip(index, array.shape, strict=True))


def is_true(told: Numeral, number: Any) -> bool:
    """Whether a number's writing is that number, or a rounding of it that admits to be one."""
    if "∞" in told.text:
        return float(number) == float("-inf" if "−" in told.text else "inf")
    error = abs(value(told.text) - Fraction(number))
    return error == 0 if told.exact else error <= blur(told.text)


def is_truthful(text: str, number: Any) -> bool:
    """Whether what stands in a cell is the number, or one rounded; floats need no ≈ in a cell.

    >>> [is_truthful(text, Fraction(1, 3)) for text in ("1/3", "≈0.333", "0.333")]
    [True, True, False]
    >>> is_truthful("0.33", 1 / 3), is_truthful("0.34", 1 / 3)
    (True, False)
    """
    rounded = text.startswith("≈") or isinstance(number, float | np.floating)
    return is_true(Numeral(text.removeprefix("≈"), exact=not rounded), number)


def holds(equation: Equation) -> bool:
    """Whether what is written is so: exactly with =, as far as roundings allow with ≈."""
    products = [_product(term) for term in equation.terms]
    values, slacks = [p for p, _ in products], [s for _, s in products]
    result, slack = sum(values), sum(slacks)
    if equation.form == "difference":
        result = 2 * values[0] - result
    elif equation.form == "max":
        result, slack = max(values), max(slacks)
    elif equation.form == "mean":
        count = equation.count or len(values)
        result, slack = result / count, slack / count
    total = value(equation.total.numeral.text)
    slack += 0 if equation.total.numeral.exact else blur(equation.total.numeral.text)
    return abs(result - total) <= (0 if equation.relation == "=" else slack)


def _product(term: tuple[Factor, ...]) -> tuple[Fraction, Fraction]:
    """A term's value, and by how much its rounded factors may make it wrong."""
    if any("∞" in factor.numeral.text for factor in term):
        return Fraction(-(10**400)), Fraction(0)  # −∞, which only a maximum may hold
    result, most = Fraction(1), Fraction(1)
    for factor in term:
        number = value(factor.numeral.text)
        result *= number
        most *= abs(number) + (0 if factor.numeral.exact else blur(factor.numeral.text))
    return result, most - abs(result)


def computed(code: str) -> Fraction | None:
    """The value of one side of a formula in Typst; None where letters stand in it.

    >>> computed("floor(frac(3 + 2 dot 1 - 2, 3)) + 1"), computed("frac(n, 2)"), computed("3 dot 2")
    (Fraction(2, 1), None, Fraction(6, 1))
    """
    plain = re.sub(r"frac\((.*?), (\d+)\)", r"((\1) / \2)", code.replace("\\/", "/"))
    plain = re.sub(r"\b(times|dot)\b", "*", plain).replace("^", "**").replace("floor", "int")
    plain = re.sub(r"(\d+(?:\.\d+)?)", r"F('\1')", plain)
    if re.search(r"[A-Za-z_]", re.sub(r"F\('|\bint\b|\bceil\b", "", plain)):
        return None
    try:
        known = {"F": Fraction, "int": int, "ceil": ceil}
        return Fraction(eval(plain, {"__builtins__": {}}, known))
    except (SyntaxError, TypeError):
        return None


CHECKS = (
    wrong_numbers,
    wrong_tales,
    untold,
    misplaced,
    wrong_equations,
    wrong_lines,
    wrong_formulas,
    crooked_axes,
)
