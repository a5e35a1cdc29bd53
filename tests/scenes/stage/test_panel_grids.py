"""Where numbers stand among many grids, and what changes when they are revealed."""

import numpy as np

from scenes.stage.cells import Cells
from scenes.stage.heat import HeatGrid
from scenes.stage.panel_grids import Whereabouts
from scenes.stage.theme import DARK


def heat(rows, columns):
    cells = Cells(rows, columns, 0.1, 0.1, (0.0, 0.0))
    return HeatGrid(cells, np.ones((rows, columns)), DARK, "output", hidden=True)


def test_a_map_moves_once_however_many_of_its_places_are_revealed():
    grids = {"output": heat(20, 30), "input": heat(2, 2)}
    places = [f"output[{row}, {column}]" for row, column in np.ndindex(20, 30)]
    assert len(Whereabouts(grids).changing(places)) == 1
    assert len(Whereabouts(grids).changing([*places, "input[0, 0]"])) == 2


def test_revealed_places_are_opaque_and_no_others():
    grid = heat(2, 3)
    Whereabouts({"output": grid}).reveal(["output[0, 1]", "output[1, 2]"])
    assert np.argwhere(grid.image.pixel_array[..., 3]).tolist() == [[0, 1], [1, 2]]
