"""Versions come from where they are declared, without importing what they describe."""

import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

from rendering.versions import convreel, versions

ROOT = Path(__file__).parents[2]


def test_they_are_the_declared_and_installed_ones():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert versions()["convreel"] == convreel() == declared["project"]["version"]
    assert versions()["manim"] == version("manim")


def test_nothing_heavy_is_imported_for_them():
    code = "import sys, rendering.versions as v; v.versions(); print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"manim", "numpy", "typst"} & set(run.stdout.split())
