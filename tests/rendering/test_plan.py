"""What a plan refuses and derives; the command's tests show the rest."""

import os
from pathlib import Path

import pytest

from rendering.plan import (
    ASPECTS,
    QUALITIES,
    OrderError,
    check_folder,
    check_size,
    resolution,
    size_of,
)
from scenes.language import users_language
from scenes.stage.layout import LayoutError


@pytest.mark.parametrize("text", ["1920,1080", "1920x1080", "1920×1080", " 1920 , 1080 "])
def test_a_size_in_every_writing(text):
    assert resolution(text) == (1920, 1080)


@pytest.mark.parametrize("text", ["", "1920", "1920,", "a,b", "1,2,3", "-1920,1080", "19.2,10"])
def test_what_is_not_a_size_is_refused(text):
    with pytest.raises(OrderError, match="write it like 1920,1080"):
        resolution(text)


def test_sizes_that_players_show():
    for size in ((214, 160), (854, 480), (1440, 1080), (8192, 4608)):
        check_size(size)
    for size in ((158, 480), (854, 8194), (855, 480)):
        with pytest.raises(OrderError):
            check_size(size)


def test_a_size_on_which_nothing_can_be_laid_out_is_refused():
    with pytest.raises(LayoutError, match="too narrow for this picture: use at least 9:20"):
        check_size((720, 2160))


def test_every_quality_has_every_shape_with_even_sides():
    for quality, (width, height, _) in QUALITIES.items():
        assert size_of(quality, "16:9") == (width, height)
        assert size_of(quality, "9:16") == (height, width)
        for aspect, (across, down) in ASPECTS.items():
            size = size_of(quality, aspect)
            check_size(size)
            assert size[0] / size[1] == pytest.approx(across / down, rel=0.002)


def test_a_folder_need_not_be_there_yet_and_is_not_made(tmp_path):
    check_folder(tmp_path / "a" / "b")
    assert not list(tmp_path.iterdir())


def test_a_relative_folder_counts_from_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    check_folder(Path("media"))
    with pytest.raises(NotADirectoryError):
        check_folder(Path("file/media"))


def test_a_folder_that_may_not_be_written_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        check_folder(tmp_path / "media")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"}, "zh"),
        ({"LC_ALL": "en_US", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_HK", "LANG": "en_US"}, "zh"),
        ({"LANG": "ZH_cn"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_first_locale_variable_that_is_set_decides(environment, language):
    assert users_language(environment) == language


@pytest.mark.parametrize(
    ("system", "language"), [("Chinese (Simplified)_China", "zh"), ("English", "en"), (None, "en")]
)
def test_without_such_variables_the_system_is_asked(monkeypatch, system, language):
    monkeypatch.setattr("locale.getlocale", lambda: (system, "UTF-8"))
    assert users_language({}) == language
