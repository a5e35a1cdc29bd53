"""The way of frames from the drawing to the encoders: what is new in them, in queues to threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Queue
from threading import Thread
from typing import Final, Protocol

from rendering.patch import Box, Patch, Pixels, apart, differences

PATIENCE: Final = 1.0  # seconds for a thread to let go; one that writes an index ends with us
WAITING: Final = 8  # changes between drawing and encoding: memory stays bounded


@dataclass(frozen=True, slots=True)
class Change:
    """What is new in a picture, and for how many frames the picture then stands."""

    patches: tuple[Patch, ...]
    repeat: int


class Encoder(Protocol):
    """Makes one file of a film."""

    def show(self, change: Change) -> None:
        """Take the next picture."""

    def close(self) -> None:
        """Finish the file."""

    def abandon(self) -> None:
        """Let go of the file, whatever is in it."""


class Worker:
    """Runs an encoder in a thread; its first failure is raised where the frames come from."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self._abandoned = encoder, False
        self._failure: BaseException | None = None
        self._queue: Queue[Change | None] = Queue(WAITING)
        self._thread = Thread(target=self._work, name="encoder", daemon=True)
        self._thread.start()

    def show(self, change: Change) -> None:
        if self._failure:
            raise self._failure
        self._queue.put(change)

    def finish(self) -> None:
        """Wait for the finished file."""
        self._end()
        if self._failure:
            raise self._failure

    def abandon(self) -> None:
        """End without a file."""
        self._abandoned = True
        self._end(PATIENCE)

    def _end(self, patience: float | None = None) -> None:
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join(patience)

    def _work(self) -> None:
        try:
            while change := self._queue.get():
                if not self._abandoned:
                    self._encoder.show(change)
            if not self._abandoned:
                self._encoder.close()
        except BaseException as failure:
            self._failure = failure
            while change:  # the drawing must not block on a full queue
                change = self._queue.get()
        if self._failure or self._abandoned:
            with suppress(Exception):
                self._encoder.abandon()


class FrameStream:
    """Takes whole frames, sends on what is new in them."""

    def __init__(self, encoders: Sequence[Encoder], progress: Callable[[int], None]) -> None:
        self.frames = 0
        self.picture: Pixels | None = None
        self._progress = progress
        self._held: Change | None = None  # until it is known how long it stands
        self._workers = [Worker(encoder) for encoder in encoders]

    def write(self, picture: Pixels, repeat: int, boxes: Iterable[Box] | None = None) -> None:
        """Show a picture for `repeat` frames. Raises what an encoder has raised.

        `boxes` hold all that may differ from the picture before; without them, the two are
        compared, and the picture is kept: the caller must not write into it again.
        """
        if boxes is None:
            boxes = differences(self.picture, picture)
        height, width = picture.shape[:2]
        new = apart(box.on_raster(height, width) for box in boxes)
        patches = tuple(Patch.cut(picture, box) for box in new)
        self.picture = picture
        self.frames += repeat
        if self._held and not patches:
            self._held = Change(self._held.patches, self._held.repeat + repeat)
        else:
            self._send()
            self._held = Change(patches, repeat)
        self._progress(self.frames)

    def finish(self) -> None:
        """Wait until all files are whole. Raises what an encoder has raised."""
        self._send()
        for worker in self._workers:
            worker.finish()

    def abandon(self) -> None:
        """End all threads; the files are of no use."""
        for worker in self._workers:
            worker.abandon()

    def _send(self) -> None:
        if self._held:
            for worker in self._workers:
                worker.show(self._held)
        self._held = None
