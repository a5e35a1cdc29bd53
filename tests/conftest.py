"""What all tests share: how chance is handled, and what to do when a program is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest
from hypothesis import settings


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


# A first call may import numpy or compile a formula, so no single example is held to a deadline.
# In CI every run tries the same examples: a failure there is about the change, not about luck.
settings.register_profile("user", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if in_ci() else "user")


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
