"""Every error becomes one sentence with a remedy, and the right exit status."""

import errno
import os

import pytest

from convmath import ConvMathError
from rendering.failures import FAILURE, USAGE, explain
from rendering.plan import OrderError
from scenes.catalog import UnknownSceneError
from scenes.stage.layout import LayoutError
from scenes.stage.lettering import LetteringError
from scenes.story.example import ExampleError
from scenes.story.sources import SourceError
from scenes.story.words import WordsError


@pytest.mark.parametrize(
    "kind",
    [ConvMathError, ExampleError, LayoutError, OrderError, SourceError, UnknownSceneError],
)
def test_what_users_ask_wrongly_is_status_2(kind):
    assert explain(kind("a sentence: a remedy")) == (USAGE, "a sentence: a remedy")


@pytest.mark.parametrize("kind", [LetteringError, WordsError])
def test_what_a_lesson_does_wrongly_is_status_1_in_its_own_words(kind):
    assert explain(kind("a sentence: a remedy")) == (FAILURE, "a sentence: a remedy")


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.ENOTDIR, errno.EISDIR]
)
def test_the_disk_is_named_with_the_place_and_a_way_out(number):
    status, sentence = explain(OSError(number, "whatever", "media/a.mp4"))
    assert status == FAILURE
    assert "(media/a.mp4)" in sentence
    assert "--out" in sentence


def test_a_file_in_the_making_is_called_by_its_folder():
    error = OSError(errno.ENOSPC, "No space left on device", "media/stride/.a.mp4.12ab.part")
    assert "the disk is full (media/stride)" in explain(error)[1].replace("\\", "/")


def test_a_rare_error_of_the_system_speaks_for_itself():
    assert explain(OSError(errno.EIO, "Input/output error", "a")) == (1, "Input/output error (a)")
    assert explain(OSError("no number")) == (1, "no number")


def test_a_folder_that_was_removed_under_the_process_is_said(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(FileNotFoundError) as caught:
        os.getcwd()  # noqa: PTH109 - what Path.cwd() and absolute() call
    monkeypatch.chdir(tmp_path)
    assert explain(caught.value) == (
        FAILURE,
        "the folder that this runs in is gone: go to another with cd",
    )


def test_a_missing_package_is_set_up_and_a_missing_part_of_ours_is_not():
    assert "the package manim is not installed" in explain(_missing("manim"))[1]
    assert "the package" not in explain(_missing("rendering.gone"))[1]


def _missing(name):
    return ModuleNotFoundError(f"No module named {name!r}", name=name)


@pytest.mark.parametrize("error", [ZeroDivisionError("a\nb"), KeyError("gone"), ValueError()])
def test_anything_else_is_our_mistake(error):
    status, sentence = explain(error)
    assert status == FAILURE
    assert type(error).__name__ in sentence
    assert "--verbose" in sentence
    assert "\n" not in sentence
