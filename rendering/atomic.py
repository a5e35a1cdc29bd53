"""Files that appear whole or not at all, whatever stops the program in between."""

from __future__ import annotations

import errno
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

ABANDONED: Final = 3600.0  # seconds after which nobody is still writing a part that was not touched


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a name beside `path` to write to; on success it becomes `path`, on failure it goes.

    The name starts with "." and ends in ".part"; the folder is made. Raises OSError as it comes.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder, "a.txt")) as part:
    ...         _ = part.write_text("all of it")
    ...     Path(folder, "a.txt").read_text(), len(list(Path(folder).iterdir()))
    ('all of it', 1)
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        _flush(part)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    _flush_folder(path.parent)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with Unix line ends on every system, whole or not at all."""
    with whole_file(path) as part:
        part.write_bytes(text.encode())


@contextmanager
def exclusive(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold `path` as a lock between processes; it exists only while someone holds or wants it.

    Raises BlockingIOError if someone else holds it and there is to be no waiting.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = _acquire(path, wait)
    try:
        yield
    finally:
        # Removed while still held: whoever was waiting sees that the name is gone and tries again.
        with suppress(OSError):
            path.unlink()
        handle.close()


def _acquire(path: Path, wait: bool) -> IO[bytes]:
    while True:
        handle = path.open("a+b")
        try:
            _lock(handle, wait)
            if _is_still(path, handle):
                return handle
        except BaseException:
            handle.close()
            raise
        handle.close()


def _is_still(path: Path, handle: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle.fileno()))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes], wait: bool) -> None:
        handle.seek(0)
        while True:
            try:
                return msvcrt.locking(
                    handle.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1
                )
            except OSError:  # waiting, msvcrt gives up after ten seconds
                if not wait:
                    raise BlockingIOError(errno.EAGAIN, "Held by someone else") from None

    def _flush_folder(folder: Path) -> None:
        """Windows keeps no separate record of a folder to flush."""

else:
    import fcntl

    def _lock(handle: IO[bytes], wait: bool) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

    def _flush_folder(folder: Path) -> None:
        """Let the new name survive a power cut; some file systems cannot, and that is all right."""
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _flush(part: Path) -> None:
    with part.open("r+b") as handle:
        os.fsync(handle.fileno())


def _sweep(path: Path) -> None:
    """Remove what a killed process left behind; a part in the making is touched all the time."""
    with suppress(OSError):
        for part in path.parent.iterdir():
            ours = part.name.startswith(f".{path.name}.") and part.name.endswith(".part")
            if ours and time.time() - part.stat().st_mtime > ABANDONED:
                part.unlink(missing_ok=True)
