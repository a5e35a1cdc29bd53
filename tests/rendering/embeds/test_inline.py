"""A film and its player in one file: whole, bounded, and safe in an attribute."""

import base64
import json
import re

import pytest

from rendering import manifest
from rendering.embeds import inline
from rendering.errors import RenderError
from tests.rendering.test_figure import HOSTILE, Reader, document, film


@pytest.fixture
def made(tmp_path):
    """A manifest whose films hold their own names."""

    def make(text="Stride", size=10):
        told = document(text)
        told["files"].append(film("en", "dark", "webm"))
        for file in told["files"]:
            (tmp_path / file["path"]).write_text(file["path"])
            file |= {"bytes": size, "type": file.get("type", "image/webp")}
        return manifest.Manifest(tmp_path / "manifest.json", told)

    return make


def inside(html):
    """The manifest in the page that an iframe holds."""
    (frame,) = Reader(html).all("iframe")
    found = re.search(r'<script type="application/json">(.*?)</script>', frame["srcdoc"], re.DOTALL)
    return json.loads(found[1])


def test_one_film_for_each_language_and_theme_lies_in_it(made):
    files = [f for f in inside(inline.framed_page(made()))["files"] if f["kind"] == "film"]
    assert {(f["language"], f["theme"]) for f in files} == {
        (language, theme) for language in ("en", "zh") for theme in ("dark", "light")
    }
    kind, data = files[0]["path"].split(",")
    assert kind == "data:video/mp4;base64"
    assert base64.b64decode(data).decode() == "stride.en.dark.mp4"
    assert len(files) == 4  # not the WebM as well


def test_hostile_texts_stay_texts(made):
    assert inside(inline.framed_page(made(HOSTILE)))["languages"]["en"]["title"] == HOSTILE
    assert "</script><script>x" not in inline.module(made(HOSTILE))


def test_the_page_is_in_the_language_that_is_asked_for(made):
    (frame,) = Reader(inline.framed_page(made(), "zh")).all("iframe")
    assert '<html lang="zh-Hans">' in frame["srcdoc"]


def test_what_is_too_large_for_one_file_is_refused(made):
    with pytest.raises(RenderError, match=r"stride have 10 MB together.* 8 MB at most"):
        inline.module(made(size=2_000_000))
