"""What a film is asked to be. Cheap to import: nothing here draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:  # brings NumPy along, which listing the scenes can do without
    from scenes.story import Example

LAST: Final = "last.webp"  # how the last picture ends that is kept beside a contact sheet


@dataclass(frozen=True, slots=True)
class Variant:
    """A lesson of a user's own making: what it is called, and what differs from the course's.

    `words` are by language (`scenes.story.words.OwnWords`), `colours` by theme, then by role;
    `fonts` are the bytes of a language's regular letters, and of its bold ones if they differ.
    """

    name: str
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    colours: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fonts: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """One film to make. Files go to `out/called/called.language.theme.*`.

    All but `out` decides what is in the files, and is part of their key (`rendering.key`).
    """

    lesson: str
    example: Example
    language: str
    theme: str
    width: int
    height: int
    fps: float
    formats: tuple[str, ...]
    out: Path
    variant: Variant | None = None

    @property
    def called(self) -> str:
        """The name of the lesson, or of the user's variant of it."""
        return self.variant.name if self.variant else self.lesson

    @property
    def words(self) -> Mapping[str, Mapping[str, Any]]:
        """The user's own words, by language."""
        return self.variant.words if self.variant else {}

    @property
    def name(self) -> str:
        """What its files are called, without their suffix."""
        return f"{self.called}.{self.language}.{self.theme}"

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self.out / self.called

    def path(self, suffix: str) -> Path:
        """Where a file of this film lies."""
        return self.folder / f"{self.name}.{suffix}"


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A film to draw, or its contact sheet; the frames that it will have, and its key."""

    job: Job
    sheet: bool
    frames: int
    key: str
