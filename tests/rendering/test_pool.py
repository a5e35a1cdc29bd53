"""Films side by side: all of them arrive, whatever becomes of a process; none is left behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from rendering.failures import Failure
from rendering.pool import most, side_by_side
from tests.rendering.drawing import attempt, bundle, task

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


def draw(tasks, folder, count=2, watch=lambda *_: None, say=lambda text: None):
    return side_by_side(tasks, folder, count, watch, say, attempt)


def test_every_film_arrives_as_it_was_drawn_and_the_failures_with_them(tmp_path):
    seen, tasks = [], [task("one"), task("fails"), task("two"), task("one", language="zh")]
    made = dict(draw(tasks, tmp_path, watch=lambda *how: seen.append(how)))
    assert made.keys() == set(tasks)
    failure = made.pop(tasks[1])
    assert (failure.status, failure.sentence.split(":")[0]) == (1, "the disk is full")
    assert all(result == bundle(film) for film, result in made.items())
    assert {film for film, done, total in seen if done == total} == set(made)


def test_the_longest_film_is_begun_first(tmp_path):
    tasks = [task("short", 5), task("long", 50), task("middling", 20)]
    made = [film.job.lesson for film, _ in draw(tasks, tmp_path, count=1)]
    assert made == ["long", "middling", "short"]


def test_no_more_processes_than_films_and_each_draws_several(tmp_path):
    tasks = [task(f"film {count}") for count in range(5)]
    list(draw(tasks, tmp_path, count=2))
    assert len({path.read_text() for path in tmp_path.glob("*.pid")}) <= 2


@posix
def test_a_film_whose_process_is_killed_is_drawn_again(tmp_path):
    said = []
    made = dict(draw([task("dies once"), task("one")], tmp_path, say=said.append))
    assert all(result == bundle(film) for film, result in made.items())
    assert said == [
        "dies once.en.dark: the process that drew it was killed by signal 9, perhaps for want of "
        "memory; drawing it again"
    ]


@posix
def test_a_film_that_kills_every_process_fails_and_the_others_are_made(tmp_path):
    tasks = [task("dies", 30), task("leaves", 20), task("one"), task("two")]
    made = dict(draw(tasks, tmp_path))
    sentences = [made[film].sentence for film in tasks[:2]]
    assert all(isinstance(made[film], Failure) for film in tasks[:2])
    assert sentences[0].startswith("the process that drew it was killed by signal 9, perhaps for")
    assert sentences[0].endswith("twice: choose fewer --jobs, or a lower quality")
    assert sentences[1].startswith("the process that drew it ended with status 3, twice")
    assert [made[film] for film in tasks[2:]] == [bundle(film) for film in tasks[2:]]


def is_running(number):
    """Whether a process runs; one that waits for its parent to take notice does not."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{number}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


def wait_until(condition):
    """Wait, but not for as long as a sleeping film would."""
    for _ in range(300):
        if condition():
            return True
        time.sleep(0.1)
    return False


@posix
def test_closing_ends_the_processes_at_once(tmp_path):
    tasks = [task("sleeps a"), task("sleeps b"), task("quick", 99)]
    with closing(draw(tasks, tmp_path, count=3)) as made:
        assert next(made)[0] is tasks[2]
        assert wait_until(lambda: len(list(tmp_path.glob("*.pid"))) == 3)
    numbers = [int(path.read_text()) for path in tmp_path.glob("*.pid")]
    assert not any(is_running(number) for number in numbers)


DRIVER = """
import sys
from pathlib import Path
from rendering.pool import side_by_side
from rendering.scratch import scratch
from tests.rendering.drawing import attempt, task

if __name__ == "__main__":
    with scratch(Path(sys.argv[1])) as folder:
        for _ in side_by_side(
            [task("sleeps a"), task("sleeps b")], folder, 2, lambda *_: None, print, attempt
        ):
            pass
"""


@pytest.fixture
def running(tmp_path):
    """A process that has two others at work, all in a group of their own as in a terminal."""
    (tmp_path / "driver.py").write_text(DRIVER, encoding="utf-8")
    own = {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, tmp_path / "driver.py", tmp_path / "out"],
        env={**os.environ, **own},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    ) as process:
        assert wait_until(lambda: len(list(tmp_path.glob("out/*/*.pid"))) == 2)
        yield process


def workers(tmp_path):
    return [int(path.read_text()) for path in tmp_path.glob("out/*/*.pid")]


@posix
def test_ctrl_c_ends_them_all_and_leaves_nothing(running, tmp_path):
    numbers = workers(tmp_path)
    os.killpg(running.pid, signal.SIGINT)
    _, error = running.communicate(timeout=30)
    assert error.count("Traceback") == error.count("KeyboardInterrupt") == 1  # its own, no other's
    assert not any(is_running(number) for number in numbers)
    assert list((tmp_path / "out").iterdir()) == []


@posix
def test_when_it_is_killed_the_others_end_and_the_next_one_tidies_up(running, tmp_path):
    from rendering.scratch import scratch

    numbers = workers(tmp_path)
    running.kill()
    running.communicate(timeout=30)
    assert wait_until(lambda: not any(is_running(number) for number in numbers))
    left = set((tmp_path / "out").iterdir())
    assert len(left) == 2  # a folder and its lock
    with scratch(tmp_path / "out"):
        assert not left & set((tmp_path / "out").iterdir())


def test_as_many_as_the_machine_is_good_for(monkeypatch):
    assert 1 <= most() <= (os.cpu_count() or 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    sizes = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 3 << 18}
    monkeypatch.setattr(os, "sysconf", sizes.__getitem__, raising=False)
    assert most() == 3
    sizes["SC_PHYS_PAGES"] = 1
    assert most() == 1
