"""A folder for what is not finished yet; whatever happens, it does not stay."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from rendering.atomic import exclusive

PREFIX: Final = ".convreel-"


@contextmanager
def scratch(parent: Path) -> Iterator[Path]:
    """Make a folder in `parent` that goes when the block ends. Raises OSError as it comes.

    If the process is killed, the next one that asks for such a folder removes it.
    """
    _sweep(parent)
    folder = parent / f"{PREFIX}{secrets.token_hex(4)}"
    with exclusive(folder.with_suffix(".lock")):
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(parent: Path) -> None:
    """Remove the folders whose lock nobody holds any more."""
    for lock in parent.glob(f"{PREFIX}*.lock"):
        with suppress(OSError), exclusive(lock, wait=False):
            shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
