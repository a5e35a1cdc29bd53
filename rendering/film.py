"""From Manim's frames to encoders: the file writer that Manim's renderer is given.

Manim hands over every frame once, with the number of times that it repeats. Nothing is cached,
cut into parts or stitched: frames go straight to the encoders, in a thread of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from queue import Queue
from threading import Thread
from typing import Any, Final, Protocol

import numpy as np
from manim.scene.scene_file_writer import SceneFileWriter
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
WAITING: Final = 6  # frames between drawing and encoding: memory stays bounded


class Encoder(Protocol):
    """Takes frames as (height, width, 4) RGBA arrays, each with its number of repeats."""

    def write(self, pixels: Pixels, repeat: int) -> None: ...

    def close(self) -> None: ...


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
            except BaseException as failure:  # noqa: BLE001 - raised again where frames come from
                self._failure = failure


class FilmWriter(SceneFileWriter):  # type: ignore[misc]
    """Manim's hook (`CairoRenderer(file_writer_class=…)`) that passes frames on to a stream."""

    stream: FrameStream  # set by `writer_for`

    def write_frame(self, pixels: Pixels, *, repeat: int = 1) -> None:
        self.stream.write(pixels, repeat)

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """There are no partial files."""

    def begin_animation(self, *_: Any, **__: Any) -> None:
        """Animations do not matter here, only frames."""

    def end_animation(self, *_: Any, **__: Any) -> None:
        """See `begin_animation`."""

    def is_already_cached(self, hash_invocation: str) -> bool:
        return False

    def finish(self) -> None:
        """The stream outlives the scene; who made it finishes it."""

    def save_image(self, pixels: Pixels) -> None:
        """Stills are written from the stream's last frame."""

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        """Nothing to abort: see `finish`."""


def writer_for(stream: FrameStream) -> type[FilmWriter]:
    """A file writer class that writes to `stream`; Manim wants a class, not an object."""
    return type("StreamWriter", (FilmWriter,), {"stream": stream})
