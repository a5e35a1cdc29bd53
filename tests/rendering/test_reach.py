"""Which definitions a film depends on: all that those it begins with lead to, and no others."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rendering import reach
from rendering.key import _starts
from scenes.catalog import LESSONS

ROOT = Path(__file__).parents[2]
FILES = {
    "scenes/one.py": """
from scenes.stage.draw import line

class One:
    drawn = line(2)
""",
    "scenes/two.py": """
def late():
    try:
        import scenes.stage.deep.er
        return scenes.stage.deep.er.circle()
    finally:
        pass
""",
    "scenes/catalog.py": "LESSONS = 1\n",
    "scenes/stage/__init__.py": "",
    "scenes/stage/pace.py": "from ..catalog import LESSONS\nFAST = 3\nLONG = 4\n",
    "scenes/stage/draw.py": '''
import os, numpy
from convmath import add, load as read
from . import pace

def line(n):
    """A stroke as long as TEXT says: not."""
    return add(n, pace.FAST)

def photograph():
    return read() + TEXT

TEXT = "a text"
''',
    "scenes/stage/deep/er.py": """
from ..draw import photograph
from scenes import story

def circle():
    return photograph(), story

def ellipse():
    return 1
""",
    "scenes/stage/fonts/font.ttf": "curves",
    "scenes/stage/README.md": "words about fonts",
    "scenes/stage/colours.txt": "red",
    "scenes/story/__init__.py": "STORY = 1\n",
    "scenes/story/locale/en.toml": "words = 1",
    "convmath/__init__.py": """
from convmath.arrays import load
from convmath.plus import add, minus
""",
    "convmath/plus.py": """
def add(a, b):
    return a + b

def minus(a, b):
    return add(a, -b)
""",
    "convmath/arrays.py": """
DATA_FOLDER = "data"

def load():
    return DATA_FOLDER

if __name__ == "convmath.arrays":
    list.append([], 1)
""",
    "convmath/data/photograph.npz": "grey",
    "rendering/job.py": """
if True:
    from rendering import film

def render():
    return film.FILM
""",
    "rendering/film.py": "from rendering.player import page\nFILM = page\n",
    "rendering/player.py": "from rendering.figure import figure\n",
    "rendering/figure.py": "figure = 1\n",
    "rendering/page.js": "script",
    "rendering/pool.py": "FILM = 1\n",
}


def project(folder, **changes):
    """A small project; each change says (what, by what) in a file, named with `_` for `/`."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        what, by = changes.pop(name.replace("/", "_").split(".")[0], ("", ""))
        assert what in text
        path.write_text(text.replace(what, by, 1), encoding="utf-8")
    assert not changes
    return folder


@pytest.fixture
def root(tmp_path):
    return project(tmp_path / "project")


def starts(name):
    return f"scenes.{name}:*", "rendering.job:render"


def definitions(root, name):
    """What a lesson of the small project reaches of the project's own, imports aside."""
    found = reach.reached(starts(name), root)
    owners = {"scenes.stage.draw:read", "scenes.stage.draw:add", "rendering.film:page"}
    return {place for place in found - owners if not place.endswith(":")}


FILMED = {"rendering.job:film", "rendering.job:render", "rendering.film:FILM"}


def test_names_are_followed_through_packages_to_their_definitions(root):
    assert definitions(root, "one") == {
        *("scenes.one:One", "scenes.one:line", "scenes.stage.draw:line", "scenes.stage.draw:pace"),
        *("scenes.stage.pace:FAST", "scenes.stage.pace:LONG", "scenes.stage.pace:LESSONS"),
        *("convmath:add", "convmath.plus:add"),
        *FILMED,
    }


def test_imports_count_wherever_they_stand_and_however_they_are_written(root):
    assert definitions(root, "two") == {
        *("scenes.two:late", "scenes.two:scenes", "scenes.stage.deep.er:circle"),
        *("scenes.stage.deep.er:ellipse", "scenes.stage.deep.er:photograph"),
        *("scenes.stage.deep.er:story", "scenes.story:STORY", "scenes.stage.draw:photograph"),
        *("scenes.stage.draw:TEXT", "convmath:load", "convmath.arrays:load"),
        *("convmath.arrays:DATA_FOLDER", *FILMED),
    }


def codes(root):
    return {name: reach.code(starts(name), root) for name in ("one", "two")}


CHANGES = {
    "the lesson": ("scenes_one", "line(2)", "line(3)", {"one"}),
    "a function": ("scenes_stage_draw", "n, pace", "2 * n, pace", {"one"}),
    "its neighbour": ("scenes_stage_draw", "read() +", "read() *", {"two"}),
    "what a function names": ("scenes_stage_draw", "a text", "another", {"two"}),
    "a docstring": ("scenes_stage_draw", "stroke", "line", {"one"}),
    "what a name stands for": ("scenes_stage_draw", "add, load", "minus as add, load", {"one"}),
    "what another package's does": ("scenes_stage_draw", "os, numpy", "os, pandas", set()),
    "the way to a function": ("convmath___init__", "import add,", "import minus as add,", {"one"}),
    "another way": ("convmath___init__", ", minus", "", set()),
    "the sum": ("convmath_plus", "a + b", "b + a", {"one"}),
    "the difference": ("convmath_plus", "-b", "- b", set()),
    "a module by its name": ("scenes_stage_pace", "LONG = 4", "LONG = 5", {"one"}),
    "what an import runs": ("convmath_arrays", "[], 1", "[], 2", {"one", "two"}),
    "a new statement": ("convmath_plus", "\n", "\nprint(1)\n", {"one", "two"}),
    "what draws": ("rendering_film", "FILM = page", "FILM = 1", {"one", "two"}),
    "what is on no film": ("rendering_pool", "1", "2", set()),
    "the page around it": ("rendering_figure", "1", "2", set()),
    "the list of lessons": ("scenes_catalog", "1", "2", set()),
    "words": ("scenes_story_locale_en", "1", "2", set()),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_changes_those_that_reach_it(root, tmp_path, case):
    file, what, by, changed = CHANGES[case]
    before, after = codes(root), codes(project(tmp_path / "other", **{file: (what, by)}))
    assert {name for name in before if before[name] != after[name]} == changed


@pytest.mark.parametrize(
    ("what", "by"),
    [
        ("import story", "import gone"),
        ("import story", "import *"),
        ("return 1", "return globals()"),
        ("return 1", 'return __import__("scenes")'),
    ],
)
def test_what_cannot_be_read_makes_a_film_depend_on_everything(tmp_path, what, by):
    root = project(tmp_path / "project", scenes_stage_deep_er=(what, by))
    everything = {"rendering.pool:FILM", "convmath.plus:minus", "scenes.one:One"}
    assert everything < definitions(root, "two")
    assert not {"rendering.pool:FILM", "convmath.plus:minus"} & definitions(root, "one")


def test_where_the_project_lies_does_not_matter(root, tmp_path):
    other = project(tmp_path / "other")
    assert codes(root) == codes(other)
    assert reach.data(starts("two"), root) == reach.data(starts("two"), other)


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("convmath_data_photograph", {"two"}),
        ("scenes_stage_colours", {"one", "two"}),  # nobody says who reads them
        ("scenes_stage_README", set()),
        ("scenes_story_locale_en", set()),
        ("rendering_page", set()),
    ],
)
def test_data_change_the_films_that_may_read_them(root, tmp_path, file, changed):
    other = project(tmp_path / "other", **{file: ("r", "another r")})
    found = {
        n for n in ("one", "two") if reach.data(starts(n), root) != reach.data(starts(n), other)
    }
    assert found == changed


def test_what_python_keeps_is_no_data(root):
    before = reach.data(starts("two"), root)
    reach._data.cache_clear()
    (root / "scenes/stage/__pycache__").mkdir()
    (root / "scenes/stage/__pycache__/draw.cpython-311.pyc").write_bytes(b"code")
    (root / "scenes/stage/.font.ttf.swp").write_bytes(b"a font that is being edited")
    assert reach.data(starts("two"), root) == before


def test_a_change_on_the_way_is_noticed(root):
    assert reach.changed_since(time.time() - 60, root)
    assert not reach.changed_since(time.time() + 60, root)
    later = time.time() + 120
    os.utime(root / "scenes/story/locale/en.toml", (later, later))
    assert reach.changed_since(time.time() + 60, root)


def test_texts_do_not_run_together():
    assert len({reach.combined(texts) for texts in (["ab"], ["a", "b"], ["b", "a"], [])}) == 4


FILMS = {entry.id: reach.reached(_starts(entry)) for entry in LESSONS}


def test_no_film_reaches_another_lesson():
    lessons = {entry.target.split(":")[0] for entry in LESSONS}
    for entry in LESSONS:
        modules = {place.split(":")[0] for place in FILMS[entry.id]}
        assert modules & lessons == {entry.target.split(":")[0]}


def test_every_film_can_be_read():
    assert not any("rendering.pool:side_by_side" in found for found in FILMS.values())


def test_films_reach_the_mathematics_that_they_show_and_no_other():
    for name in ("stride", "cross_correlation", "dilation"):
        assert {"convmath.correlate:cross_correlate", "convmath.geometry:Geometry"} < FILMS[name]
        modules = {place.split(":")[0] for place in FILMS[name] if not place.endswith(":")}
        others = ("activate", "pool", "transpose", "train", "lenet", "photograph", "piecewise")
        assert not modules & {f"convmath.{other}" for other in others}
    assert "convmath.gradient:kernel_gradient" in FILMS["gradient"]
    assert "convmath.lenet:load_lenet" in FILMS["lenet"]


def test_only_films_that_show_them_depend_on_weights_and_photographs():
    reader, fonts = reach.READERS.values()
    readers = {name for name, found in FILMS.items() if reader in found}
    assert readers == {"lenet", "feature_maps", "kernel_evolution"}  # keys hold every input
    assert all(fonts in found for found in FILMS.values())
    assert all(reach.ROOT.joinpath(folder).is_dir() for folder in reach.READERS)


LOADED = """
import sys
from importlib import import_module
for module in sys.argv[1:]:
    import_module(module)
print(*(name for name in sys.modules if name.split(".")[0] in ("convmath", "rendering", "scenes")))
"""


def test_all_modules_that_python_loads_are_reached():
    """Beside what the interpreter itself says; functions may import more later."""
    modules = ["scenes.stride", "rendering.job", "rendering.sheet"]
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *modules],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    left_out = {"scenes.catalog", "rendering.versions", "rendering.player", "rendering.figure"}
    assert {f"{name}:" for name in run.stdout.split() if name not in left_out} <= FILMS["stride"]
