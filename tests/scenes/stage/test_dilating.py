"""A spread window: its weights stand in the cells that they meet, and in no hole."""

import pytest
from manim import VMobject

from scenes.catalog import find
from scenes.stage.theme import DARK
from scenes.story import Example
from tests.scenes.surveying import play

LESSON = find("dilation").load()


class SeenEnoughError(Exception):
    """The scene has been played as far as the test needs it."""


@pytest.fixture(scope="module")
def benches():
    """What the weights are near and which cells are tinted, at the end of the first beats."""
    seen = {}

    def look(lesson, beat):
        family = lesson.get_mobject_family_members()
        weights = [m for m in family if getattr(m, "kind", "") == "weight"]
        shapes = [m for m in family if isinstance(m, VMobject) and len(m.points)]
        tinted = [m for m in shapes if m.fill_color.to_hex().lower() == DARK.covered_fill]
        cells = lesson.staged.picture.input.cells
        seen[beat.name] = (
            {weight.text: cell_of(cells, weight.get_center()) for weight in weights},
            [place for shape in tinted for place in cells_in(cells, shape)],
        )
        if beat.name == "spread":
            raise SeenEnoughError

    class Watched(LESSON):
        def stage(self):
            self.staged = super().stage()
            return self.staged

    with pytest.raises(SeenEnoughError):
        play(Watched, Example.of("dilation"), language="en", on_beat=look)
    return seen


def cell_of(cells, point):
    return next(
        place for place in cells.places() if contains(cells.cell(*place), point[0], point[1])
    )


def cells_in(cells, shape):
    """The cells in whose middle a box of the shape has its own."""
    for box in shape.get_subpaths():
        yield cell_of(cells, (box.min(axis=0) + box.max(axis=0)) / 2)


def contains(region, x, y):
    return region.left <= x <= region.right and region.bottom <= y <= region.top


def test_the_kernel_lies_close_first(benches):
    weights, tinted = benches["lay_close"]
    assert weights == {"0": (0, 0), "1": (0, 1), "2": (1, 0), "3": (1, 1)}
    assert tinted == []


def test_then_every_weight_is_in_the_cell_that_it_meets(benches):
    weights, tinted = benches["spread"]
    assert weights == {"0": (0, 0), "1": (0, 2), "2": (2, 0), "3": (2, 2)}
    assert sorted(tinted) == [(0, 0), (0, 2), (2, 0), (2, 2)]
