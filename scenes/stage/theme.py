"""Colour is a role, the same in every lesson. Two themes; nothing else names a colour.

Text colours reach 4.5:1 on their ground, lines 3:1, and the roles stay apart for readers with
deuteranopia, protanopia and tritanopia (`tests/scenes/stage/test_theme.py` measures both). A user's
own colours have to reach the same contrast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Final

READABLE: Final = 4.5  # WCAG 1.4.3, text of any size
VISIBLE: Final = 3.0  # WCAG 1.4.11, lines and shapes


class ThemeError(ValueError):
    """A role that there is not, or whose colour is none or cannot be seen."""

    def __init__(self, role: str, sentence: str) -> None:
        super().__init__(sentence)
        self.role = role


@dataclass(frozen=True, slots=True)
class Theme:
    """A colour per role. `*_fill` are the grounds of cells; text stands on them."""

    name: str
    background: str
    text: str
    muted: str
    input: str
    input_fill: str
    kernel: str
    kernel_fill: str
    output: str
    output_fill: str
    padding: str
    padding_fill: str
    covered_fill: str  # an input cell under the window
    active_fill: str  # the output cell being computed
    unused_fill: str  # what no window reaches
    positive: str  # a heat map's largest values,
    negative: str  # its least ones,
    zero: str  # and where it is 0; without negative values it is a picture instead,
    darkest: str = "#0b0d10"
    brightest: str = "#f5f7f9"


DARK: Final = Theme(
    name="dark",
    background="#0e1116",
    text="#f0f3f6",
    muted="#9ba4b0",
    input="#6cb0ff",
    input_fill="#15243a",
    kernel="#f2b431",
    kernel_fill="#2e2818",
    output="#38dcb3",
    output_fill="#10261f",
    padding="#737d8a",
    padding_fill="#0e1116",
    covered_fill="#3a3119",
    active_fill="#17604c",
    unused_fill="#343a42",
    positive="#f0f3f6",
    negative="#e06bb0",
    zero="#272d36",
)

LIGHT: Final = Theme(
    name="light",
    background="#ffffff",
    text="#1b1f24",
    muted="#57606a",
    input="#0b62c4",
    input_fill="#dfeafa",
    kernel="#8a5a00",
    kernel_fill="#f6ecd9",
    output="#0b7a5a",
    output_fill="#e2f3ec",
    padding="#7a828c",
    padding_fill="#ffffff",
    covered_fill="#f7e3b5",
    active_fill="#a6dec8",
    unused_fill="#d6dbe1",
    positive="#1b1f24",
    negative="#b0247f",
    zero="#e3e7eb",
)

THEMES: Final = {theme.name: theme for theme in (DARK, LIGHT)}
ROLES: Final = tuple(field.name for field in fields(Theme) if field.name != "name")

TEXTS: Final[Mapping[str, tuple[str, ...]]] = {  # each role that is written, and on what grounds
    "text": (
        *("background", "input_fill", "kernel_fill", "output_fill"),
        *("covered_fill", "active_fill", "unused_fill"),
    ),
    "muted": ("background", "padding_fill", "covered_fill", "unused_fill"),
    "input": ("background",),
    "kernel": ("background", "covered_fill", "input_fill"),
    "output": ("background",),
}
LINES: Final[Mapping[str, tuple[str, ...]]] = {  # each role that is drawn as a line, and over what
    "input": ("background", "input_fill"),
    "kernel": ("background", "kernel_fill", "input_fill", "covered_fill", "padding_fill"),
    "output": ("background", "output_fill", "active_fill"),
    "padding": ("background", "padding_fill", "covered_fill"),
    "muted": ("background", "unused_fill"),
}


def recoloured(name: str, colours: Mapping[str, str]) -> Theme:
    """The theme of this name with colours of one's own, "#rrggbb" by role.

    Raises ThemeError, with the numbers, for what could not be read or seen.

    >>> recoloured("dark", {"input": "#8fd0ff"}).input
    '#8fd0ff'
    >>> recoloured("light", {"text": "#999999"})
    Traceback (most recent call last):
    scenes.stage.theme.ThemeError: text #999999 on background #ffffff has a contrast of 2.85, not \
4.5 or more: take a darker text
    """
    for role, colour in colours.items():
        if role not in ROLES:
            close = get_close_matches(role, ROLES, n=1)
            hint = f"did you mean {close[0]}?" if close else f"they are {', '.join(ROLES)}"
            raise ThemeError(role, f"there is no role {role}: {hint}")
        if not (isinstance(colour, str) and re.fullmatch("#[0-9a-fA-F]{6}", colour)):
            raise ThemeError(role, f"{role} {colour!r} is no colour: write it like #6cb0ff")
    theme = replace(THEMES[name], **{role: colour.lower() for role, colour in colours.items()})
    for role, ground, ratio, least in faint(theme):
        if {role, ground} & colours.keys():
            own, other = (role, ground) if role in colours else (ground, role)
            away = "lighter" if luminance(getattr(theme, other)) < MIDDLE else "darker"
            raise ThemeError(
                own,
                f"{role} {getattr(theme, role)} on {ground} {getattr(theme, ground)} has a "
                f"contrast of {ratio:.2f}, not {least} or more: take a {away} {own}",
            )
    return theme


def faint(theme: Theme) -> Iterator[tuple[str, str, float, float]]:
    """What cannot be seen well: role, ground, contrast, and what that would have to be.

    >>> [role for role, *_ in faint(replace(DARK, output="#0e1116"))][:2]
    ['output', 'output']
    """
    for least, uses in ((READABLE, TEXTS), (VISIBLE, LINES)):
        for role, grounds in uses.items():
            for ground in grounds:
                ratio = contrast(getattr(theme, role), getattr(theme, ground))
                if ratio < least:
                    yield role, ground, ratio, least


MIDDLE: Final = 0.18  # the luminance of grey that black and white stand out from alike


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 has it, 1 to 21.

    >>> contrast("#000000", "#ffffff"), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How much light "#rrggbb" gives, 0 to 1.

    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), light, strict=True))
