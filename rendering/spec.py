"""What a film is asked to be. Cheap to import: nothing here draws."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # brings NumPy along, which listing the scenes can do without
    from scenes.story import Example

LAST: Final = "last.webp"  # how the last picture ends that is kept beside a contact sheet


@dataclass(frozen=True, slots=True)
class Job:
    """One film to make. Files go to `out/lesson/lesson.language.theme.*`.

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

    @property
    def name(self) -> str:
        """What its files are called, without their suffix."""
        return f"{self.lesson}.{self.language}.{self.theme}"

    def path(self, suffix: str) -> Path:
        """Where a file of this film lies."""
        return self.out / self.lesson / f"{self.name}.{suffix}"


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A film to draw, or its contact sheet; the frames that it will have, and its key."""

    job: Job
    sheet: bool
    frames: int
    key: str
