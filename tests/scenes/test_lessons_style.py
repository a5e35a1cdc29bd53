"""A lesson names colours, places and lengths: `theme`, `layout` and `pace` alone type them."""

import ast
import re
from pathlib import Path

import pytest

from scenes import catalog

LESSON_FILES = sorted(
    path
    for path in Path(catalog.__file__).parent.glob("*.py")
    if path.stem not in ("__init__", "catalog", "language")
)
LARGEST_COUNT = 3  # "the first three": more is a size, a place or a length
COLOUR = re.compile(r"#([0-9a-fA-F]{3,4}){1,2}")
NAMED_BY_THE_STAGE = {
    *("run_time", "lag_ratio", "duration", "rest"),
    *("color", "colour", "fill_color", "stroke_color", "stroke_width", "fill_opacity", "opacity"),
    *("font_size", "buff", "width", "height", "aligned_edge"),
}


def literals(source):
    """What a lesson types although the stage or the story has a name for it, line by line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        found += [f"line {node.lineno}: {what}" for what in _offences(node)]
    return sorted(found, key=lambda entry: int(entry.split()[1][:-1]))


def _offences(node):
    match node:
        case ast.Constant(value=value):
            yield from _typed(value)
        case ast.ImportFrom(module="manim", names=names):
            yield from (f"Manim's constant {n.name}" for n in names if n.name.isupper())
        case ast.keyword(arg=str() as name, value=ast.Constant(value=value)):
            if name in NAMED_BY_THE_STAGE and value is not None:
                yield f"{name}={value!r}"
        case ast.Tuple(elts=[ast.Constant(value=str()), ast.Constant(value=int() as ticks)]):
            yield f"a motion of {ticks} ticks"


def _typed(value):
    if isinstance(value, float) or (isinstance(value, int) and value > LARGEST_COUNT):
        yield f"the number {value}"
    if isinstance(value, str) and COLOUR.fullmatch(value):
        yield f"the colour {value}"


def test_there_are_lessons_to_look_at():
    assert {f"scenes.{path.stem}" for path in LESSON_FILES} == {
        entry.target.split(":")[0] for entry in catalog.LESSONS
    }


@pytest.mark.parametrize("path", LESSON_FILES, ids=lambda path: path.stem)
def test_a_lesson_types_no_colour_place_or_length(path):
    assert literals(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", LESSON_FILES, ids=lambda path: path.stem)
def test_a_lesson_fits_on_a_screen_or_two(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 100


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("grid.shift(2.5)", "line 1: the number 2.5"),
        ("x = 1\nself.play(a, run_time=2)", "line 2: run_time=2"),
        ('square.set_fill("#58c4dd")', "line 1: the colour #58c4dd"),
        ('Text("a", color="red")', "line 1: color='red'"),
        ("from manim import Square, UP", "line 1: Manim's constant UP"),
        ('teller.beat("ask", [("glide", 3)])', "line 1: a motion of 3 ticks"),
        ("teller.beat('ask', rest=2)", "line 1: rest=2"),
        ("row = steps[12]", "line 1: the number 12"),
    ],
)
def test_the_checker_finds_it(source, found):
    assert literals(source) == [found]


def test_names_and_small_counts_are_fine():
    source = (
        "from manim import Animation, FadeIn\n"
        "worked = worked_and_swept(count, [0, 1, last])[1:]\n"
        'teller.window(1, "across", ("measure", 2 * pace.SLOW), chapter=True)\n'
        'Text("a", color=self.theme.input, width=None)\n'
    )
    assert literals(source) == []
