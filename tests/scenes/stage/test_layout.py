"""Frames of every shape have the same regions, which keep out of each other's way."""

from itertools import combinations

import pytest

from scenes.stage.layout import (
    CAPTION_ZONE,
    MARGIN,
    SHORT_SIDE,
    Layout,
    LayoutError,
    Region,
    frame_size,
)

WIDE = {"4:3": (4, 3), "16:10": (16, 10), "16:9": (16, 9), "21:9": (21, 9)}
NARROW = {"5:4": (5, 4), "1:1": (1, 1), "4:5": (4, 5), "9:16": (9, 16), "9:20": (9, 20)}
FRAMES = WIDE | NARROW
REGIONS = ("heading", "formula", "operands", "worked")


def layout(across, down):
    return Layout(*frame_size(across, down))


@pytest.mark.parametrize("ratio", FRAMES.values(), ids=FRAMES)
def test_regions_lie_in_the_margin_above_the_captions_and_apart(ratio):
    page = layout(*ratio)
    regions = {name: getattr(page, name) for name in REGIONS}
    assert [name for name, r in regions.items() if not page.uncaptioned.contains(r)] == []
    assert [pair for pair in combinations(REGIONS, 2) if _overlap(regions, *pair)] == []
    assert all(region.width > 0 and region.height > 0 for region in regions.values())


def _overlap(regions, one, other):
    return regions[one].overlaps(regions[other])


@pytest.mark.parametrize("ratio", FRAMES.values(), ids=FRAMES)
def test_the_margin_and_the_captions_are_shares_of_the_frame(ratio):
    page = layout(*ratio)
    assert min(page.frame_width, page.frame_height) == SHORT_SIDE
    assert page.safe.top == pytest.approx(page.frame_height * (0.5 - MARGIN))
    assert page.safe.left == pytest.approx(-page.frame_width * (0.5 - MARGIN))
    above = page.uncaptioned.bottom + page.frame_height / 2
    assert above == pytest.approx(CAPTION_ZONE * page.frame_height)


@pytest.mark.parametrize("ratio", WIDE.values(), ids=WIDE)
def test_on_a_wide_frame_the_formula_stands_beside_the_heading(ratio):
    page = layout(*ratio)
    assert page.formula.left > page.heading.right
    assert page.formula.top == page.heading.top


@pytest.mark.parametrize("ratio", NARROW.values(), ids=NARROW)
def test_on_a_narrow_frame_all_regions_lie_below_each_other(ratio):
    page = layout(*ratio)
    tops = [getattr(page, name).top for name in REGIONS]
    assert tops == sorted(tops, reverse=True)
    assert {getattr(page, name).right for name in REGIONS} == {page.safe.right}


@pytest.mark.parametrize("ratio", FRAMES.values(), ids=FRAMES)
def test_a_picture_without_a_worked_line_has_its_room_as_well(ratio):
    page = layout(*ratio)
    assert page.uncaptioned.contains(page.whole)
    assert page.whole.contains(page.operands)
    assert page.whole.bottom == page.worked.bottom
    assert not page.whole.overlaps(page.heading)


def test_an_upright_frame_is_used_to_its_height():
    square, upright = layout(1, 1), layout(9, 16)
    assert upright.operands.height > 2 * square.operands.height
    assert upright.worked.height > 1.5 * square.worked.height


@pytest.mark.parametrize("ratio", [(1, 3), (9, 21)])
def test_a_frame_that_is_too_narrow_is_refused_with_its_shape_and_a_remedy(ratio):
    shape = f"{ratio[0] / ratio[1]:.2f}"
    with pytest.raises(LayoutError, match=rf"a frame {shape} times .* at least 9:20, for inst"):
        layout(*ratio)


BOX = Region(0, 0, 4, 2)


def test_a_region_knows_its_size():
    assert (BOX.width, BOX.height, BOX.centre) == (4, 2, (2, 1))
    assert BOX.shrunk(0.5) == Region(0.5, 0.5, 3.5, 1.5)


@pytest.mark.parametrize(
    ("other", "inside", "overlaps"),
    [
        (Region(0, 0, 4, 2), True, True),
        (Region(1, 1, 2, 1.5), True, True),
        (Region(3, 1, 5, 1.5), False, True),
        (Region(4, 0, 5, 2), False, False),
        (Region(0, 2.1, 4, 3), False, False),
    ],
)
def test_regions_contain_and_overlap_each_other(other, inside, overlaps):
    assert BOX.contains(other) == inside
    assert BOX.overlaps(other) == other.overlaps(BOX) == overlaps
