"""Keys of films: the same where all is the same that decides what is in their files.

A film is fixed by what makes it (code, fonts, versions: `makers`) and by what is made: example,
words, theme, settings, and the story with its clock, on which the other languages' words have a
say. To know the story without telling it, it has a key of its own.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple, fields
from functools import cache
from hashlib import sha256
from typing import Any

import cairo
import numpy as np

from convmath import EXAMPLES
from rendering import reach
from rendering.facts import example_facts
from rendering.source import WHOLE
from rendering.spec import Job, Variant
from rendering.versions import installed, versions
from scenes.catalog import Entry, find
from scenes.story import LANGUAGES, Example, Storyboard
from scenes.story import words as spoken
from scenes.story.words import OwnWords

DRAWN_WITH = ("av", "pillow", "fonttools", "pycairo")
Ingredients = Mapping[str, str]


@cache
def makers(lesson: str) -> Ingredients:
    """All that makes a lesson's films and must be alike on another machine, by name.

    >>> list(makers("stride"))[:3]
    ['code', 'worked examples', 'fonts and other data']
    """
    entry = find(lesson)
    starts = _starts(entry)
    return {
        "code": reach.combined([reach.code(starts), *map(str, astuple(entry))]),
        "worked examples": reach.combined(map(_book, _others(entry))),
        "fonts and other data": reach.data(starts),
        **_tools(),
    }


@cache
def _starts(entry: Entry) -> tuple[str, ...]:
    """Where the making of a film begins: with the lesson, with drawing, and with computing."""
    operations = [EXAMPLES[name].operation for name in (entry.example, *_others(entry))]
    computing = {f"{o.__module__}:{o.__qualname__.partition('.')[0]}" for o in operations}
    return (*_telling(entry), *sorted(computing))


@cache
def _others(entry: Entry) -> tuple[str, ...]:
    """The worked examples that a film may look up beside its own: all that its code names."""
    return tuple(sorted(reach.quoted(_telling(entry)) & EXAMPLES.keys()))


def _telling(entry: Entry) -> tuple[str, ...]:
    lesson = entry.target.partition(":")[0]
    return f"{lesson}:{WHOLE}", "rendering.job:render", "rendering.sheet:render"


@cache
def _book(example: str) -> str:
    """All that a worked example is computed from; some take more than numbers."""
    book = EXAMPLES[example]
    with np.printoptions(threshold=sys.maxsize, precision=17):
        return repr([dict(book.inputs), dict(book.parameters)])


@cache
def _tools() -> Ingredients:
    """What all lessons are made with."""
    return {
        "Python": platform.python_version(),
        "Cairo": cairo.cairo_version_string(),
        **versions(),
        **{package: installed(package) for package in DRAWN_WITH},
    }


def story_key(lesson: str, example: Example, own: OwnWords | None = None) -> str:
    """The key of the story that a lesson tells about an example, in a user's `own` words."""
    return _key(
        {
            **makers(lesson),
            "example": _text(example_facts(example)),
            "words": _words(lesson, LANGUAGES),
            "own words": _text(own or {}),
        }
    )


def fingerprint(board: Storyboard) -> str:
    """The clock of a story: which beats there are and how long all lasts.

    Words have a say in nothing else of it; code and example, which fix the rest, are in every key.
    """
    beats = [
        [beat.name, beat.text, beat.ticks, *([m.verb, m.ticks] for m in beat.motions)]
        for beat in board.beats
    ]
    return reach.combined([_text(beats)])


def film_key(job: Job, story: str, kind: str) -> str:
    """The key of a film, or of another `kind` of picture; `story` is the fingerprint of its board.

    Every field of the job counts, but for the folder that the files go to.
    """
    settings = {field.name: getattr(job, field.name) for field in fields(job)}
    del settings["out"], settings["variant"]
    settings["fps"] = float(job.fps)  # 60 is 60.0
    return _key(
        {
            **makers(job.lesson),
            "example": _text(example_facts(settings.pop("example"))),
            "words": _words(job.lesson, _stock(job)),
            "variant": _text(_variant_facts(job.variant) if job.variant else None),
            "story": story,
            "settings": _text(settings),
            "kind": kind,
        }
    )


def _key(ingredients: Ingredients) -> str:
    return reach.combined(f"{name}: {value}" for name, value in sorted(ingredients.items()))


def _variant_facts(variant: Variant) -> dict[str, Any]:
    """All of a variant as JSON holds it."""
    fonts = {
        language: [sha256(font).hexdigest() for font in own]
        for language, own in variant.fonts.items()
    }
    return {**asdict(variant), "fonts": fonts}


def _stock(job: Job) -> list[str]:
    """The language of the course's words that a film may say; none, if all are the user's own."""
    stock = spoken.stock_language(job.language, job.words)
    return [stock] if stock else []


def _words(lesson: str, languages: Iterable[str]) -> str:
    """What the lesson says in these languages; other lessons' words are not its own."""
    tables = {language: spoken.tables(language) for language in languages}
    own = {name: [table.get(lesson), table.get("shared")] for name, table in tables.items()}
    return _text(own)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
