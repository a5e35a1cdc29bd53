"""What loops keep of a film: a picture for each tick in which something new is on."""

from itertools import pairwise

import numpy as np

from rendering.frames import Change
from rendering.loops import LoopEncoder, spans
from rendering.patch import Box, Patch, whole


class Kept(LoopEncoder):
    """Notes what would be written."""

    def write(self, path, pictures):
        self.pictures = pictures


def kept(repeats, fps, size=(64, 48)):
    loop = Kept(None, "loop", size, fps)
    for number, repeat in enumerate(repeats):
        pixels = np.full((size[1], size[0], 4), number, np.uint8)
        loop.show(Change((Patch(whole(pixels), pixels),), repeat))
    loop.close()
    return loop


def test_pictures_between_two_ticks_are_left_out():
    loop = kept([1] * 60, 60)
    assert [(p.start, p.end) for p in loop.pictures] == [(tick, tick + 1) for tick in range(15)]
    assert [int(loop.unpacked(p).max()) for p in loop.pictures] == list(range(0, 60, 4))


def test_they_follow_each_other_without_a_gap():
    loop = kept([7, 1, 30, 2, 2, 90], 30)
    times = list(spans(loop.pictures, 100))
    for (start, lasts), (then, _) in pairwise(times):
        assert start + lasts == then
    assert sum(times[-1]) == round(132 / 30 * 100)


def test_only_what_is_new_need_be_sent():
    loop = Kept(None, "loop", (64, 48), 15)
    first = np.full((48, 64, 4), 5, np.uint8)
    loop.show(Change((Patch(whole(first), first),), 1))
    loop.show(Change((Patch(Box(0, 0, 16, 16), np.full((16, 16, 4), 9, np.uint8)),), 1))
    loop.close()
    second = loop.unpacked(loop.pictures[1])
    assert (second[:16, :16] == 9).all()
    assert (second[16:] == 5).all()
