"""Tinted numbers: the larger, the stronger; legible on every tint; changed in place."""

import numpy as np
import pytest

from scenes.stage.cells import Cells
from scenes.stage.grid import Writing
from scenes.stage.theme import THEMES
from scenes.stage.tinted import TintedGrid
from scenes.story.numerals import MINUS
from tests.colour_vision import contrast

VALUES = np.array([[0, 1, -2], [3, 4, 5]])
both_themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


def grid(theme, role="kernel"):
    texts = [[str(value).replace("-", MINUS) for value in row] for row in VALUES]
    cells = Cells(2, 3, 0.5, 0.5, (0.0, 0.0))
    return TintedGrid(cells, Writing(texts, role, "weight[0]"), theme, VALUES, VALUES)


def finished(animation):
    animation.begin()
    animation.finish()


def fill(made, cell):
    return made.tints[cell].get_fill_color().to_hex()


@both_themes
@pytest.mark.parametrize("role", ["input", "kernel", "output"])
def test_numbers_are_legible_on_every_tint(theme, role):
    made = grid(theme, role)
    assert min(contrast(theme.text, fill(made, cell)) for cell in made.tints) >= 4.5


@both_themes
def test_a_tint_grows_with_the_number_whatever_its_sign(theme):
    made = grid(theme)
    weakest = fill(made, (0, 0))
    apart = [contrast(weakest, fill(made, cell)) for cell in [(0, 1), (0, 2), (1, 0), (1, 2)]]
    assert apart == sorted(apart)
    assert apart[0] < apart[-1]


@both_themes
def test_a_number_that_changes_takes_the_tint_and_the_place_of_the_new_one(theme):
    made = grid(theme)
    made.rename("weight[1]")
    finished(made.change((0, 0), "5", 5))
    assert (made.numbers[0, 0].text, made.numbers[0, 0].place) == ("5", "weight[1, 0, 0]")
    assert made.numbers[1, 2].place == "weight[1, 1, 2]"
    assert fill(made, (0, 0)) == fill(made, (1, 2))
    assert made.change((1, 2), "5", 5) is None


@both_themes
def test_a_number_that_counts_no_more_steps_back(theme):
    made = grid(theme)
    finished(made.fade((1, 2), "0"))
    assert made.numbers[1, 2].get_fill_color().to_hex().lower() == theme.muted
    assert fill(made, (1, 2)).lower() == theme.background
    assert contrast(theme.muted, theme.background) >= 4.5
