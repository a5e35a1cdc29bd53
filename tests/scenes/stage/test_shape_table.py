"""The sizes of a table of shapes lie in their cells, however long they are."""

import pytest

from scenes.stage.cells import Cells
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.layout import Layout, Region
from scenes.stage.shape_table import ShapeTable, narrowest
from scenes.stage.theme import DARK
from scenes.story.shapes import Shapes

TEXT = "Conv2d(1024, 2048, kernel_size=3)"
WHOLE = {
    "input": (1, 1024, 8, 8),
    "weight": (2048, 1024, 3, 3),
    "bias": (2048,),
    "output": (1, 2048, 6, 6),
}


@pytest.mark.parametrize("wide", [0.0, 1.0, 4.0])
def test_long_sizes_lie_in_their_cells_where_the_table_is_no_narrower_than_it_says(wide):
    act = Shapes.of(TEXT, WHOLE)
    room = Layout(8.0).operands
    right = room.left + narrowest(act) + wide
    table = ShapeTable(act, Region(room.left, room.bottom, right, room.top), DARK)
    for tensor, shape in act.shapes.items():
        cells: Cells = table._grids[tensor]
        for axis in range(len(shape)):
            (number,) = table.cells([act.cell(tensor, axis)])
            cell = cells.cell(0, axis)
            assert cell.left < number.get_left()[0] < number.get_right()[0] < cell.right
            assert cell.bottom < number.get_bottom()[1] < number.get_top()[1] < cell.top
            assert number.em >= SMALLEST_EM
