"""A lesson's last picture as a player shows it, drawn without the film before it.

The frame goes the film's whole way: drawn in full size by the film's camera, encoded by the film's
encoder as a picture that rests, decoded.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from rendering.encode import VideoEncoder
from rendering.film import FilmRenderer
from rendering.frames import FrameStream
from rendering.job import drawing, open_lesson
from scenes.catalog import Entry
from scenes.story import Example, Storyboard, Words
from scenes.story.numerals import Numeral
from tests.films.decoding import decode, order
from tests.scenes.sights import Sight, sights
from tests.scenes.truth import Truth

SIZE, FPS = (1920, 1080), 60  # as `-q h` has them
RESTS = FPS // 2  # frames; the film rests for longer, and looks the same


@dataclass(frozen=True)
class Ending:
    """The decoded picture, what was meant to be seen on it, and the story that it ends."""

    picture: Image.Image
    seen: list[Sight]
    example: Example
    board: Storyboard
    words: Words

    @property
    def told(self) -> dict[str, Numeral]:
        """Every number that the story has told, by its place; the latest counts."""
        return {place: n for beat in self.board.beats for place, n in beat.shown.items()}

    @property
    def truth(self) -> Truth:
        """What the last correlation has in the window that it looked at last."""
        last = len(self.board.acts) - 1
        trace = self.board.acts[last].trace if self.board.acts else self.example.run()
        return Truth(trace, [beat for beat in self.board.beats if beat.act == max(last, 0)])


def ending(entry: Entry, folder, **changes) -> Ending:
    """Play a lesson about its own example as fast as can be, and film its end."""
    example = Example.of(entry.example)
    size = dict(zip(("width", "height"), SIZE, strict=True))
    job = order(folder, lesson=entry.id, example=example, fps=FPS, **{**size, **changes})
    kept = []

    def look(lesson, beat):
        if beat == lesson.board.beats[-1]:
            lesson.renderer.update_frame(lesson)
            kept.append((lesson.camera.pixel_array.copy(), sights(lesson)))

    stream = FrameStream([], lambda _: None)
    with drawing(job):
        lesson = open_lesson(job, FilmRenderer(stream, skip_animations=True), on_beat=look)
        lesson.render()
    stream.abandon()
    ((drawn, seen),) = kept
    return Ending(Image.fromarray(filmed(drawn, folder)), seen, example, lesson.board, lesson.words)


def filmed(picture: np.ndarray, folder) -> np.ndarray:
    """The last frame of a film in which this picture rests."""
    path = folder / "end.mp4"
    encoder = VideoEncoder(path, "mp4", SIZE, FPS)
    stream = FrameStream([encoder], lambda _: None)
    stream.write(picture, RESTS)
    stream.finish()
    _, decoded = decode(path, {RESTS - 1})
    return decoded[RESTS - 1]
