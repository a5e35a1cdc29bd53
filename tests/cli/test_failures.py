"""What goes wrong on the way ends in one sentence, and never harms what was there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rendering.atomic import write_text

ROOT = Path(__file__).parents[2]
FILM = Path("media/stride/stride.en.dark.mp4")


@pytest.fixture
def tiny_disk(small_disk):
    return small_disk("64k")


def one_line(result, status=1):
    assert result.exit_code == status
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("Error: ")
    return result.stderr


def test_a_disk_that_fills_up(run, tiny_disk):
    run("--scene", "padding", "--out", str(tiny_disk))
    earlier = {path: path.read_bytes() for path in tiny_disk.rglob("*.mp4")}
    message = one_line(run("--scene", "stride", "--out", str(tiny_disk)))
    assert "the disk is full" in message
    assert "--out" in message
    assert {path: path.read_bytes() for path in tiny_disk.rglob("*.mp4")} == earlier
    assert not list(tiny_disk.rglob("*.part"))


def test_a_read_only_disk(run, studio, tiny_disk):
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    assert "nothing can be written" in one_line(
        run("--scene", "stride", "--out", str(tiny_disk / "media"))
    )
    assert studio.jobs == []


def test_a_folder_that_may_not_be_written(run, studio, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    assert "nothing can be written" in one_line(run("--scene", "stride"))
    assert studio.jobs == []


def test_a_file_where_the_folder_should_be(run, studio):
    Path("media").write_text("mine")
    assert "a file is where a folder is needed" in one_line(run("--scene", "stride"))
    assert "media" in one_line(run("--scene", "stride", "--out", "media/films"))
    assert Path("media").read_text() == "mine"
    assert studio.jobs == []


def test_a_file_where_the_scenes_folder_should_be(run):
    Path("media").mkdir()
    Path("media/stride").write_text("mine")
    assert "a file is where a folder is needed (media/stride)" in one_line(run("--scene", "stride"))


FAILURES = {
    "full": (OSError(28, "No space left", "a.mp4"), "the disk is full (a.mp4): free some space"),
    "read-only": (OSError(30, "Read-only", "a.mp4"), "the disk is read-only (a.mp4)"),
    "package": (ModuleNotFoundError("No module named 'av'", name="av"), "package av is not inst"),
    "library": (ImportError("libcairo.so.2: cannot open"), "a library is missing or broken"),
    "memory": (MemoryError(), "not enough memory: choose a lower quality with -q"),
    "a bug": (ZeroDivisionError("by 0"), "a mistake in ConvReel itself (ZeroDivisionError: by 0)"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_a_sentence_and_the_earlier_film_stays(run, studio, name):
    error, part = FAILURES[name]
    write_text(FILM, "earlier")
    studio.fails["stride.en.dark"] = error
    message = one_line(run("--scene", "stride"))
    assert part in message
    assert FILM.read_text() == "earlier"


def test_the_other_films_are_made_and_the_failures_named_at_the_end(run, studio):
    studio.fails["stride.zh.dark"] = OSError(28, "No space left on device")
    result = run("--scene", "stride", "--lang", "all", "--theme", "all")
    assert sum(line.endswith(".mp4") for line in result.stdout.splitlines()) == 3
    assert one_line(result).startswith("Error: stride.zh.dark: the disk is full")


def test_manim_is_not_installed(run, monkeypatch):
    from scenes.catalog import Entry

    def load(entry):
        raise ModuleNotFoundError("No module named 'manim'", name="manim")

    monkeypatch.setattr(Entry, "load", load)
    message = one_line(run("--scene", "stride"))
    assert message.strip() == (
        "Error: the package manim is not installed: run ./setup.sh, then .venv/bin/python render.py"
    )


def test_click_is_not_installed(tmp_path):
    run = subprocess.run(
        [sys.executable, "-S", "-E", ROOT / "render.py", "--help"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr.startswith("Error: click is not installed: run ./setup.sh")


def test_interrupted(run, studio):
    studio.fails["stride.en.dark"] = KeyboardInterrupt()
    result = run("--scene", "stride")
    assert result.exit_code == 130
    assert result.stderr == "stopped; nothing was left half done\n"
    assert not FILM.exists()


DRIVER = """
import runpy
import signal
import sys
import time
from types import SimpleNamespace
from rendering.atomic import whole_file
from scenes.catalog import Entry
from scenes.story import Beat, Storyboard

# A test in the background has inherited deaf ears for Ctrl-C, one under nohup for SIGHUP.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

class Lesson:
    tell = staticmethod(lambda example: Storyboard("any", (Beat("only", "only", 30),), ""))

def draw(job, progress):
    with whole_file(job.out / "film.mp4") as part:
        part.write_text("half")
        print("drawing", flush=True)
        time.sleep(30)

Entry.load = lambda entry: Lesson
sys.modules["rendering.job"] = SimpleNamespace(render=draw)
sys.argv = ["render.py", "--scene", "stride"]
runpy.run_path(ROOT, run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_leaves_no_half_film(tmp_path, name, status):
    code = DRIVER.replace("ROOT", repr(str(ROOT / "render.py")))
    own = {"PYTHONPATH": str(ROOT), "CONVREEL_CACHE": str(tmp_path / "cache")}
    environment = {**os.environ, **own}
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "drawing\n"
    started = time.monotonic()
    process.send_signal(getattr(signal, name))
    _, error = process.communicate(timeout=20)
    assert process.returncode == status
    assert time.monotonic() - started < 10
    assert "Traceback" not in error
    assert list((tmp_path / "media").iterdir()) == []
