"""From the options of the command to an order: what goes together, and what stands for what."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rendering import plan
from rendering.lesson_file import LessonFile, read
from rendering.plan import Order, OrderError
from scenes.language import users_language

CHANGES: Final = ("input", "kernel", "padding", "stride", "layer")
CHOOSING: Final = ("scenes", "chapters", "every", "layer", "spec")  # options that say which films
OF_LAYERS: Final = (  # what lessons call that a layer says
    *("layer", "padding", "stride", "dilation", "window", "kernel_shape", "text"),
    *("output_padding", "ceil_mode", "count_include_pad", "divisor_override"),
)
LAST: Final = ("embed", "slides")  # what is done with films; each is a command of its own
WITHOUT: Final = (*LAST, "gallery", "serve", "sheet")
NAMED: Final = "--spec names its scene itself: leave out --scene, --chapter and --all"
APART: Final = {  # two options that do not go together, and why
    ("spec", "scenes"): NAMED,
    ("spec", "chapters"): NAMED,
    ("spec", "every"): NAMED,
    ("resolution", "aspect"): "--aspect goes with -q: --resolution says both sides already",
    ("scheduler", "jobs"): "--jobs counts processes here: with --scheduler, the workers draw",
    ("sheet", "formats"): "--format is for films, and --sheet draws none: leave one of them out",
}
USUAL: Final = {"theme": "dark", "quality": "h", "aspect": plan.USUAL}


def order(options: Mapping[str, Any], say: Callable[[str], None]) -> Order:
    """What the options ask for, by the names of the command's parameters.

    Raises OrderError or UnknownSceneError. `say` hears which lesson was chosen for a layer.
    """
    _check(options)
    file = read(options["spec"]) if options["spec"] else None
    settings = _settings(options, file)
    changes = plan.changes(
        {name: options[name] for name in CHANGES if options[name] is not None}, options["others"]
    )
    changes = _example(file, changes) | changes
    *_, fps = plan.QUALITIES[settings["quality"]]
    made = Order(
        scenes=(file.scene,) if file else _scenes(options, changes, say),
        languages=languages(options["lang"], file),
        themes=plan.THEMES if settings["theme"] == "all" else (settings["theme"],),
        size=settings["size"],
        fps=options["fps"] or fps,
        formats=_formats(options, settings.get("formats", ())),
        out=_folder(settings),
        changes=changes,
        sheet=options["sheet"],
        variant=file.variant if file else None,
    )
    _check_formats(options, made.formats)
    if file:
        from rendering.variants import check  # noqa: PLC0415 - imports NumPy

        check(file, made)
    return made


def _example(file: LessonFile | None, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The lesson file's example, but for what a layer among the options says anew."""
    anew = OF_LAYERS if "layer" in changes else ()
    own = file.example if file else {}
    return {name: value for name, value in own.items() if name not in anew}


def _settings(options: Mapping[str, Any], file: LessonFile | None) -> dict[str, Any]:
    """What has a usual value: an option goes before the lesson file, and that before the usual."""
    settings = {"out": options["out"], **USUAL, **(file.settings if file else {})}
    settings |= {name: options[name] for name in USUAL if options[name]}
    if options["resolution"]:
        return settings | {"size": plan.resolution(options["resolution"])}
    return settings | {"size": plan.size_of(settings["quality"], settings["aspect"])}


def folder(options: Mapping[str, Any]) -> Path:
    """Where results go by the options alone; films of another shape have a folder of their own."""
    return _folder(_settings(options, None))


def _folder(settings: Mapping[str, Any]) -> Path:
    out: Path = settings["out"]
    return out / plan.shape_folder(settings["size"])


def languages(wanted: str | None, file: LessonFile | None = None) -> tuple[str, ...]:
    """The languages that are asked for: by an option, by the lesson file, else the user's."""
    known = tuple(dict.fromkeys([*plan.LANGUAGES, *(file.variant.words if file else ())]))
    if wanted == "all":
        return known
    if wanted and wanted not in known:
        named = ", ".join(map(repr, (*known, "all")))
        raise OrderError(f"Invalid value for '--lang': {wanted!r} is not one of {named}")
    if not wanted and file and file.settings["languages"]:
        return tuple(file.settings["languages"])
    return (wanted or users_language(os.environ),)


def _check(options: Mapping[str, Any]) -> None:
    if options["as_json"]:
        raise OrderError("--json goes with --list")
    if options["into"] and not options["embed"]:
        raise OrderError("--into goes with --embed, which says what kind of site it is")
    for (one, other), why in APART.items():
        if options[one] and options[other]:
            raise OrderError(why)
    for asked in (name for name in LAST if options[name]):
        if others := [name for name in WITHOUT if options[name] and name != asked]:
            raise OrderError(f"--{asked} does not go with --{others[0]}: call each by itself")
    _check_folders(options)


def _check_formats(options: Mapping[str, Any], formats: Sequence[str]) -> None:
    """Raise if what is made now could not be played where it is to be shown."""
    for asked in (name for name in LAST if options[name]):
        if not set(formats) & set(plan.PLAYED):
            made = " or ".join(formats)
            raise OrderError(f"no page plays {made}: --{asked} needs --format mp4 as well")


def _check_folders(options: Mapping[str, Any]) -> None:
    """Raise for folders that are needed once the films are made, before minutes of drawing."""
    if options["into"]:
        from rendering.embeds import place  # noqa: PLC0415 - imports NumPy

        place.check_site(options["into"])
    if options["slides"]:
        from rendering import slides  # noqa: PLC0415 - imports NumPy

        slides.check(options["slides"])


def _scenes(
    options: Mapping[str, Any], changes: Mapping[str, Any], say: Callable[[str], None]
) -> tuple[str, ...]:
    """The scenes that are named; if none is, the one that shows the layer."""
    named, chapters, every = options["scenes"], options["chapters"], options["every"]
    if "layer" not in changes or named or chapters or every:
        return plan.chosen(named, chapters, every=every)
    from scenes.story import layer_lessons  # noqa: PLC0415 - imports NumPy

    scene = layer_lessons.showing(changes["layer"])
    say(f"{scene} shows {layer_lessons.read(changes['layer'])}")
    return (scene,)


def _formats(options: Mapping[str, Any], usual: Sequence[str]) -> tuple[str, ...]:
    transparent = [plan.TRANSPARENT] if options["transparent"] else []
    wanted = options["formats"] or (() if transparent else usual)
    chosen = [plan.FORMATS[name] for name in wanted] + transparent
    return tuple(dict.fromkeys(chosen)) or ("mp4",)
