"""Every frame that is wide enough has the same regions, which keep out of each other's way."""

from itertools import combinations

import pytest

from scenes.stage.layout import CAPTION_ZONE, FRAME_HEIGHT, MARGIN, Layout, LayoutError, Region

FRAMES = {"4:3": 4 / 3, "16:10": 1.6, "16:9": 16 / 9, "21:9": 21 / 9}
REGIONS = ("heading", "formula", "operands", "worked")


def layout(ratio):
    return Layout(FRAME_HEIGHT * ratio)


@pytest.mark.parametrize("ratio", FRAMES.values(), ids=FRAMES)
def test_regions_lie_in_the_margin_above_the_captions_and_apart(ratio):
    page = layout(ratio)
    regions = {name: getattr(page, name) for name in REGIONS}
    assert [name for name, r in regions.items() if not page.uncaptioned.contains(r)] == []
    assert [pair for pair in combinations(REGIONS, 2) if _overlap(regions, *pair)] == []
    assert all(region.width > 0 and region.height > 0 for region in regions.values())


def _overlap(regions, one, other):
    return regions[one].overlaps(regions[other])


def test_the_margin_and_the_captions_are_shares_of_the_frame():
    page = layout(16 / 9)
    assert page.safe.top == pytest.approx(FRAME_HEIGHT * (0.5 - MARGIN))
    assert page.safe.left == pytest.approx(-page.frame_width * (0.5 - MARGIN))
    above = page.uncaptioned.bottom + FRAME_HEIGHT / 2
    assert above == pytest.approx(CAPTION_ZONE * FRAME_HEIGHT)


@pytest.mark.parametrize("ratio", [1.0, 9 / 16, 1.3])
def test_a_frame_that_is_too_narrow_is_refused_with_its_shape_and_a_remedy(ratio):
    with pytest.raises(LayoutError, match=rf"a frame {ratio:.2f} times .* at least 4:3, for inst"):
        layout(ratio)


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
