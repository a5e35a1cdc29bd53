"""Colours can be read and told apart, in both themes and by colour-blind eyes as well."""

import re
from dataclasses import asdict, replace
from itertools import combinations

import pytest

from scenes.stage.theme import DARK, LIGHT, THEMES, ThemeError, faint, recoloured
from tests.colour_vision import VISION, contrast, distance

APART = 10.0  # CIEDE2000: told apart at a glance

ROLES = ("input", "kernel", "output")
HEAT = ("positive", "zero", "negative")

both_themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


def alike(theme):
    """The roles that some eyes may confuse."""
    for roles in (ROLES, HEAT):
        for one, other in combinations(roles, 2):
            for vision in VISION:
                apart = distance(getattr(theme, one), getattr(theme, other), vision)
                if apart < APART:
                    yield f"{one} and {other} with {vision}: {apart:.1f}, less than {APART}"


@both_themes
def test_everything_stands_out_from_its_ground(theme):
    assert list(faint(theme)) == []


@both_themes
def test_the_roles_can_be_told_apart_by_all_eyes(theme):
    assert list(alike(theme)) == []


def test_grey_on_grey_is_found():
    found = [
        (role, ground, round(ratio, 2), least)
        for role, ground, ratio, least in faint(replace(DARK, muted="#666666"))
    ]
    assert found[0] == ("muted", "background", 3.29, 4.5)
    assert ("muted", "unused_fill", 2.0, 3.0) in found
    assert [item[2] for item in found] == [
        round(contrast("#666666", getattr(DARK, ground)), 2) for _, ground, *_ in found
    ]


def test_red_beside_green_is_found():
    traffic_light = replace(LIGHT, kernel="#b4602c", output="#787a2c")
    assert distance(traffic_light.kernel, traffic_light.output) > 2 * APART
    assert [fault.split(":")[0] for fault in alike(traffic_light)] == [
        "kernel and output with protanopia",
        "kernel and output with deuteranopia",
    ]


@both_themes
def test_every_colour_is_written_in_full(theme):
    colours = {role: value for role, value in asdict(theme).items() if role != "name"}
    assert [r for r, value in colours.items() if not re.fullmatch("#[0-9a-f]{6}", value)] == []


def test_colours_of_ones_own_replace_a_role():
    assert recoloured("light", {"kernel": "#7A3E00"}) == replace(LIGHT, kernel="#7a3e00")
    assert recoloured("dark", {}) is not None


@pytest.mark.parametrize(
    ("colours", "sentence"),
    [
        ({"inptu": "#ffffff"}, "there is no role inptu: did you mean input?"),
        ({"zzz": "#ffffff"}, "there is no role zzz: they are background, text"),
        ({"name": "#ffffff"}, "there is no role name"),
        ({"input": "blue"}, "input 'blue' is no colour: write it like #6cb0ff"),
        ({"input": "#fff"}, "'#fff' is no colour"),
        ({"kernel": "#332200"}, r"kernel #332200 on background #0e1116 has a contrast of 1\.\d\d"),
        (
            {"input_fill": "#c0c0c0"},
            "on input_fill #c0c0c0 .* not 4.5 or more: take a darker",
        ),
        (
            {"padding": "#303030"},
            "padding #303030 on background .* not 3.0 or more: take a lighter",
        ),
    ],
)
def test_colours_that_cannot_be_read_are_refused(colours, sentence):
    with pytest.raises(ThemeError, match=sentence):
        recoloured("dark", colours)


def test_the_themes_are_named_as_the_command_names_them():
    assert {name: theme.name for name, theme in THEMES.items()} == {
        "dark": "dark",
        "light": "light",
    }
    assert contrast(DARK.background, LIGHT.background) > 15
