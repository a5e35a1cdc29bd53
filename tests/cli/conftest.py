"""Runs the command with a stand-in for what draws, which takes long and is tested elsewhere."""

import sys
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from PIL import Image

import render
from rendering.atomic import write_text
from rendering.manifest import SCHEMA, dumps
from rendering.spec import LAST, Job
from scenes.catalog import Entry
from scenes.story import Beat, Storyboard


@dataclass
class Studio:
    """Notes the jobs, writes files for each, and fails on those whose names are in `fails`."""

    jobs: list[Job] = field(default_factory=list)
    sheets: list[Job] = field(default_factory=list)
    fails: dict[str, BaseException] = field(default_factory=dict)

    def render(self, job, progress=None):
        self.jobs.append(job)
        stem = job.name
        progress(1, 2)
        if stem in self.fails:
            raise self.fails[stem]
        paths = [job.path(suffix) for suffix in job.formats]
        for path in paths:
            write_text(path, "a film" * 10_000)
        progress(2, 2)
        manifest = job.folder / "manifest.json"
        write_text(manifest, dumps({"schema": SCHEMA, "languages": {}, "files": []}))
        return SimpleNamespace(written=[*paths, manifest])

    def sheet(self, job, progress=None):
        self.sheets.append(job)
        paths = job.path("sheet.png"), job.path(LAST)
        for path, colour in zip(paths, ("grey", "blue"), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (160, 90), colour).save(path)
        return list(paths)


class Lesson:
    """A lesson that tells a story of two seconds about any example."""

    ticks = 30

    @classmethod
    def tell(cls, example):
        return Storyboard("any", (Beat("only", "only", cls.ticks),), "")


@pytest.fixture
def studio(monkeypatch):
    studio = Studio()
    monkeypatch.setitem(sys.modules, "rendering.job", SimpleNamespace(render=studio.render))
    monkeypatch.setitem(sys.modules, "rendering.sheet", SimpleNamespace(render=studio.sheet))
    monkeypatch.setattr(Entry, "load", lambda entry: Lesson)
    monkeypatch.setattr("rendering.run.most", lambda: 1)  # other processes have no stand-in
    return studio


@pytest.fixture
def run(studio, tmp_path, tmp_path_factory, monkeypatch):
    """Call the command in an empty folder, as an English user."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("CONVREEL_CACHE", str(tmp_path_factory.mktemp("cache")))
    return lambda *arguments: CliRunner().invoke(render.main, arguments)
