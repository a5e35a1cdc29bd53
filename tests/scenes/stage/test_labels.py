"""Names, signs and remarks: true for any geometry, and inside their room."""

import pytest

from convmath import Geometry
from scenes.stage.cells import Cells
from scenes.stage.labels import (
    name_above,
    name_beside,
    padded_name,
    remark_below,
    room_for_name,
    words_after,
)
from scenes.stage.layout import Layout, Region
from scenes.stage.theme import DARK

LAYOUT = Layout(8 * 16 / 9)
WHITE = "#ffffff"


def geometry(**options):
    return Geometry.of((3, 3), (2, 2), **options)


@pytest.mark.parametrize(
    ("padding", "name"),
    [
        (0, "3 times 3"),
        (1, "3 times 3 comma p = 1"),
        ((1, 2), "3 times 3 comma p = (1 comma 2)"),
        (((0, 1), (0, 1)), "3 times 3 arrow 4 times 4"),
    ],
)
def test_a_name_says_how_the_input_is_padded(padding, name):
    assert padded_name(geometry(padding=padding)) == name


def test_a_name_is_centred_above_its_grid_but_never_leaves_the_room():
    room = Region(-6, -3, 6, 3)
    middle, corner = Cells(2, 2, 1, 1, (0, 0)), Cells(2, 2, 0.3, 0.3, (5.9, 0))
    assert name_above(middle, "X", WHITE, room).get_x() == pytest.approx(0, abs=0.01)
    assert name_above(middle, "X", WHITE, room).get_bottom()[1] > 1
    assert name_above(corner, "X quad 99 times 99", WHITE, room).get_right()[0] <= 6.001


def test_a_name_stands_above_the_grids_that_it_must_be_clear_of():
    low, high = Cells(2, 2, 0.3, 0.3, (0, 0)), Cells(6, 1, 0.5, 0.5, (2, 0))
    named = name_above(low, "X", WHITE, Region(-6, -3, 6, 3), clear_of=[high])
    assert named.get_bottom()[1] > high.region.top


def test_a_remark_stands_below_every_grid_that_it_reaches():
    left, tall, far = (
        Cells(2, 2, 0.5, 0.5, (-3, 0)),
        Cells(6, 1, 0.5, 0.5, (-1, 0)),
        Cells(9, 1, 0.5, 0.5, (6, 0)),
    )
    room = LAYOUT.safe
    short = remark_below([left, tall, far], "short", DARK, room)
    long = remark_below([left, tall, far], "a remark that reaches far beyond", DARK, room)
    assert short.get_top()[1] < left.region.bottom
    assert long.get_top()[1] < tall.region.bottom
    assert far.region.bottom < long.get_bottom()[1] < short.get_bottom()[1]
    assert short.get_center()[0] == pytest.approx(left.centre[0], abs=0.05)


def test_a_remark_looks_only_at_its_own_row_and_stays_in_the_frame():
    first, below = Cells(2, 2, 0.5, 0.5, (3, 1)), Cells(2, 2, 0.5, 0.5, (3, -1))
    room = Region(-3.6, -3.6, 3.6, 3.6)
    remark = remark_below([first, below], "how many windows use each element", DARK, room)
    assert below.region.top < remark.get_bottom()[1] < remark.get_top()[1] < first.region.bottom
    assert remark.get_right()[0] <= room.right + 0.01


def test_a_name_that_fits_nowhere_keeps_to_the_outer_margin():
    narrow = Region(-3.6, -3, -2.5, 3), Region(2.5, -3, 3.6, 3)
    left, right = Cells(2, 2, 0.3, 0.3, (-3, 0)), Cells(2, 2, 0.3, 0.3, (3, 0))
    code = "X quad 12 times 12"
    assert name_above(left, code, WHITE, narrow[0]).get_left()[0] >= -3.601
    assert name_above(right, code, WHITE, narrow[1]).get_right()[0] <= 3.601


def test_names_keep_to_their_half_of_a_gap():
    left, right = Cells(2, 2, 0.5, 0.5, (-2, 0)), Cells(2, 2, 0.5, 0.5, (2, 0))
    below = Cells(2, 2, 0.5, 0.5, (0, -2))
    grids = [left, right, below]
    frame = LAYOUT.safe
    one, other = (room_for_name(cells, grids, frame) for cells in (left, right))
    assert (one.left, other.right) == (frame.left, frame.right)
    assert one.right < 0 < other.left
    alone = room_for_name(below, grids, frame)
    assert (alone.left, alone.right) == (frame.left, frame.right)


def test_a_name_aside_stands_in_the_middle_of_the_left():
    cells = Cells(3, 2, 0.5, 0.5, (1.0, -1.0))
    name = name_beside(cells, "X_0", WHITE, LAYOUT.safe)
    assert name.get_right()[0] < cells.region.left
    assert name.get_y() == pytest.approx(-1.0, abs=0.1)


def test_a_name_leaves_room_for_that_of_a_lower_grid_that_begins_at_the_same_height():
    left = Cells(2, 2, 0.5, 0.5, (0.0, 1.0))
    higher = Cells(4, 4, 0.5, 0.5, (2.5, 0.5))
    assert left.region.top == higher.region.top
    room = room_for_name(left, [left, higher], LAYOUT.safe)
    assert room.right < (left.region.right + higher.region.left) / 2
    below = Cells(4, 4, 0.5, 0.5, (2.5, -0.5))
    assert room_for_name(left, [left, below], LAYOUT.safe).right == LAYOUT.safe.right


@pytest.mark.parametrize("width", [2.4, 2.6, 6.0])
def test_words_after_a_name_shrink_before_they_are_left_out(width):
    cells = Cells(2, 2, 0.5, 0.5, (0.0, 0.0))
    room = Region(-width / 2, -1.0, width / 2, 2.0)
    name = name_above(cells, "Y quad 2 times 2", WHITE, room)
    bottom = name.get_bottom()[1]
    said = words_after(name, "outlines", WHITE, room)
    assert room.left - 1e-6 <= name.get_left()[0] < name.get_right()[0] < said.get_left()[0]
    assert said.get_right()[0] <= room.right + 1e-6
    assert name.get_bottom()[1] == pytest.approx(bottom)
    assert (said.em < 0.3) == (width < 3)


def test_words_that_cannot_be_read_beside_a_name_are_left_out():
    cells, room = Cells(2, 2, 0.5, 0.5, (0.0, 0.0)), Region(-0.8, -1.0, 0.8, 2.0)
    name = name_above(cells, "Y quad 2 times 2", WHITE, room)
    before = name.points.copy()
    assert words_after(name, "upright edges", WHITE, room) is None
    assert (name.points == before).all()
