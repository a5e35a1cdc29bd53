"""A lesson file is an order that can be given again; options go before it."""

import re
from pathlib import Path

import pytest

from rendering.plan import QUALITIES
from scenes.catalog import Entry

SPEC = """scene = "stride"
languages = ["de", "en"]
theme = "light"
quality = "m"
aspect = "1:1"
formats = ["webm", "png"]
[example]
input = "own.csv"
stride = 2
[colours.light]
kernel = "#7a3e00"
[words.de]
name = "Deutsch"
like = "en"
title = "Schrittweite"
"""
ROOT = Path(__file__).parents[2]
LOAD = Entry.load  # the real one, before a stand-in is in its place


@pytest.fixture
def spec(run, monkeypatch):
    """Writes a lesson file into a folder beside the current one, and gives its path."""
    monkeypatch.setattr(Entry, "load", LOAD)
    Path("course").mkdir()
    Path("course/own.csv").write_text("1,2,3\n4,5,6\n")

    def write(text=SPEC, name="my-stride.toml"):
        Path("course", name).write_text(text, encoding="utf-8")
        return f"course/{name}"

    return write


def test_all_of_the_file_is_drawn(run, studio, spec):
    result = run("--spec", spec())
    german, english = studio.jobs
    assert result.exit_code == 0
    assert (german.language, english.language) == ("de", "en")
    assert german.lesson == "stride"
    assert (german.theme, german.width, german.height, german.fps) == ("light", 720, 720, 30)
    assert german.formats == ("webm", "png")
    assert german.example.inputs["input"].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert german.example.parameters["stride"] == 2
    assert german.words["de"]["title"] == "Schrittweite"
    assert german.variant.colours == {"light": {"kernel": "#7a3e00"}}
    assert result.stdout.splitlines()[0] == str(Path("media/1x1/my-stride/my-stride.de.light.webm"))


def test_the_lesson_of_the_course_keeps_its_files(run, studio, spec):
    run("--scene", "stride")
    run("--spec", spec(), "--aspect", "16:9")
    assert {path.name for path in Path("media").iterdir() if path.is_dir()} == {
        "stride",
        "my-stride",
    }


def test_options_go_before_the_file(run, studio, spec):
    arguments = ("--theme", "all", "-q", "l", "--aspect", "16:9", "--format", "mp4", "--lang", "zh")
    run("--spec", spec(), *arguments, "--stride", "1", "--input", "1 2; 3 4")
    dark, light = studio.jobs
    assert (dark.theme, light.theme) == ("dark", "light")
    assert (dark.width, dark.height, dark.fps) == QUALITIES["l"]
    assert (dark.language, dark.formats) == ("zh", ("mp4",))
    assert dark.example.parameters["stride"] == 1
    assert dark.example.inputs["input"].tolist() == [[1, 2], [3, 4]]


def test_a_layer_says_anew_what_the_file_says(run, studio, spec):
    run("--spec", spec(), "--lang", "en", "--layer", "Conv2d(1, 1, 2, stride=(1, 2))")
    example = studio.jobs[0].example
    assert dict(example.parameters) == {"padding": (0, 0), "stride": (1, 2)}
    assert example.inputs["input"].tolist() == [[1, 2, 3], [4, 5, 6]]


def test_all_languages_are_the_courses_and_ones_own(run, studio, spec):
    run("--spec", spec(), "--lang", "all")
    assert [job.language for job in studio.jobs] == ["en", "zh", "de"]


def test_without_languages_it_speaks_those_of_its_words(run, studio, spec):
    run("--spec", spec(SPEC.replace('languages = ["de", "en"]', "")))
    assert [job.language for job in studio.jobs] == ["de"]


def test_without_words_it_speaks_the_users(run, studio, spec):
    run("--spec", spec('scene = "stride"\nname = "plain"\n'))
    (job,) = studio.jobs
    assert (job.language, job.called, job.width, job.theme) == ("en", "plain", 1920, "dark")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--scene", "stride"), "--spec names its scene itself: leave out --scene, --chapter"),
        (("--all",), "--spec names its scene itself"),
        (("--lang", "fr"), "'fr' is not one of 'en', 'zh', 'de', 'all'"),
        (("--stride", "0"), "stride height 0 is too small"),
        (("--input", "1 2; 3"), "row 2 has 1 number"),
    ],
)
def test_what_does_not_go_with_it_is_refused(run, studio, spec, arguments, sentence):
    result = run("--spec", spec(), *arguments)
    assert (result.exit_code, studio.jobs) == (2, [])
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_mistake_is_said_with_its_file_line_and_key(run, studio, spec):
    path = spec(SPEC.replace("title", "titel"))
    result = run("--spec", path)
    assert (result.exit_code, studio.jobs) == (2, [])
    assert result.stderr == (
        f"Error: {path}, line 15, words.de.titel: there is no such text: did you mean title?\n"
    )


def examples(text):
    """The lesson files that a text shows."""
    return re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_file_in_the_readme_can_be_drawn(run, studio, spec, name):
    (text,) = examples((ROOT / name).read_text(encoding="utf-8"))
    result = run("--spec", spec(text))
    assert result.exit_code == 0, result.stderr
    assert {"scene", "languages", "example", "words", "colours"} <= set(
        re.findall(r"^\[?(\w+)", text, flags=re.MULTILINE)
    )
    assert studio.jobs[0].words
