"""Which versions made a film: ConvReel's own and those of what draws and computes."""

from __future__ import annotations

import platform
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

MAKERS: Final = ("manim", "typst", "numpy")  # each of them can change a picture or a number


@cache
def convreel() -> str:
    """This project's version; `pyproject.toml` is the one place that says it."""
    project = Path(__file__).parents[1] / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def installed(package: str) -> str:
    """The installed version of a package, looked up without importing it.

    >>> installed("no such package")
    'not installed'
    """
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def versions() -> dict[str, str]:
    """All versions that a manifest names.

    >>> list(versions())
    ['convreel', 'manim', 'typst', 'numpy']
    """
    return {"convreel": convreel()} | {package: installed(package) for package in MAKERS}


def version_line() -> str:
    """ConvReel's version and what it runs on, for people."""
    others = ", ".join(f"{name} {number}" for name, number in list(versions().items())[1:])
    return f"ConvReel {convreel()} (Python {platform.python_version()}, {others})"
