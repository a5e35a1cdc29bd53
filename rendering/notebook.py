"""A film in a notebook: `from scenes import show; show("stride", stride=(2, 1))`.

The film is made like any other, or comes from the cache. Its player goes into the notebook whole,
so that it plays wherever the notebook is opened; films too large for that are linked to.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from rendering import manifest, plan, run
from rendering.embeds import inline
from rendering.embeds.generators import frame
from rendering.errors import RenderError
from rendering.facts import example_facts
from rendering.figure import chosen
from rendering.player import NAME as PAGE
from rendering.reach import combined
from scenes.language import users_language

MEDIA: Final = Path("media")


@dataclass(frozen=True, slots=True)
class Shown:
    """A film that a notebook shows: the folder of its files, and the language of its page."""

    folder: Path
    language: str

    def _repr_html_(self) -> str:
        """The player: whole if it is small, else a link to its files."""
        found = manifest.read(self.folder / manifest.NAME)
        if inline.weight(found.document) <= inline.LARGEST:
            return inline.framed_page(found, self.language)
        title = found.document["languages"][self.language]["title"]
        film = chosen(found.document, "film", self.language)[0]
        beside = Path(os.path.relpath(self.folder)).as_posix()
        return frame(f'src="{quote(beside)}/{PAGE}?lang={self.language}"', title, film)


def show(
    scene: str,
    *,
    lang: str = "",
    theme: str = "dark",
    quality: str = "m",
    out: str | Path = "",
    **changes: Any,
) -> Shown:
    """Make the film of a scene; a notebook shows what this returns.

    `lang` is en, zh or, if left out, the user's; `theme` dark, light or all; `quality` a letter of
    Manim's. The files go to `out`; if left out, to `media` beside the notebook. `changes` are
    inputs and parameters of the scene, as Python has them or as text, like `stride=(2, 1)`.

    Raises what the command says as sentences: UnknownSceneError, OrderError, ConvMathError, …
    """
    (name,), language = plan.named([scene]), lang or users_language(os.environ)
    for choice, all_ in (
        (language, plan.LANGUAGES),
        (theme, (*plan.THEMES, "all")),
        (quality, plan.QUALITIES),
    ):
        if choice not in all_:
            raise plan.OrderError(f"{choice!r} is none of {', '.join(all_)}")
    order = plan.Order(
        scenes=(name,),
        languages=(language,),
        themes=plan.THEMES if theme == "all" else (theme,),
        size=plan.size_of(quality, plan.USUAL),
        fps=plan.QUALITIES[quality][-1],
        formats=("mp4",),
        out=Path(out) if out else _beside(name, changes),
        changes=changes,
    )
    plan.check(order)
    _make(order)
    return Shown(order.out / name, language)


def _beside(name: str, changes: Mapping[str, Any]) -> Path:
    """A folder for films; one of its own for each example, so that cells leave others' alone."""
    if not changes:
        return MEDIA
    facts = example_facts(run.example(name, changes))
    return MEDIA / combined([json.dumps(facts, sort_keys=True)])[:12]


def _make(order: plan.Order) -> None:
    """Take the films from the cache, or draw them in this process."""
    kept, result = run.cache(_say), run.Result()
    films = run.plan(order, kept)
    for outcome in run.known(films, kept):
        result.add(outcome, _nothing)
    if missing := [film for film in films if film not in result.done]:
        for outcome in run.drawn(missing, run.Means(jobs=1), kept, _nothing, _say):
            result.add(outcome, _nothing)
    for name, why in result.failed:
        raise RenderError(f"{name}: {why.sentence}")


def _nothing(*_: object) -> None:
    """A notebook shows no paths and no bar."""


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
