"""H.264 in MP4 and VP9 in WebM: the same bytes for the same frames, on every machine.

Every film has all its frames, at a constant rate. Those in which nothing changes are not encoded:
both formats can say "as before" in a few bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Protocol

import av
import numpy as np

from rendering import av1, h264, vp9
from rendering.colour import Converter, FilmPicture, tag
from rendering.errors import RenderError
from rendering.frames import Change
from rendering.lanes import Encoded, Lanes, encoded

# Chosen by measurement (benchmarks/README.md). One thread, as the bytes depend on their number;
# one quality throughout; each picture told from the one before it and from no other.
H264: Final = {
    "preset": "ultrafast",
    "profile": "high",
    "qp": "24",
    "bf": "0",
    "forced-idr": "1",
    "x264-params": "threads=1:force-cfr=1:keyint=infinite:scenecut=0:rc-lookahead=0"
    ":sync-lookahead=0:ref=1:weightp=0:cabac=1:8x8dct=1:partitions=p8x8,i8x8,i4x4:subme=2:me=hex"
    ":trellis=1:no-dct-decimate=1:chroma-qp-offset=-3:chromaloc=1",
}
VP9: Final = {
    "crf": "20",
    "b": "0",
    "deadline": "realtime",
    "cpu-used": "7",
    "tune-content": "screen",
    "lag-in-frames": "0",
    "auto-alt-ref": "0",
    "g": "99999",
}
# libvpx goes on with what it has learnt in the stretch before; x264 starts anew at a key frame.
LANES: Final = {"mp4": 2, "webm": 1}
REST: Final = 0.25  # seconds: a picture that stands for so long is worth a key frame …
KEYS_APART: Final = 1.0  # … if the last one is so long ago
LONGEST_WITHOUT_KEY: Final = 5.0
GLOBAL_HEADER: Final = 1 << 22  # of FFmpeg: parameter sets go to the container


class Stills(Protocol):
    """Writes pictures into a stream, and those that only stand."""

    def picture(self, data: bytes) -> bytes: ...

    def again(self) -> bytes: ...


class Keys:
    """Where a film starts anew, so that a player can jump there."""

    def __init__(self, rate: Fraction) -> None:
        self._rate, self._last = rate, 0

    def is_due(self, number: int, repeat: int) -> bool:
        """Whether frame `number`, which stands for `repeat` frames, is to be a key frame.

        Where the picture rests, best: a key frame also clears what small errors have gathered.
        """
        since = (number - self._last) / self._rate
        rests = repeat / self._rate >= REST
        due = not number or since >= (KEYS_APART if rests else LONGEST_WITHOUT_KEY)
        if due:
            self._last = number
        return due


class VideoEncoder:
    """A film in BT.709, and tagged as that; in MP4 the index comes first."""

    def __init__(
        self, path: Path, kind: str, size: tuple[int, int], fps: float, lanes: int = 0
    ) -> None:
        """`lanes` encoders take turns; with 0, as many as are good for this kind."""
        self._rate = Fraction(fps).limit_denominator(1001)
        self._codec, self._options, container = {
            "mp4": ("libx264", H264, {"movflags": "+faststart"}),
            "webm": ("libvpx-vp9", VP9, {"fflags": "+bitexact"}),
        }[kind]
        self._file = av.open(str(path), "w", format=kind, options=container)
        self._stream: Any = self._file.add_stream(
            self._codec, rate=self._rate, options=self._options
        )
        self._size, self._converter = size, Converter()
        self._lanes = Lanes(self._context, lanes or LANES[kind])
        self._keys = Keys(self._rate)
        self._shown = self._written = 0

    @cached_property
    def _stills(self) -> Stills:
        """Made when it is needed, as that takes a tenth of a second: not where films are drawn."""
        if self._codec == "libx264":
            return _h264_stills(self._size, self._rate)
        return vp9.Stills()

    def show(self, change: Change) -> None:
        """Encode the picture once, and say for its other frames that nothing is new."""
        planes = [self._converter.planes(patch) for patch in change.patches]
        key = self._keys.is_due(self._shown, change.repeat)
        self._shown += change.repeat
        for picture in self._lanes.put(planes, change.repeat, key=key):
            self._write(picture)

    def close(self) -> None:
        """Write what is still being encoded, and the index."""
        for picture in self._lanes.finish():
            self._write(picture)
        self._file.close()

    def abandon(self) -> None:
        """Close without care for what is in the file."""
        self._lanes.end()
        self._file.close()

    def _context(self, number: int) -> Any:
        """The codec context of a lane; the first one's is the file's own."""
        if not number:
            return _set_up(self._stream.codec_context, self._size, self._rate)
        return _apart(self._codec, self._options, self._size, self._rate)

    def _write(self, picture: Encoded) -> None:
        self._put(self._stills.picture(picture.data), key=picture.key)
        for _ in range(picture.repeat - 1):
            self._put(self._stills.again(), key=False)

    def _put(self, data: bytes, *, key: bool) -> None:
        packet = av.Packet(data)
        packet.stream = self._stream
        packet.time_base = 1 / self._rate
        packet.pts = packet.dts = self._written
        packet.duration = 1
        packet.is_keyframe = key
        self._file.mux(packet)
        self._written += 1


def codecs_string(path: Path) -> str:
    """What a `<source type>` says of the file, read from its own headers: `avc1.64002A`."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        if stream.codec.canonical_name == "h264":
            return f"avc1.{(context.extradata or b'')[1:4].hex().upper()}"
        if stream.codec.canonical_name == "av1":
            return av1.codecs_string(context.extradata or b"")
        return vp9.codecs_string(stream.width, stream.height, float(stream.average_rate or 0))


def _set_up(context: Any, size: tuple[int, int], rate: Fraction) -> Any:
    context.width, context.height = size
    context.pix_fmt = "yuv420p"
    context.framerate, context.time_base = rate, 1 / rate
    context.thread_count = 1
    tag(context)
    return context


def _apart(codec: str, options: Mapping[str, str], size: tuple[int, int], rate: Fraction) -> Any:
    """An encoder of no file's."""
    context: Any = av.CodecContext.create(codec, "w")
    context.options = dict(options)
    context.flags |= GLOBAL_HEADER
    return _set_up(context, size, rate)


def _h264_stills(size: tuple[int, int], rate: Fraction) -> Stills:
    """Let x264 say what a picture in which nothing is new looks like, from two that are blank."""
    context = _apart("libx264", H264, size, rate)
    picture = FilmPicture(*size)
    picture.fill(slope=0)
    _, nothing_new = (encoded(context, picture, count, key=not count) for count in range(2))
    picture.fill(slope=1)
    key = encoded(context, picture, 2, key=True)
    parameters = bytes(context.extradata)
    _check_still(h264.Stills(parameters, nothing_new), parameters, key)
    return h264.Stills(parameters, nothing_new)


def _check_still(stills: Stills, parameters: bytes, key: bytes) -> None:
    """Decode a picture that stands, and see that it does: x264 promises nothing of the kind."""
    decoder: Any = av.CodecContext.create("h264", "r")
    data = parameters + stills.picture(key), stills.again()
    frames = [frame for part in data for frame in decoder.decode(av.Packet(part))]
    first, second = (frame.to_ndarray() for frame in [*frames, *decoder.decode(None)])
    if not np.array_equal(first, second):
        raise RenderError(
            "this version of x264 does not repeat a picture as it was: "
            "install the packages that setup.sh names"
        )
