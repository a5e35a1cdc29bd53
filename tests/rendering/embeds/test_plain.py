"""What is shown without scripts: whole HTML in every language, and no film of others forgotten."""

import json

from rendering.embeds.plain import BASE, shown, table
from tests.rendering.test_figure import HOSTILE, Reader, document, film


def test_every_language_has_its_film_captions_and_poster():
    found = shown(document())
    assert set(found) == {"en", "zh"}
    page = Reader(found["zh"])
    (video,) = page.all("video")
    assert "controls" in video
    assert "autoplay" not in video
    assert page.all("source")[0]["src"] == f"{BASE}stride/stride.zh.dark.mp4"
    default = [track for track in page.all("track") if "default" in track]
    assert [track["srclang"] for track in default] == ["zh-Hans"]
    assert page.all("a") == [{"href": f"{BASE}stride/player.html?lang=zh"}]


def test_a_language_without_a_film_is_left_out():
    assert set(shown(document(files=[film("en")]))) == {"en"}


def test_hostile_titles_stay_texts():
    page = Reader(shown(document(HOSTILE))["en"])
    assert page.all("script") == page.all("b") == []
    assert page.all("video")[0]["aria-label"] == HOSTILE


def test_a_film_joins_those_that_are_there(tmp_path):
    path = tmp_path / "convreel.json"
    path.write_text(table(path, [document(), {**document(), "lesson": "padding"}]))
    path.write_text(table(path, [{**document("New"), "lesson": "padding"}]))
    found = json.loads(path.read_text())
    assert set(found) == {"stride", "padding"}
    assert ">New</a>" in found["padding"]["en"]
