"""What pictures share: Manim's files go to a folder that no other process writes to.

And a film whose checks are tried: what is doctored is as it was when the test is over.
"""

import pytest
from manim import tempconfig

from scenes.story import Example
from tests.scenes.doctoring import BEAT, STRIDE, lettering, retaken
from tests.scenes.surveying import play, survey, watched


class SeenEnoughError(Exception):
    """The scene has been played as far as the test needs it."""


@pytest.fixture(scope="session", autouse=True)
def quiet_manim(tmp_path_factory):
    folder = tmp_path_factory.mktemp("media")
    with tempconfig({"media_dir": str(folder), "verbosity": "ERROR"}):
        yield


@pytest.fixture(scope="session")
def film():
    """The book's film about strides, which nobody has doctored."""
    return survey(STRIDE, Example.of("stride"))


@pytest.fixture(scope="session")
def scene():
    """The scene at the end of the beat."""
    scenes = []

    def stop(lesson, beat):
        if beat.name == BEAT:
            scenes.append(lesson)
            raise SeenEnoughError

    with pytest.raises(SeenEnoughError):
        play(watched(STRIDE), Example.of("stride"), language="en", on_beat=stop)
    return scenes[0]


@pytest.fixture
def doctor(scene, film, monkeypatch):
    """Change attributes of the lettering at a place or of a text; returns the new film."""

    def doctored(chosen, /, **attributes):
        chosen = lettering(scene, chosen) if isinstance(chosen, str) else chosen
        for name, value in attributes.items():
            monkeypatch.setattr(chosen, name, value(chosen) if callable(value) else value)
        return retaken(film, scene)

    return doctored
