"""The catalog names every lesson once, cheaply, and helps with a mistyped name."""

import ast
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from scenes import catalog
from scenes.catalog import LESSONS, Entry, UnknownSceneError, find
from scenes.story import LANGUAGES, Words

SCENES = Path(catalog.__file__).parent


def misplaced(entries: tuple[Entry, ...], folder: Path) -> list[str]:
    """The entries whose file does not define their class, found without importing it."""
    return [entry.id for entry in entries if not _defines(entry, folder)]


def _defines(entry: Entry, folder: Path) -> bool:
    module, name = entry.target.split(":")
    file = folder.parent / (module.replace(".", "/") + ".py")
    if not file.is_file():
        return False
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.ClassDef) and node.name == name for node in tree.body)


COURSE = (
    *("dense_to_conv", "invariance", "convolution_1d", "cross_correlation", "true_convolution"),
    *("edge_detection", "learn_kernel", "receptive_field", "image_filters", "padding", "stride"),
    *("same_padding", "output_size", "multi_input_channels", "multi_output_channels"),
    *("one_by_one", "conv_dims", "tensor_shapes", "max_pooling", "average_pooling"),
    *("pooling_padding_stride", "pooling_channels", "dilation", "transposed", "depthwise"),
    *("gradient", "lenet", "feature_maps", "kernel_evolution"),
)


def test_the_lessons_stand_in_the_order_of_the_course():
    ids = [entry.id for entry in LESSONS]
    assert [lesson for lesson in ids if lesson in COURSE] == list(COURSE)  # new ones may join


def test_ids_are_unique_and_chapters_rise():
    ids = [entry.id for entry in LESSONS]
    chapters = [entry.chapter for entry in LESSONS]
    assert len(set(ids)) == len(ids)
    assert chapters == sorted(chapters)


def test_every_entry_points_at_a_class_in_the_file_of_its_own_name():
    assert [entry.target.split(":")[0] for entry in LESSONS] == [f"scenes.{e.id}" for e in LESSONS]
    assert misplaced(LESSONS, SCENES) == []


def test_the_checker_notices_a_missing_class():
    wrong = replace(LESSONS[0], target="scenes.catalog:Nothing")
    missing = replace(LESSONS[0], id="gone", target="scenes.gone:Gone")
    assert misplaced((wrong, missing), SCENES) == [wrong.id, "gone"]


def test_an_entry_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        LESSONS[0].id = "other"


@pytest.mark.parametrize("name", ["stride", "Stride", " STRIDE "])
def test_find_is_lenient_about_capitals(name):
    assert find(name).id == "stride"


def test_find_is_lenient_about_dashes():
    assert find("cross-correlation") is find("cross_correlation")


def test_find_suggests_a_close_name():
    with pytest.raises(
        UnknownSceneError, match=r"no scene is called 'pading'.*mean padding or same_padding\?"
    ):
        find("pading")


def test_find_says_where_all_names_are_when_none_is_close():
    with pytest.raises(UnknownSceneError, match=r"no scene is called 'zzz': render.py --list"):
        find("zzz")


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_those_that_the_films_show(language):
    titles = catalog.titles(language)
    assert [titles[e.id] for e in LESSONS] == [Words(e.id, language).title for e in LESSONS]


def test_a_lesson_without_a_title_is_named(monkeypatch):
    monkeypatch.setattr(catalog, "LESSONS", (*LESSONS, Entry("blur", "scenes.blur:Blur", 2, "x")))
    with pytest.raises(catalog.CatalogError, match=r"zh\.toml has no text for blur\.title: add it"):
        catalog.titles("zh")


def test_the_catalog_is_cheap_to_import():
    code = "import sys, scenes.catalog as c; c.titles('zh'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=SCENES.parent, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"manim", "numpy", "torch"} & set(loaded)
