"""What is written into pages: the right addresses, the language, and no text as anything else."""

import re

import pytest

from rendering.embeds.generators import GENERATORS, TEMPLATES, advice, snippet
from rendering.embeds.plain import BASE
from rendering.figure import NoFilmError
from tests.rendering.test_figure import HOSTILE, Reader, document, film


def test_every_kind_of_site_that_is_promised_is_there():
    assert set(GENERATORS) == {
        *("vitepress", "vuepress", "hugo", "jekyll", "mkdocs", "sphinx", "myst", "docusaurus"),
        *("html", "iframe", "notebook"),
    }


@pytest.mark.parametrize("name", GENERATORS)
def test_the_film_is_named_and_nothing_is_left_to_fill_in(name):
    text = snippet(GENERATORS[name], [document()])
    assert "stride" in text
    assert not re.search(r"\{(scene|lang|title|option|model|figure|frame)\}", text)


@pytest.mark.parametrize("name", [name for name in GENERATORS if name != "notebook"])
def test_a_language_is_passed_on(name):
    assert re.search(r"""lang\W+zh\b""", snippet(GENERATORS[name], [document()], "zh"))
    assert not re.search(
        r"""lang\W+zh\b""", snippet(GENERATORS[name], [document()]).split("<fig")[0]
    )


@pytest.mark.parametrize("name", [name for name in GENERATORS if GENERATORS[name].head])
def test_what_a_page_needs_once_is_there_once(name):
    text = snippet(GENERATORS[name], [document(), {**document(), "lesson": "padding"}])
    assert text.count(GENERATORS[name].head) == 1
    assert "stride" in text
    assert "padding" in text


@pytest.mark.parametrize("name", ["html", "iframe"])
def test_html_is_whole_whatever_the_texts_hold(name):
    page = Reader(snippet(GENERATORS[name], [document(HOSTILE)]))
    assert [script for script in page.all("script") if "src" not in script] == []
    assert page.all("b") == []


def test_hostile_titles_stay_texts_in_markdown():
    text = snippet(GENERATORS["mkdocs"], [document(HOSTILE)])
    assert "<script" not in text
    assert Reader(text).found == [("conv-reel", {"scene": "stride"})]


def test_without_scripts_a_page_still_shows_the_film():
    page = Reader(snippet(GENERATORS["html"], [document()]))
    assert page.all("source")[0]["src"] == "convreel/stride/stride.en.dark.mp4"


def test_the_frame_is_as_high_as_the_player_in_it():
    (frame,) = Reader(snippet(GENERATORS["iframe"], [document()], "zh")).all("iframe")
    assert frame["src"] == "convreel/stride/player.html?lang=zh"
    assert frame["title"] == "Stride"
    assert "max(56.25cqw + " in frame["style"]


def test_without_a_film_there_is_nothing_to_embed():
    with pytest.raises(NoFilmError):
        snippet(GENERATORS["html"], [document(files=[film(transparent=True)])])


def test_every_template_is_used_and_every_word_of_it_is_replaced():
    once = [once for generator in GENERATORS.values() for once in generator.once.values()]
    templates = {path.name for path in TEMPLATES.iterdir() if path.is_file()}
    assert {each.template for each in once} == templates
    left = {word for each in once for word in re.findall(r"@\w+@", each.text)}
    assert left == {BASE}  # which the templates replace themselves


def test_sphinx_is_told_in_both_of_its_languages():
    told = advice(GENERATORS["sphinx"], [document()], "zh")
    assert "```{convreel} stride\n:lang: zh\n```" in told
    assert "extensions.append" in told
    assert "--embed sphinx" in advice(GENERATORS["myst"], [document()])
