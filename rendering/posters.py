"""Make `media/gallery/` anew: each lesson's poster in every language and theme, and one small film.

    python -m rendering.posters

The posters are the last pictures of the contact sheets, made smaller. What was drawn before comes
from the cache, and the same pictures give the same bytes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image

from rendering import plan, run
from rendering.atomic import whole_file
from rendering.errors import RenderError
from rendering.failures import Failure
from rendering.spec import LAST, Job

GALLERY: Final = Path(__file__).parents[1] / "media" / "gallery"
SIZE: Final = (640, 360)  # pixels of a poster, and of the film
LOSSY: Final = {"quality": 80, "method": 6}  # without loss they would take thrice the room
FILM, KIND, FPS = "stride", "animated.webp", 15


def main() -> None:
    """Draw what is missing and replace what is in the gallery, as a whole. Raises RenderError."""
    with TemporaryDirectory(prefix="convreel-") as folder:
        sheets, film = _orders(Path(folder))
        posters, films = _drawn(sheets), _drawn(film)
        write(posters, films, GALLERY)
    _say(f"{len(posters)} posters are in {os.path.relpath(GALLERY)}")


def _orders(folder: Path) -> tuple[plan.Order, plan.Order]:
    """The contact sheets, and the film."""
    sheets = plan.Order(
        scenes=plan.all_scenes(),
        languages=plan.LANGUAGES,
        themes=plan.THEMES,
        size=plan.size_of("m", "16:9"),
        fps=FPS,
        formats=("mp4",),
        out=folder,
        changes={},
        sheet=True,
    )
    one = replace(sheets, scenes=(FILM,), languages=("en",), themes=("dark",))
    return sheets, replace(one, size=SIZE, formats=(KIND,), sheet=False)


def write(posters: Iterable[Job], films: Iterable[Job], folder: Path) -> None:
    """Put the posters of contact sheets and animated films into `folder`; what else is there goes.

    Raises OSError as it comes; what is there then is whole.
    """
    with ExitStack() as files:
        written = set()
        for job in posters:
            path = folder / f"{job.name}.webp"
            with Image.open(job.path(LAST)) as picture:
                small = picture.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
            small.save(files.enter_context(whole_file(path)), format="WEBP", **LOSSY)
            written.add(path)
        for job in films:
            path = folder / job.path(KIND).name
            files.enter_context(whole_file(path)).write_bytes(job.path(KIND).read_bytes())
            written.add(path)
    for path in {*folder.iterdir()} - written:
        path.unlink()


def _drawn(order: plan.Order) -> list[Job]:
    """The jobs of an order, with their files in `order.out`."""
    cache = run.cache(_say)
    films = run.plan(order, cache)
    outcomes = list(run.known(films, cache))
    known = {outcome.task for outcome in outcomes}
    if missing := [film for film in films if film not in known]:
        outcomes += run.drawn(missing, run.Means(), cache, lambda *_: None, _say)
    for outcome in outcomes:
        if isinstance(outcome.result, Failure):
            raise RenderError(f"{outcome.task.job.name}: {outcome.result.sentence}")
    return [film.job for film in films]


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    try:
        main()
    except (RenderError, OSError) as error:
        sys.exit(f"Error: {Failure.of(error).sentence}")
