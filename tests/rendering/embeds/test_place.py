"""Files in other people's folders: all that is needed, once, and nothing of theirs touched."""

import json
import shutil
from pathlib import Path

import pytest

from rendering import manifest
from rendering.embeds import place as placing
from rendering.embeds.generators import GENERATORS, snippet
from rendering.embeds.place import lacking, place
from rendering.errors import RenderError
from rendering.plan import OrderError
from rendering.player import page
from tests.rendering.test_figure import document


@pytest.fixture
def films(tmp_path):
    """`out/stride` with files that its manifest names; what they hold does not matter here."""
    folder = tmp_path / "out" / "stride"
    folder.mkdir(parents=True)
    told = {"schema": manifest.SCHEMA, **document()}
    for file in told["files"]:
        (folder / file["path"]).write_text(file["path"])
        file |= {"bytes": 1, "type": file.get("type", "image/webp")}
    (folder / "manifest.json").write_text(manifest.dumps(told))
    (folder / "player.html").write_text(page(told))
    return tmp_path / "out"


@pytest.fixture
def site(tmp_path):
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def contents(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.mark.parametrize("name", GENERATORS)
def test_all_is_there_and_a_second_time_changes_nothing(films, site, name):
    generator, found = GENERATORS[name], placing.read(films, ["stride"])
    written = place(generator, found, site)
    there = contents(site)
    assert {path.relative_to(site).as_posix() for path in written} | {
        (site / generator.static / "convreel" / "files.json").relative_to(site).as_posix()
    } == set(there)
    assert set(generator.once) <= set(there)
    if not generator.single:
        below = contents(site / generator.static / "convreel")
        assert below["stride/manifest.json"] == found[0].path.read_bytes()
        assert {file.name for file in found[0].files} <= {name.split("/")[-1] for name in below}
        assert "conv-reel.js" in below
    assert place(generator, found, site) == []
    assert contents(site) == there


def test_a_film_that_is_made_anew_replaces_the_earlier_one(films, site):
    generator, found = GENERATORS["hugo"], placing.read(films, ["stride"])
    place(generator, found, site)
    found[0].files[0].write_text("better")
    (written,) = place(generator, found, site)
    assert written.name == found[0].files[0].name
    assert written.read_text() == "better"


@pytest.mark.parametrize(
    "theirs", ["layouts/shortcodes/convreel.html", "static/convreel/conv-reel.js"]
)
def test_a_file_of_the_users_is_left_alone_and_nothing_else_is_written(films, site, theirs):
    (site / theirs).parent.mkdir(parents=True)
    (site / theirs).write_text("mine")
    with pytest.raises(RenderError, match=rf"{theirs}.*nothing was changed"):
        place(GENERATORS["hugo"], placing.read(films, ["stride"]), site)
    assert contents(site) == {theirs: b"mine"}


def test_a_file_that_the_user_changed_is_left_alone(films, site):
    generator, found = GENERATORS["hugo"], placing.read(films, ["stride"])
    place(generator, found, site)
    shortcode = site / "layouts/shortcodes/convreel.html"
    shortcode.write_text("my own")
    with pytest.raises(RenderError, match=r"convreel\.html"):
        place(generator, found, site)
    assert shortcode.read_text() == "my own"


def test_what_was_stopped_half_way_is_finished_by_the_next_time(films, site, monkeypatch):
    generator, found = GENERATORS["hugo"], placing.read(films, ["stride"])
    place(generator, found, site)
    for file in found[0].files:
        file.write_text("anew")
    left = [3]
    whole_file = placing.whole_file

    def stopped(path):
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        return whole_file(path)

    monkeypatch.setattr(placing, "whole_file", stopped)
    with pytest.raises(KeyboardInterrupt):
        place(generator, found, site)
    monkeypatch.setattr(placing, "whole_file", whole_file)
    found[0].files[0].write_text("and once more")
    assert place(generator, found, site)
    assert (site / "static/convreel/stride" / found[0].files[0].name).read_text() == "and once more"


def test_a_folder_that_is_not_there_is_no_site(films, tmp_path):
    with pytest.raises(OrderError, match="there is no folder"):
        place(GENERATORS["html"], placing.read(films, ["stride"]), tmp_path / "no" / "site")


@pytest.mark.parametrize(
    ("languages", "missing"), [([], ()), (["en", "zh"], ()), (["fr"], ("stride",))]
)
def test_a_film_is_lacking_in_a_language_that_it_was_not_made_in(films, languages, missing):
    path = films / "stride" / "manifest.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps(told))
    assert lacking(films, ["stride"], languages) == missing


@pytest.mark.parametrize(("themes", "missing"), [(["dark"], ()), (["dark", "light"], ("stride",))])
def test_a_film_is_lacking_in_a_theme_that_it_was_not_made_in(films, themes, missing):
    path = films / "stride" / "manifest.json"
    told = json.loads(path.read_text())
    told["files"] = [file for file in told["files"] if file.get("theme") != "light"]
    path.write_text(json.dumps(told))
    assert lacking(films, ["stride"], ["en"], themes) == missing
    assert lacking(films, ["stride"], ["en"]) == ()


@pytest.mark.parametrize("name", GENERATORS)
def test_films_of_two_shapes_stand_side_by_side(films, site, name):
    generator, (wide,) = GENERATORS[name], placing.read(films, ["stride"])
    folder = films / "9x16" / "stride"
    shutil.copytree(films / "stride", folder)
    told = json.loads((folder / "manifest.json").read_text())
    for file in told["files"]:
        if "width" in file:
            file |= {"width": file["height"], "height": file["width"]}
    (folder / "manifest.json").write_text(json.dumps(told))
    place(generator, [wide], site)
    there = contents(site)
    (upright,) = placing.read(films / "9x16", ["stride"])
    place(generator, [upright], site)
    shared = {generator.plain, (Path(generator.static) / "convreel/files.json").as_posix()}
    after = contents(site)
    assert {path for path in there if after[path] != there[path]} <= shared
    assert any("convreel/9x16/stride" in path for path in after)
    if generator.plain:
        table = json.loads(after[generator.plain])
        assert set(table) == {"stride", "9x16/stride"}
        assert "@base@9x16/stride/stride.en.dark.mp4" in table["9x16/stride"]["en"]
    assert "9x16/stride" in snippet(generator, [upright.document])
    assert "9x16" not in snippet(generator, [wide.document])


def test_a_film_is_lacking_without_manifest_and_without_files(films):
    assert lacking(films, ["padding"], []) == ("padding",)
    (films / "stride" / "player.html").rename(films / "elsewhere")
    assert lacking(films, ["stride"], []) == ("stride",)
    (films / "elsewhere").rename(films / "stride" / "player.html")
    assert lacking(films, ["stride"], []) == ()
    (films / "stride" / "stride.en.dark.mp4").unlink()
    assert lacking(films, ["stride"], []) == ("stride",)
