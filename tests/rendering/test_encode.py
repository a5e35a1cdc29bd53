"""Encoders of moving films, from changes to packets."""

import av
import numpy as np
import pytest

from rendering.encode import VideoEncoder, codecs_string
from rendering.frames import Change
from rendering.patch import Patch, whole
from tests.rendering.pictures import decoded

HEIGHT, WIDTH = 96, 128


def picture(position):
    pixels = np.full((HEIGHT, WIDTH, 4), 40, np.uint8)
    pixels[20:60, position : position + 30] = 220
    return pixels


def encode(path, kind, repeats, fps=30):
    encoder = VideoEncoder(path, kind, (WIDTH, HEIGHT), fps)
    for position, repeat in enumerate(repeats):
        pixels = picture(position)
        encoder.show(Change((Patch(whole(pixels), pixels),), repeat))
    encoder.close()


def packets(path):
    with av.open(str(path)) as container:
        return [(p.size, p.is_keyframe) for p in container.demux(video=0) if p.size]


@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_pictures_that_stand_take_a_few_bytes_and_do_not_change(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    encode(path, kind, [1, 1, 40, 1, 50])
    frames = list(decoded(path))
    assert len(frames) == 93
    for first, last in ((2, 41), (43, 92)):
        for one, other in zip(frames[first], frames[last], strict=True):
            assert np.array_equal(one, other)
    assert sum(size < 60 for size, _ in packets(path)) >= 39 + 49


@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_one_can_jump_to_where_the_picture_rests(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    encode(path, kind, [60, *[1] * 10, 30, *[1] * 10])
    assert [at for at, (_, key) in enumerate(packets(path)) if key] == [0, 70]


def test_one_can_jump_into_a_long_motion(tmp_path):
    encode(tmp_path / "a.mp4", "mp4", [1] * 90, fps=10)
    keys = [at for at, (_, key) in enumerate(packets(tmp_path / "a.mp4")) if key]
    assert keys == [0, 50]


@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_seeking_lands_on_the_picture_of_that_time(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    encode(path, kind, [40, 1, 1, 1, 40])
    straight = list(decoded(path))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        container.seek(int(1.8 / stream.time_base), stream=stream)
        frame = next(f for f in container.decode(video=0) if f.time >= 1.8)
    assert np.array_equal(frame.to_ndarray()[:HEIGHT], straight[54][0])


@pytest.mark.parametrize(("kind", "name"), [("mp4", "avc1.64"), ("webm", "vp09.00.10.08.01")])
def test_codecs_are_named_as_browsers_ask(tmp_path, kind, name):
    encode(tmp_path / f"a.{kind}", kind, [1, 2])
    assert codecs_string(tmp_path / f"a.{kind}").startswith(name)
