"""What runs while a film is made is what its key covers: recorded by Python, not read."""

import ast
import sys
import threading
from functools import cache
from pathlib import Path

import pytest

from convmath import examples
from rendering import job, reach, sheet
from rendering.key import _others, _starts
from rendering.spec import Job
from scenes.catalog import LESSONS, find
from scenes.story import Example

ROOT = Path(__file__).parents[2]
AROUND = {"scenes.catalog", "rendering.versions", "rendering.player", "rendering.figure"}
QUICK = {"stride"}


def executed(action):
    """Each statement of the project's modules some code of which runs: file and line."""
    codes = set()

    def record(frame, event, argument):
        if event == "call":
            codes.add(frame.f_code)

    threading.setprofile(record)
    sys.setprofile(record)
    try:
        action()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    files = {code: Path(code.co_filename) for code in codes if code.co_name != "<module>"}
    ours = {code: file for code, file in files.items() if ROOT in file.parents}
    return {place for code, file in ours.items() for place in places(file, code.co_firstlineno)}


def places(file, line):
    """The definitions, as `reach` writes them, that this line of a module belongs to."""
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    if module.split(".")[0] in reach.PACKAGES:
        yield from (f"{module}:{name}" for name in bound(file)[line])


@cache
def bound(file):
    """The names that the statement of each line binds; "" for what runs with an import."""
    found = {}
    for node in ast.parse(file.read_bytes()).body:
        first = min(part.lineno for part in [node, *getattr(node, "decorator_list", [])])
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        names = [node.name] if hasattr(node, "name") else [getattr(t, "id", "") for t in targets]
        found.update(dict.fromkeys(range(first, node.end_lineno + 1), names))
    return found


class Asked(dict):
    """The worked examples, and which of them were looked up."""

    def __init__(self, known):
        super().__init__(known)
        self.names = set()

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)


@pytest.mark.parametrize(
    "lesson",
    [
        pytest.param(entry.id, marks=() if entry.id in QUICK else pytest.mark.slow)
        for entry in LESSONS
    ],
)
def test_all_that_runs_and_all_examples_that_are_looked_up_are_known(lesson, tmp_path, monkeypatch):
    entry = find(lesson)
    entry.load()
    asked = Asked(examples.EXAMPLES)
    monkeypatch.setattr(examples, "EXAMPLES", asked)

    def film():
        order = Job(
            lesson, Example.of(entry.example), "zh", "light", 426, 240, 1.0, ("mp4",), tmp_path
        )
        job.render(order)
        sheet.render(order)

    ran = executed(film)
    assert {"rendering.job:render", "rendering.sheet:render", entry.target} < ran
    on_film = {place for place in ran if place.split(":")[0] not in AROUND}
    assert on_film <= reach.reached(_starts(entry))
    assert asked.names <= {entry.example, *_others(entry)}
