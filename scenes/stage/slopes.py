"""The pictures of gradients: a table for the correlation and one for each of its slopes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scenes.stage.acts import Acts
from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel
from scenes.stage.panels import PanelBench
from scenes.story.numerals import shape_code
from scenes.story.slopes import Slide
from scenes.story.turning import TURNED

TITLES: Final = {
    "input": "X",
    "kernel": "K",
    "output": "Y",
    "slope": "partial L \\/ partial Y",
    "turned": TURNED,
    "kernel_slope": "partial L \\/ partial K",
    "input_slope": "partial L \\/ partial X",
}


def slope_acts(lesson: Lesson, found: Mapping[str, Slide]) -> Acts:
    """One act for each window that slides, by the name of what comes out."""
    return Acts(lesson, {name: _bench(lesson, slide) for name, slide in found.items()})


def _bench(lesson: Lesson, slide: Slide) -> PanelBench:
    arrays, (top, bottom), (left, right) = slide.arrays, *slide.geometry.padding
    (under, under_role), (over, over_role), (result, role) = slide.under, slide.over, slide.result
    titles = {name: _title(name, array.shape) for name, array in arrays.items()}
    around = ((top, bottom), (left, right))
    slid = Panel(under, arrays[under], under_role, titles[under], padding=around)
    slides_over = Panel(over, arrays[over], over_role, titles[over])
    made = Panel(result, arrays[result], role, titles[result], hidden=True)
    return PanelBench(lesson, [[slid], "⋆", [slides_over], "=", [made]])


def _title(name: str, shape: tuple[int, ...]) -> str:
    """A letter with its shape; a slope's name alone is as wide as its matrix."""
    title = TITLES[name]
    return f"{title} quad {shape_code(shape)}" if len(title) == 1 else title
