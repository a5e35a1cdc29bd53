"""The picture of a trace: every number in its place, counted, hidden and revealed."""

from fractions import Fraction

import numpy as np
import pytest

from convmath import Geometry, as_exact, cross_correlate, parse_matrix
from scenes.stage.counts import Counts
from scenes.stage.grid import NumberGrid
from scenes.stage.heat import HeatGrid
from scenes.stage.layout import Layout
from scenes.stage.lettering import Lettering
from scenes.stage.picture import Picture, padded_values
from scenes.stage.theme import DARK
from scenes.story.acts import Act

LAYOUT = Layout(8 * 16 / 9)
BOOK = cross_correlate(np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2), padding=1)


def picture(trace=BOOK):
    return Picture(trace, LAYOUT, DARK)


def shown(grid):
    """The numbers that can be seen, by the places that they name."""
    letterings = grid.numbers.values()
    return {n.place: n.text for n in letterings if n.get_fill_opacity() > 0}


def test_every_number_has_its_name_in_coordinates_of_its_own_matrix():
    numbers = shown(picture().input)
    assert {numbers[f"input[{r}, {c}]"] for r, c in np.ndindex(3, 3)} == set("012345678")
    assert numbers["input[2, 1]"] == "7"
    assert sum(place.startswith("padding") for place in numbers) == 25 - 9
    assert numbers["padding[0, 0]"] == "0"


def test_the_output_is_empty_until_it_is_revealed():
    grid = picture().output
    assert shown(grid) == {}
    grid.reveal([(1, 1), (0, 2)])
    assert shown(grid) == {"output[1, 1]": "19", "output[0, 2]": "8"}


def test_padding_belongs_to_no_core():
    grid = picture().input
    assert len(grid.core.submobjects) == 1 + 9
    assert len(grid.ring.submobjects) == 1 + 16
    assert next(place for place in grid.cells.places() if grid.is_real(place)) == (1, 1)


def test_padding_on_one_side_only():
    trace = cross_correlate([[1, 2], [3, 4]], [[1]], padding=((0, 1), (2, 0)))
    assert padded_values(trace).tolist() == [[0, 0, 1, 2], [0, 0, 3, 4], [0, 0, 0, 0]]
    numbers = shown(picture(trace).input)
    assert (numbers["input[0, 0]"], numbers["padding[0, 1]"]) == ("1", "0")


def test_a_large_matrix_becomes_a_heat_map_with_a_focus():
    large = picture(cross_correlate(np.arange(784).reshape(28, 28), np.ones((3, 3), int)))
    assert isinstance(large.input, HeatGrid)
    assert isinstance(large.kernel, NumberGrid)
    assert (large.focus_cells.rows, large.focus_cells.columns) == (3, 3)
    assert picture().focus_cells is None


def test_fractions_are_rounded_with_a_mark_before_the_picture_becomes_a_heat_map():
    matrix = as_exact(parse_matrix(";".join([" ".join(["12345/6789"] * 4)] * 4)), "input")
    drawn = picture(cross_correlate(matrix, [[1, 2], [3, 4]]))
    assert isinstance(drawn.input, NumberGrid)
    assert shown(drawn.input)["input[0, 0]"] == "≈1.82"


def test_what_the_output_is_stands_after_its_name_where_there_is_room():
    drawn = Picture(BOOK, LAYOUT, DARK, "padded")
    said, name = drawn.said[0], drawn.output_name
    assert (said.text, said.kind) == ("padded", "words")
    assert said.get_left()[0] > name.get_right()[0]
    middle = (name.get_left()[0] + said.get_right()[0]) / 2
    assert middle == pytest.approx(picture().output_name.get_x(), abs=0.01)
    assert said not in drawn.parts("output")  # it comes when the output can be seen
    assert Picture(BOOK, LAYOUT, DARK, "a sentence that is much too long for this").said == []


def test_kernels_of_all_acts_have_cells_of_one_size():
    image = np.arange(12000).reshape(100, 120) % 256
    acts = [
        Act(cross_correlate(image, as_exact([[k] * 3] * 3, "kernel"))) for k in (0, Fraction(1, 9))
    ]
    for layout in (LAYOUT, Layout(8 * 4 / 3), Layout(8)):
        first, second = (Picture(act, layout, DARK, acts=acts).kernel.cells for act in acts)
        assert first == second
    apart = [Picture(act, Layout(8), DARK).kernel.cells for act in acts]
    assert apart[0] != apart[1]


def test_rounded_floats_are_announced_in_the_name():
    drawn = picture(cross_correlate(np.full((3, 3), 1 / 3), [[1.0, 2.0]]))
    assert "approx" in drawn.name.text
    assert "approx" not in drawn.kernel_name.text
    assert "approx" not in picture().name.text


def finished(animation):
    animation.begin()
    animation.finish()


def written(counts):
    """What a count has put on screen, by the places that it names."""
    letterings = [part for part in counts._shown if isinstance(part, Lettering)]
    return {lettering.place: lettering.text for lettering in letterings}


def test_counts_take_the_place_of_the_numbers_and_give_it_back():
    drawn = picture()
    before = shown(drawn.input)
    counts = Counts(drawn, "used so often")
    finished(counts.show(drawn.geometry))
    assert shown(drawn.input) == {}
    assert len(written(counts)) == 9 + 1
    assert set(written(counts).values()) == {"4", "used so often"}
    finished(counts.hide())
    assert shown(drawn.input) == before
    assert counts.hide() is None


def test_before_there_is_padding_only_the_numbers_make_room():
    drawn = picture()
    counts, bare = Counts(drawn, "used"), Geometry.of((3, 3), (2, 2))
    finished(counts.show(bare))
    assert {place.split("[")[0] for place in shown(drawn.input)} == {"padding"}
    found = [
        written(counts)[f"count[{row}, {column}]"] for row in (1, 2, 3) for column in (1, 2, 3)
    ]
    assert found == list("121242121")


def test_a_count_goes_up_window_by_window():
    drawn = picture()
    counts = Counts(drawn, "used")
    counting = counts._counting(drawn.input, Geometry.of((3, 3), (2, 2)))
    running = counting.animations[-1]
    running.begin()
    for windows, corner, middle in ((1, "1", "1"), (2, "1", "2"), (4, "1", "4")):
        running.interpolate(windows / 4)
        assert (written(counts)["count[1, 1]"], written(counts)["count[2, 2]"]) == (corner, middle)


def test_the_bare_name_stands_above_the_bare_numbers():
    made = picture(cross_correlate([[1, 2]], [[1]], padding=((2, 0), (0, 4))))
    bare = made.input.core.get_top()[1]
    assert bare < made.bare_name.get_bottom()[1] < bare + 0.4 < made.name.get_bottom()[1]
    assert made.bare_name.get_center()[0] == pytest.approx(made.input.core.get_center()[0], abs=0.1)
