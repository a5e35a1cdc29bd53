"""Films whose pictures have durations of their own: AV1, and VP9 with a transparent ground.

Neither format has a picture that says "as before" and costs nothing, so what stands is encoded
once and shown for long. A last picture is added at the film's last frame, so that players know
where it ends.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from av.video.frame import PictureType

from rendering import av1
from rendering.colour import Converter, FilmPicture, tag
from rendering.encode import VP9, Keys
from rendering.frames import Change
from rendering.patch import Patch, Pixels


@dataclass(frozen=True, slots=True)
class Kind:
    """How a format is encoded."""

    codec: str
    options: dict[str, str]
    pixels: str
    metadata: dict[str, str]


KINDS: Final = {
    "av1.webm": Kind("libsvtav1", av1.OPTIONS, "yuv420p", {}),
    "alpha.webm": Kind("libvpx-vp9", VP9, "yuva420p", {"alpha_mode": "1"}),
}


class TimedEncoder:
    """A WebM in BT.709; every picture that differs is encoded once."""

    def __init__(self, path: Path, kind: str, size: tuple[int, int], fps: float) -> None:
        os.environ.setdefault("SVT_LOG", "1")  # SVT-AV1 tells its settings otherwise
        self._rate = Fraction(fps).limit_denominator(1001)
        self._kind, self._keys = KINDS[kind], Keys(self._rate)
        self._file = av.open(str(path), "w", format="webm", options={"fflags": "+bitexact"})
        options = dict(self._kind.options)
        self._stream: Any = self._file.add_stream(
            self._kind.codec, rate=self._rate, options=options
        )
        self._stream.metadata.update(self._kind.metadata)
        context: Any = self._stream.codec_context
        context.width, context.height = size
        context.pix_fmt = self._kind.pixels
        context.framerate, context.time_base = self._rate, 1 / self._rate
        context.thread_count = 1
        tag(context)
        self._picture = FilmPicture(*size, self._kind.pixels)
        self._converter = Converter(self._kind.pixels)
        self._ground: Pixels | None = None
        self._frames = self._last_shown = 0

    def show(self, change: Change) -> None:
        """Encode the picture, to stand for all its frames."""
        if self._ground is None:
            self._ground = change.patches[0].pixels[0, 0]  # in the margin, where nothing is drawn
        for patch in change.patches:
            transparent = self._kind.pixels == "yuva420p"
            drawn = _straight(patch, self._ground) if transparent else patch
            self._picture.put(self._converter.planes(drawn))
        self._encode(self._frames, key=self._keys.is_due(self._frames, change.repeat))
        self._last_shown, self._frames = self._frames, self._frames + change.repeat

    def close(self) -> None:
        """Show the last picture once more, for the last frame, and write the index."""
        if self._last_shown < self._frames - 1:
            self._encode(self._frames - 1, key=False)
        self._file.mux(self._stream.encode(None))
        self._file.close()

    def abandon(self) -> None:
        """Close without care for what is in the file."""
        self._file.close()

    def _encode(self, number: int, *, key: bool) -> None:
        frame = self._picture.frame
        frame.pts, frame.time_base = number, 1 / self._rate
        frame.pict_type = PictureType.I if key else PictureType.NONE
        self._file.mux(self._stream.encode(frame))


def _straight(patch: Patch, ground: Pixels) -> Patch:
    """Colours as they are without the ground that shows through them at edges.

    Cairo draws over a ground of opacity 0: the colours are blended with the ground's all the same.
    """
    drawn = patch.pixels.astype(np.float32)
    share = np.maximum(drawn[..., 3:], 1) / 255
    behind = ground[:3].astype(np.float32)
    colours = np.where(drawn[..., 3:] > 0, behind + (drawn[..., :3] - behind) / share, behind)
    straight = patch.pixels.copy()
    straight[..., :3] = np.clip(np.rint(colours), 0, 255)
    return Patch(patch.box, straight)
