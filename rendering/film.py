"""Manim's hooks: a renderer that draws what has changed, a file writer that sends it on.

Nothing is cached, cut into parts or stitched: frames go straight to a stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from manim import Animation, AnimationGroup, Mobject, Scene
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.iterables import list_update

from rendering.camera import FilmCamera
from rendering.frames import FrameStream
from rendering.look import shapes
from rendering.patch import Box, Pixels

Order = tuple[int, list[tuple[int, float]]]  # what the order of the drawn shapes depends on


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


class FilmRenderer(CairoRenderer):
    """Plays a scene into a stream; with `skip_animations`, draws only when asked to."""

    camera: FilmCamera

    def __init__(self, stream: FrameStream, *, skip_animations: bool = False) -> None:
        super().__init__(writer_for(stream), FilmCamera, skip_animations=skip_animations)
        self._behind: Sequence[Mobject] = ()
        self._movers: Sequence[Mobject] = ()
        self._order: Order | None = None
        self._places: Sequence[int] = ()

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> None:
        """Remember what lies behind all that moves in this animation, and what moves.

        An animation's `mobject` holds all that it changes; else only what has updaters moves.
        """
        self._behind = shapes(static_mobjects)
        updated = [m for m in scene.mobjects if scene.updaters or m.get_family_updaters()]
        self._movers, self._order = [*_animated(scene.animations or ()), *updated], None

    def update_frame(
        self, scene: Scene, mobjects: Iterable[Mobject] | None = None, *_: Any, **__: Any
    ) -> None:
        """Draw the scene as it is; Manim names the mobjects in front while it plays."""
        if not mobjects:
            everything = list_update(scene.mobjects, scene.foreground_mobjects)
            self.camera.show(shapes(everything))
        elif not self.skip_animations:
            self._play_on(list(mobjects))

    def _play_on(self, in_front: Sequence[Mobject]) -> None:
        """Draw the next picture of an animation; what only stands is looked at in the first."""
        movers = shapes(self._movers)
        order = len(in_front), [(id(mover), mover.z_index) for mover in movers]
        if order == self._order:
            self.camera.show_again(self._places)
            return
        drawn, moving = [*self._behind, *shapes(in_front)], set(map(id, movers))
        self.camera.show(drawn)
        self._places = [at for at, shape in enumerate(drawn) if id(shape) in moving]
        self._order = order

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        if not self.skip_animations:
            self.update_frame(scene, moving_mobjects)
            self.add_frame(self.camera.pixel_array)

    def freeze_current_frame(self, duration: float) -> None:
        self.add_frame(self.camera.pixel_array, int(duration / (1 / self.camera.frame_rate)))

    def add_frame(self, frame: Pixels, num_frames: int = 1) -> None:
        """Send on what is new in the camera's picture, without a copy of the whole."""
        if not self.skip_animations:
            self.time += num_frames / self.camera.frame_rate
            self.file_writer.write_frame(frame, repeat=num_frames, boxes=self.camera.take_new())


def _animated(animations: Iterable[Animation]) -> Iterator[Mobject]:
    """All that these animations change; a group of them does not name what its parts bring in."""
    for animation in animations:
        yield animation.mobject
        if isinstance(animation, AnimationGroup):
            yield from _animated(animation.animations)
