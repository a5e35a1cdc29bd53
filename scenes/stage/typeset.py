"""What Typst sets, as curves: its SVG is read here, and nothing but what Typst writes.

Manim can do that too, with a reader of any SVG, which takes ten times as long; and a film begins
with a dozen texts. Lengths are in em, the start of the page's first line is up and left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import numpy as np
import typst
from numpy.typing import NDArray

from scenes.stage.typeface import FONT_FOLDER

Points = NDArray[np.float64]

EM: Final = 10.0  # of Typst's points
PAGE: Final = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: {EM}pt)
"""
CLOSED: Final = 1e-4  # points between the ends of a path that needs no line to close it
NUMBERS: Final = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6, "z": 0}  # of each command
SVG: Final = "{http://www.w3.org/2000/svg}"
LINK: Final = "{http://www.w3.org/1999/xlink}href"
_COMMAND: Final = re.compile(r"([a-df-zA-Z])([^a-df-zA-Z]*)")  # e is a part of numbers

Curve = tuple[complex, complex, complex, complex]  # its ends, and between them its handles
Transform = tuple[complex, complex, complex]  # where 1 and i point to, and where 0 goes


class TypesetError(ValueError):
    """A drawing that cannot be read."""


@dataclass(frozen=True, slots=True)
class Part:
    """A glyph or a line: cubic curves, four points each, (4n, 3); filled, or else stroked."""

    points: Points
    filled: bool


def typeset(code: str, folders: tuple[Path, ...] = (FONT_FOLDER,)) -> list[Part]:
    """The parts of a piece of Typst, in their order, set in fonts of these folders or Typst's own.

    Raises TypesetError when there is something in its drawing that is no glyph and no line.

    >>> [part.filled for part in typeset("$1/2$")]
    [True, True, False]
    """
    drawn = _compiler(folders).compile(input=(PAGE + code).encode(), format="svg")
    assert isinstance(drawn, bytes)
    root = ElementTree.fromstring(drawn)
    symbols = {
        symbol.attrib["id"]: list(_path(symbol[0].attrib["d"]))
        for symbol in root.iterfind(f"{SVG}defs/{SVG}symbol")
    }
    return [part for part in _parts(root, (1, 1j, 0), symbols) if len(part.points)]


@cache
def _compiler(folders: tuple[Path, ...]) -> typst.Compiler:
    """One for all texts, as it reads the fonts once; those of the system play no part."""
    return typst.Compiler(font_paths=list(folders), ignore_system_fonts=True)


def _parts(
    element: ElementTree.Element, around: Transform, symbols: Mapping[str, list[Curve]]
) -> Iterator[Part]:
    """What is drawn in an element, with the transform of what is around it."""
    for child in element:
        kind, given = child.tag.removeprefix(SVG), child.attrib
        placed = _after(around, _transform(given.get("transform", "")))
        if kind == "g":
            yield from _parts(child, placed, symbols)
        elif kind == "use":
            there = _after(placed, (1, 1j, complex(float(given["x"]), float(given["y"]))))
            yield _part(symbols[given[LINK].removeprefix("#")], there, given)
        elif kind == "path":
            yield _part(list(_path(given["d"])), placed, given)
        elif kind != "defs":
            raise TypesetError(f"Typst drew <{kind}>: use glyphs and lines only")


def _part(curves: list[Curve], placed: Transform, given: Mapping[str, str]) -> Part:
    across, down, start = placed
    flat = np.array(curves, dtype=complex).ravel()
    there = (flat.real * across + flat.imag * down + start) / EM
    points = np.stack([there.real, -there.imag, np.zeros(len(there))], axis=1)
    return Part(points, filled=given.get("fill", "none") != "none")


def _transform(text: str) -> Transform:
    """`matrix(1 0 0 -1 3.5 2)` or `translate(3.5 2)`."""
    if not text:
        return 1, 1j, 0
    name, _, numbers = text.rstrip(")").partition("(")
    values = [float(number) for number in numbers.replace(",", " ").split()]
    if name == "translate":
        values = [1, 0, 0, 1, *values, *[0.0] * (2 - len(values))]
    elif name != "matrix":
        raise TypesetError(f"Typst drew something with {text}, which is neither matrix nor shift")
    a, b, c, d, x, y = values
    return complex(a, b), complex(c, d), complex(x, y)


def _after(first: Transform, then: Transform) -> Transform:
    """Of something within something: the inner transform is `then`."""
    across, down, start = first

    def turned(vector: complex) -> complex:
        return vector.real * across + vector.imag * down

    return turned(then[0]), turned(then[1]), turned(then[2]) + start


def _path(text: str) -> Iterator[Curve]:
    """The curves of a path; straight lines are curves as well."""
    pen = begin = 0j
    for command, numbers in _COMMAND.findall(text):
        kind, values = command.lower(), [float(number) for number in numbers.split()]
        if len(values) != NUMBERS.get(kind):
            raise TypesetError(f"Typst drew a path with {command}{numbers}, which is not known")
        origin = pen if command.islower() else 0j
        points = [origin + complex(*pair) for pair in zip(values[::2], values[1::2], strict=False)]
        if kind == "m":
            pen = begin = points[0]
            continue
        if kind == "h":
            points = [complex(origin.real + values[0], pen.imag)]
        elif kind == "v":
            points = [complex(pen.real, origin.imag + values[0])]
        elif kind == "z":
            points = [begin] if abs(pen - begin) > CLOSED else []
        yield from _curve(pen, points)
        pen = begin if kind == "z" else points[-1]


def _curve(pen: complex, points: list[complex]) -> Iterator[Curve]:
    """From the pen on: a line, or a curve with one handle or two."""
    if not points:
        return
    *handles, end = points
    if len(handles) == 2:
        first, second = handles
    else:
        handle = handles or [(pen + end) / 2]
        first, second = (pen + 2 * handle[0]) / 3, (2 * handle[0] + end) / 3
    yield pen, first, second, end
