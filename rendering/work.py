"""One film at a time: drawn in a folder of its own, handed over as a whole."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from rendering.bundle import Bundle
from rendering.failures import Failure
from rendering.spec import Task
from scenes.story.words import own_words

Progress = Callable[[int, int], None]  # frames done, frames in all
Result = Bundle | Failure
NEW_OBJECTS: Final = 100_000  # before Python looks for lost ones; some 20 MB


Made = Generator[tuple[Task, Result], None, None]
Watch = Callable[[Task, int, int], None]  # frames of this film done, frames in all


@contextmanager
def few_collections() -> Iterator[None]:
    """Let Python look for lost objects less often, and not among those that are there already.

    Its usual 700 new ones are few in a scene, and Manim alone keeps 100,000.
    """
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *before[1:])
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def draw(task: Task, folder: Path, progress: Progress) -> Bundle:
    """Draw the film into `folder`; returns its files, the film or the sheet first."""
    job = replace(task.job, out=folder)
    with own_words(job.lesson, job.words):
        if task.sheet:
            from rendering.sheet import render as render_sheet  # noqa: PLC0415 - imports Manim

            written = render_sheet(job, progress)
            progress(task.frames, task.frames)
            return Bundle.of(written)
        from rendering.job import render  # noqa: PLC0415

        return Bundle.of(render(job, progress).written)


@few_collections()
def attempt(task: Task, folder: Path, progress: Progress) -> Result:
    """Draw in an empty folder below `folder`, which is gone afterwards; failures are told."""
    place = folder / task.job.name
    try:
        return draw(task, place, progress)
    except Exception as error:
        return Failure.of(error)
    finally:
        shutil.rmtree(place, ignore_errors=True)
        gc.collect()  # a scene refers to itself, and holds pictures of several megabytes


def one_by_one(tasks: Sequence[Task], folder: Path, watch: Watch) -> Made:
    """Draw them here, in this order."""
    for task in tasks:
        yield task, attempt(task, folder, partial(watch, task))
