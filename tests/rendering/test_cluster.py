"""A real Dask cluster on this machine: what its workers draw comes back, even if one is killed."""

import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest

from rendering import cluster
from rendering.bundle import Bundle
from rendering.cluster import _makers, draw_there, on_cluster
from rendering.errors import RenderError
from rendering.failures import Failure, explain
from rendering.plan import OrderError
from tests.conftest import in_ci
from tests.rendering import drawing

ROOT = Path(__file__).parents[2]
ORDER = ("--scene", "stride", "--scene", "padding", "-r", "320,240", "--fps", "5", "--no-cache")
needs_dask = pytest.mark.skipif(
    not in_ci() and find_spec("distributed") is None,
    reason="distributed is not installed; requirements-cluster.txt names it",
)


def test_a_worker_with_the_same_makers_draws(monkeypatch):
    monkeypatch.setattr(cluster, "attempt", lambda task, folder, progress: drawing.bundle(task))
    task = drawing.task("stride")
    packed = draw_there("stride", _makers("stride"), pickle.dumps(task))
    assert Bundle.unpacked(packed, task.key) == drawing.bundle(task)


def test_one_with_others_does_not_even_read_the_job():
    wanted = {**_makers("stride"), "code": "other", "manim": "0.21.0", "Cairo": "1.18.4"}
    failure = draw_there("stride", wanted, b"no job")
    mine = _makers("stride")
    assert failure.sentence == (
        f"a worker differs in code, Cairo ({mine['Cairo']} instead of 1.18.4), manim "
        f"({mine['manim']} instead of 0.21.0): give all machines the same checkout, "
        "run ./setup.sh there, restart the workers"
    )


class Future:
    """What Dask gives for a film that is being drawn."""

    def __init__(self, result):
        self._result = result

    def result(self):
        if isinstance(self._result, Exception):
            raise self._result
        return self._result


def received(result):
    return cluster._received(Future(result), drawing.task("stride"), "tcp://here:1")


@needs_dask
def test_whatever_goes_wrong_there_is_a_failure_of_that_film_alone():
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    task = drawing.task("stride")
    assert received(drawing.bundle(task).packed(task.key)) == drawing.bundle(task)
    sentences = {
        "every worker that drew it has died": KilledWorker("task", None, 3),
        "the scheduler at tcp://here:1 has gone": FutureCancelledError("task", "scheduler-closed"),
        "a worker cannot import rendering": ModuleNotFoundError("No module", name="rendering"),
        "7 bytes are no bundle, or a damaged one": b"a film?",
        "the disk is full": OSError(28, "No space left on device"),
    }
    for sentence, wrong in sentences.items():
        assert received(wrong).sentence.startswith(sentence)


def test_how_films_are_sent_must_be_alike_too(monkeypatch):
    before = _makers("stride")
    monkeypatch.setattr("rendering.reach.code", lambda starts: "other")
    assert {name for name in before if before[name] != _makers("stride")[name]} == {"code"}


def test_a_failure_there_is_told_here(monkeypatch):
    full = Failure.of(OSError(28, "No space left on device"))
    monkeypatch.setattr(cluster, "attempt", lambda task, folder, progress: full)
    task = drawing.task("stride")
    assert draw_there("stride", _makers("stride"), pickle.dumps(task)) == full


def start(address):
    next(on_cluster([drawing.task("stride")], address, lambda *_: None, lambda text: None))


@needs_dask
@pytest.mark.parametrize(
    "address", ["here", "tcp://here", "tcp://here:port", "tcp://here:99999", ""]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(OrderError, match="is no address of a scheduler: write it like tcp://10"):
        start(address)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@needs_dask
def test_where_no_scheduler_answers():
    with pytest.raises(RenderError, match="start one there with"):
        start(f"tcp://127.0.0.1:{free_port()}")


def test_dask_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ModuleNotFoundError) as error:
        start("tcp://127.0.0.1:1")
    assert explain(error.value) == (
        1,
        "the package distributed is not installed: "
        "run .venv/bin/python -m pip install -r requirements-cluster.txt",
    )


class Cluster:
    """A scheduler and workers, each in a folder of its own, as on machines of their own."""

    def __init__(self, folder, processes):
        self.folder, self._processes = folder, processes
        self.address = f"tcp://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        self.start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", port)
        self.workers = [
            self.start(name, "worker", self.address, "--nthreads", "1", "--no-nanny")
            for name in ("one", "two")
        ]

    def start(self, name, *command):
        place = self.folder / name
        place.mkdir()
        own = {"PYTHONPATH": str(ROOT), "TMPDIR": str(place)}
        with (place / "log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli." + "dask_" + command[0], *command[1:]]
                + ["--no-dashboard"],
                cwd=place, env={**os.environ, **own}, stdout=log, stderr=log,
            )  # fmt: skip
        self._processes.callback(process.wait, 30)
        self._processes.callback(process.kill)
        return process

    def drawing(self):
        """The worker that is writing a film just now."""
        for worker, name in zip(self.workers, ("one", "two"), strict=True):
            if list((self.folder / name).rglob("*.mp4.*.part")):
                return worker
        return None


@pytest.fixture
def dask(tmp_path):
    with ExitStack() as processes:
        yield Cluster(tmp_path, processes)


def order(folder, *options):
    folder.mkdir()
    return subprocess.Popen(
        [sys.executable, ROOT / "render.py", *ORDER, *options],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def contents(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@needs_dask
@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that cannot be caught")
def test_films_of_a_cluster_are_those_made_here_though_a_worker_is_killed(dask, tmp_path):
    here = order(tmp_path / "here", "--jobs", "1")
    there = order(tmp_path / "there", "--scheduler", dask.address)
    for _ in range(6000):
        if victim := dask.drawing():
            victim.send_signal(signal.SIGKILL)
            break
        time.sleep(0.01)
    assert victim
    _, error = there.communicate(timeout=120)
    here.communicate(timeout=120)
    assert (here.returncode, there.returncode) == (0, 0), error
    assert "Error" not in error
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    survivor = "one" if victim is dask.workers[1] else "two"
    assert list((tmp_path / survivor).rglob("*.part")) == []
