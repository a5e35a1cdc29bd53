"""Manim's hook for frames: the file writer that its renderer is given.

Nothing is cached, cut into parts or stitched: frames go straight on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from manim.scene.scene_file_writer import SceneFileWriter

from rendering.frames import FrameStream
from rendering.patch import Box, Pixels


class FilmWriter(SceneFileWriter):
    """Manim's hook (`CairoRenderer(file_writer_class=…)`) that passes frames on to a stream."""

    stream: FrameStream  # set by `writer_for`

    def write_frame(
        self, pixels: Pixels, *, repeat: int = 1, boxes: Iterable[Box] | None = None
    ) -> None:
        self.stream.write(pixels, repeat, boxes)

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
        """Stills are written from the stream's last picture."""

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        """Nothing to abort: see `finish`."""


def writer_for(stream: FrameStream) -> type[FilmWriter]:
    """A file writer class that writes to `stream`; Manim wants a class, not an object."""
    return type("StreamWriter", (FilmWriter,), {"stream": stream})
