"""Animated WebP."""

import numpy as np
import pytest
from PIL import Image

from rendering.frames import Change
from rendering.patch import Patch, whole
from rendering.webp import WebpEncoder
from tests.rendering.pictures import rgb
from tests.rendering.standin import colours


def encode(path, pictures, fps=60, size=(64, 48)):
    encoder = WebpEncoder(path, "animated.webp", size, fps)
    for value, repeat in pictures:
        pixels = np.full((size[1], size[0], 4), value, np.uint8)
        encoder.show(Change((Patch(whole(pixels), pixels),), repeat))
    encoder.close()
    return Image.open(path)


def durations(animation):
    for number in range(animation.n_frames):
        animation.seek(number)
        animation.load()
        yield animation.info["duration"]


@pytest.mark.parametrize("last", [120, 6000])
def test_pictures_stand_as_long_as_in_the_film_the_last_one_too(tmp_path, last):
    animation = encode(tmp_path / "a.webp", [(10, 60), (20, 4), (30, last)])
    assert list(durations(animation)) == [1000, 67, round(last * 1000 / 60)]
    assert animation.info["loop"] == 0


def test_a_film_of_one_picture(tmp_path):
    animation = encode(tmp_path / "a.webp", [(10, 60)])
    assert np.asarray(animation.convert("RGB")).tolist() == [[[10] * 3] * 64] * 48


def test_it_lasts_as_long_as_the_film(film):
    with Image.open(film("dark").path("animated.webp")) as animation:
        assert sum(durations(animation)) == 3000


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_colours_are_exact(film, theme):
    with Image.open(film(theme).path("animated.webp")) as animation:
        found = {tuple(colour) for colour in np.asarray(animation.convert("RGB")).reshape(-1, 3)}
    assert {tuple(rgb(colour)) for colour in colours(theme)} <= found


@pytest.mark.parametrize(("size", "small"), [((1600, 900), (800, 450)), ((900, 1600), (450, 800))])
def test_a_large_film_becomes_small(tmp_path, size, small):
    assert encode(tmp_path / "a.webp", [(9, 60), (7, 60)], size=size).size == small
