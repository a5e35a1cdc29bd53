"""The pictures that the READMEs show: of every lesson, readable, small, and of nothing else."""

import shutil
from itertools import product

import numpy as np
import pytest
from PIL import Image

from rendering import plan, posters
from rendering.errors import RenderError
from rendering.failures import Failure
from rendering.run import Outcome
from rendering.spec import LAST, Job
from scenes.catalog import LESSONS
from scenes.stage.theme import THEMES
from scenes.story import Example
from tests.rendering.pictures import rgb

MOST = 3_000_000  # bytes of the whole folder
POSTERS = {
    f"{entry.id}.{language}.{theme}.webp": theme
    for entry, language, theme in product(LESSONS, plan.LANGUAGES, plan.THEMES)
}
ALL = {*POSTERS, f"{posters.FILM}.en.dark.{posters.KIND}"}


def faults(folder):
    """What is wrong with a gallery."""
    there = {path.name for path in folder.iterdir()}
    yield from (f"{name} is missing: run python -m rendering.posters" for name in ALL - there)
    yield from (f"{name} is of no lesson" for name in there - ALL)
    total = sum(path.stat().st_size for path in folder.iterdir())
    if total >= MOST:
        yield f"{total} bytes are too many"
    for name in ALL & there:
        with Image.open(folder / name) as picture:
            picture.load()
            if (picture.format, picture.size) != ("WEBP", posters.SIZE):
                yield f"{name} is {picture.format} {picture.size}"
            ground = np.asarray(picture.convert("RGB"))[2, 2].astype(int)
        if abs(ground - rgb(THEMES[POSTERS.get(name, "dark")].background)).max() > 3:
            yield f"{name} has another theme's ground"


def job(out, lesson, colour="black"):
    example = Example("none", {}, {})
    made = Job(lesson, example, "en", "dark", 1280, 720, 15, (posters.KIND,), out)
    made.path(LAST).parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (1280, 720), colour).save(made.path(LAST))
    made.path(posters.KIND).write_bytes(b"a film")
    return made


def test_the_gallery_shows_every_lesson():
    assert list(faults(posters.GALLERY)) == []


def test_its_film_moves_and_starts_again():
    with Image.open(posters.GALLERY / f"{posters.FILM}.en.dark.{posters.KIND}") as film:
        assert film.n_frames > 100
        assert film.info["loop"] == 0


def test_the_checker_finds_what_is_wrong(tmp_path):
    for name in ALL - {"stride.en.dark.webp"}:
        shutil.copy(posters.GALLERY / name, tmp_path)
    shutil.copy(posters.GALLERY / "padding.en.light.webp", tmp_path / "padding.en.dark.webp")
    Image.new("RGB", (64, 36), "white").save(tmp_path / "padding.en.light.webp")
    (tmp_path / "old.webp").write_bytes(bytes(MOST))
    found = " ".join(faults(tmp_path))
    assert "stride.en.dark.webp is missing" in found
    assert "old.webp is of no lesson" in found
    assert "bytes are too many" in found
    assert "padding.en.dark.webp has another theme's ground" in found
    assert "padding.en.light.webp is WEBP (64, 36)" in found


def test_what_is_written_replaces_what_was_there(tmp_path):
    folder = tmp_path / "gallery"
    for _ in range(2):
        folder.mkdir(exist_ok=True)
        (folder / "old.webp").write_bytes(b"old")
        both = [job(tmp_path / "drawn", name, "blue") for name in ("stride", "padding")]
        posters.write(both, both[:1], folder)
        names = {"stride.en.dark.webp", "padding.en.dark.webp", f"stride.en.dark.{posters.KIND}"}
        assert {path.name for path in folder.iterdir()} == names
    with Image.open(folder / "padding.en.dark.webp") as picture:
        assert picture.size == posters.SIZE
    assert (folder / f"stride.en.dark.{posters.KIND}").read_bytes() == b"a film"


def test_everything_is_drawn_or_nothing_is_touched(tmp_path, monkeypatch):
    def drawn(films, *_):
        for film in films:
            job(film.job.out, film.job.lesson)
        bad = films[-1]
        yield from (Outcome(film, []) for film in films[:-1])
        yield Outcome(bad, Failure.of(OSError(28, "No space left on device")))

    folder = tmp_path / "gallery"
    folder.mkdir()
    (folder / "old.webp").write_bytes(b"old")
    monkeypatch.setattr(posters, "GALLERY", folder)
    monkeypatch.setattr(posters.run, "drawn", drawn)
    monkeypatch.setattr(posters.plan, "all_scenes", lambda: ("padding", "stride"))
    monkeypatch.setenv("CONVREEL_CACHE", str(tmp_path / "cache"))
    with pytest.raises(RenderError, match=r"stride\.zh\.light: .*space"):
        posters.main()
    assert [path.name for path in folder.iterdir()] == ["old.webp"]
