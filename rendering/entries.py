"""Every file of a film as an entry of the manifest: what it is for, how it plays, its content."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol

from rendering.spec import Job

TYPES: Final = {  # by the end of the name: what a file is for, and its MIME type
    ".alpha.webm": ("film", "video/webm"),
    ".av1.webm": ("film", "video/webm"),
    ".animated.webp": ("film", "image/webp"),
    ".mp4": ("film", "video/mp4"),
    ".webm": ("film", "video/webm"),
    ".gif": ("film", "image/gif"),
    ".webp": ("poster", "image/webp"),
    ".png": ("still", "image/png"),
}
LOOPS: Final = (".gif", ".animated.webp")
TIMED: Final = (".av1.webm", ".alpha.webm")  # pictures have durations of their own
Entry = dict[str, Any]


class Film(Protocol):
    """What was drawn (`rendering.job.Film`)."""

    @property
    def codecs(self) -> Mapping[Path, str]:
        """Each file written, as a path below `job.out`, with its codecs string; "" for stills."""

    @property
    def frames(self) -> int:
        """The number of frames of every moving file."""


def film_entries(folder: Path, job: Job, film: Film) -> list[Entry]:
    """The films, posters and stills of one job; `folder` is where the manifest lies."""
    entries = []
    for path, codecs in film.codecs.items():
        suffix = next(suffix for suffix in TYPES if path.name.endswith(suffix))
        kind, mime = TYPES[suffix]
        entry: Entry = {"kind": kind, "language": job.language, "theme": job.theme, "type": mime}
        if codecs:
            entry["codecs"] = codecs
        if suffix == ".alpha.webm":
            entry["transparent"] = True
        looped = suffix in LOOPS
        entry |= _loop_facts(job.out / path) if looped else _facts(kind, suffix, job, film)
        name = (job.out / path).relative_to(folder).as_posix()
        entries.append({**entry, **content(folder, name)})
    return entries


def _facts(kind: str, suffix: str, job: Job, film: Film) -> Entry:
    size = {"width": job.width, "height": job.height}
    if kind != "film":
        return size
    lasts = {"seconds": round(film.frames / job.fps, 6)}
    if suffix in TIMED:
        return {**size, **lasts}
    rate = int(job.fps) if float(job.fps).is_integer() else job.fps
    return {**size, "frames": film.frames, "fps": rate, **lasts}


def _loop_facts(path: Path) -> Entry:
    """A film that loops is smaller than the others and keeps time in its own way: ask the file."""
    from PIL import Image  # noqa: PLC0415 - only these need it

    with Image.open(path) as loop:
        frames, thousandths = getattr(loop, "n_frames", 1), 0
        for number in range(frames):
            loop.seek(number)
            loop.load()
            thousandths += round(loop.info.get("duration", 0))
        size = {"width": loop.width, "height": loop.height}
    return {**size, "frames": frames, "seconds": thousandths / 1000}


def content(folder: Path, name: str) -> Entry:
    """What a file holds, so that a change of it shows."""
    held = (folder / name).read_bytes()
    return {"path": name, "bytes": len(held), "sha256": sha256(held).hexdigest()}
