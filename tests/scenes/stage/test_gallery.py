"""Pictures enter, glide from act to act and go; and each shows its own array."""

import re
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pytest

from scenes.catalog import find
from scenes.stage.gallery import GalleryBench, acts_with_lines
from scenes.stage.heat import heat_colours
from scenes.stage.lesson import Lesson
from scenes.stage.theme import DARK
from scenes.story import Example
from tests.scenes.surveying import play, watched

FILMS = ("lenet", "feature_maps", "kernel_evolution")


@dataclass
class Visit:
    """A film that has been played: the pictures on screen when each beat ends, and the faults."""

    lesson: Lesson | None = None
    pictures: dict[str, set[str]] = field(default_factory=dict)
    misplaced: list[tuple[str, str]] = field(default_factory=list)
    kinds: list[set[bool]] = field(default_factory=list)

    def look(self, lesson, beat):
        bench, family = lesson.staged, set(lesson.get_mobject_family_members())
        seen = {key for key, grid in bench.grids.items() if grid.image in family}
        self.pictures[beat.name] = seen
        self.misplaced += [(beat.name, key) for key in seen if not is_at_home(bench, key)]
        self.kinds.append({grid._signed for grid in bench.row("kernel")})


def is_at_home(bench, key):
    """Whether a picture is where its act hangs it."""
    wanted, image = bench._act.cells[key].region, bench.grids[key].image
    x, y = image.get_center()[:2]
    inside = wanted.left < x < wanted.right and wanted.bottom < y < wanted.top
    fits = image.width <= wanted.width + 1e-6
    return inside and fits and bench.grids[key].cells.region == wanted


@cache
def visit(name):
    entry, made = find(name), Visit()
    example = Example.of(entry.example)
    made.lesson = play(watched(entry), example, language="en", theme="dark", on_beat=made.look)
    return made


def source(lesson, key):
    """The matrix that a picture of this name has to show at the end."""
    arrays, evolved = lesson.board.arrays, {"kernel": "last_kernels", "map": "last_maps"}
    name, *index = re.findall(r"\w+", key)
    values = arrays[evolved.get(name, name)][tuple(map(int, index))]
    return values[:, np.newaxis] if values.ndim == 1 else values


@pytest.mark.parametrize("name", FILMS)
def test_every_picture_shows_its_array(name):
    lesson = visit(name).lesson
    assert isinstance(lesson.staged, GalleryBench)
    for key, grid in lesson.staged.grids.items():
        values = source(lesson, key)
        colours = heat_colours(values, DARK, grid._largest, signed=grid._signed)
        assert (grid.image.pixel_array[..., :3] == colours).all(), key
        assert np.abs(values).max() <= (grid._largest or np.inf), key


@pytest.mark.parametrize("name", FILMS)
def test_a_picture_is_where_its_act_hangs_it(name):
    assert visit(name).misplaced == []


def test_a_picture_that_has_moved_on_its_own_is_found():
    lesson = visit("feature_maps").lesson
    key, bench = next(iter(lesson.staged._shown)), lesson.staged
    assert is_at_home(bench, key)
    bench.grids[key].image.shift((5.0, 0.0, 0.0))
    assert not is_at_home(bench, key)
    bench.grids[key].image.shift((-5.0, 0.0, 0.0))


def test_an_act_keeps_what_it_shares_with_the_one_before():
    seen, layer = visit("lenet").pictures, {f"act1[{k}]" for k in range(6)}
    assert seen["question"] == {"input"}
    assert layer <= seen["sigmoid"]
    assert layer <= seen["pool"]
    assert not layer & seen["conv2"]
    assert seen["mistaken"] == {"other_input", "other_logit"}


def test_kernels_keep_their_colours_whatever_their_signs():
    """While LeNet learned, the first kernel had no negative weight for a while."""
    evolved = visit("kernel_evolution")
    assert evolved.lesson.board.arrays["kernels"].min(axis=(2, 3)).max() > 0
    assert evolved.kinds == [{True}] * len(evolved.kinds)


def test_acts_without_a_worked_line_have_its_room():
    lesson = visit("kernel_evolution").lesson
    hangings, worked = lesson.staged.hangings, lesson.layout.worked.top
    lowest = {name: min(r.bottom for r in h.regions.values()) for name, h in hangings.items()}
    assert acts_with_lines(lesson.board.beats, "question") == {"program"}
    assert lowest["program"] >= worked > lowest["learning"]


def test_a_kernel_lights_up_in_its_own_colour_and_a_map_as_what_comes_out():
    bench = visit("feature_maps").lesson.staged
    for key, colour in (("weight1[2, 0]", DARK.kernel), ("conv1[2]", DARK.output)):
        assert bench._lit(bench.all_of(key))[0] == colour


def test_the_legend_of_signs_goes_with_the_second_call():
    lesson = visit("kernel_evolution").lesson
    bench, beat = lesson.staged, lesson.board.beats[0]
    bench.legend(beat)  # the film ends with it
    assert bench._legend == []
    assert bench.legend(beat) is not None
    texts = [part.text for part in bench._legend if hasattr(part, "text")]
    assert texts == ["negative", "zero", "positive", "without negatives:", "zero", "positive"]
