"""Colours on their way into a film."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.colour import Converter, FilmPicture
from rendering.patch import Box, Patch, whole
from tests.rendering.pictures import colour_at, plane_of

SIZE = (96, 72)
NOISE = np.random.default_rng(0).integers(0, 256, (72, 96, 4), dtype=np.uint8)


def painted(*patches):
    film, converter = FilmPicture(*SIZE), Converter()
    for patch in patches:
        film.put(converter.planes(patch))
    return [plane_of(plane) for plane in film.frame.planes]


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_every_colour_is_kept_within_two_levels(colour):
    pixels = np.full((72, 96, 4), (*colour, 255), np.uint8)
    shown = colour_at(painted(Patch(whole(pixels), pixels)), 20, 20)
    assert np.abs(shown - np.array(colour)).max() <= 2


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255)])
def test_black_and_white_are_exact(colour):
    pixels = np.full((72, 96, 4), (*colour, 255), np.uint8)
    shown = colour_at(painted(Patch(whole(pixels), pixels)), 20, 20)
    assert shown == pytest.approx(colour, abs=1e-9)


@given(st.integers(0, 80), st.integers(0, 80), st.integers(1, 40), st.integers(1, 40))
def test_a_patch_becomes_what_it_is_in_the_whole_picture(top, left, height, width):
    box = Box(top, left, top + height, left + width).on_raster(72, 96)
    if not box.area:
        return
    at_once = painted(Patch(whole(NOISE), NOISE))
    black = np.zeros_like(NOISE)
    outside = NOISE.copy()
    outside[box.slices] = 0
    piecewise = painted(
        Patch(whole(black), black), Patch(whole(outside), outside), Patch.cut(NOISE, box)
    )
    for expected, found in zip(at_once, piecewise, strict=True):
        assert np.array_equal(expected, found)
