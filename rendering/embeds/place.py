"""Puts films and what shows them into the sources of a site.

All is looked at before anything is written: a file that is there and that somebody else wrote, or
changed, stops it. What was written here is known by a list of fingerprints, so that films may be
made anew and placed again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Final

from rendering import manifest, player
from rendering.atomic import exclusive, whole_file
from rendering.embeds import inline, plain
from rendering.embeds.generators import FOLDER, Generator
from rendering.errors import RenderError
from rendering.figure import NoFilmError, chosen, site_name
from rendering.plan import OrderError

RECORD: Final = "files.json"
SCRIPT: Final = "conv-reel.js"
Record = dict[str, list[str]]  # of each file, the fingerprints that it had or is about to get


def read(out: Path, scenes: Sequence[str]) -> list[manifest.Manifest]:
    """The manifests of scenes that have been rendered. Raises OSError or ValueError."""
    return [manifest.read(out / scene / manifest.NAME) for scene in scenes]


def lacking(
    out: Path, scenes: Sequence[str], languages: Sequence[str], themes: Sequence[str] = ()
) -> tuple[str, ...]:
    """The scenes without a film that a page can play; what is not named may be any."""
    return tuple(scene for scene in scenes if not _is_there(out / scene, languages, themes))


def _is_there(folder: Path, languages: Sequence[str], themes: Sequence[str]) -> bool:
    try:
        found = manifest.read(folder / manifest.NAME)
        spoken = list(found.document["languages"])
        for language, theme in product(languages or spoken[:1], themes or [""]):
            film = chosen(found.document, "film", language, theme)[0]
            if theme and film["theme"] != theme:
                return False
        files = [*found.files, folder / player.NAME]
        return bool(spoken) and all(file.is_file() for file in files)
    except (OSError, ValueError, NoFilmError):
        return False


def check_site(site: Path) -> None:
    """Raise OrderError if there is no such folder."""
    if not site.is_dir():
        raise OrderError(f"there is no folder {site}: --into names that of your site's sources")


def place(
    generator: Generator, films: Sequence[manifest.Manifest], site: Path, language: str = ""
) -> list[Path]:
    """Write all that `site`, the folder of a site's sources, lacks for these films.

    Returns the files written: none, if all is there. Raises RenderError if that would change a
    file that is not ours, OrderError for a site that is not there, and OSError as it comes.
    """
    check_site(site)
    folder = site / generator.static / FOLDER
    with exclusive(folder / f".{RECORD}.lock"):
        wanted = dict(_wanted(generator, films, folder.relative_to(site), language))
        if generator.plain:
            table = plain.table(site / generator.plain, [film.document for film in films])
            wanted[generator.plain] = table.encode()
        known = _known(folder / RECORD)
        missing = _missing(site, wanted, known)
        if missing:
            _write_all(site, {name: wanted[name] for name in missing}, known, folder / RECORD)
    return [site / name for name in missing]


def _wanted(
    generator: Generator, films: Sequence[manifest.Manifest], folder: Path, language: str
) -> Iterator[tuple[str, bytes]]:
    """Every file with its content, by its path below the site's sources."""
    for name, once in generator.once.items():
        yield name, once.text.encode()
    if not generator.single:
        yield (folder / SCRIPT).as_posix(), player.script().encode()
    for film in films:
        beside = folder / site_name(film.document)
        if generator.single:
            text = inline.SINGLE[generator.single](film, language)
            yield f"{beside.as_posix()}{generator.single}", text.encode()
            continue
        with manifest.held(film.path.parent):
            for path in (*film.files, film.path.with_name(player.NAME), film.path):
                yield (beside / path.name).as_posix(), path.read_bytes()


def _missing(site: Path, wanted: Mapping[str, bytes], known: Record) -> list[str]:
    """The files that are not there as they should be. Raises if one is not ours to replace."""
    missing, foreign = [], []
    for name, content in wanted.items():
        path = site / name
        if not path.exists():
            missing.append(name)
        elif not path.is_file():
            foreign.append(name)
        elif (there := _fingerprint(path.read_bytes())) != _fingerprint(content):
            (missing if there in known.get(name, []) else foreign).append(name)
    if foreign:
        raise RenderError(
            f"{', '.join(foreign)} in {site} is there and differs from what would be written: "
            "move it away, or embed into another folder; nothing was changed"
        )
    return missing


def _write_all(site: Path, wanted: Mapping[str, bytes], known: Record, record: Path) -> None:
    """Write the files; whenever this is stopped, the record knows them, old or new."""
    new = {name: [_fingerprint(content)] for name, content in wanted.items()}
    _write_record(record, known | {name: known.get(name, []) + new[name] for name in new})
    for name, content in wanted.items():
        with whole_file(site / name) as part:
            part.write_bytes(content)
    _write_record(record, known | new)


def _write_record(path: Path, record: Record) -> None:
    with whole_file(path) as part:
        part.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _known(path: Path) -> Record:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _fingerprint(content: bytes) -> str:
    return sha256(content).hexdigest()
