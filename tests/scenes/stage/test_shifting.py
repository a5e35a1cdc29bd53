"""Numbers that move: each is where the shift takes it, and has the name of its new place."""

import numpy as np
import pytest

from scenes.catalog import find
from scenes.stage.cells import Cells
from scenes.stage.heat import HeatGrid
from scenes.story import Beat, Example
from scenes.story.places import Spot

ENTRY = find("invariance")
WHOLE = Spot("input", range(2), range(2))


def beat():
    return Beat("beat", "text", 100)


def finished(animation):
    animation._setup_scene(None)
    animation.begin()
    animation.finish()


def bench(**changes):
    lesson = ENTRY.load()(Example.of(ENTRY.example).replace(**changes), language="en")
    made = lesson.stage()
    finished(made.enter(beat(), "input", "kernel", "output"))
    return made, lesson.board.arrays


def seen(grid):
    return {n.place: n.text for n in grid.numbers.values() if n.get_fill_opacity() > 0}


def written(name, array):
    return {f"{name}{list(index)}": str(number) for index, number in np.ndenumerate(array)}


@pytest.mark.parametrize("way", [(1, 1), (-2, 1), (0, -3), (0, 0)])
def test_after_a_shift_the_numbers_are_those_of_the_moved_array(way):
    made, arrays = bench(input=np.arange(20).reshape(4, 5), shift=way, window=1)
    grid = made.grids["input"]
    finished(made.shift(beat(), "input", "moved_input", way, WHOLE))
    assert seen(grid) == written("moved_input", arrays["moved_input"])
    for cell, number in grid.numbers.items():
        assert np.allclose(number.get_center()[:2], grid.cells.point(*cell), atol=0.05)


def test_a_number_is_on_its_way_from_where_it_was():
    made, _ = bench(input=np.arange(20).reshape(4, 5), shift=(1, 2), window=1)
    grid = made.grids["input"]
    start, home = (np.array(grid.numbers[cell].get_center()) for cell in ((0, 0), (1, 2)))
    moving = made.shift(beat(), "input", "moved_input", (1, 2), WHOLE)
    assert np.allclose(grid.numbers[1, 2].get_center(), start)
    finished(moving)
    assert np.allclose(grid.numbers[1, 2].get_center(), home, atol=0.05)


def test_the_frame_and_the_name_come_along():
    made, _ = bench()
    finished(made.window(beat(), WHOLE))
    to = Spot("input", range(1, 3), range(1, 3))
    finished(made.shift(beat(), "input", "moved_input", (1, 1), to))
    cells: Cells = made.grids["input"].cells
    block = cells.block(to.rows, to.columns)
    assert made.covering.frames["input"].get_center()[:2] == pytest.approx(block.centre)
    assert made.names["input"].text == "S X"


def test_an_output_is_emptied_and_waits_for_the_numbers_of_the_other_array():
    made, arrays = bench()
    places = written("moved_output", arrays["moved_output"])
    finished(made.empty(beat(), "output", "moved_output"))
    assert seen(made.grids["output"]) == {}
    made.places.reveal(places)
    assert seen(made.grids["output"]) == places


def test_a_map_takes_the_colours_of_the_moved_array():
    picture = np.zeros((28, 28))
    picture[3:5, 3:5] = 0.123456
    made, _ = bench(input=picture, shift=(5, 6), window=4)
    grid = made.grids["input"]
    assert isinstance(grid, HeatGrid)
    before = grid.image.pixel_array.copy()
    finished(made.shift(beat(), "input", "moved_input", (5, 6), WHOLE))
    assert np.array_equal(np.roll(before, (5, 6), (0, 1)), grid.image.pixel_array)
    finished(made.empty(beat(), "output", "moved_output"))
    assert not made.grids["output"].image.pixel_array[..., 3].any()
