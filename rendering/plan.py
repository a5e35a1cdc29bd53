"""What a user may ask for, and what is refused before anything is computed, drawn or made.

Cheap to import: `--help` and `--list` need no more than this.
"""

from __future__ import annotations

import errno
import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from rendering.spec import Variant
from scenes.catalog import LESSONS, find, titles

LANGUAGES: Final = ("en", "zh")
THEMES: Final = ("dark", "light")
FORMATS: Final = {  # and how their files' names end
    "mp4": "mp4",
    "webm": "webm",
    "av1": "av1.webm",
    "gif": "gif",
    "webp": "animated.webp",
    "png": "png",
}
TRANSPARENT: Final = "alpha.webm"
PLAYED: Final = ("mp4", "webm", "av1.webm")  # of these, what pages and slides play
QUALITIES: Final = {  # Manim's letters: width, height, frames a second
    "l": (854, 480, 15),
    "m": (1280, 720, 30),
    "h": (1920, 1080, 60),
    "p": (2560, 1440, 60),
    "k": (3840, 2160, 60),
}
ASPECTS: Final = {"16:9": (16, 9), "4:3": (4, 3), "1:1": (1, 1), "9:16": (9, 16)}
USUAL: Final = "16:9"
SMALLEST: Final = 160  # pixels of a side: less cannot show a digit
LARGEST: Final = 8192  # what H.264 players decode
SLOWEST: Final = 1  # frames a second
FASTEST: Final = 240


class OrderError(ValueError):
    """Options that do not fit together or are out of range."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a user asks for; `changes` are the example's parts, as text or as Python has them."""

    scenes: tuple[str, ...]
    languages: tuple[str, ...]
    themes: tuple[str, ...]
    size: tuple[int, int]
    fps: float
    formats: tuple[str, ...]
    out: Path
    changes: Mapping[str, Any]
    sheet: bool = False  # instead of each film, its contact sheet
    variant: Variant | None = None  # what the one scene becomes

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders below `out` that the films go to."""
        return (self.variant.name,) if self.variant else self.scenes


def check(order: Order) -> None:
    """Raise if a film of the order is unknown, cannot be shown or cannot be written."""
    for name in order.scenes:
        find(name)
    check_size(order.size)
    if not SLOWEST <= order.fps <= FASTEST:  # nan, too, which is in no range
        raise OrderError(f"{order.fps} frames a second cannot be: use {SLOWEST} to {FASTEST}")
    for name in order.folders:
        check_folder(order.out / name)


def changes(named: Mapping[str, str], others: Iterable[str]) -> dict[str, str]:
    """The parts of the example that are the user's own: those with an option, and NAME=VALUE.

    >>> changes({"stride": "2"}, ["window=2,3"])
    {'stride': '2', 'window': '2,3'}
    """
    found = dict(named)
    for other in others:
        name, equals, value = (part.strip() for part in other.partition("="))
        if not equals or not name:
            raise OrderError(f'--set {other!r} sets nothing: write NAME=VALUE, like "window=2,3"')
        if name in found:
            raise OrderError(f"{name} is given twice: leave one of them out")
        found[name] = value
    return found


def listing() -> list[dict[str, Any]]:
    """Every lesson with its titles, for `--list`."""
    named = {language: titles(language) for language in LANGUAGES}
    return [
        {
            "id": entry.id,
            "title": {language: named[language][entry.id] for language in LANGUAGES},
            "chapter": entry.chapter,
            "chapter_title": {
                language: named[language].get(str(entry.chapter), "") for language in LANGUAGES
            },
            "scene": entry.target,
            "example": entry.example,
        }
        for entry in LESSONS
    ]


def table(language: str) -> str:
    """The course by chapters, for people."""
    lessons, lines = listing(), []
    wide = max(len(lesson["id"]) for lesson in lessons)
    for chapter, group in groupby(lessons, key=lambda lesson: lesson["chapter"]):
        members = list(group)
        lines.append(f"{chapter}  {members[0]['chapter_title'][language]}".rstrip())
        lines += [f"   {lesson['id']:<{wide}}  {lesson['title'][language]}" for lesson in members]
    return "\n".join(lines)


def all_scenes() -> tuple[str, ...]:
    """The names of all lessons in the order of the course."""
    return tuple(entry.id for entry in LESSONS)


def named(scenes: Iterable[str]) -> tuple[str, ...]:
    """These scenes as the course calls them, each once. Raises UnknownSceneError.

    >>> named(["Cross-Correlation", "stride", "stride"])
    ('cross_correlation', 'stride')
    """
    return tuple(dict.fromkeys(find(scene).id for scene in scenes))


def chosen(scenes: Iterable[str], chapters: Iterable[int], *, every: bool) -> tuple[str, ...]:
    """The scenes that are named and those of the chapters, or all. Raises OrderError for none.

    >>> chosen(["stride"], [1], every=False)
    ('stride', 'dense_to_conv', 'invariance', 'convolution_1d')
    """
    known = sorted({entry.chapter for entry in LESSONS})
    scenes, wanted = list(scenes), list(chapters)
    for chapter in wanted:
        if chapter not in known:
            raise OrderError(f"there is no chapter {chapter}: they are {known[0]} to {known[-1]}")
    if every and (scenes or wanted):
        raise OrderError("--all is every film already: leave out --scene and --chapter")
    if every:
        return all_scenes()
    found = named([*scenes, *(e.id for n in wanted for e in LESSONS if e.chapter == n)])
    if not found:
        raise OrderError(
            "name a scene, for instance --scene stride, or make --all of them; --list lists them"
        )
    return found


def resolution(text: str) -> tuple[int, int]:
    """Width and height as Manim's option takes them.

    >>> resolution("1080,1920"), resolution("640x360")
    ((1080, 1920), (640, 360))
    """
    parts = text.lower().replace("x", ",").replace("×", ",").split(",")
    if len(parts) != 2 or not all(part.strip().isdecimal() for part in parts):
        raise OrderError(f"resolution {text!r} is not W,H: write it like 1920,1080")
    size = int(parts[0]), int(parts[1])
    _check_sides(size)
    return size


def size_of(quality: str, aspect: str) -> tuple[int, int]:
    """Width and height of a film; a quality says how long the shorter side is.

    >>> size_of("h", "16:9"), size_of("h", "9:16"), size_of("l", "1:1")
    ((1920, 1080), (1080, 1920), (480, 480))
    """
    (*_, short, _), (across, down) = QUALITIES[quality], ASPECTS[aspect]
    long = 2 * round(short * max(across, down) / min(across, down) / 2)
    return (long, short) if across >= down else (short, long)


def shape_folder(size: tuple[int, int]) -> str:
    """The folder that films of this shape have for themselves; none for the usual shape.

    The names of files do not tell shapes: without it, an upright film would take the place of the
    one of 16:9. A size that is an aspect but for rounding to whole pixels has that aspect.

    >>> [shape_folder(size) for size in ((854, 480), (480, 854), (1440, 900))]
    ['', '9x16', '8x5']
    """
    width, height = size
    for name, (across, down) in ASPECTS.items():
        if abs(width * down - height * across) <= min(across, down):  # a pixel of the longer side
            return "" if name == USUAL else f"{across}x{down}"
    common = math.gcd(width, height)
    return f"{width // common}x{height // common}"


def check_size(size: tuple[int, int]) -> None:
    """Raise if no player could show a film of this size, or no picture be laid out on it."""
    from scenes.stage.layout import Layout, frame_size  # noqa: PLC0415

    _check_sides(size)
    Layout(*frame_size(*size))  # raises, and says what would fit


def _check_sides(size: tuple[int, int]) -> None:
    for name, side in zip(("width", "height"), size, strict=True):
        if not SMALLEST <= side <= LARGEST:
            raise OrderError(f"{name} {side} is out of range: use {SMALLEST} to {LARGEST} pixels")
        if side % 2:
            raise OrderError(f"{name} {side} is odd, which films cannot be: use {side + 1}")


def check_folder(folder: Path) -> None:
    """Raise if `folder` cannot be made or written to, before minutes of drawing are lost."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory", str(there))
    if not os.access(there, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied", str(there))
