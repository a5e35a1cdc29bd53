"""Animated GIFs."""

import numpy as np
import pytest
from PIL import Image

from rendering.frames import Change
from rendering.gif import GifEncoder
from rendering.patch import Patch, whole
from tests.rendering.pictures import rgb
from tests.rendering.standin import colours


def encode(path, pictures, fps=60, size=(64, 48)):
    encoder = GifEncoder(path, "gif", size, fps)
    for pixels, repeat in pictures:
        encoder.show(Change((Patch(whole(pixels), pixels),), repeat))
    encoder.close()
    return Image.open(path)


def plain(value, size=(64, 48)):
    return np.full((size[1], size[0], 4), value, np.uint8)


def test_it_lasts_as_long_as_the_film_and_loops(film):
    with Image.open(film("dark").path("gif")) as gif:
        assert gif.info["loop"] == 0
        assert sum(durations(gif)) == 3000


def durations(gif):
    for number in range(gif.n_frames):
        gif.seek(number)
        yield gif.info["duration"]


def test_pictures_that_stand_are_one_frame(tmp_path):
    gif = encode(tmp_path / "a.gif", [(plain(10), 60), (plain(20), 60), (plain(30), 120)])
    assert list(durations(gif)) == [1000, 1000, 2000]


def test_pictures_between_two_ticks_are_left_out(tmp_path):
    gif = encode(tmp_path / "a.gif", [(plain(value), 1) for value in range(60)])
    assert gif.n_frames == 15
    assert sum(durations(gif)) == 1000


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_colours_are_exact(film, theme):
    with Image.open(film(theme).path("gif")) as gif:
        found = {tuple(colour) for colour in np.asarray(gif.convert("RGB")).reshape(-1, 3)}
    assert {tuple(rgb(colour)) for colour in colours(theme)} <= found


def test_many_colours_are_met_nearly(tmp_path):
    ramp = plain(255)
    ramp[..., :3] = np.random.default_rng(0).integers(100, 140, (48, 64, 3))
    gif = encode(tmp_path / "a.gif", [(ramp, 60)])
    shown = np.asarray(gif.convert("RGB")).astype(int)
    assert np.abs(shown - ramp[..., :3]).max() < 24


def test_a_large_film_becomes_a_small_gif(tmp_path):
    size = (1600, 900)
    assert encode(tmp_path / "a.gif", [(plain(9, size), 60)], size=size).size == (800, 450)
