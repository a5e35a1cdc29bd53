"""convmath stands on numpy and the standard library; torch only inside functions of one module."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "convmath"
ALLOWED = {"numpy", "convmath"} | set(sys.stdlib_module_names)


def foreign_imports(source, *, may_use_torch_inside=False):
    """Every imported top-level package that is not allowed, with its line."""
    tree = ast.parse(source)
    allowed = [(node, ALLOWED) for node in ast.walk(tree)]
    if may_use_torch_inside:
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        inside = {id(node) for function in functions for node in ast.walk(function)}
        allowed = [(n, ALLOWED | {"torch"} if id(n) in inside else a) for n, a in allowed]
    return [
        f"line {node.lineno}: {name}"
        for node, names in allowed
        for name in imported(node)
        if name not in names
    ]


def imported(node):
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").partition(".")[0] if node.level == 0 else "convmath"]
    return []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_nothing_but_numpy_and_the_standard_library(path):
    torch_allowed = path.name == "torch_backend.py"
    assert not foreign_imports(path.read_text("utf-8"), may_use_torch_inside=torch_allowed)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import numpy\nimport scipy.signal", ["line 2: scipy"]),
        ("from manim import Scene", ["line 1: manim"]),
        ("def f():\n    import torch", ["line 2: torch"]),
        ("from scenes.story import pace", ["line 1: scenes"]),
    ],
)
def test_the_checker_finds_a_foreign_import(source, found):
    assert foreign_imports(source) == found


def test_torch_is_allowed_only_inside_a_function():
    inside, outside = "def f():\n    import torch", "import torch"
    assert not foreign_imports(inside, may_use_torch_inside=True)
    assert foreign_imports(outside, may_use_torch_inside=True) == ["line 1: torch"]


def test_importing_convmath_loads_neither_torch_nor_scipy():
    check = "import sys, convmath; print(sorted({'torch', 'scipy', 'manim'} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", check],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"
