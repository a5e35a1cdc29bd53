"""Films for pages and lectures: snippets on standard output, files where they belong."""

from pathlib import Path

import pytest

from rendering import slides
from rendering.atomic import write_text
from rendering.manifest import SCHEMA, dumps
from rendering.player import page
from tests.rendering.test_figure import document, film


@pytest.fixture
def made(tmp_path, run):
    """`media/stride`, as an earlier call may have left it."""

    def make(name="stride", files=None):
        folder = tmp_path / "media" / name
        told = {"schema": SCHEMA, **document(files=files), "lesson": name, "beats": []}
        for file in told["files"]:
            write_text(folder / file["path"], "a film")
        write_text(folder / "manifest.json", dumps(told))
        write_text(folder / "player.html", page(told))

    return make


def test_a_film_that_is_there_is_not_made_again(run, studio, made):
    made()
    result = run("--scene", "stride", "--embed", "hugo")
    assert result.exit_code == 0
    assert result.stdout == '{{< convreel scene="stride" >}}\n'
    assert "--into DIR" in result.stderr
    assert studio.jobs == []


def test_a_film_that_is_missing_is_made_first(run, studio, made):
    made("padding")
    result = run("--scene", "padding", "--scene", "stride", "--embed", "hugo")
    assert [job.lesson for job in studio.jobs] == ["stride"]
    assert "media/stride" not in result.stdout.replace("\\", "/")


def test_one_that_lacks_a_theme_that_is_asked_for_is_made(run, studio, made):
    made(files=[film("en", "dark")])
    run("--scene", "stride", "--embed", "hugo", "--lang", "en", "--theme", "dark")
    assert studio.jobs == []
    run("--scene", "stride", "--embed", "hugo", "--lang", "en", "--theme", "all")
    assert {job.theme for job in studio.jobs} == {"dark", "light"}


def test_one_with_numbers_of_the_users_own_is_made(run, studio, made):
    made()
    run("--scene", "stride", "--embed", "hugo", "--stride", "2")
    assert [job.lesson for job in studio.jobs] == ["stride"]


def test_a_language_is_in_the_snippet_only_if_it_is_asked_for(run, made):
    made()
    result = run("--scene", "stride", "--embed", "jekyll", "--lang", "zh")
    assert result.stdout == '{% include convreel.html scene="stride" lang="zh" %}\n'


def test_several_films_and_their_files_at_once(run, made, tmp_path):
    for name in ("stride", "padding"):
        made(name)
    (tmp_path / "site").mkdir()
    call = ("--scene", "stride", "--scene", "padding", "--embed", "vitepress", "--into", "site")
    result = run(*call)
    assert result.stdout.count("import ConvReel") == 1
    assert result.stdout.count("<ConvReel ") == 2
    for file in ("conv-reel.js", "stride/manifest.json", "padding/player.html"):
        assert Path("site/public/convreel", file).is_file()
        assert str(Path("site/public/convreel", file)) in result.stderr
    assert "convreel" not in run(*call).stderr


def test_what_is_not_a_site_is_said(run, made):
    made()
    for call, sentence in (
        (("--embed", "hugo", "--into", "nowhere"), "there is no folder nowhere"),
        (("--into", "."), "--into goes with --embed"),
        (("--embed", "word"), "'word' is not one of"),
    ):
        result = run("--scene", "stride", *call)
        assert result.exit_code != 0
        assert sentence in result.stderr


def test_slides_are_written_beside_the_film(run, studio, made, tmp_path):
    made()
    for name in slides.NEEDED:
        write_text(tmp_path / "reveal" / name, name)
    result = run("--scene", "stride", "--slides", "reveal", "--theme", "light")
    assert result.stdout.splitlines() == [str(Path("media/stride/slides.en.light.html"))]
    assert studio.jobs == []
    assert "reveal.js" in run("--scene", "stride", "--slides", "nowhere").stderr
