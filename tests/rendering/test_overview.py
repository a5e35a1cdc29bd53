"""The overview: every poster whole and once, by chapters in order, over a legible title."""

import subprocess
from itertools import product

import numpy as np
import pytest
from PIL import Image

from rendering import overview, plan
from rendering.gallery import WORDS
from rendering.spec import LAST, Job
from scenes.catalog import titles
from scenes.stage.lettering import require_glyphs
from scenes.stage.theme import THEMES
from scenes.story import Example
from tests.rendering.pictures import rgb

SIZE = (320, 180)
COLOURS = {"max": "#ff0000", "stride": "#00ff00", "padding": "#0000ff"}
COURSE = [
    {"id": name, "title": {"en": title, "zh": "步幅"}, "chapter": chapter,
     "chapter_title": {"en": f"Chapter {chapter}", "zh": "填充和步幅"}}
    for name, title, chapter in [
        ("padding", "Zeros all around", 3), ("gone", "Gone", 3), ("stride", "Larger steps", 3),
        ("max", "The largest number", 5),
    ]
]  # fmt: skip


def drawn(out, lesson, size=SIZE, language="en", theme="dark"):
    """A job whose contact sheet has been drawn: its last picture has one colour."""
    example = Example("none", {}, {})
    job = Job(lesson, example, language, theme, *size, 15, ("mp4",), out)
    job.path(LAST).parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, COLOURS[lesson]).save(job.path(LAST), lossless=True)
    return job


def shown(path):
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def boxes(pixels):
    """Where each colour is: left, top, right and bottom of its rectangle, of nothing else."""
    found = {}
    for lesson, colour in COLOURS.items():
        rows, columns = np.nonzero((pixels == rgb(colour)).all(axis=2))
        if len(rows):
            found[lesson] = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
            left, top, right, bottom = found[lesson]
            assert len(rows) == (right - left) * (bottom - top)
    return found


@pytest.fixture
def picture(tmp_path):
    """Three posters, asked for out of order."""
    out = tmp_path / 'the "first" course #1'
    (path,) = overview.write([drawn(out, name) for name in COLOURS], COURSE)
    assert path == out / "overview.en.dark.png"
    return path


def test_posters_stand_by_chapters_in_order(picture):
    found = boxes(shown(picture))
    assert found.keys() == COLOURS.keys()
    for left, top, right, bottom in found.values():  # its rim lies over its edge
        assert right - left == pytest.approx(SIZE[0], abs=3)
        assert bottom - top == pytest.approx(SIZE[1], abs=3)
    padding, stride, largest = found["padding"], found["stride"], found["max"]
    assert padding[2] < stride[0]
    assert padding[1] == stride[1]
    assert padding[3] < largest[1]
    assert padding[0] == largest[0]


def test_titles_and_chapters_can_be_read(picture, require_program, tmp_path):
    tesseract = require_program("tesseract", "it reads the titles: install tesseract-ocr")

    def read(left, top, right, bottom):
        with Image.open(picture) as whole:
            cut = whole.crop((left, top, right, bottom)).convert("L")
        cut.resize((4 * cut.width, 4 * cut.height)).save(tmp_path / "cut.png")
        command = [tesseract, str(tmp_path / "cut.png"), "-", "--psm", "6"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return " ".join(done.stdout.split())

    found = boxes(shown(picture))
    for lesson in COURSE:
        if lesson["id"] in found:
            left, _, right, bottom = map(int, found[lesson["id"]])
            assert read(left - 3, bottom + 4, right + 3, bottom + 30) == lesson["title"]["en"]
    left, top, _, bottom = map(int, found["max"])
    assert "Chapter 5" in read(0, top, left - 5, bottom)
    assert WORDS["en"]["title"] in read(0, 0, 3 * SIZE[0], int(found["padding"][1]) - 5)


def test_every_language_and_theme_has_a_picture_of_its_own(tmp_path):
    every = list(product(("en", "zh"), THEMES))
    jobs = [drawn(tmp_path, "stride", language=one, theme=other) for one, other in every]
    paths = overview.write(jobs, COURSE)
    names = [f"overview.{language}.{theme}.png" for language, theme in every]
    assert [path.name for path in paths] == names
    for path, (_, theme) in zip(paths, every, strict=True):
        pixels = shown(path)
        assert tuple(pixels[2, 2]) == tuple(rgb(THEMES[theme].background))
        assert boxes(pixels).keys() == {"stride"}
        ink = abs(pixels.astype(int) - rgb(THEMES[theme].text)).max(axis=2)
        assert ink.min() <= 1
    assert len({path.read_bytes() for path in paths}) == len(paths)


def test_the_same_pictures_give_the_same_bytes(picture):
    before = picture.read_bytes()
    overview.write([drawn(picture.parent, name) for name in COLOURS], COURSE)
    assert picture.read_bytes() == before


@pytest.mark.parametrize(("size", "width"), [((1920, 1080), 960), ((1080, 1920), 540)])
def test_large_posters_are_made_smaller(tmp_path, size, width):
    (path,) = overview.write([drawn(tmp_path, "stride", size)], COURSE)
    left, _, right, _ = boxes(shown(path))["stride"]
    assert right - left == pytest.approx(width, abs=5)


def test_a_title_is_text_whatever_is_in_it(tmp_path):
    strange = {**COURSE[0], "title": {"en": r"#panic() $x$ *a* \ \"b\" // c"}}
    (path,) = overview.write([drawn(tmp_path, "padding")], [strange])
    assert boxes(shown(path)).keys() == {"padding"}


@pytest.mark.parametrize("language", plan.LANGUAGES)
def test_the_font_has_what_the_overview_says(language):
    require_glyphs("".join([*titles(language).values(), WORDS[language]["title"]]))
