"""The checks of a played lesson: each yields a sentence for everything that is wrong with it."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from scenes.stage import glyphs
from scenes.stage.layout import Region
from scenes.story import places
from tests.scenes.sights import Sight, complaints
from tests.scenes.surveying import Film
from tests.scenes.truth import Place, is_true, parsed, sums, truths, verbs

INK = 0.015  # units: a line may touch the edge of a letter, no more
STRAIGHT = 1e-3  # units: how much a straight line may lean
DASH = 0.08  # units between two dashes of an outline, at most
OUTPUT_NAME = re.compile(r"(Y|Y\^top|Z) quad ")  # in Typst: before its shape
SAME_LINE = 0.6  # em: letters of one line are closer than this in height


def untidy(film: Film) -> Iterator[str]:
    """No two letterings overlap, all are inside the margin, above the captions and legible."""
    for still in film.stills:
        for complaint in complaints(still.seen, film.lesson.layout):
            yield f"{still.beat.name}: {complaint}"


def crossed_out(film: Film) -> Iterator[str]:
    """No line runs through a text: numbers stay inside their cells, guides pass by the names."""
    for still in film.stills:
        for sight in still.seen:
            if _crosses(still.lines, sight.region.shrunk(INK)).any():
                yield f"{still.beat.name}: a line crosses {sight.text!r} ({sight.place})"


def _crosses(lines: np.ndarray, box: Region) -> np.ndarray:
    """Which lines have a point inside the box (the clipping of Liang and Barsky)."""
    start, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - start) / way, (high - start) / way
    inside = (low < start) & (start < high)
    enter = np.where(way == 0, np.where(inside, -np.inf, np.inf), np.minimum(one, other))
    leave = np.where(way == 0, np.where(inside, np.inf, -np.inf), np.maximum(one, other))
    return np.maximum(enter.max(axis=1), 0) < np.minimum(leave.min(axis=1), 1)


def stretched(film: Film) -> Iterator[str]:
    """The cells of every matrix are squares: the lines around each of its numbers are."""
    for still in film.stills:
        for sight in still.seen:
            name, index = places.parsed(sight.place) or ("", ())
            array = film.lesson.board.arrays.get(name)
            if sight.kind != "number" or array is None or array.ndim != max(2, len(index)):
                continue
            width, height = _around(still.lines, sight.region.centre)
            if width and height and abs(width - height) > INK:
                yield f"{still.beat.name}: {sight.place} is {width:.2f} wide, {height:.2f} high"


def _around(lines: np.ndarray, point: tuple[float, float]) -> Iterator[float]:
    """How far apart the upright lines next to a point are, and the level ones; 0 without them."""
    for axis in (0, 1):
        here, ends = lines[:, [axis, axis + 2]], np.sort(lines[:, [1 - axis, 3 - axis]])
        beside = (ends[:, 0] - DASH <= point[1 - axis]) & (point[1 - axis] <= ends[:, 1] + DASH)
        at = here[beside & (abs(here[:, 0] - here[:, 1]) < STRAIGHT), 0]
        before, after = at[at < point[axis]], at[at > point[axis]]
        yield float(after.min() - before.max()) if len(before) and len(after) else 0.0


def wrong_numbers(film: Film) -> Iterator[str]:
    """Each number that has a place is the trace's number at that place."""
    for still, truth in zip(film.stills, truths(film), strict=True):
        for sight, matrix, place in placed(still.seen):
            true = truth.text(matrix, place)
            if sight.text not in (true, truth.shorter(matrix, place)):
                yield f"{still.beat.name}: {sight.place} reads {sight.text!r}, not {true!r}"


def incomplete(film: Film) -> Iterator[str]:
    """An input is on screen with all its numbers or with none, and the story has told them."""
    told: set[str] = set()
    for still in film.stills:
        told |= still.beat.shown.keys()
        seen = {sight.place for sight, *_ in placed(still.seen)}
        for name, array in film.trace.inputs.items():
            places = {f"{name}[{row}, {column}]" for row, column in np.ndindex(array.shape)}
            if seen & places and not places <= seen:
                yield f"{still.beat.name}: missing {sorted(places - seen)}"
            untold = (seen & places) - told
            if untold:
                yield f"{still.beat.name}: never told {sorted(untold)}"


def misplaced(film: Film) -> Iterator[str]:
    """Rows lie below each other and columns side by side, each number where its name says."""
    (top, _), (left, _) = film.trace.geometry.padding
    for still in film.stills:
        grids: dict[str, dict[Place, Sight]] = {}
        for sight, matrix, (row, column) in placed(still.seen):
            place = (row + top, column + left) if matrix == "input" else (row, column)
            grid = "input" if matrix in ("padding", "count") else matrix
            grids.setdefault(grid, {})[place] = sight
        for name, grid in grids.items():
            for fault in [*_disorder(grid, "row", 0), *_disorder(grid, "column", 1)]:
                yield f"{still.beat.name}: {name}: {fault}"


def _disorder(grid: dict[Place, Sight], what: str, axis: int) -> Iterator[str]:
    """The rows (axis 0) or columns (axis 1) that do not follow each other on screen."""
    spans: dict[int, list[float]] = {}
    for place, sight in grid.items():
        x, y = sight.region.centre
        spans.setdefault(place[axis], []).append(x if axis else -y)
    for (i, before), (j, after) in pairwise(sorted(spans.items())):
        if max(before) >= min(after):
            yield f"{what} {j} does not follow {what} {i}"


def wrong_outputs(film: Film) -> Iterator[str]:
    """The outputs on screen are exactly those that the story has computed so far."""
    mapped = "output" not in {name for _, name, _ in placed(film.stills[-1].seen)}
    for still, truth in zip(film.stills, truths(film), strict=True):
        seen = {place for _, matrix, place in placed(still.seen) if matrix == "output"}
        named = any(OUTPUT_NAME.match(sight.text) for sight in still.seen)
        if not seen and mapped and still.maps and named:
            seen = _tinted(still.maps[-1], film.trace.output.shape)
        early, late = sorted(seen - truth.outputs), sorted(truth.outputs - seen)
        if early or late:
            yield f"{still.beat.name}: outputs shown too early {early}, missing {late}"


def _tinted(heat: np.ndarray, shape: tuple[int, ...]) -> set[Place]:
    """The places that a heat map shows, if it is the output's."""
    if heat.shape[:2] != shape:
        return set()
    return {(int(row), int(column)) for row, column in np.argwhere(heat[..., 3] > 0)}


def wrong_sums(film: Film) -> Iterator[str]:
    """The worked line is the sum of the step that is worked out, and it is right as it stands."""
    for still, truth in zip(film.stills, truths(film), strict=True):
        line, expected = worked_text(still.seen), [""]
        if "total" in verbs(still.beat):
            expected = sums(truth.trace, truth.step)
        if line not in expected:
            yield f"{still.beat.name}: the worked line reads {line!r}, not {expected[0]!r}"
        elif line and "⋯" not in line and not is_true(line):
            yield f"{still.beat.name}: {line} is not true"


def worked_text(seen: Iterable[Sight]) -> str:
    """The worked line as it is read: line by line, from left to right."""
    signs = [sight for sight in seen if sight.kind == "number" and not sight.place]
    lines: list[list[Sight]] = []
    for sign in sorted(signs, key=lambda s: -s.region.centre[1]):
        em = sign.digit_height / glyphs.DIGIT_HEIGHT
        if not lines or _height(lines[-1][0]) - _height(sign) > SAME_LINE * em:
            lines.append([])
        lines[-1].append(sign)
    return "".join(s.text for line in lines for s in sorted(line, key=lambda s: s.region.left))


def _height(sight: Sight) -> float:
    return sight.region.centre[1]


def placed(seen: Iterable[Sight]) -> Iterator[tuple[Sight, str, Place]]:
    """The numbers that stand in cells, each with its matrix and its place."""
    for sight in seen:
        found = parsed(sight.place)
        if found:
            yield sight, *found
