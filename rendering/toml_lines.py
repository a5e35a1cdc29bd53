"""On which line of a TOML file a key stands: `tomllib` does not say, but it can be asked.

Line by line, as much of the text is read as is whole; a key stands where it appears first. So
TOML's own reader decides what belongs together, in values of several lines as well.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any


def line_of(source: str, path: Sequence[str]) -> int:
    """The line, counted from 1, on which the key at `path` begins; 1 if it is nowhere.

    >>> line_of('a = 1\\n[b]\\nc = [\\n1]\\n', ["b", "c"])
    3
    """
    lines, start = source.splitlines(), 0
    for end, line in enumerate(lines):
        if start == end and _says_nothing(line):
            start += 1
            continue
        read = _read(lines[: end + 1])
        if read is None:
            continue
        if _holds(read, path):
            return start + 1
        start = end + 1
    return 1


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _read(lines: Sequence[str]) -> dict[str, Any] | None:
    """What the lines say; None while a value goes on."""
    try:
        return tomllib.loads("\n".join(lines) + "\n")
    except tomllib.TOMLDecodeError:
        return None


def _holds(table: Mapping[str, Any], path: Sequence[str]) -> bool:
    found: Any = table
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return False
        found = found[key]
    return True
