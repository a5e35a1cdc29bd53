"""Pictures enter, glide from act to act and go; and each shows its own array."""

import re

import numpy as np
import pytest

from scenes.catalog import find
from scenes.stage.gallery import GalleryBench
from scenes.stage.heat import heat_colours
from scenes.stage.theme import DARK
from scenes.story import Example
from tests.scenes.surveying import play, watched

FILMS = ("lenet", "feature_maps", "kernel_evolution")


def played(name, on_beat=None):
    entry = find(name)
    return play(
        watched(entry), Example.of(entry.example), language="en", theme="dark", on_beat=on_beat
    )


def pictures(lesson):
    """The keys of the pictures on screen."""
    family = set(lesson.get_mobject_family_members())
    return {key for key, grid in lesson.staged.grids.items() if grid.image in family}


def source(lesson, key):
    """The matrix that a picture of this name has to show at the end."""
    arrays, evolved = lesson.board.arrays, {"kernel": "last_kernels", "map": "last_maps"}
    name, *index = re.findall(r"\w+", key)
    values = arrays[evolved.get(name, name)][tuple(map(int, index))]
    return values[:, np.newaxis] if values.ndim == 1 else values


@pytest.mark.parametrize("name", FILMS)
def test_every_picture_shows_its_array(name):
    lesson = played(name)
    assert isinstance(lesson.staged, GalleryBench)
    for key, grid in lesson.staged.grids.items():
        values = source(lesson, key)
        colours = heat_colours(values, DARK, grid._largest, signed=grid._signed)
        assert (grid.image.pixel_array[..., :3] == colours).all(), key
        assert np.abs(values).max() <= (grid._largest or np.inf), key


def test_kernels_keep_their_colours_whatever_their_signs():
    """While LeNet learned, the first kernel had no negative weight for a while."""
    grounds = []

    def look(lesson, beat):
        kernels = lesson.staged.row("kernel")
        grounds.append({grid._signed for grid in kernels})

    lesson = played("kernel_evolution", look)
    assert lesson.board.arrays["kernels"].min(axis=(2, 3)).max() > 0
    assert grounds == [{True}] * len(grounds)


@pytest.mark.parametrize("name", FILMS)
def test_a_picture_is_where_its_act_hangs_it(name):
    misplaced = []

    def look(lesson, beat):
        bench = lesson.staged
        for key in pictures(lesson):
            wanted = bench._act.cells[key].region
            x, y = bench.grids[key].image.get_center()[:2]
            inside = wanted.left < x < wanted.right and wanted.bottom < y < wanted.top
            fits = bench.grids[key].image.width <= wanted.width + 1e-6
            if not (inside and fits and bench.grids[key].cells.region == wanted):
                misplaced.append((beat.name, key))

    played(name, look)
    assert misplaced == []


def test_an_act_keeps_what_it_shares_with_the_one_before():
    seen = {}
    played("lenet", lambda lesson, beat: seen.setdefault(beat.name, pictures(lesson)))
    layer = {f"act1[{k}]" for k in range(6)}
    assert seen["question"] == {"input"}
    assert layer <= seen["sigmoid"]
    assert layer <= seen["pool"]
    assert not layer & seen["conv2"]
    assert seen["mistaken"] == {"other_input", "other_logit"}
