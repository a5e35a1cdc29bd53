"""The words of a film, per language: one TOML table per lesson in `locale/`.

`[shared]` holds what several lessons say. In a text, `{field}` is filled from the beat's values;
a number is never typed into a sentence. A user's own words, in any language, go before these for
as long as `own_words` lasts.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("en", "zh")
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"
BEFORE_A_FIELD: Final = re.compile(r"\b([Aa]) \{(\w+)\}")
EIGHT_OR_ELEVEN: Final = re.compile(r"8|1[18](\d{3})*(?!\d)")  # spoken, they begin with a vowel
LIKE: Final = "like"  # the language in which is said what a user's own words do not say

OwnWords = Mapping[str, Mapping[str, Any]]  # by language, a table as in `locale/` for one lesson
_own: ContextVar[Mapping[str, OwnWords]] = ContextVar("own words by lesson", default={})  # noqa: B039


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


@contextmanager
def own_words(lesson: str, tables: OwnWords) -> Iterator[None]:
    """Let a lesson say these words in place of its own, or in languages of their own.

    >>> with own_words("stride", {"de": {"like": "en", "title": "Schrittweite"}}):
    ...     Words("stride", "de").title, languages("stride")
    ('Schrittweite', ('en', 'zh', 'de'))
    """
    token = _own.set({lesson: tables})
    try:
        yield
    finally:
        _own.reset(token)


def languages(lesson: str) -> tuple[str, ...]:
    """The languages that a lesson can be told in."""
    return tuple(dict.fromkeys([*LANGUAGES, *_own.get().get(lesson, {})]))


def stock_language(language: str, own: OwnWords) -> str:
    """The language of `locale/` whose words fill the gaps between own ones; "" if none does.

    >>> stock_language("zh", {}), stock_language("de", {"de": {"like": "en"}})
    ('zh', 'en')
    """
    return language if language in LANGUAGES else str(own.get(language, {}).get(LIKE, ""))


def fields(template: str) -> set[str]:
    """The names between braces.

    >>> sorted(fields("{rows} rows, {columns} columns"))
    ['columns', 'rows']
    """
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def with_articles(template: str, values: Mapping[str, str]) -> str:
    """English text with "an" where the number that fills the next field is spoken with a vowel.

    >>> with_articles("A {kernel} kernel on a {input} input", {"kernel": "11×1", "input": "6×8"})
    'An {kernel} kernel on a {input} input'
    """

    def article(found: re.Match[str]) -> str:
        letter, field = found.groups()
        return f"{letter}n {{{field}}}" if EIGHT_OR_ELEVEN.match(values[field]) else found[0]

    return BEFORE_A_FIELD.sub(article, template)


@dataclass(frozen=True, slots=True)
class Words:
    """What one lesson says in one language."""

    lesson: str
    language: str

    @property
    def title(self) -> str:
        return self._fill("title", {})

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
        if self.language == "en":
            template = with_articles(template, values)
        return template.format_map(values)

    def _find(self, key: str) -> str:
        own = _own.get().get(self.lesson, {})
        stock = stock_language(self.language, own)
        known = tables(stock or self.language) if stock or not own else {}
        for table in (own.get(self.language), known.get(self.lesson), known.get("shared")):
            found: Any = table or {}
            for part in key.split("."):
                found = found.get(part, {}) if isinstance(found, dict) else {}
            if isinstance(found, str):
                return found
        raise WordsError(f"{self.language}.toml has no text for {self.lesson}.{key}: add it")
