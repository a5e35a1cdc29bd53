"""From what a user asks for to a list of jobs, all of them known to be possible.

Nothing is drawn and no folder made here: an impossible example is refused before either.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rendering.spec import Job
from scenes.catalog import LESSONS, Entry, find, titles

if TYPE_CHECKING:  # each of them takes long to import, and `--help` needs none
    from scenes.story import Example, Storyboard

Progress: TypeAlias = Callable[[int, int], None]  # frames done, frames in all

LANGUAGES: Final = ("en", "zh")
THEMES: Final = ("dark", "light")
FORMATS: Final = ("mp4", "webm", "gif", "png")
QUALITIES: Final = {  # Manim's letters: width, height, frames a second
    "l": (854, 480, 15),
    "m": (1280, 720, 30),
    "h": (1920, 1080, 60),
    "p": (2560, 1440, 60),
    "k": (3840, 2160, 60),
}
SMALLEST: Final = 160  # pixels of a side: less cannot show a digit
LARGEST: Final = 8192  # what H.264 players decode


class OrderError(ValueError):
    """Options that do not fit together or are out of range."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a user asks for; `changes` are the example's parts given as text."""

    scenes: tuple[str, ...]
    languages: tuple[str, ...]
    themes: tuple[str, ...]
    size: tuple[int, int]
    fps: float
    formats: tuple[str, ...]
    out: Path
    changes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Planned:
    """One film to make, and the number of frames that it will have."""

    job: Job
    frames: int

    @property
    def name(self) -> str:
        """What its files are called, without their suffix."""
        return self.job.name


def plan(order: Order) -> list[Planned]:
    """Every film of the order; raises if any of them is impossible, or cannot be written."""
    entries = dict.fromkeys(find(name) for name in order.scenes)
    check_size(order.size)
    check_folder(order.out)
    told = [(entry, *_told(entry, order.changes)) for entry in entries]
    return [
        Planned(_job(order, entry, example, language, theme), board.frame_count(order.fps))
        for entry, example, board in told
        for language, theme in product(order.languages, order.themes)
    ]


def draw(planned: Planned, progress: Progress, *, sheet: bool = False) -> list[Path]:
    """Make one film, or its contact sheet; returns the files written, the main one first."""
    if sheet:
        from rendering.sheet import render as render_sheet  # noqa: PLC0415

        path = render_sheet(planned.job, progress)
        progress(planned.frames, planned.frames)
        return [path]
    from rendering.job import render  # noqa: PLC0415

    return render(planned.job, progress).written


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


def _told(entry: Entry, changes: Mapping[str, str]) -> tuple[Example, Storyboard]:
    """The entry's example and its story. Reads and computes before it imports what draws."""
    from scenes.story.example import Example, ExampleError  # noqa: PLC0415
    from scenes.story.sources import changed  # noqa: PLC0415

    try:
        example = changed(Example.of(entry.example), changes)
    except ExampleError as error:
        raise OrderError(f"{entry.id}: {error}") from None
    example.run()
    return example, entry.load().tell(example)


def _job(order: Order, entry: Entry, example: Example, language: str, theme: str) -> Job:
    width, height = order.size
    return Job(
        lesson=entry.id,
        example=example,
        language=language,
        theme=theme,
        width=width,
        height=height,
        fps=order.fps,
        formats=order.formats,
        out=order.out,
    )


def all_scenes() -> tuple[str, ...]:
    """The names of all lessons in the order of the course."""
    return tuple(entry.id for entry in LESSONS)


def resolution(text: str) -> tuple[int, int]:
    """Width and height as Manim's option takes them.

    >>> resolution("1080,1920"), resolution("640x360")
    ((1080, 1920), (640, 360))
    """
    parts = text.lower().replace("x", ",").replace("×", ",").split(",")
    if len(parts) != 2 or not all(part.strip().isdecimal() for part in parts):
        raise OrderError(f"resolution {text!r} is not W,H: write it like 1920,1080")
    return int(parts[0]), int(parts[1])


def check_size(size: tuple[int, int]) -> None:
    """Raise if no player could show a film of this size, or no picture be laid out on it."""
    from scenes.stage.layout import FRAME_HEIGHT, Layout  # noqa: PLC0415

    for name, side in zip(("width", "height"), size, strict=True):
        if not SMALLEST <= side <= LARGEST:
            raise OrderError(f"{name} {side} is out of range: use {SMALLEST} to {LARGEST} pixels")
        if side % 2:
            raise OrderError(f"{name} {side} is odd, which films cannot be: use {side + 1}")
    Layout(FRAME_HEIGHT * size[0] / size[1])  # raises, and says what would fit


def check_folder(folder: Path) -> None:
    """Raise if `folder` cannot be made or written to, before minutes of drawing are lost."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory", str(there))
    if not os.access(there, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied", str(there))
