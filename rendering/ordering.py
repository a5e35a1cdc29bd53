"""From the options of the command to an order: what goes together, and what stands for what."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from rendering import plan
from rendering.plan import Order, OrderError
from scenes.language import users_language

CHANGES: Final = ("input", "kernel", "padding", "stride", "layer")
CHOOSING: Final = ("scenes", "chapters", "every", "layer")  # options that say which films


def order(options: Mapping[str, Any], say: Callable[[str], None]) -> Order:
    """What the options ask for, by the names of the command's parameters.

    Raises OrderError or UnknownSceneError. `say` hears which lesson was chosen for a layer.
    """
    _check(options)
    changes = plan.changes(
        {name: options[name] for name in CHANGES if options[name] is not None}, options["others"]
    )
    *_, fps = plan.QUALITIES[options["quality"]]
    return Order(
        scenes=_scenes(options, changes, say),
        languages=languages(options["lang"]),
        themes=plan.THEMES if options["theme"] == "all" else (options["theme"],),
        size=(
            plan.resolution(options["resolution"])
            if options["resolution"]
            else plan.size_of(options["quality"], options["aspect"] or plan.USUAL)
        ),
        fps=options["fps"] or fps,
        formats=_formats(options),
        out=folder(options),
        changes=changes,
        sheet=options["sheet"],
    )


def folder(options: Mapping[str, Any]) -> Path:
    """Where results go; films of another shape have a folder of their own, as names do not tell.

    >>> folder({"out": Path("media"), "aspect": "9:16"}).as_posix()
    'media/9x16'
    """
    aspect = options["aspect"] or plan.USUAL
    out: Path = options["out"]
    return out if aspect == plan.USUAL else out / aspect.replace(":", "x")


def languages(wanted: str | None) -> tuple[str, ...]:
    """The languages that are asked for; the user's, if none is."""
    if wanted == "all":
        return plan.LANGUAGES
    return (wanted or users_language(os.environ),)


def _check(options: Mapping[str, Any]) -> None:
    if options["as_json"]:
        raise OrderError("--json goes with --list")
    if options["into"] and not options["embed"]:
        raise OrderError("--into goes with --embed, which says what kind of site it is")
    if options["resolution"] and options["aspect"]:
        raise OrderError("--aspect goes with -q: --resolution says both sides already")
    if options["jobs"] and options["scheduler"]:
        raise OrderError("--jobs counts processes here: with --scheduler, the workers draw")


def _scenes(
    options: Mapping[str, Any], changes: Mapping[str, Any], say: Callable[[str], None]
) -> tuple[str, ...]:
    """The scenes that are named; if none is, the one that shows the layer."""
    named, chapters, every = options["scenes"], options["chapters"], options["every"]
    if "layer" not in changes or named or chapters or every:
        return plan.chosen(named, chapters, every=every)
    from scenes.story.layer_lessons import read, showing  # noqa: PLC0415 - imports NumPy

    scene = showing(changes["layer"])
    say(f"{scene} shows {read(changes['layer'])}")
    return (scene,)


def _formats(options: Mapping[str, Any]) -> tuple[str, ...]:
    chosen = [plan.FORMATS[name] for name in options["formats"]]
    chosen += [plan.TRANSPARENT] if options["transparent"] else []
    return tuple(dict.fromkeys(chosen)) or ("mp4",)
