"""Films drawn by the machines of a Dask cluster: jobs go there, whole films come back as bytes.

The workers need not share a disk with anyone, but they must draw the same: each compares its code,
fonts and versions with those of whoever asks, and draws nothing if they differ.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from socket import create_connection
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Final
from urllib.parse import urlsplit

from rendering import reach
from rendering.bundle import Bundle
from rendering.errors import RenderError
from rendering.failures import Failure
from rendering.key import Ingredients, makers
from rendering.plan import OrderError
from rendering.spec import Task
from rendering.work import Made, Result, Watch, attempt

PATIENCE: Final = 10.0  # seconds in which a scheduler must answer
# Ingredients that are known by long fingerprints, which say nothing to people.
VERSIONLESS: Final = ("code", "worked examples", "fonts and other data")
_alone = Lock()  # Manim's settings are one for a process: a worker draws one film at a time


def on_cluster(
    tasks: Sequence[Task], address: str, watch: Watch, say: Callable[[str], None]
) -> Made:
    """Let the workers of the scheduler at `address` draw films, the longest first.

    A film whose worker dies is drawn by another one. Closing the iterator withdraws the others.
    """
    from distributed import as_completed  # noqa: PLC0415 - not everyone has Dask

    with closing(_connected(address)) as client:
        if not client.scheduler_info()["workers"]:
            say(f"no worker has joined {address} yet: waiting for one")
        futures = {_sent(client, task): task for task in tasks}
        for future in as_completed(futures, loop=client.loop):
            task = futures[future]
            result = _received(future, task, address)
            future.release()  # the worker has kept the film until now
            watch(task, task.frames, task.frames)
            yield task, result


def draw_there(lesson: str, wanted: Ingredients, packed: bytes) -> bytes | Failure:
    """Draw a film on a worker, if it would be the same film here; returns the packed bundle."""
    differences = _differences(wanted, _makers(lesson))
    if differences:
        return Failure.of(
            RenderError(
                f"a worker differs in {differences}: "
                "give all machines the same checkout, run ./setup.sh there, restart the workers"
            )
        )
    task: Task = pickle.loads(packed)
    with _alone, TemporaryDirectory(prefix="convreel-") as folder:
        result = attempt(task, Path(folder), lambda done, total: None)
    return result if isinstance(result, Failure) else result.packed(task.key)


def _connected(address: str) -> Any:
    """A client of the scheduler; Dask itself takes half a minute to find that there is none."""
    from distributed import Client  # noqa: PLC0415

    log = logging.getLogger("distributed")  # what goes wrong is said in sentences
    log.handlers, log.propagate = [logging.NullHandler()], False
    try:
        place = urlsplit(address)
        host, port = place.hostname, place.port
    except ValueError:
        host = port = None
    if host is None or port is None:
        remedy = "write it like tcp://10.0.0.1:8786"
        raise OrderError(f"{address!r} is no address of a scheduler: {remedy}")
    try:
        create_connection((host, port), PATIENCE).close()
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError):
        remedy = "start one there with .venv/bin/dask scheduler"
        raise RenderError(f"no scheduler answers at {address}: {remedy}") from None


def _sent(client: Any, task: Task) -> Any:
    lesson = task.job.lesson
    arguments = (lesson, _makers(lesson), pickle.dumps(task))
    return client.submit(draw_there, *arguments, pure=False, priority=task.frames)


def _makers(lesson: str) -> dict[str, str]:
    """All that must be alike: what makes the films, and how they are sent."""
    found = dict(makers(lesson))
    found["code"] = reach.combined(
        [found["code"], reach.code([f"{__name__}:{draw_there.__name__}"])]
    )
    return found


def _received(future: Any, task: Task, address: str) -> Result:
    from distributed import KilledWorker  # noqa: PLC0415
    from distributed.client import FutureCancelledError  # noqa: PLC0415

    try:
        result: bytes | Failure = future.result()
        return result if isinstance(result, Failure) else Bundle.unpacked(result, task.key)
    except KilledWorker:
        why = "every worker that drew it has died, perhaps for want of memory"
    except FutureCancelledError:
        why = f"the scheduler at {address} has gone: start it again"
    except ImportError as error:
        why = f"a worker cannot import {error.name}: start it with .venv/bin/dask of a checkout"
    except Exception as error:
        return Failure.of(error)
    return Failure.of(RenderError(why))


def _differences(wanted: Ingredients, mine: Ingredients) -> str:
    """Which ingredients differ, for people.

    >>> _differences({"code": "a", "numpy": "2.4"}, {"code": "b", "numpy": "2.3"})
    'code, numpy (2.3 instead of 2.4)'
    """
    names = [name for name in {**wanted, **mine} if wanted.get(name) != mine.get(name)]
    return ", ".join(
        name if name in VERSIONLESS else f"{name} ({mine.get(name)} instead of {wanted.get(name)})"
        for name in names
    )
