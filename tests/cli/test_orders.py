"""What is asked for is what is drawn."""

import sys
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest

from rendering import plan
from scenes.catalog import LESSONS


def test_with_nothing_said_one_film_is_made(run, studio):
    result = run("--scene", "stride")
    (job,) = studio.jobs
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        str(Path("media/stride/stride.en.dark.mp4")),
        str(Path("media/stride/manifest.json")),
    ]
    assert (job.language, job.theme, job.formats) == ("en", "dark", ("mp4",))
    assert (job.width, job.height, job.fps) == (1920, 1080, 60)
    assert not job.example.custom


@pytest.mark.parametrize(
    ("name", "value", "language"),
    [
        ("LC_ALL", "zh_CN.UTF-8", "zh"),
        ("LANG", "zh_TW", "zh"),
        ("LANG", "de_DE.UTF-8", "en"),
        ("LC_MESSAGES", "zh_CN", "zh"),
    ],
)
def test_the_users_locale_chooses_the_language(run, studio, monkeypatch, name, value, language):
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setenv(name, value)
    run("--scene", "stride")
    assert studio.jobs[0].language == language


def test_a_language_that_is_named_wins(run, studio, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    run("--scene", "stride", "--lang", "en")
    assert studio.jobs[0].language == "en"


@pytest.mark.parametrize("letter", "lmhpk")
def test_qualities_are_manims(run, studio, letter):
    from manim.constants import QUALITIES

    manims = next(quality for quality in QUALITIES.values() if quality["flag"] == letter)
    run("--scene", "stride", f"-q{letter}")
    job = studio.jobs[0]
    assert job.width == manims["pixel_width"]
    assert job.height == manims["pixel_height"]
    assert job.fps == manims["frame_rate"]


def test_options_that_manim_has_are_called_as_in_manim():
    from manim.cli.render.commands import render as manims_command

    import render

    def names(command):
        return {name for option in command.params for name in option.opts}

    shared = {"-q", "--quality", "-r", "--resolution", "--fps", "--frame_rate", "--format"}
    assert shared | {"-p", "--preview", "--media_dir", "-a"} <= names(render.main)
    assert shared | {"-p", "--preview", "--media_dir", "-a"} <= names(manims_command)


def test_size_and_rate_of_the_users_own(run, studio):
    run("--scene", "stride", "-q", "l", "-r", "1440,1080", "--fps", "24")
    job = studio.jobs[0]
    assert (job.width, job.height, job.fps) == (1440, 1080, 24)


@pytest.mark.parametrize(
    ("aspect", "size"),
    [("16:9", (1280, 720)), ("4:3", (960, 720)), ("1:1", (720, 720)), ("9:16", (720, 1280))],
)
def test_another_shape_has_the_qualitys_shorter_side(run, studio, aspect, size):
    run("--scene", "stride", "-q", "m", "--aspect", aspect)
    job = studio.jobs[0]
    assert (job.width, job.height, job.fps) == (*size, 30)


def test_another_shape_has_a_folder_of_its_own(run, studio):
    aspects = ["16:9", "9:16", "1:1"]
    made = [run("--scene", "stride", "--aspect", each).stdout.splitlines()[0] for each in aspects]
    folders = ["media", "media/9x16", "media/1x1"]
    assert made == [str(Path(folder, "stride/stride.en.dark.mp4")) for folder in folders]
    assert all(Path(film).is_file() for film in made)


@pytest.mark.parametrize(
    ("size", "folder"),
    [
        ("1920,1080", "media"),
        ("1366,768", "media"),
        ("1080,1920", "media/9x16"),
        ("1000,800", "media/5x4"),
    ],
)
def test_a_size_of_another_shape_has_a_folder_of_its_own_too(run, studio, size, folder):
    film = run("--scene", "stride", "-r", size).stdout.splitlines()[0]
    assert film == str(Path(folder, "stride/stride.en.dark.mp4"))


def test_all_languages_and_themes_of_several_scenes(run, studio):
    result = run("--scene", "stride", "--scene", "padding", "--lang", "all", "--theme", "all")
    made = [(job.lesson, job.language, job.theme) for job in studio.jobs]
    assert made == list(product(["stride", "padding"], ["en", "zh"], ["dark", "light"]))
    assert len(result.stdout.splitlines()) == 8 + 2  # each scene's manifest is named once
    assert "8 films in" in result.stderr


def test_all_scenes_come_in_the_order_of_the_course(run, studio):
    run("--all")
    assert [job.lesson for job in studio.jobs] == [entry.id for entry in LESSONS]


def test_a_chapter_is_made_in_its_order(run, studio):
    run("--chapter", "3", "--chapter", "1")
    assert [job.lesson for job in studio.jobs] == [
        entry.id for number in (3, 1) for entry in LESSONS if entry.chapter == number
    ]


def test_a_chapter_that_is_not_there_is_said(run, studio):
    result = run("--chapter", "9")
    assert (result.exit_code, studio.jobs) == (2, [])
    assert "there is no chapter 9: they are 1 to 6" in result.stderr


def test_a_scene_named_twice_is_made_once(run, studio):
    run("--scene", "stride", "--scene", "Stride")
    assert len(studio.jobs) == 1


def test_formats_are_made_once_each(run, studio):
    result = run("--scene", "stride", *("--format", "webm", "--format", "gif", "--format", "webm"))
    assert studio.jobs[0].formats == ("webm", "gif")
    assert [Path(line).suffix for line in result.stdout.splitlines()] == [".webm", ".gif", ".json"]


@pytest.mark.parametrize(
    ("options", "formats"),
    [
        (["--format", "av1", "--format", "webp"], ("av1.webm", "animated.webp")),
        (["--transparent"], ("alpha.webm",)),
        (["--transparent", "--format", "mp4"], ("mp4", "alpha.webm")),
    ],
)
def test_every_format_has_a_name_of_its_own(run, studio, options, formats):
    run("--scene", "stride", *options)
    assert studio.jobs[0].formats == formats


def test_the_example_of_the_users_own(run, studio):
    run(
        *("--scene", "stride", "--input", "-1 0.5; 1/3 4; 5 6", "--kernel", "1"),
        *("--padding", "1:2,0:3", "--stride", "2,1"),
    )
    example = studio.jobs[0].example
    assert example.custom
    assert example.inputs["input"].shape == (3, 2)
    assert example.parameters == {"padding": ((1, 2), (0, 3)), "stride": (2, 1)}


def test_anything_else_is_set_by_its_name(run, studio):
    run(
        *("--scene", "multi_input_channels", "--input", "1 2; 3 4 | 5 6; 7 8"),
        *("--set", "weight = 1 | 2"),
    )
    assert studio.jobs[0].example.inputs["weight"].tolist() == [[[[1]], [[2]]]]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--set", "window"], "--set 'window' sets nothing: write NAME=VALUE"),
        (["--set", "=2"], "sets nothing"),
        (["--stride", "1", "--set", "stride=2"], "stride is given twice: leave one of them out"),
        (["--set", "window=2"], "stride: this lesson has no window: it takes input, kernel"),
    ],
)
def test_what_cannot_be_set_is_said(run, arguments, sentence):
    result = run("--scene", "stride", *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_an_input_from_a_file(run, studio):
    Path("own.csv").write_text("1,2\n3,4\n")
    run("--scene", "stride", "--input", "own.csv")
    assert studio.jobs[0].example.inputs["input"].tolist() == [[1, 2], [3, 4]]


def test_another_folder(run, tmp_path):
    result = run("--scene", "stride", "--out", str(tmp_path / "course page" / "films"))
    film = tmp_path / "course page" / "films" / "stride" / "stride.en.dark.mp4"
    assert result.stdout.splitlines()[0] == str(film)
    assert film.is_file()


def test_a_sheet_instead_of_a_film(run, studio):
    result = run("--scene", "stride", "--sheet")
    names = [Path(line).name for line in result.stdout.splitlines()]
    assert names == ["stride.en.dark.sheet.png", "stride.en.dark.last.webp"]
    assert len(studio.sheets) == 1
    assert studio.jobs == []


def test_sheets_of_several_scenes_come_with_an_overview(run, monkeypatch):
    opened = []
    monkeypatch.setattr("click.launch", lambda path: opened.append(path) or 0)
    order = ("--scene", "stride", "--scene", "padding", "--sheet", "--theme", "all", "--quiet")
    first, again = run(*order, "--preview"), run(*order)
    overviews = [str(Path(f"media/overview.en.{theme}.png")) for theme in ("dark", "light")]
    assert first.stdout.splitlines()[-2:] == again.stdout.splitlines()[-2:] == overviews
    assert all(Path(path).is_file() for path in overviews)
    assert opened == overviews[:1]
    assert first.stderr == again.stderr == ""


def test_there_is_no_overview_of_films_nor_of_what_failed(run, studio, monkeypatch):
    run("--scene", "stride", "--scene", "padding")
    monkeypatch.setattr(studio, "sheet", lambda *_: 1 / 0)
    monkeypatch.setitem(sys.modules, "rendering.sheet", SimpleNamespace(render=studio.sheet))
    assert run("--scene", "stride", "--scene", "padding", "--sheet").exit_code == 1
    assert not list(Path("media").glob("overview*"))


def test_the_options_are_those_of_the_plan(studio):
    from rendering.entries import TYPES
    from scenes.story import words

    assert words.LANGUAGES == plan.LANGUAGES
    assert {f".{suffix}" for suffix in plan.FORMATS.values()} <= set(TYPES)
    assert f".{plan.TRANSPARENT}" in TYPES


def test_the_themes_are_those_of_the_stage():
    from scenes.stage.theme import THEMES

    assert tuple(THEMES) == plan.THEMES
