"""The words of a film, per language: one TOML table per lesson in `locale/`.

`[shared]` holds what several lessons say. In a text, `{field}` is filled from the beat's values;
a number is never typed into a sentence.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("en", "zh")
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"


class WordsError(KeyError):
    """A text that no table holds, or a field that the beat does not fill."""

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def tables(language: str) -> dict[str, Any]:
    """All tables of one language, as written in its TOML file."""
    if language not in LANGUAGES:
        raise WordsError(f"no words in {language!r}: choose one of {', '.join(LANGUAGES)}")
    return tomllib.loads((LOCALE_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def fields(template: str) -> set[str]:
    """The names between braces.

    >>> sorted(fields("{rows} rows, {columns} columns"))
    ['columns', 'rows']
    """
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@dataclass(frozen=True, slots=True)
class Words:
    """What one lesson says in one language."""

    lesson: str
    language: str

    @property
    def title(self) -> str:
        return self._find("title")

    def statement(self, values: Mapping[str, str]) -> str:
        """The one line under the title."""
        return self._fill("statement", values)

    def say(self, key: str, values: Mapping[str, str]) -> str:
        """The sentence of a beat."""
        return self._fill(f"beats.{key}", values)

    def chapter(self, key: str, values: Mapping[str, str]) -> str:
        """The short name under which a beat appears in a list of chapters."""
        return self._fill(f"chapters.{key}", values)

    def label(self, key: str, values: Mapping[str, str] | None = None) -> str:
        """A few words on the picture itself."""
        return self._fill(f"labels.{key}", values or {})

    def _fill(self, key: str, values: Mapping[str, str]) -> str:
        template = self._find(key)
        missing = fields(template) - values.keys()
        if missing:
            wanted, filled = ", ".join(sorted(missing)), ", ".join(sorted(values)) or "nothing"
            raise WordsError(
                f"{self.language}.toml: {self.lesson}.{key} wants {{{wanted}}}, which the beat "
                f"does not fill (it fills: {filled})"
            )
        return template.format_map(values)

    def _find(self, key: str) -> str:
        for table in (self.lesson, "shared"):
            found: Any = tables(self.language).get(table, {})
            for part in key.split("."):
                found = found.get(part, {}) if isinstance(found, dict) else {}
            if isinstance(found, str):
                return found
        raise WordsError(f"{self.language}.toml has no text for {self.lesson}.{key}: add it")
