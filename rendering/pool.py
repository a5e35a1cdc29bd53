"""Films drawn side by side, each in a process of its own; a process that dies harms no other."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from typing import Any, Final

from rendering.errors import RenderError
from rendering.failures import Failure
from rendering.spec import Task
from rendering.work import Made, Progress, Result, Watch, attempt

Attempt = Callable[[Task, Path, Progress], Result]
Say = Callable[[str], None]
SPAWN: Final = get_context("spawn")  # the encoders' threads would not survive a fork
MEMORY: Final = 1 << 30  # bytes of the machine for each process, which needs less than 600 MB
PATIENCE: Final = 1.0  # seconds that processes have to tidy up when they are to stop
EVERY: Final = 0.1  # seconds between two reports of how far a film is


def most() -> int:
    """How many processes this machine is good for: one per core, if there is memory for them."""
    affinity: Any = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    with suppress(AttributeError, OSError, ValueError):  # not every system tells
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        return max(1, min(cores, memory // MEMORY))
    return cores


def side_by_side(
    tasks: Sequence[Task],
    folder: Path,
    count: int,
    watch: Watch,
    say: Say,
    attempt: Attempt = attempt,
) -> Made:
    """Draw films in `count` processes, the longest first; results come when they are ready.

    A film whose process dies is drawn once more. Closing the iterator ends all processes at once.
    """
    waiting = deque(sorted(tasks, key=lambda task: -task.frames))
    died: Counter[str] = Counter()
    crew = _Crew(min(count, len(tasks)), folder, attempt)
    try:
        while crew.give(waiting):
            for task, message in crew.heard():
                if isinstance(message, tuple):
                    watch(task, *message)
                elif isinstance(message, str) and not died[task.key]:
                    died[task.key] += 1
                    say(f"{task.job.name}: {message}; drawing it again")
                    waiting.append(task)
                else:
                    crew.give(waiting)  # before the caller takes its time
                    yield task, _failed(message) if isinstance(message, str) else message
    finally:
        crew.end()


def _failed(death: str) -> Failure:
    return Failure.of(RenderError(f"{death}, twice: choose fewer --jobs, or a lower quality"))


class _Worker:
    """A process that draws one film after another."""

    task: Task

    def __init__(self, folder: Path, attempt: Attempt) -> None:
        self.pipe, theirs = SPAWN.Pipe()
        self._process = SPAWN.Process(target=_serve, args=(theirs, folder, attempt), daemon=True)
        with _deaf():
            self._process.start()
        theirs.close()  # so that the pipe ends when the process does

    def take(self, task: Task) -> None:
        self.task = task
        with suppress(OSError):  # if it has died, reading will tell
            self.pipe.send(task)

    def heard(self) -> tuple[int, int] | Result | str:
        """How far the film is, or what came of it, or how the process died."""
        try:
            message: tuple[int, int] | Result = self.pipe.recv()
        except (EOFError, OSError):  # in the middle of a message, too
            return self._death()
        return message

    def stop(self) -> None:
        """Ask it to stop; nothing that it has not handed over is of use to anyone."""
        self._process.terminate()

    def end(self, deadline: float) -> None:
        """Wait until it has stopped, but only for so long."""
        self._process.join(max(0.0, deadline - time.monotonic()))
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def _death(self) -> str:
        self._process.join()
        code = self._process.exitcode or 0
        if code < 0:
            memory = ", perhaps for want of memory" if code == -9 else ""
            return f"the process that drew it was killed by signal {-code}{memory}"
        return f"the process that drew it ended with status {code}"


class _Crew:
    """Up to `count` workers: those that draw, and those that have nothing to do."""

    def __init__(self, count: int, folder: Path, attempt: Attempt) -> None:
        self._count, self._folder, self._attempt = count, folder, attempt
        self._busy: dict[Any, _Worker] = {}  # by what `wait` gives back
        self._idle: list[_Worker] = []

    def give(self, waiting: deque[Task]) -> bool:
        """Let as many draw as there are; whether anyone does."""
        while waiting and len(self._busy) < self._count:
            worker = self._idle.pop() if self._idle else _Worker(self._folder, self._attempt)
            self._busy[worker.pipe] = worker
            worker.take(waiting.popleft())
        return bool(self._busy)

    def heard(self) -> Iterator[tuple[Task, tuple[int, int] | Result | str]]:
        """Wait until there is something to hear; of which film, and what."""
        for pipe in wait(list(self._busy)):
            worker = self._busy[pipe]
            task, message = worker.task, worker.heard()
            if not isinstance(message, tuple):
                del self._busy[pipe]
                if isinstance(message, str):
                    worker.end(0.0)
                else:
                    self._idle.append(worker)
            yield task, message

    def end(self) -> None:
        deadline = time.monotonic() + PATIENCE
        workers = [*self._busy.values(), *self._idle]
        for worker in workers:
            worker.stop()
        for worker in workers:
            worker.end(deadline)


def _serve(pipe: Connection, folder: Path, attempt: Attempt) -> None:
    """What a worker does for all its life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # leave through every `finally`
    Thread(target=_end_with_parent, daemon=True).start()
    tempfile.tempdir = str(folder)  # what is left there when it is killed will be removed
    said = 0.0

    def show(done: int, total: int) -> None:
        nonlocal said
        if time.monotonic() - said > EVERY or done == total:
            said = time.monotonic()
            pipe.send((done, total))

    with suppress(EOFError, OSError):  # the other end of the pipe may be gone
        while True:
            pipe.send(attempt(pipe.recv(), folder, show))


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


@contextmanager
def _deaf() -> Iterator[None]:
    """Let a process that is started here never hear of Ctrl-C, not even while it starts."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
