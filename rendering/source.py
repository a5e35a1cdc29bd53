"""What a module's source binds and mentions, name by name. Nothing is imported.

A definition mentions every name that its text holds, whatever it means there: rather one too many
than one too few. Definitions and assignments are taken to do nothing but to bind their names; any
other statement of a module runs whenever it is imported.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeGuard

NAMES: Final = re.compile(r"[^\W\d]\w*")
QUOTED: Final = re.compile(r"""["'](\w+)["']""")
HIDING: Final = re.compile(r"(?<![.\w])(__import__|import_module|exec|eval|globals)\(")
QUOTES: Final = '"""'
WHOLE: Final = "*"  # all names of a module
_DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_IMPORT = ast.Import | ast.ImportFrom
_ASSIGNMENT = ast.Assign | ast.AnnAssign | ast.AugAssign


@dataclass(frozen=True, slots=True)
class Text:
    """Some lines of a module; the names and the words in quotes in them, but for docstrings."""

    lines: str
    names: frozenset[str]
    quoted: frozenset[str]
    unreadable: bool  # for it may use what it does not name


@dataclass(frozen=True, slots=True)
class Source:
    """A module: the texts that bind its names, and those that run with any import of it."""

    bound: Mapping[str, tuple[Text, ...]]
    imported: Mapping[str, tuple[str, ...]]  # a name to each "module:name" that it may stand for
    loose: tuple[Text, ...]
    names: frozenset[str]  # bound, or imported by their names


@cache
def read(file: Path, module: str) -> Source:
    """Take a module apart; one without a file, as some packages are, is empty.

    >>> source = read(Path(__file__), "rendering.source")
    >>> sorted(source.imported)[:2], source.imported["cache"]
    (['Final', 'Iterator'], ('functools:cache',))
    >>> "Source" in source.bound["read"][0].names
    True
    """
    code = file.read_text(encoding="utf-8") if file.is_file() else ""
    tree, lines = ast.parse(code), code.split("\n")
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    bound: dict[str, tuple[Text, ...]] = {}
    loose = []
    for statement in tree.body:
        if isinstance(statement, _IMPORT) or _is_docstring(statement):
            continue
        text = _text(statement, lines)
        for name in (names := _binds(statement)):
            bound[name] = (*bound.get(name, ()), text)
        if not (names and isinstance(statement, _DEFINITION | _ASSIGNMENT)):
            loose.append(text)
    imported = _imports(tree, package)
    return Source(bound, imported, tuple(loose), frozenset({*bound, *imported} - {WHOLE}))


def _text(statement: ast.stmt, lines: list[str]) -> Text:
    decorators = getattr(statement, "decorator_list", [])
    first = min(node.lineno for node in (statement, *decorators))
    numbered = dict(enumerate(lines[first - 1 : statement.end_lineno], start=first))
    whole = "\n".join(numbered.values())
    for node in (statement, *statements(statement)):
        if _is_docstring(node) and _has_its_lines(node, lines):
            for line in range(node.lineno, (node.end_lineno or 0) + 1):
                del numbered[line]
    code = "\n".join(numbered.values())
    names, quoted = frozenset(NAMES.findall(code)), frozenset(QUOTED.findall(code))
    return Text(whole, names, quoted, HIDING.search(code) is not None)


def _is_docstring(node: ast.AST) -> TypeGuard[ast.Expr]:
    """Whether this is a text that nothing is done with."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _has_its_lines(docstring: ast.Expr, lines: list[str]) -> bool:
    """Whether nothing else stands on them."""
    first, last = lines[docstring.lineno - 1], lines[(docstring.end_lineno or 0) - 1]
    return first.strip().startswith(QUOTES) and last.strip().endswith(QUOTES)


def _binds(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a meaning in its module, or a few more."""
    if isinstance(statement, _DEFINITION):
        return {statement.name}
    parts: list[ast.AST] = [node for node in ast.walk(statement) if isinstance(node, ast.NamedExpr)]
    if isinstance(statement, ast.Assign):
        parts += statement.targets
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
        parts.append(statement.target)
    else:
        parts.append(statement)
    nodes = [node for part in parts for node in ast.walk(part)]
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return stored | {node.name for node in nodes if isinstance(node, _DEFINITION)}


def _imports(tree: ast.Module, package: str) -> dict[str, tuple[str, ...]]:
    """What every import in the module binds, wherever it stands: "module:name" for each name.

    `import a.b` binds `a`, and loads all of both.
    """
    found: dict[str, tuple[str, ...]] = {}
    for node in statements(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.split(".")[0]
                found[name] = (*found.get(name, ()), f"{alias.name}:{WHOLE}")
        if isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            for alias in node.names:
                name = alias.asname or alias.name
                found[name] = (*found.get(name, ()), f"{base}:{alias.name}")
    return found


def _base(node: ast.ImportFrom, package: str) -> str:
    """The module that is imported from; one dot is the package itself, each other one above it."""
    if not node.level:
        return node.module or ""
    above = package.rsplit(".", node.level - 1)[0]
    return f"{above}.{node.module or ''}".rstrip(".")


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """All statements and what holds some, without the expressions, which are most of a tree."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            yield node
            yield from statements(node)
