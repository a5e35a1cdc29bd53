"""Which files of the project a film depends on: read from the source, nothing is imported.

Every import counts, wherever it stands; what packages import on the way counts as well. Data are
the other files of the packages (fonts, say), but for the words, of which a film has its own.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PACKAGES: Final = ("convmath", "rendering", "scenes")
WITH_DATA: Final = ("convmath", "scenes")
# A film has only its own line of the list of lessons; pages are written anew around what was made.
LEFT_OUT: Final = frozenset({"rendering.player", "scenes.catalog"})
WORDS: Final = Path("scenes/story/locale")
OTHERS: Final = Path("rendering/embeds")  # what is written into sites is in no film


def code(modules: Iterable[str], root: Path = ROOT) -> str:
    """One fingerprint of these modules and of all project code that they reach."""
    return _together((_file(module, root) for module in reached(modules, root)), root)


def data(root: Path = ROOT) -> str:
    """One fingerprint of all data that films are made with."""
    return _together((path for path in _all(root, WITH_DATA) if _is_data(path, root)), root)


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


def reached(modules: Iterable[str], root: Path = ROOT) -> frozenset[str]:
    """The names of these modules, of their packages, and of all that they import from here."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in found | LEFT_OUT:
            found.add(module)
            waiting.extend(_imported(module, root))
    return frozenset(found)


@cache
def _imported(module: str, root: Path) -> frozenset[str]:
    """The project's modules that run when this one does."""
    file = _file(module, root)
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    names = {module, *_names(ast.parse(file.read_bytes()), package)}
    with_packages = {part for name in names for part in accumulate(name.split("."), _dotted)}
    return frozenset(name for name in with_packages - {module} if _is_module(name, root))


def _names(tree: ast.AST, package: str) -> Iterator[str]:
    """Every name that may be a module's; `from a import b` names `a.b`."""
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:  # one dot is the package itself, each other one the package above
                above = package.rsplit(".", node.level - 1)[0]
                base = f"{above}.{base}".rstrip(".")
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """All statements and what holds some, without the expressions, which are most of a tree."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            yield node
            yield from _statements(node)


def _dotted(package: str, name: str) -> str:
    return f"{package}.{name}"


def _all(root: Path, packages: Iterable[str] = PACKAGES) -> Iterator[Path]:
    """Every file of the packages, but for hidden ones and what Python keeps there."""
    for package in packages:
        for folder, folders, files in os.walk(root / package):
            folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
            yield from (Path(folder, name) for name in files if not name.startswith("."))


def _is_data(path: Path, root: Path) -> bool:
    elsewhere = {root / WORDS, root / OTHERS} & set(path.parents)
    return path.suffix not in (".py", ".md") and not elsewhere


@cache
def _is_module(name: str, root: Path) -> bool:
    return name.split(".", maxsplit=1)[0] in PACKAGES and _file(name, root).is_file()


def _file(module: str, root: Path) -> Path:
    path = root.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _together(files: Iterable[Path], root: Path) -> str:
    names = {file.relative_to(root).as_posix(): file for file in files}
    return combined(f"{name} {_content(names[name])}" for name in sorted(names))


@cache
def _content(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
