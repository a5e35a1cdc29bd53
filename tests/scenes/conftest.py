"""What pictures share: Manim's files go to a folder that no other process writes to."""

import pytest
from manim import tempconfig


@pytest.fixture(scope="session", autouse=True)
def quiet_manim(tmp_path_factory):
    folder = tmp_path_factory.mktemp("media")
    with tempconfig({"media_dir": str(folder), "verbosity": "ERROR"}):
        yield
