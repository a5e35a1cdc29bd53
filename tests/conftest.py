"""What all tests share: how chance is handled, and what to do when a program is missing."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


# A first call may import numpy or compile a formula, so no single example is held to a deadline.
# In CI every run tries the same examples: a failure there is about the change, not about luck.
settings.register_profile("user", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if in_ci() else "user")


def pytest_collection_finish() -> None:
    """What has been imported stays to the end: no later collection need look through all of it."""
    gc.collect()
    gc.freeze()


def find_program(name: str, why: str) -> str:
    """Return the path of a program that a test runs.

    Without it the test is skipped on a user's machine, who has nothing to gain from installing it,
    and fails in CI, where a skipped test would go unnoticed.
    """
    path = shutil.which(name)
    if path is None and in_ci():
        pytest.fail(f"{name} is not installed here; {why}", pytrace=False)
    if path is None:
        pytest.skip(f"{name} is not installed; {why}")
    return path


@pytest.fixture
def require_program() -> Callable[[str, str], str]:
    """Ask for a program, as in `require_program("tesseract", "it reads the frames")`."""
    return find_program


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Make a disk of a given size, as in `small_disk("64k")`; only root on Linux may."""
    with ExitStack() as mounted:

        def make(size: str) -> Path:
            place = tmp_path / f"disk of {size}"
            place.mkdir()
            mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
            linux = sys.platform.startswith("linux")
            if not linux or os.geteuid() or subprocess.run(mount, check=False).returncode:
                pytest.skip("only root on Linux may mount the small disk that this test fills")
            mounted.callback(subprocess.run, ["umount", str(place)], check=True)
            return place

        yield make
