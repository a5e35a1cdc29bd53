"""Films of the stand-in lesson, small and quick; and folders for films that nobody draws."""

from dataclasses import replace

import pytest

from rendering import job as jobs
from scenes.catalog import Entry
from scenes.story import Example, words
from tests.rendering.publishing import LOCALE
from tests.rendering.standin import WORDS

FORMATS = ("mp4", "webm", "av1.webm", "alpha.webm", "gif", "animated.webp", "png")
STANDIN = Entry("standin", "tests.rendering.standin:Standin", 1, "none")


@pytest.fixture
def standin(monkeypatch):
    """Make `standin` a lesson like any other."""
    tables = words.tables
    monkeypatch.setattr(jobs, "find", lambda name: STANDIN)
    monkeypatch.setattr(words, "tables", lambda language: tables(language) | {"standin": WORDS})


@pytest.fixture
def order(standin, tmp_path):
    """A film to make, of two seconds and few pixels."""
    example = Example("none", {}, {})
    return jobs.Job("standin", example, "en", "dark", 320, 180, 15, ("mp4",), tmp_path)


@pytest.fixture(scope="session")
def made():
    """The films made so far, by theme."""
    return {}


@pytest.fixture
def film(standin, made, tmp_path_factory):
    """Makes the stand-in's film in all formats, once for each theme; returns the job."""

    def make(theme):
        if theme not in made:
            out = tmp_path_factory.mktemp(theme)
            example = Example("none", {}, {})
            job = jobs.Job("standin", example, "en", theme, 320, 180, 15, FORMATS, out)
            jobs.render(job)
            made[theme] = job
        return made[theme]

    return make


@pytest.fixture
def again(film, tmp_path):
    """The same film once more, elsewhere."""
    job = replace(film("dark"), out=tmp_path)
    jobs.render(job)
    return job


@pytest.fixture
def locale(tmp_path, monkeypatch):
    """The folder of all words, which are those of `publishing` only."""
    folder = tmp_path / "locale"
    folder.mkdir()
    for language, text in LOCALE.items():
        (folder / f"{language}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(words, "LOCALE_FOLDER", folder)
    words.tables.cache_clear()
    yield folder
    words.tables.cache_clear()


@pytest.fixture
def out(tmp_path, locale):
    """Where films of `publishing` go to."""
    return tmp_path / "media"
