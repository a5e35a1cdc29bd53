"""The film on disk: every frame, at the right time, in the right colours, in any player."""

import struct
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from scenes.stage.theme import DARK
from tests.films.decoding import FPS, SIZE, colours
from tests.films.reading import INSET, cut

BT709, LIMITED = 1, 1  # as H.273 and FFmpeg count
CLOSE = 2.0  # of 255, on average: flat colours are rounded, fine lines lose some of theirs


def channels(colour):
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def boxes(path):
    """The names of an MP4 file's outermost boxes, in order."""
    content, place = path.read_bytes(), 0
    while place < len(content):
        size, name = struct.unpack(">I4s", content[place : place + 8])
        if size == 1:
            size = struct.unpack(">Q", content[place + 8 : place + 16])[0]
        yield name.decode()
        place += size


def test_the_film_has_the_frames_of_its_story_and_no_other(stride):
    told = stride.story.board.frame_count(FPS)
    assert stride.film.frames == told
    assert stride.frames == list(range(told))


def test_the_film_lasts_as_long_as_its_story(stride):
    with av.open(str(stride.path("mp4"))) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == FPS
        assert stream.frames == stride.film.frames
        lasts = Fraction(stride.story.board.ticks, 15)
        assert stream.duration * stream.time_base == lasts
        assert container.duration / 1e6 == pytest.approx(float(lasts), abs=0.001)


def test_any_player_can_show_it_and_knows_its_colours(stride):
    with av.open(str(stride.path("mp4"))) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.width, context.height) == SIZE
        tags = (context.color_primaries, context.color_trc, context.colorspace)
        assert tags == (BT709, BT709, BT709)
        assert context.color_range == LIMITED
    nclx = stride.path("mp4").read_bytes().partition(b"colrnclx")[2][:7]
    assert struct.unpack(">HHHB", nclx) == (BT709, BT709, BT709, 0)


def test_the_index_comes_before_the_pictures(stride):
    order = list(boxes(stride.path("mp4")))
    assert order.index("moov") < order.index("mdat")


def test_what_is_decoded_is_what_was_drawn(stride):
    assert stride.drawn.keys() == stride.decoded.keys()
    for number, drawn in stride.drawn.items():
        wrong = np.abs(drawn.astype(int) - stride.decoded[number])
        assert wrong.mean() < CLOSE, f"frame {number} is off by {wrong.mean():.2f} of 255"


def test_flat_grounds_have_the_colours_of_the_theme(stride):
    cell = stride.story.bench.picture.output.cells.cell(0, 0)
    for number, decoded in stride.decoded.items():
        corner = decoded[4:40, 4:40].reshape(-1, 3).astype(int)
        assert np.abs(corner - channels(DARK.background)).max() <= 2, number
    last = Image.fromarray(stride.decoded[max(stride.decoded)])
    rim = np.asarray(cut(last, cell.shrunk(INSET)))[:4, :4].reshape(-1, 3).astype(int)
    assert np.abs(rim - channels(DARK.output_fill)).max() <= 2


def test_a_player_can_jump_to_every_chapter(stride):
    with av.open(str(stride.path("mp4"))) as container:
        stream = container.streams.video[0]
        for cue in stride.story.board.chapters(stride.story.words):
            container.seek(int(cue.start_seconds / stream.time_base), stream=stream)
            shown = [f for f, _ in zip(container.decode(stream), range(6 * FPS), strict=False)]
            times = [frame.pts * stream.time_base * FPS for frame in shown]
            assert cue.start in times, f"{cue.name} is further than 6 s from a key frame"


def test_jumping_shows_the_same_picture_as_playing(stride):
    chosen = stride.last_frame_of("down")
    with av.open(str(stride.path("mp4"))) as container:
        stream = container.streams.video[0]
        container.seek(int(chosen / FPS / stream.time_base), stream=stream)
        frames = container.decode(stream)
        jumped = next(f for f in frames if f.pts * stream.time_base * FPS == chosen)
        assert np.array_equal(colours(jumped), stride.decoded[chosen])


def test_the_poster_is_the_last_picture(stride):
    with Image.open(stride.path("webp")) as poster:
        pixels = np.asarray(poster.convert("RGB"))
    assert np.array_equal(pixels, stride.drawn[max(stride.drawn)])
