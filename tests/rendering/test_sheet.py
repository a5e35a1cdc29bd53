"""Contact sheets: a tile for every beat and the last picture, and no film."""

import numpy as np
from PIL import Image

from rendering import sheet
from tests.rendering.pictures import rgb
from tests.rendering.standin import BEATS, colours


def test_a_sheet_has_a_tile_for_every_beat(order):
    path, _ = sheet.render(order)
    with Image.open(path) as picture:
        columns = 2
        rows = -(-len(BEATS) // columns)
        assert picture.width > columns * sheet.TILE_WIDTH
        assert picture.height > rows * sheet.TILE_WIDTH * 180 / 320


def test_beside_it_lies_the_poster_that_the_film_has_as_well(order, film):
    paths = sheet.render(order)
    names = ["standin.en.dark.sheet.png", "standin.en.dark.last.webp"]
    assert [path.name for path in paths] == names
    assert sorted(file.name for file in paths[0].parent.iterdir()) == sorted(names)
    assert paths[1].read_bytes() == film("dark").path("webp").read_bytes()


def test_tiles_show_the_end_of_their_beats(order):
    names, tiles = zip(*sheet._stills(order)[0], strict=True)
    assert [name.split()[-1] for name in names] == [beat.name for beat in BEATS]
    before, after, end = (np.asarray(tile) for tile in tiles)
    assert not np.array_equal(before, after)
    assert np.array_equal(after, end)
    assert tuple(before[4, 4]) == tuple(rgb(colours("dark")[0]))
