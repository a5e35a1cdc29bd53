"""A film of the book's strides, rendered once, with what was drawn and what a player decodes."""

import pytest

import rendering.job
from rendering.frames import FrameStream
from rendering.job import render
from scenes.catalog import find
from tests.films.decoding import Rendered, decode, order
from tests.scenes.surveying import survey


@pytest.fixture(scope="session")
def stride(tmp_path_factory):
    """The book's film of strides, as `render.py --scene stride -q l` writes it."""
    chosen = order(tmp_path_factory.mktemp("media"))
    story = survey(find("stride"), chosen.example)
    starts = story.board.starts()
    ends = {s + b.ticks - 1 for s, b in zip(starts, story.board.beats, strict=True)}
    drawn = {}

    class Watched(FrameStream):
        def write(self, picture, repeat, boxes=None):
            now = ends & set(range(self.frames, self.frames + repeat))
            drawn.update((frame, picture[..., :3].copy()) for frame in now)
            super().write(picture, repeat, boxes)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering.job, "FrameStream", Watched)
        film = render(chosen)
    times, decoded = decode(chosen.path("mp4"), ends)
    return Rendered(chosen, film, story, drawn, decoded, times)
