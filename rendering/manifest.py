"""The manifest: one JSON per scene that says all there is to know about its films.

Publishing (captions, pages, embeds) reads nothing else. Films of one scene in other languages,
themes and formats share it as long as they tell the same story; those that do not are dropped.
"""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rendering import player
from rendering.atomic import exclusive, write_text
from rendering.captions import transcript, webvtt
from rendering.entries import Film, content, film_entries
from rendering.facts import example_facts
from rendering.figure import Document
from rendering.spec import Job
from rendering.telling import said, told
from rendering.versions import versions
from scenes.story import Storyboard, Words

NAME: Final = "manifest.json"
SCHEMA: Final = 1


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
    folder, words = job.folder, Words(job.lesson, job.language)
    with held(folder):
        files = _write_texts(folder, job, board, words) + film_entries(folder, job, film)
        return join(
            folder,
            {
                "schema": SCHEMA,
                "lesson": job.called,
                **({"variant_of": job.lesson} if job.variant else {}),
                "example": example_facts(job.example),
                "versions": versions(),
                **told(board),
                "languages": {job.language: said(words, board, job.words)},
                "files": files,
            },
        )


def held(folder: Path) -> AbstractContextManager[None]:
    """Hold a scene's folder against other processes that publish into it."""
    return exclusive(folder / f".{NAME}.lock")


def join(folder: Path, film: Document) -> Manifest:
    """Enter one film's manifest into that of `folder`, which the caller holds.

    Films that tell another story, or say something else in the same language, are dropped.
    """
    earlier = _earlier(folder / NAME)
    document = _merged(folder, earlier, _as_read(film))
    if document != earlier:
        write_text(folder / NAME, dumps(document))
    _write_page(folder / player.NAME, document)
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


def _write_texts(folder: Path, job: Job, board: Storyboard, words: Words) -> list[Document]:
    stem, cues = f"{job.called}.{job.language}", board.captions(words)
    chapters = webvtt(board.chapters(words), job.language, "chapters")
    texts = (
        ("captions", f"{stem}.vtt", "text/vtt", webvtt(cues, job.language, "captions")),
        ("chapters", f"{stem}.chapters.vtt", "text/vtt", chapters),
        ("transcript", f"{stem}.txt", "text/plain", transcript(words.title, cues)),
    )
    for _, name, _, text in texts:
        write_text(folder / name, text)
    return [
        {"kind": kind, "language": job.language, "type": mime, **content(folder, name)}
        for kind, name, mime, _ in texts
    ]


def _write_page(path: Path, document: Document) -> None:
    """The player page, where it is not there already as it should be."""
    page = player.page(document)
    if page is not None and (not path.is_file() or path.read_text(encoding="utf-8") != page):
        write_text(path, page)


def _merged(folder: Path, earlier: Document, film: Document) -> Document:
    """The film's story with its own files and those of earlier films that still tell it."""
    story = {key: value for key, value in film.items() if key not in ("languages", "files")}
    same_story = all(earlier.get(key) == value for key, value in story.items())
    known = earlier.get("languages", {}) if same_story else {}
    spoken = {**known, **film["languages"]}
    unchanged = {name for name in known if known[name] == spoken[name]}
    names = {entry["path"] for entry in film["files"]}
    kept = [
        entry
        for entry in earlier.get("files", [])
        if entry["language"] in unchanged
        and entry["path"] not in names
        and _is_there(folder, entry)
    ]
    files = sorted([*kept, *film["files"]], key=lambda entry: str(entry["path"]))
    drawn = {entry["language"] for entry in files if "theme" in entry} | film["languages"].keys()
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
        return bool(content(folder, entry["path"])["sha256"] == entry["sha256"])
    except OSError:
        return False


def _as_read(document: Document) -> Document:
    """A document as it comes back from JSON, to be compared with what is read."""
    return dict(json.loads(dumps(document)))
