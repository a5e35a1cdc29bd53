"""Films that were made before, by their keys. A film that is not there is only drawn anew.

So nothing that is wrong with the cache stops a film: an entry that is damaged is removed, and a
folder that cannot be used is done without. An entry is one file, which appears whole, holds its
own checksum and is never changed: processes share a cache without waiting for one another.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from rendering.atomic import ABANDONED, whole_file
from rendering.bundle import Bundle, BundleError
from rendering.failures import explain

LARGEST: Final = 2 << 30  # bytes; what was used longest ago goes first
STORY: Final = "story.json"
Story = tuple[str, int]  # the fingerprint of a storyboard, and its ticks


def usual_folder(environment: Mapping[str, str], system: str = sys.platform) -> Path | None:
    """Where the cache is: `CONVREEL_CACHE`, else where the system keeps such things.

    >>> usual_folder({"XDG_CACHE_HOME": "/home/a/.cache"}, "linux").as_posix()
    '/home/a/.cache/convreel'
    """
    if named := environment.get("CONVREEL_CACHE"):
        return Path(named).absolute()
    given = environment.get("LOCALAPPDATA" if system == "win32" else "XDG_CACHE_HOME", "")
    if Path(given).is_absolute():  # the specification wants others ignored
        return Path(given, "convreel")
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home.joinpath("Library/Caches" if system == "darwin" else ".cache", "convreel")


class Cache:
    """Keeps bundles in a folder of at most `largest` bytes; without a folder, keeps nothing."""

    def __init__(
        self, folder: Path | None, say: Callable[[str], None], largest: int = LARGEST
    ) -> None:
        self._folder, self._say, self._largest = folder, say, largest

    def get(self, key: str) -> Bundle | None:
        """The film of this key, if it is there and whole."""
        if self._folder is None:
            return None
        path = self._folder / key
        try:
            bundle = Bundle.unpacked(path.read_bytes(), key)
        except OSError:
            return None
        except BundleError:
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)  # used now
        return bundle

    def put(self, key: str, bundle: Bundle) -> None:
        """Keep a film, if that is possible; else say so, once."""
        if self._folder is None:
            return
        try:
            with whole_file(self._folder / key) as part:
                part.write_bytes(bundle.packed(key))
            self._evict(self._folder)
        except OSError as error:
            why = explain(error)[1].split(": ")[0]  # without its remedy, which is for results
            self._say(
                f"films are not kept in {self._folder}, as {why}: CONVREEL_CACHE names another"
            )
            self._folder = None

    def story(self, key: str) -> Story | None:
        """The story of this key, if it has been told before."""
        bundle = self.get(key)
        if bundle is None:
            return None
        fingerprint, ticks = json.loads(bundle.files[STORY])
        return fingerprint, ticks

    def put_story(self, key: str, story: Story) -> None:
        """Keep what a story is known by."""
        self.put(key, Bundle({STORY: json.dumps(story).encode()}))

    def _evict(self, folder: Path) -> None:
        """Make room, and remove what a killed process left half written."""
        room, now = self._largest, time.time()
        for path, bytes_, used in sorted(_files(folder), key=lambda file: -file[2]):
            unfinished = path.suffix == ".part"
            room -= bytes_
            if now - used > ABANDONED if unfinished else room < 0:
                with suppress(OSError):  # another process was first, or it is another user's
                    path.unlink()


def _files(folder: Path) -> Iterator[tuple[Path, int, float]]:
    """Each file, its bytes, and when it was last used; other processes may remove some."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            stat = path.stat()
            yield path, stat.st_size, stat.st_mtime
