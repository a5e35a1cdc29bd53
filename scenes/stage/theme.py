"""Colour is a role, the same in every lesson. Two themes; nothing else names a colour.

Text colours reach 4.5:1 on their ground, lines 3:1, and the roles stay apart for readers with
deuteranopia, protanopia and tritanopia (`tests/scenes/stage/test_theme.py` measures both).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


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
