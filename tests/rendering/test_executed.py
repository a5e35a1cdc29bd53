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
from tests.scenes.surveying import survey

ROOT = Path(__file__).parents[2]
AROUND = {  # what surrounds a film, and what the tests look at it with
    *("scenes.catalog", "rendering.versions", "rendering.player", "rendering.figure"),
    "tests.scenes.sights",
}


def executed(action):
    """Each definition of the project some code of which runs meanwhile, as `reach` writes it."""
    codes = set()

    def record(frame, event, argument):
        if event == "call":
            codes.add(frame.f_code)

    threading.settrace(record)
    sys.settrace(record)
    try:
        action()
    finally:
        sys.settrace(None)
        threading.settrace(None)
    files = {code: Path(code.co_filename) for code in codes if code.co_name != "<module>"}
    ours = {code: file for code, file in files.items() if ROOT in file.parents}
    return {place for code, file in ours.items() for place in places(file, code.co_firstlineno)}


def places(file, line):
    """The definitions that this line of a module belongs to."""
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


def unknown(entry, action, monkeypatch):
    """What a lesson's key does not cover of all that `action` runs and looks up."""
    entry.load()
    asked = Asked(examples.EXAMPLES)
    monkeypatch.setattr(examples, "EXAMPLES", asked)
    ran = executed(action)
    assert entry.target in ran
    on_film = {place for place in ran if place.split(":")[0] not in AROUND}
    unreached = on_film - reach.reached(_starts(entry))
    return unreached | (asked.names - {entry.example, *_others(entry)})


def test_all_that_runs_while_a_film_is_made_is_covered(tmp_path, monkeypatch):
    entry = find("stride")

    def film():
        example = Example.of(entry.example)
        order = Job(entry.id, example, "zh", "light", 426, 240, 1.0, ("mp4",), tmp_path)
        job.render(order)
        sheet.render(order)

    assert unknown(entry, film, monkeypatch) == set()


@pytest.mark.slow
@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_all_that_runs_while_a_lesson_plays_is_covered(entry, monkeypatch):
    assert unknown(entry, lambda: survey(entry, Example.of(entry.example)), monkeypatch) == set()


def test_what_is_not_covered_is_found(monkeypatch):
    entry = find("stride")

    def action():
        entry.load().tell(Example.of("stride"))
        examples.example("rgb").run()

    assert {"convmath.channels:conv_layer", "rgb"} <= unknown(entry, action, monkeypatch)
