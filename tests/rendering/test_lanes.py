"""Several encoders for one film: in order, and the same pictures as one encoder's."""

from threading import Barrier, Event

import numpy as np
import pytest

from rendering import lanes
from rendering.colour import Planes
from rendering.encode import VideoEncoder
from rendering.errors import RenderError
from rendering.frames import Change
from rendering.lanes import Lanes
from rendering.patch import Box, Patch, whole
from tests.rendering.pictures import decoded

SIZE = (128, 96)


class Context:
    """An encoder whose data say which lane's it is and how bright the picture's corner is."""

    width, height = 32, 32

    def __init__(self, number, before=lambda number: None, packets=1):
        self.number, self.before, self.packets = number, before, packets

    def encode(self, frame):
        self.before(self.number)
        return [bytes([self.number, bytes(frame.planes[0])[0]])] * self.packets


def planes(value):
    arrays = [np.full((side, side), value, np.uint8) for side in (16, 8, 8)]
    return [Planes(Box(0, 0, 16, 16), arrays)]


def shown(lanes, keys):
    """The data of pictures 0, 1, 2 …; a key frame for each mark in `keys`."""
    data = []
    for value, mark in enumerate(keys):
        data += lanes.put(planes(value), value + 1, key=mark == "k")
    return [*data, *lanes.finish()]


def test_each_stretch_has_one_encoder_and_all_come_in_order():
    found = shown(Lanes(Context, 2), "k..k.k..")
    assert [picture.data[1] for picture in found] == list(range(8))
    assert [picture.data[0] for picture in found] == [0, 0, 0, 1, 1, 0, 0, 0]
    assert [picture.repeat for picture in found] == list(range(1, 9))
    assert [picture.key for picture in found] == [mark == "k" for mark in "k..k.k.."]


def test_a_stretch_starts_with_the_whole_picture():
    """What changed in another lane's stretches is in this one's as well."""
    two = Lanes(Context, 2)
    data = [*two.put(planes(7), 1, key=True)]
    elsewhere = [Planes(Box(16, 16, 32, 32), planes(9)[0].arrays)]
    data += [*two.put(elsewhere, 1, key=True), *two.finish()]
    assert [picture.data for picture in data] == [bytes([0, 7]), bytes([1, 7])]


def test_two_stretches_are_encoded_at_a_time():
    meet = Barrier(2, timeout=60)  # breaks unless both lanes come
    found = shown(Lanes(lambda number: Context(number, lambda _: meet.wait()), 2), "kk")
    assert len(found) == 2


def test_a_slow_lane_holds_up_what_comes_after_it():
    go = Event()
    slow = Lanes(lambda number: Context(number, lambda number: number or go.wait(60)), 2)
    assert list(slow.put(planes(0), 1, key=True)) == []
    assert list(slow.put(planes(1), 1, key=True)) == []
    go.set()
    assert [picture.data[1] for picture in slow.finish()] == [0, 1]


def test_pictures_that_wait_are_bounded(monkeypatch):
    """Memory stays bounded, however long a stretch is: more than so many bytes wait for no one."""
    size = planes(0)[0].size
    monkeypatch.setattr(lanes, "MOST_WAITING", 10 * size)
    go = Event()
    slow = Lanes(lambda number: Context(number, lambda number: go.wait(60)), 2)
    waiting = [list(slow.put(planes(at), 1, key=False)) for at in range(10)]
    assert waiting == [[]] * 10
    go.set()
    assert len(list(slow.put(planes(10), 1, key=False))) >= 1
    list(slow.finish())


def test_a_failure_is_raised_where_the_data_are_awaited():
    failing = Lanes(lambda number: Context(number, packets=2 * number + 1), 2)
    with pytest.raises(RenderError, match="gave 3 pictures for one"):
        shown(failing, "k.k.")
    failing.end()


def test_two_lanes_make_the_pictures_that_one_makes(tmp_path):
    for count in (1, 2):
        encoder = VideoEncoder(tmp_path / f"{count}.mp4", "mp4", SIZE, 30, lanes=count)
        for change in moving():
            encoder.show(change)
        encoder.close()
    one, two = (list(decoded(tmp_path / f"{count}.mp4")) for count in (1, 2))
    assert len(one) == len(two) == 3 * (40 + 12)
    for expected, found in zip(one, two, strict=True):
        for plane, other in zip(expected, found, strict=True):
            assert np.array_equal(plane, other)


def moving():
    """Three stretches: the picture rests, then something small moves in noise."""
    noise = np.random.default_rng(0).integers(0, 256, (SIZE[1], SIZE[0], 4), np.uint8)
    yield Change((Patch(whole(noise), noise),), 40)
    for at in range(38):
        noise[at : at + 16, 2 * at : 2 * at + 16] = 5 * at
        yield Change((Patch.cut(noise, Box(0, 0, 64, 96)),), 1 if (at + 1) % 13 else 40)
