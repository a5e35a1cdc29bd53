"""Encoders for one film, by turns: each takes a stretch from one key frame up to the next.

A stretch refers to nothing before it, so several can be encoded at a time, on several cores. Which
encoder takes which does not depend on their speed: the same film has the same bytes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from av.video.frame import PictureType

from rendering.colour import FilmPicture, Planes
from rendering.errors import RenderError

MOST_WAITING: Final = 32 << 20  # bytes of pictures before the encoders: memory stays bounded


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture's data, and what was said about it when it came."""

    data: bytes
    repeat: int
    key: bool


class Lane:
    """An encoder with a picture and a thread of its own."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self._picture = FilmPicture(context.width, context.height)
        self._count = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="lane")

    def encode(self, planes: Sequence[Planes], *, key: bool) -> Future[bytes]:
        """What the picture becomes with these planes put into it."""
        return self._thread.submit(self._encode, planes, key)

    def end(self) -> None:
        """Forget what has not been begun."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _encode(self, planes: Sequence[Planes], key: bool) -> bytes:
        for new in planes:
            self._picture.put(new)
        self._count += 1
        return encoded(self.context, self._picture, self._count - 1, key=key)


class Lanes:
    """Takes the pictures of a film in order, and gives their data in the same order."""

    def __init__(self, context: Callable[[int], Any], count: int) -> None:
        """`context(n)` makes the n-th codec context; all of them are set up alike."""
        self._lanes = [Lane(context(number)) for number in range(count)]
        self._keys = -1
        self._picture = FilmPicture(self._lanes[0].context.width, self._lanes[0].context.height)
        self._waiting: deque[tuple[Future[bytes], int, bool, int]] = deque()
        self._bytes = 0

    def put(self, planes: Sequence[Planes], repeat: int, *, key: bool) -> Iterator[Encoded]:
        """Encode the picture with these planes new; yields the data that are ready."""
        for new in planes:
            self._picture.put(new)
        self._keys += key
        lane = self._lanes[self._keys % len(self._lanes)]
        given = [self._picture.planes()] if key else planes
        size = sum(new.size for new in given)
        self._waiting.append((lane.encode(given, key=key), repeat, key, size))
        self._bytes += size
        while self._waiting and (self._bytes > MOST_WAITING or self._waiting[0][0].done()):
            yield self._next()

    def finish(self) -> Iterator[Encoded]:
        """The data of all that are left."""
        while self._waiting:
            yield self._next()
        self.end()

    def end(self) -> None:
        """Let go of the threads."""
        for lane in self._lanes:
            lane.end()

    def _next(self) -> Encoded:
        future, repeat, key, size = self._waiting.popleft()
        self._bytes -= size
        return Encoded(future.result(), repeat, key)


def encoded(context: Any, picture: FilmPicture, count: int, *, key: bool) -> bytes:
    """One picture's data; encoders are set up to give it at once."""
    frame = picture.frame
    frame.pts = count
    frame.pict_type = PictureType.I if key else PictureType.NONE
    packets = context.encode(frame)
    if len(packets) != 1:
        raise RenderError(
            f"the encoder gave {len(packets)} pictures for one: "
            "install the packages that setup.sh names"
        )
    return bytes(packets[0])
