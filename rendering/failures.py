"""Whatever goes wrong, as one sentence with a remedy, and the exit status that goes with it."""

from __future__ import annotations

import errno
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

USAGE: Final = 2  # something impossible was asked
FAILURE: Final = 1  # something possible did not work
INTERRUPTED: Final = 130  # Ctrl-C, as shells count it

# By name, because importing these classes would import NumPy, which may be what is missing.
_USERS_ERRORS: Final = frozenset(
    (
        "ConvMathError",
        "ExampleError",
        "LayoutError",
        "LessonFileError",
        "OrderError",
        "SourceError",
        "StoryError",
        "UnknownSceneError",
    )
)
_OUR_PACKAGES: Final = frozenset(("convmath", "rendering", "scenes"))
_SETUP: Final = "run ./setup.sh, then .venv/bin/python render.py"
_EXTRAS: Final = {"distributed": "run .venv/bin/python -m pip install -r requirements-cluster.txt"}
_DISK: Final = {
    errno.ENOSPC: "the disk is full{at}: free some space, or name another folder with --out",
    errno.EDQUOT: "your share of the disk is full{at}: free some space, or use --out",
    errno.EROFS: "the disk is read-only{at}: name another folder with --out",
    errno.EACCES: "nothing can be written{at}: name another folder with --out",
    errno.EPERM: "nothing can be written{at}: name another folder with --out",
    errno.ENOTDIR: "a file is where a folder is needed{at}: move it, or use --out",
    errno.EEXIST: "a file is where a folder is needed{at}: move it, or use --out",
    errno.EISDIR: "a folder is where a file is needed{at}: move it, or use --out",
    errno.ENAMETOOLONG: "the name of a folder is too long{at}: name another with --out",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """What became of something that failed: it can be sent from one process to another."""

    status: int
    sentence: str
    trace: str

    @classmethod
    def of(cls, error: BaseException) -> Self:
        status, sentence = explain(error)
        return cls(status, sentence, "".join(traceback.format_exception(error)))


def explain(error: BaseException) -> tuple[int, str]:
    """The exit status and the sentence for an error of any kind.

    >>> explain(OSError(28, "No space left on device", "media/a.mp4"))
    (1, 'the disk is full (media/a.mp4): free some space, or name another folder with --out')
    """
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & _USERS_ERRORS:
        return USAGE, _sentence(error)
    return FAILURE, _failure(error)


def _failure(error: BaseException) -> str:
    if isinstance(error, ImportError):
        return _missing(error)
    if isinstance(error, MemoryError):
        return "there is not enough memory: choose a lower quality with -q, or a smaller input"
    if isinstance(error, OSError):
        return _disk(error)
    if type(error).__module__.split(".")[0] in _OUR_PACKAGES:
        return _sentence(error)
    return (
        f"a mistake in ConvReel itself ({type(error).__name__}: {_sentence(error)}): "
        "run again with --verbose and report what it prints"
    )


def _missing(error: ImportError) -> str:
    ours = (error.name or "").split(".")[0] in _OUR_PACKAGES
    if isinstance(error, ModuleNotFoundError) and not ours:
        remedy = _EXTRAS.get(error.name or "", _SETUP)
        return f"the package {error.name} is not installed: {remedy}"
    return f"a library is missing or broken ({_sentence(error)}): {_SETUP}"


def _disk(error: OSError) -> str:
    place = Path(str(error.filename or ""))
    while any(_is_ours(part) for part in place.parts):  # a name that says nothing to a reader
        place = place.parent
    if error.errno == errno.ENOENT and not error.filename:  # as os.getcwd() has it
        return "the folder that this runs in is gone: go to another with cd"
    at = f" ({place})" if error.filename else ""
    known = _DISK.get(error.errno or 0)
    return known.format(at=at) if known else f"{error.strerror or _sentence(error)}{at}"


def _is_ours(name: str) -> bool:
    return name.endswith(".part") or name.startswith(".convreel-")


def _sentence(error: BaseException) -> str:
    """The message on one line; a bare KeyError would put quotes around it."""
    text = error.args[0] if len(error.args) == 1 and isinstance(error.args[0], str) else error
    return " ".join(str(text).split())
