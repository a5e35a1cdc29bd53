"""The bench of a dense layer: tables that are drawn, become alike, are cut, and leave a kernel."""

import numpy as np
import pytest

from scenes.catalog import find
from scenes.stage.heat import HeatGrid
from scenes.stage.weights import weight_columns
from scenes.story import Beat, Example
from scenes.story.sharing import DENSE, LOCAL, SHARED

ENTRY = find("dense_to_conv")


def beat():
    return Beat("beat", "text", 100)


def bench(**changes):
    lesson = ENTRY.load()(Example.of(ENTRY.example).replace(**changes), language="en")
    made = lesson.stage()
    finished(made.ask(beat(), "input", "hidden[0]"))
    finished(made.enter(beat()))
    return made, lesson.board


def finished(animation):
    animation._setup_scene(None)
    animation.begin()
    animation.finish()


def motion(board, verb):
    return next(m for b in board.beats for m in b.motions if m.verb == verb)


def texts(made):
    """All numbers that are seen, by their places."""
    every = [number for grid in made.grids.values() for number in grid.numbers.values()]
    return {number.place: number.text for number in every if number.get_fill_opacity() > 0}


def written(name, array):
    return {f"{name}{list(index)}": str(value) for index, value in np.ndenumerate(array)}


@pytest.mark.parametrize(("verb", "stage"), [("share", SHARED), ("cut", LOCAL)])
def test_all_weights_become_those_of_the_stage_and_the_output_waits(verb, stage):
    made, board = bench()
    finished(made.fill(beat(), DENSE))
    seen = texts(made)
    assert seen.items() >= written("hidden", board.arrays["hidden"][:1]).items()
    for before in ("share", "cut")[:stage]:
        finished(getattr(made, before)(beat(), *motion(board, before).about))
    seen = texts(made)
    tables = board.arrays["weight"][stage]
    assert {p: t for p, t in seen.items() if p.startswith("weight")} == {
        f"weight{[stage, *index]}": str(value) for index, value in np.ndenumerate(tables)
    }
    assert not [place for place in seen if place.startswith("hidden")]
    finished(made.fill(beat(), stage))
    assert {p: t for p, t in texts(made).items() if p.startswith("hidden")} == {
        f"hidden{[stage, *index]}": str(value)
        for index, value in np.ndenumerate(board.arrays["hidden"][stage])
    }


def test_tables_of_a_large_image_are_maps_that_change_their_colours():
    made, _ = bench(input=np.arange(81).reshape(9, 9))
    grid = made.grids["weight[0, 4, 4]"]
    assert isinstance(grid, HeatGrid)
    assert len([key for key in made.grids if key.startswith("weight")]) == 9
    before = grid.image.pixel_array.copy()
    finished(made.cut(beat(), LOCAL))
    changed = (grid.image.pixel_array != before).any(axis=2)
    assert changed.any()
    assert not changed[3:6, 3:6].any()


def test_the_weights_that_are_left_fly_to_the_kernel():
    made, board = bench()
    (spot,) = motion(board, "extract").about
    cells = made.grids[spot.panel].cells
    flight = made.extract(beat(), spot)
    flight._setup_scene(None)
    flight.begin()
    corner = made.grids["kernel"].numbers[0, 0]
    home = made.grids["kernel"].cells.point(0, 0)
    finished(flight)
    assert tuple(corner.get_center()[:2]) == pytest.approx(home, abs=0.05)
    assert cells.point(0, 0) != pytest.approx(home, abs=0.05)


@pytest.mark.parametrize(("shape", "signs"), [((2, 3), ["", ""]), ((9, 4), ["⋯", ""])])
def test_tables_stand_where_their_outputs_are_with_dots_for_those_left_out(shape, signs):
    columns = weight_columns(np.zeros((3, *shape, 2, 2), int), heat=True)
    assert columns[1::2] == signs
    rows = [panel.key for panel in columns[0]]
    assert rows == [f"weight[0, {row}, 0]" for row in ([0, 1] if shape[0] == 2 else [0, 4, 8])]
    assert [panel.after_dots for panel in columns[0]][1:] == [shape[0] > 3] * (len(rows) - 1)
    assert [panel.title for column in columns[::2] for panel in column].count("W") == 1


def test_tables_below_each_other_are_in_line_though_one_has_a_name_beside_it():
    made, _ = bench()
    first = [made.grids[f"weight[0, {row}, 0]"].cells for row in range(3)]
    assert len({cells.region.left for cells in first}) == 1


def test_counts_say_what_they_count_and_go_again():
    made, board = bench()
    tally = motion(board, "tally")
    finished(made.tally(beat(), *tally.about))
    captions = list(made._captions)
    assert [said.text for said in captions] == ["dense", "shared", "local as well"]
    assert max(said.get_top()[1] for said in captions) < made._tally_line.below("count dense")[1]
    assert min(said.get_bottom()[1] for said in captions) >= made.layout.worked.bottom
    finished(made.untally(beat()))
    assert made._captions == []
    finished(made.count(beat(), *motion(board, "count").about))
    assert [part.text for part in made._formulas] == ["weights:", "9 times 9 = 81"]
