"""Heat maps: 0 is the ground, the sign has a colour, the size a strength; nothing shows early."""

from fractions import Fraction

import numpy as np
import pytest

from convmath import as_exact
from scenes.stage.cells import Cells
from scenes.stage.heat import HeatGrid, heat_colours, is_signed, scale_below
from scenes.stage.theme import DARK, THEMES
from tests.colour_vision import contrast, distance

both_themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
CELLS = Cells(4, 4, 0.5, 0.5, (0.0, 0.0))
MIXED = np.array([[-4, -2], [0, 4]])


def hexes(values, theme):
    return ["#" + bytes(colour).hex() for row in heat_colours(values, theme) for colour in row]


@both_themes
def test_the_extremes_have_the_colours_of_the_theme(theme):
    low, _, zero, high = hexes(MIXED, theme)
    assert (low, zero, high) == (theme.negative, theme.zero, theme.positive)


@both_themes
def test_without_a_sign_it_is_a_picture_from_dark_to_bright(theme):
    colours = hexes(np.array([[0, 1, 2, 3]]), theme)
    assert (colours[0], colours[-1]) == (theme.darkest, theme.brightest)
    brightness = [contrast(colour, "#000000") for colour in colours]
    assert brightness == sorted(set(brightness))


@both_themes
def test_the_stronger_a_value_the_further_from_the_ground(theme):
    zero, *others = hexes(np.array([[0, -1, -2, -4, 4]]), theme)
    far = [distance(zero, colour) for colour in others[:3]]
    assert far == sorted(set(far))


@pytest.mark.parametrize("value", [0, 7, -7, 0.5])
def test_values_all_alike_have_colours_too(value):
    assert heat_colours(np.full((2, 3), value), DARK).shape == (2, 3, 3)


def test_signs_are_known():
    assert is_signed(MIXED)
    assert not is_signed(np.array([[0, 4]]))


def alpha(grid):
    return (grid.image.pixel_array[..., 3] > 0).tolist()


def test_hidden_places_are_bare_until_they_are_revealed():
    grid = HeatGrid(Cells(2, 2, 1, 1, (0, 0)), MIXED, DARK, "output", hidden=True)
    assert alpha(grid) == [[False, False], [False, False]]
    grid.reveal([(0, 1), (1, 0)])
    assert alpha(grid) == [[False, True], [True, False]]


def test_an_input_is_all_there():
    assert alpha(HeatGrid(Cells(2, 2, 1, 1, (0, 0)), MIXED, DARK, "input")) == [[True] * 2] * 2


def test_the_map_lies_inside_its_padding():
    grid = HeatGrid(CELLS, MIXED, DARK, "input", origin=(1, 2))
    left, top = grid.image.get_left()[0], grid.image.get_top()[1]
    assert (grid.image.width, grid.image.height) == pytest.approx((1.0, 1.0))
    assert (left, top) == pytest.approx((0.0, 0.5))
    assert grid.ring.width > grid.image.width


def test_padding_that_is_no_zeros_has_no_tint():
    """Else −∞ around a maximum would look like the least number of all, or like zero."""
    fills = {}
    for bare in (False, True):
        grid = HeatGrid(CELLS, MIXED, DARK, "input", origin=(1, 2))
        ring = (grid.bare() if bare else grid).ring
        fills[bare] = [part.get_fill_opacity() for part in ring.get_family() if len(part.points)]
    assert max(fills[False]) == 1
    assert max(fills[True]) == 0


def test_the_scale_names_the_least_and_the_greatest_value():
    texts = [part.text for part in scale_below(CELLS, MIXED, DARK) if hasattr(part, "text")]
    assert texts == ["−4", "0", "4"]
    assert scale_below(CELLS, np.zeros((2, 2)), DARK) == []


def test_the_scale_says_where_values_are_clipped_and_leaves_zero_out_where_it_is_narrow():
    def texts(cells, values, **options):
        parts = scale_below(cells, np.array(values), DARK, **options)
        return [part.text for part in parts if hasattr(part, "text")]

    assert texts(CELLS, [[0, 255]], clipped=True) == ["≤0", "≥255"]
    assert texts(CELLS, [[3, 255]]) == ["3", "255"]
    assert texts(Cells(1, 2, 0.3, 0.3, (0.0, 0.0)), [[-4, 4]]) == ["−4", "4"]


def test_the_scale_rounds_fractions_and_says_so():
    values = as_exact([[Fraction(10, 3), Fraction(7, 2), Fraction(2144, 9)]], "output")
    texts = [part.text for part in scale_below(CELLS, values, DARK) if hasattr(part, "text")]
    assert texts == ["≈3.33", "≈238"]


def test_the_scale_stays_under_its_map():
    parts = scale_below(CELLS, np.array([[-123.0, 456.0]]), DARK)
    assert max(part.get_right()[0] for part in parts) <= CELLS.region.right + 0.01
    assert max(part.get_top()[1] for part in parts) < CELLS.region.bottom


@both_themes
def test_several_maps_may_share_what_their_tints_stand_for(theme):
    weak, strong = np.array([[0, 2]]), np.array([[0, 4]])
    assert (heat_colours(weak, theme, 4)[0, 1] == heat_colours(weak * 2, theme, 8)[0, 1]).all()
    assert (heat_colours(strong, theme, 4) == heat_colours(strong, theme)).all()
    assert not (heat_colours(weak, theme, 4) == heat_colours(weak, theme)).all()


@both_themes
def test_one_of_several_signed_maps_is_tinted_like_the_others(theme):
    positive = np.array([[0, 4]])
    assert (heat_colours(positive, theme, signed=True)[0] == heat_colours(MIXED, theme)[1]).all()


def test_other_values_keep_the_kind_of_colours():
    grid = HeatGrid(Cells(2, 2, 0.5, 0.5, (0.0, 0.0)), MIXED, DARK, "input")
    grid.show(np.array([[0, 2], [4, 4]]))
    assert grid.image.pixel_array[0, 0, :3].tobytes().hex() == DARK.zero[1:]
    assert grid.image.pixel_array[1, 1, :3].tobytes().hex() == DARK.positive[1:]
