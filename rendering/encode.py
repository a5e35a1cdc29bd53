"""One encoder per format. All write the same bytes for the same frames, on every machine."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

import av
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream
from PIL import Image

from rendering.frames import Pixels

THREADS: Final = 4  # fixed: x264's bytes depend on it
H264: Final = {
    "preset": "veryfast",
    "crf": "17",
    "tune": "animation",
    "x264-params": f"threads={THREADS}:keyint=250:min-keyint=25",
}
VP9: Final = {
    "crf": "24",
    "b": "0",
    "deadline": "realtime",
    "cpu-used": "6",
    "row-mt": "1",
    "tile-columns": "2",
    "g": "240",
}
GIF_RATE: Final = 15
GIF_WIDTH: Final = 800
GIF_SAMPLES: Final = 12  # frames whose colours make the palette


class VideoEncoder:
    """H.264 in MP4 (the index first) or VP9 in WebM; BT.709, and tagged as that."""

    def __init__(self, path: Path, kind: str, size: tuple[int, int], fps: float) -> None:
        container, codec, options = {
            "mp4": ({"movflags": "+faststart"}, "libx264", H264),
            "webm": ({"fflags": "+bitexact"}, "libvpx-vp9", VP9),
        }[kind]
        rate = Fraction(fps).limit_denominator(1001)
        self._file = av.open(str(path), "w", format=kind, options=container)
        self._stream = cast(VideoStream, self._file.add_stream(codec, rate=rate, options=options))
        self._stream.width, self._stream.height = size
        self._stream.pix_fmt = "yuv420p"
        context = self._stream.codec_context
        context.time_base = 1 / rate
        context.thread_count = THREADS
        context.colorspace = Colorspace.ITU709
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.color_range = ColorRange.MPEG
        self._frames = 0

    def write(self, pixels: Pixels, repeat: int) -> None:
        """Encode a frame `repeat` times; it is converted once."""
        drawn = VideoFrame.from_ndarray(pixels, format="rgba")
        frame = drawn.reformat(
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
        )
        for _ in range(repeat):
            frame.pts = self._frames
            self._frames += 1
            self._file.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Write what is left, and the index."""
        self._file.mux(self._stream.encode(None))
        self._file.close()

    def abandon(self) -> None:
        """Close without care for what is in the file."""
        self._file.close()


class GifEncoder:
    """An animated GIF that loops: 15 frames a second, one palette, repeats as long frames."""

    def __init__(self, path: Path, kind: str, size: tuple[int, int], fps: float) -> None:
        self._path, self._fps = path, fps
        width = min(GIF_WIDTH, size[0])
        self._size = (width, round(width * size[1] / size[0]))
        self._pictures: list[Image.Image] = []
        self._ends: list[int] = []  # in hundredths of a second
        self._frames = 0

    def write(self, pixels: Pixels, repeat: int) -> None:
        """Keep a frame if it is on for a tick of the GIF's own clock."""
        before = int(self._frames * GIF_RATE / self._fps)
        self._frames += repeat
        end = round(100 * int(self._frames * GIF_RATE / self._fps) / GIF_RATE)
        if int(self._frames * GIF_RATE / self._fps) > before:
            picture = Image.fromarray(pixels).convert("RGB")
            small = picture.resize(self._size, Image.Resampling.LANCZOS)
            self._pictures.append(small.quantize(64) if self._pictures else small.quantize(128))
            self._ends.append(end)

    def close(self) -> None:
        """Write all frames with one palette."""
        palette = self._palette()
        frames = [
            p.convert("RGB").quantize(palette=palette, dither=Image.Dither.NONE)
            for p in self._pictures
        ]
        durations = [10 * (b - a) for a, b in zip([0, *self._ends], self._ends, strict=False)]
        first, *others = frames
        first.save(
            self._path,
            format="GIF",
            save_all=True,
            append_images=others,
            duration=durations,
            loop=0,
        )

    def abandon(self) -> None:
        """Nothing is open."""

    def _palette(self) -> Image.Image:
        step = max(1, len(self._pictures) // GIF_SAMPLES)
        samples = [p.convert("RGB") for p in self._pictures[::step]]
        strip = Image.new("RGB", (self._size[0], self._size[1] * len(samples)))
        for count, sample in enumerate(samples):
            strip.paste(sample, (0, count * self._size[1]))
        return strip.quantize(256)


def codecs_string(path: Path) -> str:
    """What a `<source type>` says of the file, read from its own headers: `avc1.640028`."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if stream.codec_context.name == "h264":
            profile, compatibility, level = (stream.codec_context.extradata or b"")[1:4]
            return f"avc1.{profile:02X}{compatibility:02X}{level:02X}"
        return f"vp09.00.{_vp9_level(stream)}.08.01.01.01.01.00"


def _vp9_level(stream: Any) -> int:
    """The lowest level that holds the stream's samples a second (VP9 levels, WebM project)."""
    samples = stream.width * stream.height * float(stream.average_rate)
    levels = {
        10: 829_440,
        11: 2_764_800,
        20: 4_608_000,
        21: 9_216_000,
        30: 20_736_000,
        31: 36_864_000,
        40: 83_558_400,
        41: 160_432_128,
        50: 311_951_360,
        51: 588_251_136,
        52: 1_176_502_272,
        60: 1_176_502_272,
        61: 2_353_004_544,
    }
    return next((level for level, most in levels.items() if samples <= most), 62)
