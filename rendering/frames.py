"""The way of frames from the drawing to the encoders: a queue between two threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from queue import Queue
from threading import Thread
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
WAITING: Final = 6  # frames between drawing and encoding: memory stays bounded


class Encoder(Protocol):
    """Takes frames as (height, width, 4) RGBA arrays, each with its number of repeats."""

    def write(self, pixels: Pixels, repeat: int) -> None:
        """Take one picture that is on for `repeat` frames."""

    def close(self) -> None:
        """Write what is left; the file is whole."""

    def abandon(self) -> None:
        """Let go of the file, whatever is in it."""


class FrameStream:
    """Hands frames to encoders in another thread; the first failure there stops the drawing."""

    def __init__(self, encoders: Sequence[Encoder], progress: Callable[[int], None]) -> None:
        self.frames = 0
        self.last: Pixels | None = None
        self._encoders, self._progress = encoders, progress
        self._queue: Queue[tuple[Pixels, int] | None] = Queue(WAITING)
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._encode, name="encoder", daemon=True)
        self._thread.start()

    def write(self, pixels: Pixels, repeat: int) -> None:
        """Take a frame. Raises what an encoder has raised."""
        if self._failure:
            raise self._failure
        self._queue.put((pixels, repeat))
        self.last = pixels
        self.frames += repeat
        self._progress(self.frames)

    def finish(self) -> None:
        """Wait until all is encoded. Raises what an encoder has raised."""
        self.stop()
        if self._failure:
            raise self._failure

    def stop(self) -> None:
        """End the thread; what waits is still encoded."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _encode(self) -> None:
        while (item := self._queue.get()) is not None:
            if self._failure:
                continue  # the drawing must not block on a full queue
            try:
                for encoder in self._encoders:
                    encoder.write(*item)
            except BaseException as failure:
                self._failure = failure
