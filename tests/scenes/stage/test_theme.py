"""Colours can be read and told apart, in both themes and by colour-blind eyes as well."""

import re
from dataclasses import asdict, replace
from itertools import combinations

import pytest

from scenes.stage.theme import DARK, LIGHT, THEMES
from tests.colour_vision import VISION, contrast, distance

READABLE = 4.5  # WCAG 1.4.3, text of any size
VISIBLE = 3.0  # WCAG 1.4.11, lines and shapes
APART = 10.0  # CIEDE2000: told apart at a glance

TEXTS = {  # each role that is written, and the grounds that it is written on
    "text": (
        *("background", "input_fill", "kernel_fill", "output_fill"),
        *("covered_fill", "active_fill", "unused_fill"),
    ),
    "muted": ("background", "padding_fill", "covered_fill", "unused_fill"),
    "input": ("background",),
    "kernel": ("background", "covered_fill", "input_fill"),
    "output": ("background",),
}
LINES = {  # each role that is drawn as a line, and what it runs over or around
    "input": ("background", "input_fill"),
    "kernel": ("background", "kernel_fill", "input_fill", "covered_fill", "padding_fill"),
    "output": ("background", "output_fill", "active_fill"),
    "padding": ("background", "padding_fill", "covered_fill"),
    "muted": ("background", "unused_fill"),
}
ROLES = ("input", "kernel", "output")
HEAT = ("positive", "zero", "negative")

both_themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


def faint(theme):
    """The roles that do not stand out from a ground that they appear on."""
    for least, uses in ((READABLE, TEXTS), (VISIBLE, LINES)):
        for role, grounds in uses.items():
            for ground in grounds:
                ratio = contrast(getattr(theme, role), getattr(theme, ground))
                if ratio < least:
                    yield f"{role} on {ground}: {ratio:.2f}, less than {least}"


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
    found = list(faint(replace(DARK, muted="#666666")))
    assert found[0] == "muted on background: 3.29, less than 4.5"
    assert "muted on unused_fill: 2.00, less than 3.0" in found


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


def test_the_themes_are_named_as_the_command_names_them():
    assert {name: theme.name for name, theme in THEMES.items()} == {
        "dark": "dark",
        "light": "light",
    }
    assert contrast(DARK.background, LIGHT.background) > 15
