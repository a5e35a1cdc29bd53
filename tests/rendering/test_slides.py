"""Slides: one for each beat, in the words and colours asked for, with reveal.js beside them."""

import json
import re

import pytest

from rendering import slides
from rendering.manifest import Manifest
from rendering.plan import OrderError
from tests.rendering.test_figure import HOSTILE, Reader, document


def told(text="Stride"):
    return {**document(text), "beats": [{"start": 0.0, "end": 1.0}]}


@pytest.fixture
def reveal(tmp_path):
    """The files of the package that are needed, and one that is not."""
    for name in (*slides.NEEDED, "dist/plugin/notes.js"):
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "package"


def test_every_beat_is_a_slide_after_the_title(tmp_path, reveal):
    film = Manifest(tmp_path / "media" / "stride" / "manifest.json", told())
    (path,) = slides.write([film], ["zh"], ["light"], reveal)
    assert path == tmp_path / "media" / "stride" / "slides.zh.light.html"
    text = path.read_text(encoding="utf-8")
    page = Reader(text)
    assert len(page.all("section")) == 2
    assert page.all("html")[0]["lang"] == "zh-Hans"
    assert page.all("video")[0]["src"] == "stride.zh.light.mp4"
    assert json.loads(re.search(r"beats = (\[\[.*?\]\])", text)[1]) == [[0.0, 1.0]]
    needed = {page.all("script")[0]["src"], *(a["href"] for a in page.all("link")[1:])}
    there = {f"../reveal.js/{p.name}" for p in (tmp_path / "media" / "reveal.js").iterdir()}
    assert needed == there - {"../reveal.js/LICENSE"}


def test_hostile_texts_stay_texts():
    page = Reader(slides.deck(told(HOSTILE), "en", document()["files"][0]))
    assert page.all("b") == []
    assert page.texts.count(HOSTILE) == 5  # title twice, statement, chapter, sentence


def test_a_folder_without_the_package_is_refused(tmp_path):
    with pytest.raises(OrderError, match=r"no dist/reveal\.js in .*npm install reveal\.js"):
        slides.write([], ["en"], ["dark"], tmp_path)
