"""One film from order to files: draw, encode, publish. Nothing appears before it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from manim import config, tempconfig
from PIL import Image

from rendering.atomic import whole_file
from rendering.encode import VideoEncoder, codecs_string
from rendering.errors import RenderError
from rendering.film import FilmRenderer
from rendering.frames import Encoder, FrameStream
from rendering.gif import GifEncoder
from rendering.manifest import publish
from rendering.patch import Pixels
from rendering.spec import Job
from rendering.timed import TimedEncoder
from rendering.webp import WebpEncoder
from scenes.catalog import find
from scenes.stage.layout import frame_size
from scenes.stage.lettering import own_fonts
from scenes.stage.theme import recoloured

if TYPE_CHECKING:
    from scenes.stage.lesson import Lesson

Progress = Callable[[int, int], None]
ENCODERS: Final[Mapping[str, Any]] = {
    "mp4": VideoEncoder,
    "webm": VideoEncoder,
    "av1.webm": TimedEncoder,
    "alpha.webm": TimedEncoder,
    "gif": GifEncoder,
    "animated.webp": WebpEncoder,
}
LOOPS: Final = ("gif", "animated.webp")
TRANSPARENT: Final = "alpha.webm"  # its ground is not drawn; the other formats look at colours only


@dataclass(frozen=True, slots=True)
class Film:
    """What was made: each file below `out` with its codecs string ("" for stills)."""

    codecs: Mapping[Path, str]
    frames: int
    written: list[Path]


def render(job: Job, progress: Progress | None = None) -> Film:
    """Draw and encode a film in all its formats, and publish it.

    Raises RenderError, or OSError as the disk reports it; earlier files then stay as they were.
    """
    _check_size(job)
    with ExitStack() as files:
        moving = [kind for kind in job.formats if kind in ENCODERS]
        parts = {kind: files.enter_context(whole_file(job.path(kind))) for kind in moving}
        with _drawn(job, parts, progress) as (stream, lesson):
            assert stream.picture is not None
            _save_stills(job, stream.picture, files)
        codecs = {kind: codecs_string(parts[kind]) for kind in moving if kind not in LOOPS}
    kinds = [*job.formats, "webp"]
    named = {job.path(kind).relative_to(job.out): codecs.get(kind, "") for kind in kinds}
    film = Film(named, stream.frames, [job.path(kind) for kind in kinds])
    manifest = publish(job, lesson.board, film)
    others = [path for path in manifest.files if path not in film.written]
    return Film(named, stream.frames, [*film.written, *others, manifest.path])


def settings(job: Job, folder: str) -> dict[str, Any]:
    """Manim's configuration for a job; `folder` takes its Typst files."""
    frame_width, frame_height = frame_size(job.width, job.height)
    return {
        "pixel_width": job.width,
        "pixel_height": job.height,
        "frame_width": frame_width,
        "frame_height": frame_height,
        "frame_rate": job.fps,
        "background_opacity": 0.0 if TRANSPARENT in job.formats else 1.0,
        "media_dir": folder,
        "disable_caching": True,
        "write_to_movie": False,
        "progress_bar": "none",
        "verbosity": "ERROR",
    }


@contextmanager
def drawing(job: Job) -> Iterator[None]:
    """Manim's settings and the user's own fonts, for as long as a job is drawn."""
    fonts = job.variant.fonts.get(job.language, ()) if job.variant else ()
    with (
        TemporaryDirectory(prefix="convreel-") as folder,
        tempconfig(settings(job, folder)),
        own_fonts(fonts, Path(folder)),
    ):
        yield


def open_lesson(job: Job, renderer: FilmRenderer, **options: Any) -> Lesson:
    """The job's scene, ready to render."""
    colours = job.variant.colours.get(job.theme, {}) if job.variant else {}
    lesson: Lesson = find(job.lesson).load()(
        job.example,
        language=job.language,
        theme=recoloured(job.theme, colours),
        renderer=renderer,
        **options,
    )
    return lesson


@contextmanager
def _drawn(
    job: Job, parts: Mapping[str, Path], progress: Progress | None
) -> Iterator[tuple[FrameStream, Lesson]]:
    """The film when it is drawn; the encoders are done only when the context ends."""
    size = (job.width, job.height)
    total = 0

    def show(frames: int) -> None:
        if progress:
            progress(frames, total)

    encoders: list[Encoder] = [
        ENCODERS[kind](part, kind, size, job.fps) for kind, part in parts.items()
    ]
    stream = FrameStream(encoders, show)
    try:
        with drawing(job):
            lesson = open_lesson(job, FilmRenderer(stream))
            total = lesson.board.frame_count(config.frame_rate)
            lesson.render()
        _check_count(stream.frames, total)
        yield stream, lesson
        stream.finish()
    except BaseException:
        stream.abandon()
        raise


def _check_size(job: Job) -> None:
    if job.width % 2 or job.height % 2:
        even = f"{job.width + job.width % 2} × {job.height + job.height % 2}"
        raise RenderError(
            f"a film of {job.width} × {job.height} has an odd side: use {even}, "
            "as colour is kept for squares of 2 × 2 pixels"
        )


def _check_count(frames: int, told: int) -> None:
    if frames != told:
        raise RenderError(
            f"the film has {frames} frames but its story {told}: captions would drift; "
            "report this with the example"
        )


def _save_stills(job: Job, last: Pixels, files: ExitStack) -> None:
    """The poster, and the last picture as PNG where asked for."""
    picture = Image.fromarray(last).convert("RGB")
    poster = files.enter_context(whole_file(job.path("webp")))
    save_poster(picture, poster)
    if "png" in job.formats:
        still = files.enter_context(whole_file(job.path("png")))
        picture.save(still, format="PNG", optimize=True)


def save_poster(picture: Image.Image, path: Path) -> None:
    """Write a picture as a poster: every colour as it is drawn."""
    picture.save(path, format="WEBP", lossless=True, method=4)
