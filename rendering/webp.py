"""An animated WebP: every colour as it is drawn, and smaller than a GIF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
from av.video.frame import VideoFrame

from rendering.loops import LoopEncoder, Packed, spans

CLOCK: Final = 1000
LOSSLESS: Final = {"lossless": "1", "compression_level": "4", "quality": "75"}
FRAME: Final = b"ANMF"
DURATION: Final = 12  # bytes into a frame's chunk; three bytes long


class WebpEncoder(LoopEncoder):
    """Leaves to libwebp what of each picture is new."""

    def write(self, path: Path, pictures: Sequence[Packed]) -> None:
        times = list(spans(pictures, CLOCK))
        with av.open(str(path), "w", format="webp", options={"loop": "0"}) as file:
            stream: Any = file.add_stream("libwebp_anim", rate=CLOCK, options=LOSSLESS)
            stream.width, stream.height = self.size
            stream.pix_fmt = "bgra"
            stream.codec_context.time_base = Fraction(1, CLOCK)
            for picture, (start, _) in zip(pictures, times, strict=True):
                frame = VideoFrame.from_ndarray(self.unpacked(picture), format="rgb24")
                frame = frame.reformat(format="bgra")
                frame.pts, frame.time_base = start, Fraction(1, CLOCK)
                file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
        _let_last_stand(path, sum(times[-1]))


def _let_last_stand(path: Path, end: int) -> None:
    """Give the last picture the time until `end`: libwebp makes all of them equally long."""
    data = bytearray(path.read_bytes())
    durations = list(_frames(data))
    if not durations:  # a film of one picture is a picture
        return
    *others, last = durations
    before = sum(int.from_bytes(data[at : at + 3], "little") for at in others)
    data[last : last + 3] = (end - before).to_bytes(3, "little")
    path.write_bytes(data)


def _frames(data: bytes | bytearray) -> Iterator[int]:
    """Where the durations of an animation's frames are (WebP Container Specification)."""
    at = 12
    while at < len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == FRAME:
            yield at + 8 + DURATION
        at += 8 + size + size % 2
