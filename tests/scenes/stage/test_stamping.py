"""What stands in the output while stamps land on it."""

import pytest

from scenes.catalog import find
from scenes.story import Example
from scenes.story.places import parsed
from tests.scenes.surveying import survey


@pytest.fixture(scope="module")
def film():
    entry = find("transposed")
    return survey(entry, Example.of(entry.example))


def standing(film, text, arrays):
    """The numbers of these arrays that are seen at the end of a beat, by their cell."""
    still = next(still for still in film.stills if still.beat.name == text)
    found = [(sight.text, parsed(sight.place)) for sight in still.seen]
    return {place[1][-2:]: told for told, place in found if place and place[0] in arrays}


def test_one_number_stands_in_each_cell_and_it_is_the_sum_so_far(film):
    seen = standing(film, "stamp-2", ("close", "close_sum"))
    assert seen == {
        (0, 0): "0",
        (0, 1): "0",
        (0, 2): "1",
        (1, 0): "0",
        (1, 1): "4",
        (1, 2): "3",
        (2, 0): "4",
        (2, 1): "6",
    }


def test_at_the_end_the_output_stands_alone(film):
    seen = standing(film, "overlap", ("close", "close_sum", "stamp"))
    assert seen == {(r, c): str([[0, 0, 1], [0, 4, 6], [4, 12, 9]][r][c]) for r, c in seen}
    assert len(seen) == 9


def test_the_cells_of_the_stamp_wait_for_its_numbers(film):
    """Between the kernel and the output nothing comes and goes but numbers."""
    for name in ("question", "overlap", "apart", "run"):
        assert standing(film, name, ("stamp",)) == {}
        still = next(still for still in film.stills if still.beat.name == name)
        assert [s.text for s in still.seen if s.text in ("x K", "=")][:2] == ["x K", "="]


def test_the_stamp_is_that_of_the_number(film):
    assert standing(film, "stamp-3", ("stamp",)) == {
        (0, 0): "0",
        (0, 1): "3",
        (1, 0): "6",
        (1, 1): "9",
    }
