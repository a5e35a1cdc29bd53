"""Frames on their way to encoders: only what is new, in order, and no failure lost."""

import threading
import time
from threading import Event

import numpy as np
import pytest

from rendering.frames import WAITING, FrameStream
from rendering.patch import Box


class Recorder:
    """An encoder that remembers; it may fail at a given picture, or at the end."""

    def __init__(self, fails_at=None):
        self.changes, self.fails_at = [], fails_at
        self.closed = self.abandoned = False
        self.picture = np.zeros((32, 32, 4), np.uint8)

    def show(self, change):
        if len(self.changes) == self.fails_at:
            raise OSError("no more")
        self.changes.append(change)
        for patch in change.patches:
            self.picture[patch.box.slices] = patch.pixels

    def close(self):
        if self.fails_at == "end":
            raise OSError("not at the end either")
        self.closed = True

    def abandon(self):
        self.abandoned = True


def picture(value):
    return np.full((32, 32, 4), value, np.uint8)


def stream(*encoders, seen=None):
    return FrameStream(encoders, (seen if seen is not None else []).append)


def test_pictures_that_stand_are_sent_once():
    encoder, seen = Recorder(), []
    frames = stream(encoder, seen=seen)
    for value, repeat in ((1, 2), (1, 3), (2, 1), (2, 4)):
        frames.write(picture(value), repeat)
    frames.finish()
    assert [change.repeat for change in encoder.changes] == [5, 5]
    assert encoder.closed
    assert seen == [2, 5, 6, 10]


def test_every_encoder_has_the_last_picture():
    encoders = Recorder(), Recorder()
    frames = stream(*encoders)
    for value in range(30):
        frames.write(picture(value), 1)
    frames.finish()
    for encoder in encoders:
        assert len(encoder.changes) == 30
        assert (encoder.picture == 29).all()


def test_boxes_given_are_not_looked_for():
    encoder, canvas = Recorder(), picture(0)
    frames = stream(encoder)
    frames.write(canvas, 1)
    canvas[:] = 9  # more than the boxes say: nobody compares
    frames.write(canvas, 1, [Box(0, 0, 3, 3)])
    canvas[:] = 0
    frames.finish()
    assert [patch.box for patch in encoder.changes[1].patches] == [Box(0, 0, 16, 16)]
    assert encoder.picture[:16, :16].min() == 9
    assert encoder.picture[16:].max() == 0


def test_drawing_waits_for_a_slow_encoder():
    """Memory is bounded, however long the film."""

    class Slow(Recorder):
        go = threading.Event()

        def show(self, change):
            self.go.wait()
            super().show(change)

    encoder = Slow()
    frames = stream(encoder)
    drawing = threading.Thread(target=draw, args=(frames, 100))
    drawing.start()
    drawing.join(0.5)
    ahead = frames.frames
    encoder.go.set()
    drawing.join()
    frames.finish()
    assert ahead <= WAITING + 3
    assert len(encoder.changes) == 100


def draw(frames, count, pause=0.0):
    for value in range(count):
        frames.write(picture(value), 1)
        time.sleep(pause)


def test_a_failure_stops_the_drawing():
    frames = stream(Recorder(fails_at=3))
    with pytest.raises(OSError, match="no more"):
        draw(frames, 10_000, pause=0.001)
    assert frames.frames < 10_000
    frames.abandon()


@pytest.mark.parametrize("fails_at", [0, 2, "end"])
def test_a_failure_late_is_raised_at_the_end(fails_at):
    good, bad = Recorder(), Recorder(fails_at)
    frames = stream(good, bad)
    with pytest.raises(OSError, match=r"no more|not at the end"):  # noqa: PT012 - either may raise
        draw(frames, 3)
        frames.finish()
    frames.abandon()
    assert bad.abandoned
    assert not bad.closed


def test_an_abandoned_encoder_is_not_closed():
    encoder = Recorder()
    frames = stream(encoder)
    frames.write(picture(1), 1)
    frames.abandon()
    assert encoder.abandoned
    assert not encoder.closed


def test_a_thread_that_does_not_let_go_is_left_behind(monkeypatch):
    """It is busy with a file that nobody wants any more; Ctrl-C does not wait for it."""
    monkeypatch.setattr("rendering.frames.PATIENCE", 0.01)
    gone_on, let_go = [], Event()

    class Busy(Recorder):
        def show(self, change):
            gone_on.append(let_go.wait(60))

    frames = stream(Busy())
    for value in range(2):
        frames.write(picture(value), 1)
    frames.abandon()
    assert gone_on == []
    let_go.set()
