"""The player page: whole in itself, small, and safe whatever the texts hold."""

import gzip
import json
import re

from rendering.player import in_script, page, script
from tests.rendering.test_figure import HOSTILE, Reader, document, film


def test_the_component_is_small():
    assert len(gzip.compress(script().encode())) < 15_000


def test_the_component_asks_nobody_else():
    addresses = re.findall(r"https?://[^\s\"'`]+", script())
    assert addresses == []


def test_the_page_needs_no_other_file_but_the_films():
    text = page(document())
    assert script() in text
    shown = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    found = Reader(shown)
    assert not [a for a in found.all("script") if "src" in a]
    assert found.all("link") == [{"rel": "icon", "href": "data:,"}]


def test_the_manifest_lies_in_the_page_as_it_is():
    told = document(HOSTILE)
    inside = re.search(r'<script type="application/json">(.*?)</script>', page(told), re.DOTALL)
    assert json.loads(inside[1]) == told


def test_no_text_ends_the_script_that_it_lies_in():
    assert "<" not in in_script({"a": "</script><!--"})


def test_without_a_film_there_is_no_page():
    assert page(document(files=[{**film(), "type": "image/gif"}])) is None
    assert page({**document(), "languages": {}}) is None
