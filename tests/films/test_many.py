"""Real films by the command itself: side by side, again, stopped, killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Frames enough that two films are drawn at a time, though one process may start seconds later.
SMALL = ("-r", "320,240", "--fps", "30")
TWO = ("--scene", "cross_correlation", "--lang", "all", *SMALL)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals"),
]


class Command:
    """`render.py` as in a terminal: in a group of its own, which hears Ctrl-C."""

    def __init__(self, folder, cache, *options):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "render.py", *options],
            cwd=folder,
            env={**os.environ, "CONVREEL_CACHE": str(cache), "LC_ALL": "C"},
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
        )

    def wait(self, status=0):
        """What it said, once it has ended in this way."""
        out, error = self.process.communicate(timeout=200)
        assert self.process.returncode == status, error
        return out, error

    def wait_for_films(self, count):
        """Wait until so many films are being written."""
        for _ in range(6000):
            if len(list(self.folder.rglob("*.mp4.*.part"))) >= count:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        pytest.fail(f"{count} films were never drawn at a time")

    def others(self):
        """The processes that it has started, by their numbers."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "-g", str(self.process.pid)],
            capture_output=True, text=True, check=False,
        ).stdout  # fmt: skip
        lines = [line.split(maxsplit=1) for line in listed.splitlines()]
        return [int(number) for number, command in lines if "multiprocessing" in command]


def contents(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The two films, drawn one after the other, and the cache that keeps them."""
    place = tmp_path_factory.mktemp("expected")
    Command(place / "films", place / "cache", *TWO, "--jobs", "1").wait()
    return place


def test_side_by_side_they_are_the_same_though_a_process_is_killed(expected, tmp_path):
    command = Command(tmp_path / "films", tmp_path / "cache", *TWO, "--jobs", "2")
    command.wait_for_films(2)
    drawing = [number for number in command.others() if number != command.process.pid]
    os.kill(drawing[-1], signal.SIGKILL)
    _, error = command.wait()
    assert "was killed by signal 9, perhaps for want of memory; drawing it again" in error
    assert contents(tmp_path / "films") == contents(expected / "films")


def test_from_the_cache_they_are_the_same(expected, tmp_path):
    _, error = Command(tmp_path / "films", expected / "cache", *TWO).wait()
    assert "2 of them made before" in error
    assert contents(tmp_path / "films") == contents(expected / "films")


def test_two_runs_on_one_cache_and_one_folder_make_the_same_films(expected, tmp_path):
    runs = [Command(tmp_path / "films", tmp_path / "cache", *TWO, "--jobs", "2") for _ in "12"]
    for run in runs:
        run.wait()
    assert contents(tmp_path / "films") == contents(expected / "films")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_in_the_middle_nothing_half_stays_and_nobody(tmp_path, number, status):
    command = Command(tmp_path / "films", tmp_path / "cache", *TWO, "--jobs", "2")
    command.wait_for_films(2)
    numbers = command.others()
    assert len(numbers) >= 2
    if number == signal.SIGINT:
        os.killpg(command.process.pid, number)  # as a terminal does
    else:
        command.process.send_signal(number)
    _, error = command.wait(status)
    assert "Traceback" not in error
    assert contents(tmp_path / "films") == {}
    assert command.others() == []


def test_killed_in_the_middle_the_next_run_makes_all_whole(expected, tmp_path):
    command = Command(tmp_path / "films", tmp_path / "cache", *TWO, "--jobs", "2")
    command.wait_for_films(2)
    command.process.kill()
    command.wait(-signal.SIGKILL)
    Command(tmp_path / "films", tmp_path / "cache", *TWO, "--jobs", "2").wait()
    assert contents(tmp_path / "films") == contents(expected / "films")
