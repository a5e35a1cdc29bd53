"""The course on one page: what is there, in order, in every language, and safe."""

import pytest

from rendering import gallery
from rendering.errors import RenderError
from rendering.manifest import dumps
from tests.rendering.test_figure import HOSTILE, Reader, document

COURSE = [
    {"id": name, "title": {"en": title, "zh": f"中{title}"}, "chapter": chapter,
     "chapter_title": {"en": f"Chapter {chapter}", "zh": f"第 {chapter} 章"}}
    for name, title, chapter in [("stride", "Stride", 3), ("gone", "Gone", 3), ("max", HOSTILE, 5)]
]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """Two of three scenes are rendered; one of them is about hostile texts."""
    for name, text in (("stride", "Stride"), ("max", HOSTILE)):
        (tmp_path / name).mkdir()
        told = {**document(text), "schema": 1, "beats": []}
        (tmp_path / name / "manifest.json").write_text(dumps(told), encoding="utf-8")
    return tmp_path


def test_what_is_rendered_is_there_in_order(folder):
    page = Reader(gallery.write(folder, COURSE).read_text(encoding="utf-8"))
    assert [link["href"] for link in page.all("a")] == ["stride/player.html", "max/player.html"]
    assert "Gone" not in page.texts
    assert page.texts.index("Chapter 3") < page.texts.index("Chapter 5")
    assert [text for text in page.texts if text == "第 3 章"] == ["第 3 章"]


def test_posters_have_their_size_and_wait(folder):
    page = Reader(gallery.write(folder, COURSE).read_text(encoding="utf-8"))
    image = page.all("img")[0]
    assert image["src"] == "stride/stride.en.dark.webp"  # the only one there is
    assert (image["width"], image["height"], image["loading"]) == ("1920", "1080", "lazy")


def test_every_text_is_a_text(folder):
    page = Reader(gallery.write(folder, COURSE).read_text(encoding="utf-8"))
    assert len(page.all("script")) == 1
    assert HOSTILE in page.texts


def test_an_empty_folder_says_what_to_do(tmp_path):
    with pytest.raises(RenderError, match=r"no films of the course yet: make some first.*--all"):
        gallery.write(tmp_path, COURSE)


def test_a_damaged_manifest_is_left_out(folder):
    (folder / "max" / "manifest.json").write_text("{")
    page = Reader(gallery.write(folder, COURSE).read_text(encoding="utf-8"))
    assert [link["href"] for link in page.all("a")] == ["stride/player.html"]
