"""Films as a player sees them: decoded frame by frame, in the colours that their tags promise."""

from dataclasses import dataclass

import av
import numpy as np

from rendering.job import Film, Job
from scenes.story import Example
from tests.scenes.surveying import Film as Survey

SIZE, FPS = (854, 480), 15


@dataclass(frozen=True)
class Rendered:
    """A film on disk, its pictures as they were drawn and as a player decodes them."""

    job: Job
    film: Film
    story: Survey
    drawn: dict[int, np.ndarray]  # by the frame's number, where a beat ends
    decoded: dict[int, np.ndarray]
    frames: list[int]  # presentation times, in frames

    def path(self, suffix):
        return self.job.path(suffix)

    def last_frame_of(self, beat):
        starts = dict(zip(self.names, self.story.board.starts(), strict=True))
        ticks = {b.name: b.ticks for b in self.story.board.beats}
        return starts[beat] + ticks[beat] - 1

    @property
    def names(self):
        return [beat.name for beat in self.story.board.beats]


def order(out, **changes):
    chosen = {
        "lesson": "stride",
        "example": Example.of("stride"),
        "language": "en",
        "theme": "dark",
        "width": SIZE[0],
        "height": SIZE[1],
        "fps": FPS,
        "formats": ("mp4",),
        "out": out,
    }
    return Job(**{**chosen, **changes})


def decode(path, chosen=()):
    """The times of all frames, in frames, and the colours of the chosen ones."""
    times, pictures = [], {}
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        for number, frame in enumerate(container.decode(stream)):
            times.append(frame.pts * stream.time_base * stream.average_rate)
            if number in chosen:
                pictures[number] = colours(frame)
    return times, pictures


def colours(frame):
    """Red, green and blue of a decoded frame, worked out by the formulas of BT.709."""
    y, u, v = (
        np.frombuffer(plane, np.uint8).reshape(plane.height, -1)[:, : plane.width].astype(float)
        for plane in frame.planes
    )
    u, v = (np.kron(plane, np.ones((2, 2)))[: y.shape[0], : y.shape[1]] for plane in (u, v))
    light, blue, red = (y - 16) / 219, (u - 128) / 224, (v - 128) / 224
    r, b = light + 2 * (1 - 0.2126) * red, light + 2 * (1 - 0.0722) * blue
    g = (light - 0.2126 * r - 0.0722 * b) / 0.7152
    return (255 * np.clip(np.dstack([r, g, b]), 0, 1)).round().astype(np.uint8)
