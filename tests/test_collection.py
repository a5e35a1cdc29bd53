"""Tests and doctests can be run in any order, in one process."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FIRST = "scenes/story/words.py"  # its doctests; the tests then change what it reads
THEN = "tests/scenes/story/test_teller.py"


def imported(file):
    """Every module that a file imports at its top, by name."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_every_package_that_imports_its_modules_is_imported_first():
    packages = {
        ".".join(file.parent.relative_to(ROOT).parts)
        for folder in ("convmath", "scenes", "rendering")
        for file in (ROOT / folder).rglob("__init__.py")
    }
    eager = {
        package
        for package in packages
        for name in imported(ROOT.joinpath(*package.split("."), "__init__.py"))
        if name.startswith(f"{package}.")
    }
    assert eager == set(imported(ROOT / "conftest.py"))


@pytest.mark.slow
def test_doctests_may_be_run_before_tests():
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", FIRST, THEN]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
