"""Films whose pictures have durations: AV1, and VP9 with a transparent ground."""

import av
import numpy as np
import pytest

from rendering.frames import Change
from rendering.patch import Patch, whole
from rendering.timed import KINDS, TimedEncoder, _straight

SIZE = (128, 96)
GROUND = (14, 17, 22)


def picture(place):
    pixels = np.full((SIZE[1], SIZE[0], 4), (*GROUND, 0), np.uint8)
    pixels[32:64, place : place + 32] = (240, 180, 50, 255)
    return pixels


def encode(path, kind, repeats, rate=30):
    encoder = TimedEncoder(path, kind, SIZE, rate)
    for number, repeat in enumerate(repeats):
        pixels = picture(16 + number)
        encoder.show(Change((Patch(whole(pixels), pixels),), repeat))
    encoder.close()


def numbers(path, rate=30):
    with av.open(str(path)) as container:
        return [round(frame.time * rate) for frame in container.decode(video=0)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_is_encoded_once_and_the_end_is_marked(tmp_path, kind):
    encode(tmp_path / "a.webm", kind, [40, 1, 1, 60])
    assert numbers(tmp_path / "a.webm") == [0, 40, 41, 42, 101]


@pytest.mark.parametrize("kind", KINDS)
def test_a_last_picture_of_one_frame_marks_the_end_itself(tmp_path, kind):
    encode(tmp_path / "a.webm", kind, [3, 1])
    assert numbers(tmp_path / "a.webm") == [0, 3]


@pytest.mark.parametrize("kind", KINDS)
def test_two_runs_write_the_same_bytes(tmp_path, kind):
    for name in ("a.webm", "b.webm"):
        encode(tmp_path / name, kind, [10, 1, 1, 20])
    assert (tmp_path / "a.webm").read_bytes() == (tmp_path / "b.webm").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_one_can_jump_to_where_the_picture_rests(tmp_path, kind):
    encode(tmp_path / "a.webm", kind, [60, *[1] * 10, 30, *[1] * 10])
    with av.open(str(tmp_path / "a.webm")) as container:
        keys = [p.pts for p in container.demux(video=0) if p.size and p.is_keyframe]
        assert [round(pts * 30 / 1000) for pts in keys] == [0, 70]


def test_the_ground_is_see_through_and_what_is_drawn_is_not(tmp_path):
    """Read by libvpx, which knows the channel of opacity; FFmpeg's own decoder leaves it out."""
    encode(tmp_path / "a.webm", "alpha.webm", [5, 5])
    decoder = av.CodecContext.create("libvpx-vp9", "r")
    with av.open(str(tmp_path / "a.webm")) as container:
        assert container.streams.video[0].metadata["ALPHA_MODE"] == "1"
        packets = [packet for packet in container.demux(video=0) if packet.size]
        frame = next(frame for packet in packets for frame in decoder.decode(packet))
    assert frame.format.name == "yuva420p"
    plane = frame.planes[3]
    opacity = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
    assert opacity[:24, : SIZE[0]].max() <= 2
    assert opacity[36:60, 20:44].min() >= 253


def test_edges_keep_their_own_colour():
    """Half of orange over the ground is orange that is half there."""
    orange, ground = np.array([240, 180, 50]), np.array(GROUND)
    mixed = np.rint((orange + ground) / 2)
    drawn = np.array([[[*GROUND, 0], [*mixed, 128], [*orange, 255]]], np.uint8)
    straight = _straight(Patch(whole(drawn), drawn), drawn[0, 0]).pixels[0]
    assert straight[0].tolist() == [*GROUND, 0]
    assert np.abs(straight[1, :3].astype(int) - orange).max() <= 2
    assert straight[2].tolist() == [*orange, 255]
