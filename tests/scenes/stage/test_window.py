"""The window covers the cells of its step, the focus repeats them, the target is one output."""

import numpy as np
import pytest

from convmath import cross_correlate
from scenes.stage.layout import Layout
from scenes.stage.picture import Picture
from scenes.stage.theme import DARK
from scenes.stage.window import Focus, Target, Window

LAYOUT = Layout(8 * 16 / 9)
TRACE = cross_correlate(np.arange(9).reshape(3, 3), np.arange(4).reshape(2, 2), padding=1,
                        stride=(3, 2))  # fmt: skip


@pytest.fixture(scope="module")
def picture():
    return Picture(TRACE, LAYOUT, DARK)


@pytest.fixture
def window(picture):
    texts = {"numbers": picture.input.texts, "weights": picture.kernel.texts}
    return Window(picture.input.cells, picture.geometry, DARK, **texts)


def written(parts, kind):
    return {part.place: part.text for part in parts if getattr(part, "kind", "") == kind}


@pytest.mark.parametrize("index", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_the_frame_lies_around_the_cells_of_its_step(window, index):
    top, left = 3 * index[0], 2 * index[1]
    assert window.places(index) == [(top + r, left + c) for r in (0, 1) for c in (0, 1)]
    cells = [window.cells.cell(*place) for place in window.places(index)]
    assert all(window.region(index).contains(cell) for cell in cells)
    others = [p for p in window.cells.places() if p not in window.places(index)]
    assert not any(window.region(index).overlaps(window.cells.cell(*p)) for p in others)


def test_a_jump_puts_the_frame_there(window):
    window.jump((1, 1))
    assert window.frame.get_center()[:2] == pytest.approx(window.region((1, 1)).centre)


def test_each_covered_cell_has_its_weight_in_the_corner(window):
    parts = window.cover(TRACE.steps[1])
    assert written(parts, "weight") == {
        "weight[0, 0]": "0",
        "weight[0, 1]": "1",
        "weight[1, 0]": "2",
        "weight[1, 1]": "3",
    }
    for part in parts[1:]:
        row, column = int(part.place[7]), int(part.place[10])
        cell = window.cells.cell(row, 2 + column)
        assert cell.left < part.get_x() < cell.right
        assert cell.bottom < part.get_bottom()[1] < cell.centre[1]
    assert window.uncover() == parts
    assert window.uncover() == []


def test_a_heat_map_is_not_tinted(picture):
    bare = Window(picture.input.cells, picture.geometry, DARK, numbers=[], weights=["1"])
    assert bare.cover(TRACE.steps[0]) == []


def test_the_focus_shows_the_numbers_under_the_window(picture, window):
    focus = Focus(picture.kernel.cells, window, picture.notation.input, DARK)
    parts = focus.show(TRACE.steps[3])
    assert written(parts, "number") == {
        f"focus[{r}, {c}]": str(TRACE.steps[3].operands[r, c]) for r, c in np.ndindex(2, 2)
    }
    assert focus.hide() == parts


def test_the_target_is_the_outputs_cell(picture):
    ring, ground = Target(picture.output.cells, DARK, numbers=True).light((1, 0))
    cell = picture.output.cells.point(1, 0)
    assert ring.get_center()[:2] == pytest.approx(cell)
    assert ground.get_center()[:2] == pytest.approx(cell)
