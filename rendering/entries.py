"""Every file of a film as an entry of the manifest: what it is for, how it plays, its content."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol

from rendering.spec import Job

TYPES: Final = {  # by suffix: what a file is for, and its MIME type
    ".mp4": ("film", "video/mp4"),
    ".webm": ("film", "video/webm"),
    ".gif": ("film", "image/gif"),
    ".webp": ("poster", "image/webp"),
    ".png": ("still", "image/png"),
}
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
        kind, mime = TYPES[path.suffix]
        entry = {"kind": kind, "language": job.language, "theme": job.theme, "type": mime}
        if codecs:
            entry["codecs"] = codecs
        entry |= _gif_facts(job.out / path) if path.suffix == ".gif" else _facts(kind, job, film)
        name = (job.out / path).relative_to(folder).as_posix()
        entries.append({**entry, **content(folder, name)})
    return entries


def _facts(kind: str, job: Job, film: Film) -> Entry:
    size = {"width": job.width, "height": job.height}
    if kind != "film":
        return size
    rate = int(job.fps) if float(job.fps).is_integer() else job.fps
    return {**size, "frames": film.frames, "fps": rate, "seconds": round(film.frames / job.fps, 6)}


def _gif_facts(path: Path) -> Entry:
    """A GIF is smaller than the film and keeps time in its own way: ask the file."""
    from PIL import Image  # noqa: PLC0415 - only GIFs need it

    with Image.open(path) as gif:
        frames = getattr(gif, "n_frames", 1)
        hundredths = 0
        for number in range(frames):
            gif.seek(number)
            hundredths += round(gif.info.get("duration", 0) / 10)
        size = {"width": gif.width, "height": gif.height}
    return {**size, "frames": frames, "seconds": hundredths / 100}


def content(folder: Path, name: str) -> Entry:
    """What a file holds, so that a change of it shows."""
    held = (folder / name).read_bytes()
    return {"path": name, "bytes": len(held), "sha256": sha256(held).hexdigest()}
