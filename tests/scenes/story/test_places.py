"""Every number has a place, and every place is read back as it was written."""

import numpy as np
import pytest

from convmath import cross_correlate, linear
from scenes.story.places import (
    MOST_NUMBERS_SHOWN,
    Spot,
    geometry_of,
    index_of,
    numerals,
    parsed,
    place,
    plane_geometry,
)


def test_the_numbers_of_a_matrix_by_their_places():
    named = numerals("output", np.array([[1, -2], [3, 4]]))
    assert {place: number.text for place, number in named.items()} == {
        "output[0, 0]": "1",
        "output[0, 1]": "−2",
        "output[1, 0]": "3",
        "output[1, 1]": "4",
    }


def test_a_large_matrix_is_a_picture_without_numbers():
    assert len(numerals("input", np.zeros((1, MOST_NUMBERS_SHOWN)))) == MOST_NUMBERS_SHOWN
    assert numerals("input", np.zeros((1, MOST_NUMBERS_SHOWN + 1))) == {}


@pytest.mark.parametrize("index", [(3,), (0, 12), (2, 0, 1), (1, 2, 3, 4)])
def test_a_place_is_read_back(index):
    assert parsed(place("output", *index)) == ("output", index)


def test_a_slice_has_its_first_indices_already():
    assert place(place("weight", 2, 0), 1, 1) == "weight[2, 0, 1, 1]"


@pytest.mark.parametrize("text", ["stride", "output[]", "output[1,2]", "a b[0]", "output[-1]"])
def test_what_is_no_place_is_none(text):
    assert parsed(text) is None


def test_only_some_numbers_of_an_array():
    some = numerals("output", np.arange(6).reshape(2, 3), [(1, 2)])
    assert {place: number.text for place, number in some.items()} == {"output[1, 2]": "5"}


def test_steps_are_found_in_row_order():
    array = np.arange(24).reshape(2, 3, 4)
    for step in range(array.size):
        assert array[index_of(step, array.shape)] == step


def test_what_has_no_windows_has_no_geometry():
    with pytest.raises(ValueError, match="linear has no windows"):
        geometry_of(linear([1], [[1]]))


def test_a_plane_has_rows_and_columns():
    trace = cross_correlate([[1, 2]], [[1]])
    assert plane_geometry(trace) is trace.geometry
    with pytest.raises(ValueError, match="1 axes: rows and columns are needed"):
        plane_geometry(cross_correlate([1, 2], [1]))


def test_a_spot_of_one_cell():
    spot = Spot.cell("input[1]", 2, 0)
    assert (list(spot.rows), list(spot.columns)) == ([2], [0])
