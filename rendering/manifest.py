"""The manifest: one JSON per scene that says all there is to know about its films.

Publishing (captions, pages, embeds) reads nothing else. Films of one scene in other languages,
themes and formats share it as long as they tell the same story; those that do not are dropped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol

from rendering.atomic import exclusive, write_text
from rendering.captions import LANGUAGE_TAGS, milliseconds, transcript, webvtt
from rendering.facts import example_facts
from rendering.versions import versions
from scenes.story import Beat, Cue, Example, Storyboard, Words
from scenes.story.pace import TICKS_PER_SECOND

NAME: Final = "manifest.json"
SCHEMA: Final = 1
TYPES: Final = {  # by suffix: what a file is for, and its MIME type
    ".mp4": ("film", "video/mp4"),
    ".webm": ("film", "video/webm"),
    ".gif": ("film", "image/gif"),
    ".webp": ("poster", "image/webp"),
    ".png": ("still", "image/png"),
}
Document = dict[str, Any]


class Job(Protocol):
    """What was asked for (`rendering.job.Job`)."""

    @property
    def lesson(self) -> str: ...
    @property
    def example(self) -> Example: ...
    @property
    def language(self) -> str: ...
    @property
    def theme(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def fps(self) -> float: ...
    @property
    def out(self) -> Path: ...


class Film(Protocol):
    """What was drawn (`rendering.job.Film`)."""

    @property
    def codecs(self) -> Mapping[Path, str]:
        """Each file written, as a path below `job.out`, with its codecs string; "" for stills."""

    @property
    def frames(self) -> int:
        """The number of frames of every moving file."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest on disk: where it lies and what it says."""

    path: Path
    document: Document

    @property
    def files(self) -> list[Path]:
        """Every file that it names."""
        return [self.path.parent / entry["path"] for entry in self.document["files"]]


def publish(job: Job, board: Storyboard, film: Film) -> Manifest:
    """Write a film's captions, chapters and transcript, and enter all its files in the manifest.

    Safe while other processes publish films of the same scene. Raises OSError as it comes.
    """
    folder, words = job.out / job.lesson, Words(job.lesson, job.language)
    story = _story(job, board)
    with exclusive(folder / f".{NAME}.lock"):
        fresh = _write_texts(folder, job, board, words) + _film_entries(folder, job, film)
        language = {job.language: _language(words, board)}
        document = _merged(folder, story, language, fresh)
        write_text(folder / NAME, dumps(document))
    return Manifest(folder / NAME, document)


def read(path: Path) -> Manifest:
    """Read a manifest; raises OSError or ValueError if there is none that can be used."""
    document = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise ValueError(f"{path} is not a manifest of schema {SCHEMA}: render the scene again")
    return Manifest(path, document)


def dumps(document: Document) -> str:
    """The JSON text: the same for the same document, and readable in a diff."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _story(job: Job, board: Storyboard) -> Document:
    """What all films of one manifest have in common, in any language and format."""
    starts = board.starts()
    story = {
        "schema": SCHEMA,
        "lesson": job.lesson,
        "example": example_facts(job.example),
        "pytorch": board.pytorch,
        "versions": versions(),
        "seconds": _seconds(board.ticks),
        "ticks": board.ticks,
        "ticks_per_second": TICKS_PER_SECOND,
        "beats": [_beat(beat, start) for beat, start in zip(board.beats, starts, strict=True)],
    }
    return dict(json.loads(dumps(story)))  # to be compared with what is read


def _beat(beat: Beat, start: int) -> Document:
    return {
        "name": beat.name,
        **_times(start, start + beat.ticks),
        "chapter": beat.chapter,
        "steps": list(beat.steps[:1]) + list(beat.steps[-1:]),  # the first and the last
        "values": dict(beat.values),
        "numbers": {
            place: {"text": number.text, "exact": number.exact}
            for place, number in beat.shown.items()
        },
    }


def _language(words: Words, board: Storyboard) -> Document:
    return {
        "tag": LANGUAGE_TAGS[words.language],
        "title": words.title,
        "statement": words.statement(board.beats[0].values),
        "cues": [_cue(cue) for cue in board.captions(words)],
        "chapters": [_cue(cue) for cue in board.chapters(words)],
    }


def _cue(cue: Cue) -> Document:
    return {"beat": cue.name, **_times(cue.start, cue.end), "text": cue.text}


def _times(start: int, end: int) -> dict[str, float]:
    return {"start": _seconds(start), "end": _seconds(end)}


def _seconds(tick: int) -> float:
    return milliseconds(tick) / 1000  # as in the captions


def _write_texts(folder: Path, job: Job, board: Storyboard, words: Words) -> list[Document]:
    stem, cues = f"{job.lesson}.{job.language}", board.captions(words)
    chapters = webvtt(board.chapters(words), job.language, "chapters")
    texts = (
        ("captions", f"{stem}.vtt", "text/vtt", webvtt(cues, job.language, "captions")),
        ("chapters", f"{stem}.chapters.vtt", "text/vtt", chapters),
        ("transcript", f"{stem}.txt", "text/plain", transcript(words.title, cues)),
    )
    for _, name, _, text in texts:
        write_text(folder / name, text)
    return [
        {"kind": kind, "language": job.language, "type": mime, **_content(folder, name)}
        for kind, name, mime, _ in texts
    ]


def _film_entries(folder: Path, job: Job, film: Film) -> list[Document]:
    entries = []
    for path, codecs in film.codecs.items():
        kind, mime = TYPES[path.suffix]
        entry = {"kind": kind, "language": job.language, "theme": job.theme, "type": mime}
        if codecs:
            entry["codecs"] = codecs
        entry |= _gif_facts(job.out / path) if path.suffix == ".gif" else _facts(kind, job, film)
        name = (job.out / path).relative_to(folder).as_posix()
        entries.append({**entry, **_content(folder, name)})
    return entries


def _facts(kind: str, job: Job, film: Film) -> Document:
    size = {"width": job.width, "height": job.height}
    if kind != "film":
        return size
    rate = int(job.fps) if float(job.fps).is_integer() else job.fps
    return {**size, "frames": film.frames, "fps": rate, "seconds": round(film.frames / job.fps, 6)}


def _gif_facts(path: Path) -> Document:
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


def _content(folder: Path, name: str) -> Document:
    content = (folder / name).read_bytes()
    return {"path": name, "bytes": len(content), "sha256": sha256(content).hexdigest()}


def _merged(
    folder: Path, story: Document, language: Document, fresh: Sequence[Document]
) -> Document:
    """The story with its fresh files and those of earlier films that still tell it."""
    earlier = _earlier(folder / NAME)
    same_story = all(earlier.get(key) == value for key, value in story.items())
    known = earlier.get("languages", {}) if same_story else {}
    spoken = {**known, **language}
    unchanged = {name for name in known if known[name] == spoken[name]}
    names = {entry["path"] for entry in fresh}
    kept = [
        entry
        for entry in earlier.get("files", [])
        if entry["language"] in unchanged
        and entry["path"] not in names
        and _is_there(folder, entry)
    ]
    files = sorted([*kept, *fresh], key=lambda entry: str(entry["path"]))
    drawn = {entry["language"] for entry in files if "theme" in entry} | language.keys()
    return {
        **story,
        "languages": {name: spoken[name] for name in sorted(drawn)},
        "files": [entry for entry in files if entry["language"] in drawn],
    }


def _earlier(path: Path) -> Document:
    """What the manifest says so far; nothing, if it is missing or has been damaged."""
    try:
        document = read(path).document
        usable = all({"language", "path", "sha256"} <= entry.keys() for entry in document["files"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return document if usable else {}


def _is_there(folder: Path, entry: Document) -> bool:
    try:
        return bool(_content(folder, entry["path"])["sha256"] == entry["sha256"])
    except OSError:
        return False
