"""Which of the project's definitions a film depends on: read from the source, nothing is imported.

A film depends on the definitions that are named where it begins, on those that these name, and so
on; of each module that is imported on the way, also on what runs with its import. Definitions are
written "module:name". Where that cannot be read, a film depends on everything.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Final

from rendering.source import WHOLE, Source, Text
from rendering.source import read as read_source

ROOT: Final = Path(__file__).parents[1]
PACKAGES: Final = ("convmath", "rendering", "scenes")
# A film has only its own line of the list of lessons, and of the worked examples those that it
# names; versions are in its key as they are; pages are written anew around what was made.
LEFT_OUT: Final = frozenset(
    {"scenes.catalog", "convmath.examples:EXAMPLES", "rendering.versions", "rendering.player"}
)
WITH_DATA: Final = ("convmath", "scenes")
READERS: Final = {  # of folders of data; all other data count for every film
    Path("convmath/data"): "convmath.arrays:DATA_FOLDER",
    Path("scenes/stage/fonts"): "scenes.stage.lettering:FONT_FOLDER",
}
WORDS: Final = Path("scenes/story/locale")  # of which a film has its own


def code(starts: Iterable[str], root: Path = ROOT) -> str:
    """One fingerprint of these definitions and of all that they reach."""
    return combined(_content(place, root) for place in sorted(reached(starts, root)))


def data(starts: Iterable[str], root: Path = ROOT) -> str:
    """One fingerprint of all data that may be read by these definitions and what they reach."""
    found = reached(starts, root)
    return combined(text for file, text in _data(root).items() if _may_read(found, file))


def quoted(starts: Iterable[str], root: Path = ROOT) -> frozenset[str]:
    """Every word in quotes in these definitions and in those that they reach."""
    places = (place.split(":") for place in reached(starts, root))
    texts = (text for module, name in places for text in _texts(_source(module, root), name))
    return frozenset().union(*(text.quoted for text in texts))


def changed_since(moment: float, root: Path = ROOT) -> bool:
    """Whether a file has changed since this time: a film then may be of either version."""
    try:
        return any(path.stat().st_mtime > moment for path in _all(root))
    except FileNotFoundError:  # gone since it was listed
        return True


def combined(texts: Iterable[str]) -> str:
    """One fingerprint of several texts; none of them can be mistaken for two."""
    whole = sha256()
    for text in texts:
        whole.update(sha256(text.encode()).digest())
    return whole.hexdigest()


def reached(starts: Iterable[str], root: Path = ROOT) -> frozenset[str]:
    """These definitions and all that they reach; "module:" for each module that is imported.

    "module:*" starts from all definitions of a module.
    """
    return frozenset().union(*(_reached(start, root) for start in starts))


@cache
def _reached(start: str, root: Path) -> frozenset[str]:
    found: set[str] = set()
    waiting = [*_places(start, root)]
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting += _next(place, root)
    return frozenset(found)


@cache
def _next(place: str, root: Path) -> frozenset[str]:
    """What one definition, or the import of a module, leads to."""
    module, name = place.split(":")
    source = _source(module, root)
    texts = _texts(source, name)
    if any(text.unreadable for text in texts) or (texts and WHOLE in source.imported):
        return _everything(root)
    targets = {f"{module}:{other}" for text in texts for other in text.names & source.names}
    targets |= set(source.imported.get(name, ())) if name else _loaded(module, source, root)
    return frozenset(found for target in targets for found in _places(target, root))


def _loaded(module: str, source: Source, root: Path) -> set[str]:
    """The modules that an import of this one imports, with the packages that they are in."""
    targets = {target for several in source.imported.values() for target in several}
    dotted = {module, *(target.replace(":", ".") for target in targets)}
    modules = {part for name in dotted for part in accumulate(name.split("."), _dotted)}
    return {f"{name}:" for name in modules if _is_module(name, root)}


@cache
def _places(target: str, root: Path) -> frozenset[str]:
    """The definitions that an import's target stands for; none for what is not the project's."""
    module, name = target.split(":")
    if module.split(".")[0] not in PACKAGES or LEFT_OUT & {module, target}:
        return frozenset()
    names = _source(module, root).names
    if name == WHOLE:
        return frozenset({f"{module}:"}).union(*(_places(f"{module}:{n}", root) for n in names))
    if not name or name in names:
        return frozenset({f"{module}:", target})
    if _is_module(f"{module}.{name}", root):
        return _places(f"{module}.{name}:{WHOLE}", root)
    return _everything(root)


@cache
def _everything(root: Path) -> frozenset[str]:
    """Every definition of the project."""
    files = [path.relative_to(root) for path in _all(root) if path.suffix == ".py"]
    modules = [
        file.parent if file.name == "__init__.py" else file.with_suffix("") for file in files
    ]
    return frozenset().union(*(_places(f"{'.'.join(m.parts)}:{WHOLE}", root) for m in modules))


@cache
def _content(place: str, root: Path) -> str:
    """A fingerprint of a definition: its text, and what the names in it stand for."""
    module, name = place.split(":")
    source = _source(module, root)
    texts = _texts(source, name)
    names = {name}.union(*(text.names for text in texts))
    imports = [(n, source.imported[n]) for n in sorted(names & source.imported.keys())]
    return combined([place, *map(str, imports), *(text.lines for text in texts)])


def _texts(source: Source, name: str) -> tuple[Text, ...]:
    return source.bound.get(name, ()) if name else source.loose


@cache
def _source(module: str, root: Path) -> Source:
    return read_source(_file(module, root), module)


def _file(module: str, root: Path) -> Path:
    path = root.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def _is_module(name: str, root: Path) -> bool:
    path = root.joinpath(*name.split("."))
    return name.split(".", 1)[0] in PACKAGES and (
        path.is_dir() or path.with_suffix(".py").is_file()
    )


def _dotted(package: str, name: str) -> str:
    return f"{package}.{name}"


def _all(root: Path, packages: Iterable[str] = PACKAGES) -> Iterator[Path]:
    """Every file of the packages, but for hidden ones and what Python keeps there."""
    for package in packages:
        for folder, folders, files in os.walk(root / package):
            folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
            yield from (Path(folder, name) for name in files if not name.startswith("."))


@cache
def _data(root: Path) -> dict[Path, str]:
    """The files that are neither code nor words, by their names, with a fingerprint of each."""
    files = {path.relative_to(root): path for path in _all(root, WITH_DATA)}
    return {
        name: f"{name.as_posix()} {sha256(files[name].read_bytes()).hexdigest()}"
        for name in sorted(files)
        if name.suffix not in (".py", ".md") and WORDS not in name.parents
    }


def _may_read(found: frozenset[str], file: Path) -> bool:
    """Whether one of these definitions may read this file."""
    readers = [READERS[folder] for folder in file.parents if folder in READERS]
    return not readers or not found.isdisjoint(readers)
