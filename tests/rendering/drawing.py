"""Stand-ins for what draws, for other processes to import: what happens is in the lesson's name."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from rendering.bundle import Bundle
from rendering.failures import Failure
from rendering.spec import Job, Task
from scenes.story import Example

LONG = 60.0  # seconds: no test waits for that


def task(lesson, frames=10, **settings):
    """A film to draw, known by its lesson alone."""
    values = {"language": "en", "theme": "dark", "width": 320, "height": 180, "fps": 15}
    values |= {"formats": ("mp4",), "out": Path(), **settings}
    job = Job(lesson, Example("none", {}, {}), **values)
    return Task(job, False, frames, f"key of {job.name}")


def bundle(task):
    return Bundle({f"{task.job.name}.mp4": task.job.name.encode() * 1000})


def attempt(task, folder, progress):
    """Stands in for `rendering.work.attempt`; leaves its process number in the folder."""
    (folder / f"{task.job.lesson}.pid").write_text(str(os.getpid()))
    progress(1, task.frames)
    if task.job.lesson == "fails":
        return Failure.of(OSError(28, "No space left on device"))
    if task.job.lesson == "dies" or (task.job.lesson == "dies once" and is_first(folder)):
        os.kill(os.getpid(), signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    if task.job.lesson == "leaves":
        sys.exit(3)
    if task.job.lesson.startswith("sleeps"):
        time.sleep(LONG)
    progress(task.frames, task.frames)
    return bundle(task)


def is_first(folder):
    try:
        (folder / "first").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
