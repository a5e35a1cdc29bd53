"""Which files a film depends on: all that its modules import, and no others."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rendering import reach
from scenes.catalog import LESSONS

ROOT = Path(__file__).parents[2]
FILES = {
    "scenes/__init__.py": "",
    "scenes/one.py": "from scenes.stage.draw import line\n",
    "scenes/two.py": "def late():\n  try:\n    import scenes.stage.deep.er\n  finally: pass\n",
    "scenes/catalog.py": "LESSONS = 1\n",
    "scenes/stage/__init__.py": "from scenes.stage import shared\n",
    "scenes/stage/shared.py": "from .draw import line\nfrom ..catalog import LESSONS\n",
    "scenes/stage/draw.py": "import os, numpy\nfrom convmath import add\nline = 1\n",
    "scenes/stage/deep/__init__.py": "",
    "scenes/stage/deep/er.py": "from ... import story\nfrom ..draw import line\n",
    "scenes/stage/font.ttf": "curves",
    "scenes/stage/README.md": "words about fonts",
    "scenes/story/__init__.py": "",
    "scenes/story/locale/en.toml": "words = 1",
    "convmath/__init__.py": "from convmath.plus import add\n",
    "convmath/plus.py": "def add(a, b):\n    return a + b\n",
    "rendering/job.py": "if True:\n    from rendering import film\n",
    "rendering/film.py": "from rendering.player import page",
    "rendering/player.py": "from rendering.figure import figure",
    "rendering/figure.py": "",
    "rendering/page.js": "script",
    "rendering/pool.py": "",
}


def project(folder, **changes):
    """A small project; `changes` replace files, with `_` for `/` and without their suffix."""
    folder.mkdir()
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        key = name.replace("/", "_").split(".")[0]
        path.write_text(changes.pop(key, text), encoding="utf-8")
    assert not changes
    return folder


@pytest.fixture
def root(tmp_path):
    return project(tmp_path / "project")


def test_imports_are_followed_through_packages(root):
    assert reach.reached(["scenes.one"], root) == {
        *("scenes", "scenes.one", "scenes.stage", "scenes.stage.shared", "scenes.stage.draw"),
        *("convmath", "convmath.plus"),
    }


def test_imports_count_wherever_they_stand_and_however_they_are_written(root):
    found = reach.reached(["scenes.two", "rendering.job"], root)
    assert {"scenes.stage.deep", "scenes.stage.deep.er", "scenes.story", "rendering.film"} <= found
    assert "scenes.one" not in found


def codes(root):
    return {name: reach.code([f"scenes.{name}", "rendering.job"], root) for name in ("one", "two")}


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("scenes_one", {"one"}),
        ("scenes_two", {"two"}),
        ("scenes_stage_draw", {"one", "two"}),
        ("scenes_stage_deep_er", {"two"}),
        ("scenes_stage___init__", {"one", "two"}),
        ("convmath_plus", {"one", "two"}),
        ("rendering_film", {"one", "two"}),
        ("rendering_pool", set()),
        ("rendering_player", set()),
        ("rendering_figure", set()),
        ("scenes_catalog", set()),
        ("scenes_story_locale_en", set()),
    ],
)
def test_a_change_changes_those_that_reach_it(root, tmp_path, file, changed):
    other = project(tmp_path / "other", **{file: "# another\n" + FILES[named(file)]})
    before, after = codes(root), codes(other)
    assert {name for name in before if before[name] != after[name]} == changed


def named(file):
    return next(name for name in FILES if name.replace("/", "_").split(".")[0] == file)


def test_where_the_project_lies_does_not_matter(root, tmp_path):
    other = project(tmp_path / "other")
    assert codes(root) == codes(other)
    assert reach.data(root) == reach.data(other)


def test_data_are_what_is_neither_code_nor_words(root, tmp_path):
    same = {"scenes_stage_README": "x", "scenes_story_locale_en": "x", "rendering_page": "x"}
    assert reach.data(root) == reach.data(project(tmp_path / "same", **same))
    assert reach.data(root) != reach.data(project(tmp_path / "other", scenes_stage_font="lines"))


def test_what_python_keeps_is_no_data(root):
    before = reach.data(root)
    (root / "scenes/stage/__pycache__").mkdir()
    (root / "scenes/stage/__pycache__/draw.cpython-311.pyc").write_bytes(b"code")
    (root / "scenes/stage/.font.ttf.swp").write_bytes(b"a font that is being edited")
    assert reach.data(root) == before


def test_a_change_on_the_way_is_noticed(root):
    assert reach.changed_since(time.time() - 60, root)
    assert not reach.changed_since(time.time() + 60, root)
    later = time.time() + 120
    os.utime(root / "scenes/story/locale/en.toml", (later, later))
    assert reach.changed_since(time.time() + 60, root)


def test_texts_do_not_run_together():
    assert len({reach.combined(texts) for texts in (["ab"], ["a", "b"], ["b", "a"], [])}) == 4


def test_no_lesson_reaches_another():
    for entry in LESSONS:
        module = entry.target.split(":")[0]
        others = {other.target.split(":")[0] for other in LESSONS} - {module}
        assert reach.reached([module, "rendering.job"]) & others == set()


LOADED = """
import sys
from importlib import import_module
for module in sys.argv[1:]:
    import_module(module)
print(*(name for name in sys.modules if name.split(".")[0] in ("convmath", "rendering", "scenes")))
"""


def test_all_that_python_loads_is_reached():
    """Beside what the interpreter itself says; functions may import more later."""
    modules = ["scenes.stride", "rendering.job"]
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *modules],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    namespaces = {"rendering"}  # a folder without code of its own
    pages = {"rendering.player", "rendering.figure"}
    found = set(run.stdout.split()) - namespaces - pages - {"scenes.catalog"}
    assert found <= reach.reached(modules)
