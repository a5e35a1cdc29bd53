"""Who may import whom. Read from the source, so that imports inside functions count as well."""

import ast
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILM_WRITER = {"camera", "film", "job", "look", "overview", "sheet"}  # may draw, as lessons do
COMMAND = {Path("render.py"), Path("rendering/terminal.py")}
ASKING = {"plan", "variants", "work"}  # that import these in functions: will it fit; draw it
TEMPLATES = Path("rendering/embeds/templates")  # that run in other people's sites
OPERATIONS_OF_STAGE = {"as_number", "is_floating"}  # questions about a number, not arithmetic


@dataclass(frozen=True)
class Import:
    """One imported name: `module` as written, `name` empty for `import module`."""

    file: Path
    line: int
    module: str
    name: str

    @property
    def package(self):
        return self.module.split(".")[0]

    def __str__(self):
        what = f"{self.module}.{self.name}" if self.name else self.module
        return f"{self.file.as_posix()}:{self.line} imports {what}"


@cache
def imports(root):
    """Every import of every module that belongs to the house."""
    return [
        imp for file, tree in modules(root) for node in ast.walk(tree) for imp in _of(node, file)
    ]


def modules(root):
    """Every module with its syntax tree."""
    folders = [root / name for name in ("convmath", "scenes", "rendering")]
    files = [path for folder in folders for path in folder.rglob("*.py")] + [root / "render.py"]
    ours = (
        path for path in files if path.exists() and TEMPLATES not in path.relative_to(root).parents
    )
    for path in sorted(ours):
        yield path.relative_to(root), ast.parse(path.read_text(encoding="utf-8"))


def _of(node, file):
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(file, node.lineno, alias.name, "")
    if isinstance(node, ast.ImportFrom):
        base = ".".join(file.with_suffix("").parts[: -node.level]) if node.level else ""
        module = ".".join(part for part in (base, node.module) if part)
        for alias in node.names:
            yield Import(file, node.lineno, module, alias.name)


def is_lesson(file):
    return file.parent == Path("scenes") and file.stem not in ("__init__", "catalog")


def inside(file, *folders):
    return any(Path(folder) in file.parents for folder in folders)


def arithmetic_is_alone(imp):
    """`convmath` knows neither pictures nor films nor the command."""
    return inside(imp.file, "convmath") and imp.package in (
        *("manim", "click", "scenes", "rendering", "render"),
    )


def torch_only_in_its_backend(imp):
    """PyTorch is imported by one module only."""
    return imp.package == "torch" and imp.file != Path("convmath/torch_backend.py")


def manim_only_where_pictures_are_made(imp):
    """Lessons, the stage and the film writer draw; stories, captions and pages do not."""
    drawing = is_lesson(imp.file) or inside(imp.file, "scenes/stage")
    writing = inside(imp.file, "rendering") and imp.file.stem in FILM_WRITER
    return imp.package == "manim" and not (drawing or writing)


def stories_do_not_draw(imp):
    """`scenes/story` reaches nothing that draws or writes files of films."""
    to_stage = imp.module.startswith("scenes.stage") or (imp.module, imp.name) == (
        *("scenes", "stage"),
    )
    return inside(imp.file, "scenes/story") and (to_stage or imp.package in ("rendering", "render"))


def pages_read_the_manifest_only(imp):
    """What is published knows neither the stage nor the film writer."""
    pure = inside(imp.file, "rendering") and imp.file.stem not in FILM_WRITER
    target = imp.module.split(".")
    draws = target[:2] == ["scenes", "stage"] or (
        target[0] == "rendering" and {*target[1:], imp.name} & FILM_WRITER
    )
    lazily = inside(imp.file, "rendering") and imp.file.stem in ASKING
    return pure and bool(draws) and not lazily


def the_stage_does_no_arithmetic(imp):
    """`scenes/stage` takes the types of `convmath`, never its operations."""
    function = imp.name[:1].islower() and imp.name not in OPERATIONS_OF_STAGE
    return inside(imp.file, "scenes/stage") and imp.package == "convmath" and function


def lessons_stand_alone(imp):
    """No lesson imports another; what two need belongs to the stage or the story."""
    parts = imp.module.split(".")
    lesson = f"{imp.module}.{imp.name}".split(".")[1] if parts[0] == "scenes" else ""
    own = {"stage", "story", "catalog", "", imp.file.stem}
    return is_lesson(imp.file) and lesson not in own


def only_the_command_imports_click(imp):
    """Options, sentences and exit statuses belong to `render.py` and its terminal."""
    return imp.package == "click" and imp.file not in COMMAND


def nobody_imports_the_command(imp):
    """`render.py` stands at the end of every arrow."""
    return imp.package == "render"


def no_star_imports(imp):
    """A reader sees where each name comes from."""
    return imp.name == "*"


RULES = (
    arithmetic_is_alone,
    torch_only_in_its_backend,
    manim_only_where_pictures_are_made,
    stories_do_not_draw,
    pages_read_the_manifest_only,
    the_stage_does_no_arithmetic,
    lessons_stand_alone,
    only_the_command_imports_click,
    nobody_imports_the_command,
    no_star_imports,
)
OFFENCES = {
    arithmetic_is_alone: ("convmath/a.py", "def f():\n    from scenes.story import pace"),
    torch_only_in_its_backend: ("scenes/stage/a.py", "import torch.nn"),
    manim_only_where_pictures_are_made: ("rendering/captions.py", "from manim import Scene"),
    stories_do_not_draw: ("scenes/story/a.py", "from scenes import stage"),
    pages_read_the_manifest_only: ("rendering/page.py", "from rendering.film import FilmWriter"),
    the_stage_does_no_arithmetic: ("scenes/stage/a.py", "from convmath import cross_correlate"),
    lessons_stand_alone: ("scenes/a.py", "from scenes.stride import Stride"),
    only_the_command_imports_click: ("rendering/a.py", "import click"),
    nobody_imports_the_command: ("scenes/a.py", "import render"),
    no_star_imports: ("scenes/a.py", "from manim import *"),
}
ALLOWED = {
    "convmath/torch_backend.py": "def f():\n    import torch",
    "rendering/film.py": "from manim import Scene\nfrom rendering.captions import webvtt",
    "rendering/work.py": "from rendering.job import render",
    "scenes/stage/a.py": "from manim import VMobject\nfrom convmath import Geometry, is_floating",
    "scenes/story/a.py": "from convmath import as_exact",
    "scenes/a.py": "from scenes.stage.lesson import Lesson\nfrom scenes.story import pace",
    "render.py": "import click\nfrom rendering import plan\nfrom scenes import catalog",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_is_in_order(rule):
    assert [str(imp) for imp in imports(ROOT) if rule(imp)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_can_be_broken(tmp_path, rule):
    file, source = OFFENCES[rule]
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(source, encoding="utf-8")
    broken = [imp for imp in imports(tmp_path) if rule(imp)]
    assert [imp.file.as_posix() for imp in broken] == [file]


def test_what_is_allowed_breaks_no_rule(tmp_path):
    for file, source in ALLOWED.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(source, encoding="utf-8")
    assert [str(imp) for imp in imports(tmp_path) for rule in RULES if rule(imp)] == []


def test_imports_are_found_wherever_they_stand(tmp_path):
    (tmp_path / "scenes" / "story").mkdir(parents=True)
    source = "import a.b\ndef f():\n    from . import c\n    from ..stage import d as e\n"
    (tmp_path / "scenes/story/x.py").write_text(source, encoding="utf-8")
    found = [(imp.line, imp.module, imp.name) for imp in imports(tmp_path)]
    assert found == [(1, "a.b", ""), (3, "scenes.story", "c"), (4, "scenes.stage", "d")]


def test_only_declared_packages_are_imported():
    ours = {"convmath", "rendering", "scenes", "__future__"} | set(sys.stdlib_module_names)
    declared = {
        line.split("=")[0].split("[")[0].strip().lower()
        for name in ("requirements.txt", "requirements-cluster.txt")
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    names = {"PIL": "pillow", "fontTools": "fonttools", "cairo": "manim"}  # Manim draws with it
    foreign = {imp.package for imp in imports(ROOT)} - ours
    assert {names.get(package, package) for package in foreign} - declared == set()
