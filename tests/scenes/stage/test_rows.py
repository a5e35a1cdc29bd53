"""Boxes in rows: nothing overlaps, and signs stand on the line of the formula."""

from itertools import combinations

import pytest

from scenes.stage.layout import Region
from scenes.stage.rows import NEAR, STACK_GAP, WIDEST_SLOT, placed, row_height, row_slots, row_width

REGION = Region(-6.0, -2.0, 6.0, 2.0)
TOP = 1.5
SIDE_BY_SIDE = ((0,), (1,), (2,))
STACKED = ((0,), (2, 1), (3,))
MAPS = [(4.0, 3.0), (1.5, 1.5), (1.5, 1.5), (3.9, 2.9)]


def region_of(box, middle):
    (wide, tall), (x, y) = box, middle
    return Region(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)


@pytest.mark.parametrize(
    ("boxes", "row"),
    [(MAPS, STACKED), (MAPS[1:], SIDE_BY_SIDE), ([(4.0, 0.5), *MAPS[1:]], STACKED)],
)
def test_boxes_stay_apart_below_the_top_and_in_the_region(boxes, row):
    middles, _ = placed(boxes, row, TOP, REGION)
    regions = [region_of(boxes[i], middles[i]) for i in sorted(middles)]
    assert not any(one.overlaps(other) for one, other in combinations(regions, 2))
    assert max(region.top for region in regions) == TOP
    lowest = min(region.bottom for region in regions)
    assert lowest == pytest.approx(TOP - row_height(boxes, row))
    assert all(REGION.contains(region) for region in regions)


def test_side_by_side_all_stand_on_one_line():
    middles, signs = placed(MAPS[1:], SIDE_BY_SIDE, TOP, REGION)
    line = TOP - row_height(MAPS[1:], SIDE_BY_SIDE) / 2
    assert {y for _, y in [*middles.values(), *signs]} == {line}


def test_maps_hang_from_the_top_and_the_signs_stand_beside_the_upper_box():
    middles, signs = placed(MAPS, STACKED, TOP, REGION)
    assert {y for _, y in signs} == {middles[2][1]} == {TOP - MAPS[2][1] / 2}
    assert middles[0][1] == TOP - MAPS[0][1] / 2
    assert middles[2][0] == middles[1][0]
    assert middles[2][1] - middles[1][1] == pytest.approx(MAPS[1][1] + STACK_GAP)


def test_a_low_box_stands_on_the_line_of_the_upper_one():
    middles, _ = placed([(4.0, 0.5), *MAPS[1:]], STACKED, TOP, REGION)
    assert middles[0][1] == middles[2][1]


def test_slots_are_shared_out_and_never_wider_than_need_be():
    _, signs = placed(MAPS, STACKED, TOP, REGION)
    assert len(signs) == row_slots(STACKED) == 2
    assert row_slots(((1, 2),)) == 1  # a second row begins with a sign
    slot = (REGION.width - row_width(MAPS, STACKED)) / 2
    assert signs[1][0] - signs[0][0] == pytest.approx(NEAR + MAPS[2][0] + slot / 2)
    middles, _ = placed([(1.0, 1.0)] * 3, SIDE_BY_SIDE, TOP, REGION)
    assert middles[1][0] - middles[0][0] == 1.0 + WIDEST_SLOT


@pytest.mark.parametrize("high", [0.4, 1.2, 3.0])
def test_lines_from_anywhere_on_the_left_to_the_lower_box_pass_below_the_sign(high):
    boxes = [(4.0, high), *MAPS[1:]]
    middles, ((x, y), _) = placed(boxes, STACKED, TOP, REGION)
    corner = region_of(boxes[0], middles[0])
    focus = region_of(boxes[1], middles[1])
    share = (x - corner.right) / (focus.left - corner.right)
    highest = corner.top + share * (focus.top - corner.top)
    assert highest < y - 0.2
