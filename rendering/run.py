"""From an order to files: what was made before comes from the cache, the rest is drawn.

Drawing is done here, in several processes or on a cluster. Each film arrives in one piece, is
kept, and is put in place by this process alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from rendering import reach
from rendering.bundle import Bundle
from rendering.cache import Cache, Story, usual_folder
from rendering.failures import Failure
from rendering.key import film_key, fingerprint, story_key
from rendering.plan import Order, OrderError
from rendering.pool import most, side_by_side
from rendering.scratch import scratch
from rendering.spec import Job, Task
from rendering.work import Made, Watch, few_collections, one_by_one
from scenes.catalog import Entry, find
from scenes.story.example import Example, ExampleError
from scenes.story.layer_examples import with_layer
from scenes.story.pace import frame_at
from scenes.story.sources import changed
from scenes.story.words import OwnWords, own_words


@dataclass(frozen=True, slots=True)
class Means:
    """How films are drawn: by a cluster's scheduler, or here in so many processes.

    With 0 jobs, in as many as the machine is good for.
    """

    jobs: int = 0
    scheduler: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a film: its files, or why there are none."""

    task: Task
    result: list[Path] | Failure


@dataclass(slots=True)
class Result:
    """What has been made and what has failed so far."""

    done: list[Task] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    failed: list[tuple[str, Failure]] = field(default_factory=list)

    def add(self, outcome: Outcome, tell: Callable[[str], object]) -> None:
        """Take in what became of a film; tell the paths that have not been told yet."""
        self.done.append(outcome.task)
        if isinstance(outcome.result, Failure):
            self.failed.append((outcome.task.job.name, outcome.result))
            return
        for path in outcome.result:
            if path not in self.written:  # films of one scene share its manifest
                self.written.append(path)
                tell(str(path))

    def lead(self, paths: Sequence[Path], tell: Callable[[str], object]) -> None:
        """Take in what shows all films together, to be opened before any of them."""
        self.written[:0] = paths
        for path in paths:
            tell(str(path))


def cache(say: Callable[[str], None], *, used: bool = True) -> Cache:
    """The user's cache, or one that keeps nothing."""
    return Cache(usual_folder(os.environ) if used else None, say)


@few_collections()  # this may import Manim
def plan(order: Order, cache: Cache) -> list[Task]:
    """Every film of the order. Raises if one of them is impossible; nothing is drawn yet."""
    entries = dict.fromkeys(find(name) for name in order.scenes)
    examples = {entry: example(entry.id, order.changes) for entry in entries}
    words = order.variant.words if order.variant else {}
    stories = {entry: _story(entry, example, words, cache) for entry, example in examples.items()}
    return [
        _task(order, _job(order, entry, examples[entry], language, theme), stories[entry])
        for entry, language, theme in product(entries, order.languages, order.themes)
    ]


def known(tasks: Sequence[Task], cache: Cache) -> Iterator[Outcome]:
    """Put those films in place that were made before."""
    for task in tasks:
        if bundle := cache.get(task.key):
            yield Outcome(task, _placed(task, bundle))


def drawn(
    tasks: Sequence[Task], means: Means, cache: Cache, watch: Watch, say: Callable[[str], None]
) -> Iterator[Outcome]:
    """Draw films, keep them, and put them in place, in the order in which they get ready."""
    started = time.time()
    with (
        scratch(tasks[0].job.out) as folder,
        closing(_drawing(tasks, means, folder, watch, say)) as made,
    ):
        for task, result in made:
            if isinstance(result, Failure):
                yield Outcome(task, result)
                continue
            if not reach.changed_since(started):
                cache.put(task.key, result)
            yield Outcome(task, _placed(task, result))


def _drawing(
    tasks: Sequence[Task], means: Means, folder: Path, watch: Watch, say: Callable[[str], None]
) -> Made:
    if means.scheduler:
        from rendering.cluster import on_cluster  # noqa: PLC0415 - not everyone has Dask

        return on_cluster(tasks, means.scheduler, watch, say)
    count = min(means.jobs or most(), len(tasks))
    if count == 1:
        return one_by_one(tasks, folder, watch)
    return side_by_side(tasks, folder, count, watch, say)


def _placed(task: Task, bundle: Bundle) -> list[Path] | Failure:
    try:
        return bundle.place(task.job.folder)
    except OSError as error:
        return Failure.of(error)


def example(scene: str, changes: Mapping[str, Any]) -> Example:
    """A scene's example with the user's changes, as text or as Python has them.

    The change `layer` is a layer of PyTorch, which sets what the others leave.
    """
    entry, own = find(scene), dict(changes)
    layer = own.pop("layer", None)
    try:
        made = changed(Example.of(entry.example), own)
        return made if layer is None else with_layer(entry.id, made, own, str(layer))
    except ExampleError as error:
        raise OrderError(f"{entry.id}: {error}") from None


def _story(entry: Entry, example: Example, words: OwnWords, cache: Cache) -> Story:
    """What the story is known by; it is told only if that is not known yet."""
    key = story_key(entry.id, example, words)
    story = cache.story(key)
    if story is None:
        example.run()  # an impossible one is refused before Manim is imported
        with own_words(entry.id, words):
            board = entry.load().tell(example)
        story = fingerprint(board), board.ticks
        cache.put_story(key, story)
    return story


def _task(order: Order, job: Job, story: Story) -> Task:
    fingerprint_, ticks = story
    kind = "sheet" if order.sheet else "film"
    return Task(job, order.sheet, frame_at(ticks, order.fps), film_key(job, fingerprint_, kind))


def _job(order: Order, entry: Entry, example: Example, language: str, theme: str) -> Job:
    width, height = order.size
    return Job(
        lesson=entry.id,
        example=example,
        language=language,
        theme=theme,
        width=width,
        height=height,
        fps=order.fps,
        formats=order.formats,
        out=order.out,
        variant=order.variant,
    )
