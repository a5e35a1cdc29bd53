"""Blocks of pictures fill their region in order, and never run into each other."""

from itertools import combinations

import numpy as np
import pytest

from scenes.stage.hanging import Block, hang
from scenes.stage.layout import Region
from scenes.stage.panel import Panel

REGIONS = [Region(-5.9, -1.8, 6.4, 2.4), Region(-3.2, -1.9, 3.6, 2.0), Region(-3, -5, 3.4, 4)]


def block(name, count, size=5, **options):
    panels = [Panel(f"{name}[{k}]", np.ones((size, size)), "output") for k in range(count)]
    return Block(name, panels, **options)


WALLS = {
    "one": [block("a", 1)],
    "sum": [
        block("a", 1, share=0.8),
        "⋆",
        block("b", 6, columns=3),
        "=",
        block("c", 16, columns=4),
    ],
    "bare": [block("a", 6, title="28 times 28"), "", block("b", 6, title="14 times 14")],
    "strips": [block("a", 16, columns=4), "→", block("s", 1, 120, aspect=0.1), "", Block("room")],
}


def apart(one, other):
    return not one.shrunk(1e-6).overlaps(other.shrunk(1e-6))


@pytest.mark.parametrize("region", REGIONS, ids=["wide", "square", "upright"])
@pytest.mark.parametrize("wall", WALLS.values(), ids=WALLS)
def test_all_is_inside_apart_and_in_its_block(wall, region):
    hanging = hang(wall, region)
    blocks = [part for part in wall if isinstance(part, Block)]
    assert list(hanging.regions) == [one.name for one in blocks]
    assert all(region.contains(place) for place in hanging.regions.values())
    assert all(apart(*pair) for pair in combinations(hanging.regions.values(), 2))
    for one in blocks:
        tiles = [hanging.cells[panel.key].region for panel in one.panels]
        assert all(hanging.regions[one.name].contains(tile) for tile in tiles)
        assert all(apart(*pair) for pair in combinations(tiles, 2))


@pytest.mark.parametrize("region", REGIONS, ids=["wide", "square", "upright"])
def test_a_sign_stands_before_its_block(region):
    hanging = hang(WALLS["sum"], region)
    assert {name: mark for name, (mark, _) in hanging.signs.items()} == {"b": "⋆", "c": "="}
    for name, (_, (x, y)) in hanging.signs.items():
        place = hanging.regions[name]
        assert x < place.left
        assert place.bottom < y < place.top


def test_lines_of_the_same_kinds_of_blocks_have_their_columns_below_each_other():
    first = [block("a", 6, columns=3, words="the first layer of all", title="6 times 28 times 28")]
    rest = [block(name, 6, columns=3) for name in "bcd"]
    hung = hang([*first, "", rest[0], "", rest[1], "", rest[2]], Region(-5.9, -3, 6.4, 2.4))
    assert hung.regions["a"].bottom > hung.regions["c"].top  # two lines
    for upper, lower in ("ac", "bd"):
        above, below = hung.regions[upper], hung.regions[lower]
        assert (above.left, above.width) == pytest.approx((below.left, below.width))


def test_tiles_are_hung_row_by_row():
    cells = hang([block("a", 5, columns=3)], REGIONS[0]).cells
    centres = [cells[f"a[{k}]"].centre for k in range(5)]
    assert centres[0][1] == centres[2][1] > centres[3][1]
    assert centres[0][0] == centres[3][0] < centres[1][0] == centres[4][0]


def test_a_share_is_a_share_of_the_height():
    regions = hang([block("a", 1), "", block("b", 1, share=0.5)], REGIONS[0]).regions
    assert regions["b"].height == pytest.approx(regions["a"].height / 2)
    assert regions["a"].height == pytest.approx(REGIONS[0].height)


def test_titles_have_room_side_by_side():
    narrow = block("a", 1, 120, aspect=0.05, title="16 times 28 times 28")
    other = block("b", 1, 120, aspect=0.05, title="16 times 28 times 28")
    regions = hang([narrow, "", other], REGIONS[0]).regions
    assert regions["b"].centre[0] - regions["a"].centre[0] >= narrow.heading_width


@pytest.mark.parametrize("region", REGIONS, ids=["wide", "square", "upright"])
def test_a_whole_network_can_be_seen_in_every_frame(region):
    wall = [block("input", 1, share=0.78, title="28 times 28")]
    for name, columns in (("a", 1), ("b", 1), ("c", 2), ("d", 2)):
        layer = block(name, 6 if columns == 1 else 16, columns=columns, title="28 times 28")
        wall += ["", layer]
    for name in ("x", "y", "z"):
        wall += ["", block(name, 1, 120, aspect=0.075, title="120")]
    tiles = hang(wall, region).cells.values()
    assert min(cells.region.height for cells in tiles) > 0.06


def test_too_many_or_too_few_signs_are_told():
    with pytest.raises(ValueError, match="2 blocks need 1 signs, not 0"):
        hang([block("a", 1), block("b", 1)], REGIONS[0])


@pytest.mark.parametrize(("region", "columns"), [(Region(0, 0, 12, 4), 6), (Region(0, 0, 4, 8), 2)])
def test_a_flowing_block_has_the_columns_that_make_its_pictures_largest(region, columns):
    pairs = block("a", 12, columns=2, flowing=True)
    flowing = hang([pairs], region)
    assert flowing.blocks["a"].columns == columns
    tiles = [
        hang([block("a", 12, columns=n)], region).cells["a[0]"].region.height for n in (2, 4, 6, 12)
    ]
    assert flowing.cells["a[0]"].region.height == max(tiles)


def test_words_and_a_shape_have_room_above_a_block():
    bare, named = block("a", 1, title="28 times 28"), block("a", 1, words="first layer")
    both = block("a", 1, title="28 times 28", words="first layer")
    assert both.heading_width == pytest.approx(bare.heading_width + named.heading_width)
    assert hang([named], REGIONS[0]).regions["a"].height < REGIONS[0].height
