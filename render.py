"""Makes films of convolution arithmetic: the command line. `python render.py --help`."""

from __future__ import annotations

import signal
import sys

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while packages load: no traceback
if sys.version_info < (3, 11):  # noqa: UP036 - a system's older Python would stop without a reason
    sys.exit("Error: ConvReel needs Python 3.11 or newer: run ./setup.sh, then .venv/bin/python")

import atexit
import gc
import json
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

try:
    import click
except ModuleNotFoundError:
    sys.exit("Error: click is not installed: run ./setup.sh, then .venv/bin/python render.py")

from rendering import ordering, plan
from rendering.embeds.generators import GENERATORS, advice, snippet
from rendering.terminal import Command, Talk, explained, meter, report_all


def _choice(*options: str) -> click.Choice[str]:
    return click.Choice(options, case_sensitive=False)


@click.command(cls=Command, context_settings={"max_content_width": 100})
@click.option(
    "--scene", "scenes", multiple=True, metavar="NAME", help="A film to make. Repeatable."
)
@click.option("--chapter", "chapters", type=int, multiple=True, metavar="N", help="Its films.")
@click.option("-a", "--all", "every", is_flag=True, help="Make every film of the course.")
@click.option("--list", "listing", is_flag=True, help="List the scenes, and do nothing else.")
@click.option("--json", "as_json", is_flag=True, help="With --list: for machines.")
@click.option(
    "--spec", type=click.Path(path_type=Path), metavar="FILE", help="A lesson file of yours."
)
@click.option("--lang", metavar="en|zh|all", help="Language. [default: yours]")
@click.option("--theme", type=_choice(*plan.THEMES, "all"), help="Colours. [default: dark]")
@click.option(
    "-q",
    "--quality",
    type=_choice(*plan.QUALITIES),
    help="Manim's letters: 480p15, 720p30, 1080p60, 1440p60, 2160p60. [default: h]",
)
@click.option(
    "--fps",
    "--frame_rate",
    type=click.FloatRange(1, 240),
    metavar="N",
    help="Frames a second, instead of the quality's.",
)
@click.option("-r", "--resolution", metavar="W,H", help="Pixels, instead of the quality's.")
@click.option(
    "--aspect",
    type=_choice(*plan.ASPECTS),
    help="Shape of the picture; each has its own layout. [default: 16:9]",
)
@click.option(
    "--format",
    "formats",
    type=_choice(*plan.FORMATS),
    multiple=True,
    help="Kind of film; png is the last picture. Repeatable. [default: mp4]",
)
@click.option(
    "--transparent", is_flag=True, help="A WebM without a ground, to lie over a page of your own."
)
@click.option(
    "--input", metavar="MATRIX|FILE", help="Your own input: '1 2; 3 4', or a .csv, .npy, .png file."
)
@click.option("--kernel", metavar="MATRIX|FILE", help="Your own kernel, in the same way.")
@click.option(
    "--padding", metavar="P", help="1 or 1,2 or 1:2,0:3 (before:after), or same, full, valid."
)
@click.option("--stride", metavar="S", help="2, or 3,2 for rows and columns.")
@click.option(
    "--layer",
    metavar="LAYER",
    help="A layer as PyTorch writes it: 'Conv2d(1, 1, 3, padding=1)'. Finds its scene.",
)
@click.option(
    "--set",
    "others",
    multiple=True,
    metavar="NAME=VALUE",
    help="Anything else that the scene takes, by its name. Repeatable.",
)
@click.option(
    "--out",
    "--media_dir",
    type=click.Path(path_type=Path),
    default=Path("media"),
    show_default=True,
    metavar="DIR",
    help="Folder for the results.",
)
@click.option("--sheet", is_flag=True, help="Only contact sheets, and an overview of several.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Draw N films at a time. [default: one per core]",
)
@click.option("--scheduler", metavar="ADDRESS", help="Let a Dask cluster draw: tcp://HOST:PORT.")
@click.option("--no-cache", is_flag=True, help="Draw everything anew, and keep nothing for later.")
@click.option("--gallery", is_flag=True, help="Write index.html, the course on one page.")
@click.option("--serve", is_flag=True, help="Serve the folder of results on this machine.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="With --serve."
)
@click.option("--embed", type=_choice(*GENERATORS), help="Say what to write into such a page.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="With --embed: copy the films into the folder of the site's sources.",
)
@click.option(
    "--slides",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write slides that play the film step by step; DIR holds reveal.js.",
)
@click.option("-p", "--preview", is_flag=True, help="Open the first film when it is made.")
@click.option("--quiet", is_flag=True, help="Say nothing but the files written, and errors.")
@click.option("--verbose", is_flag=True, help="Say more, and show where an error comes from.")
@click.option("--version", is_flag=True, help="Show the versions, and do nothing else.")
def main(**options: Any) -> None:
    """Make short films of convolution arithmetic, exact to the last number.

    \b
    python render.py --scene stride
    python render.py --scene stride --input "1 2; 3 4" --padding same --stride 1
    """
    talk = Talk(options["quiet"], options["verbose"], tells=not options["embed"])
    with explained(talk):
        if options["version"]:
            from rendering.versions import version_line  # noqa: PLC0415 - looks into packages

            click.echo(version_line())
        elif options["listing"]:
            language = ordering.languages(options["lang"])[0]
            as_json = options["as_json"]
            click.echo(json.dumps(plan.listing(), indent=2) if as_json else plan.table(language))
        elif options["embed"]:
            _embed(ordering.order(options, talk.say), talk, options)
        elif options["slides"]:
            _slides(ordering.order(options, talk.say), talk, options)
        else:
            publishing = options["gallery"] or options["serve"]
            if any(options[name] for name in ordering.CHOOSING) or not publishing:
                _make(ordering.order(options, talk.say), talk, options)
            _publish(ordering.folder(options), talk, options)


def _publish(folder: Path, talk: Talk, options: dict[str, Any]) -> None:
    """What is made of all films together, after they are made or without making any."""
    if options["gallery"]:
        from rendering import gallery  # noqa: PLC0415 - imports NumPy

        click.echo(gallery.write(folder, plan.listing()))
    if options["serve"]:
        from rendering.serve import HOST, server  # noqa: PLC0415 - most runs serve nothing

        with server(folder, options["port"]) as running, suppress(KeyboardInterrupt):
            address = f"http://{HOST}:{running.server_port}/"
            click.echo(address)
            talk.say(f"{folder} is shown there until you press Ctrl-C")
            if options["preview"]:
                click.launch(address)
            running.serve_forever()


def _embed(order: plan.Order, talk: Talk, options: dict[str, Any]) -> None:
    """Say what to write into a page; films that are not there are made first."""
    plan.check(order)
    from rendering.embeds import place  # noqa: PLC0415 - imports NumPy

    asked = order.languages if options["lang"] else ()
    _make_missing(order, asked, talk, options)
    generator, language = GENERATORS[options["embed"]], asked[0] if len(asked) == 1 else ""
    films = place.read(order.out, order.folders)
    if options["into"]:
        for path in place.place(generator, films, options["into"], language):
            talk.say(str(path))
    documents = [film.document for film in films]
    click.echo(snippet(generator, documents, language))
    if said := advice(generator, documents, language):
        talk.say(f"\n{said}")
    if not options["into"]:
        talk.say("\n--into DIR copies the films into your site's sources, where this finds them.")


def _slides(order: plan.Order, talk: Talk, options: dict[str, Any]) -> None:
    """Write slides for a lecture; films that are not there are made first."""
    plan.check(order)
    from rendering import slides  # noqa: PLC0415 - imports NumPy
    from rendering.embeds import place  # noqa: PLC0415 - imports NumPy

    _make_missing(order, order.languages, talk, options)
    films = place.read(order.out, order.folders)
    for path in slides.write(films, order.languages, order.themes, options["slides"]):
        click.echo(path)


def _make_missing(
    order: plan.Order, languages: tuple[str, ...], talk: Talk, options: dict[str, Any]
) -> None:
    """Make the films that are not there in these languages; with own numbers, all of them."""
    from rendering.embeds import place  # noqa: PLC0415 - imports NumPy

    own = order.changes or order.variant
    themes = order.themes if options["theme"] else ()
    missing = order.scenes if own else place.lacking(order.out, order.scenes, languages, themes)
    if missing:
        _make(replace(order, scenes=missing), talk, options)


def _make(order: plan.Order, talk: Talk, options: dict[str, Any]) -> None:
    """Make every film of the order; what fails is told at the end, when the others are made."""
    plan.check(order)
    from rendering import run  # noqa: PLC0415 - imports NumPy

    started, result = time.monotonic(), run.Result()
    cache = run.cache(talk.say, used=not options["no_cache"])
    films = run.plan(order, cache)
    for outcome in run.known(films, cache):
        result.add(outcome, talk.tell)
    kept = len(result.done)
    if missing := [film for film in films if film not in result.done]:
        means = run.Means(options["jobs"] or 0, options["scheduler"] or "")
        with meter(missing, talk) as (watch, tell):
            for outcome in run.drawn(missing, means, cache, watch, talk.say):
                result.add(outcome, tell)
    report_all(result.failed, talk, several=len(films) > 1)
    if order.sheet and len(order.scenes) > 1:
        from rendering import overview  # noqa: PLC0415 - imports NumPy

        result.lead(overview.write((film.job for film in films), plan.listing()), talk.tell)
    things = ("sheet" if order.sheet else "film") + "s" * (len(films) > 1)
    reused = f", {kept} of them made before" * (kept > 0)
    talk.say(f"{len(films)} {things} in {time.monotonic() - started:.1f} s{reused}")
    if options["preview"] and click.launch(str(result.written[0])):
        talk.say(f"no program that shows it could be started: open {result.written[0]} yourself")


def _terminated(number: int, _: object) -> None:
    """Leave through every `finally`, so that no half file stays."""
    sys.exit(128 + number)


def _listen() -> None:
    """Hear what ends this process, but for what `nohup` or a shell's & has it ignore."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGTERM", "SIGHUP"):  # the second when a terminal is closed; not on Windows
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _terminated)


if __name__ == "__main__":
    _listen()
    # All objects end with the process: Python need not look for lost ones first, for 0.3 s.
    atexit.register(gc.freeze)
    main()
