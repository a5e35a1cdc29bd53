"""A contact sheet: the last picture of every beat, drawn without making the film."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from manim import tempconfig
from PIL import Image, ImageDraw

from rendering.atomic import whole_file
from rendering.film import FilmRenderer
from rendering.frames import FrameStream
from rendering.job import open_lesson, settings
from rendering.spec import Job

TILE_WIDTH: Final = 640
CAPTION_HEIGHT: Final = 22
GAP: Final = 8
GROUND: Final = "#808080"
INK: Final = "#ffffff"


def render(job: Job, progress: Callable[[int, int], None] | None = None) -> Path:
    """Write `lesson.language.theme.sheet.png`; returns its path."""
    stills = _stills(job)
    path = job.path("sheet.png")
    with whole_file(path) as part:
        _together(stills).save(part, format="PNG")
    return path


def _stills(job: Job) -> list[tuple[str, Image.Image]]:
    """Every beat's name and last picture."""
    stills: list[tuple[str, Image.Image]] = []

    def keep(scene: Any, beat: Any) -> None:
        scene.renderer.update_frame(scene)
        picture = Image.fromarray(scene.camera.pixel_array).convert("RGB")
        height = round(TILE_WIDTH * job.height / job.width)
        small = picture.resize((TILE_WIDTH, height), Image.Resampling.LANCZOS)
        stills.append((f"{len(stills) + 1}  {beat.name}", small))

    stream = FrameStream([], lambda _: None)
    with TemporaryDirectory(prefix="convreel-") as folder, tempconfig(settings(job, folder)):
        renderer = FilmRenderer(stream, skip_animations=True)
        open_lesson(job, renderer, on_beat=keep).render()
    stream.abandon()
    return stills


def _together(stills: list[tuple[str, Image.Image]]) -> Image.Image:
    columns = 2 if len(stills) <= 4 else 3
    width, height = stills[0][1].size
    rows = -(-len(stills) // columns)
    size = (columns * (width + GAP) + GAP, rows * (height + CAPTION_HEIGHT + GAP) + GAP)
    sheet = Image.new("RGB", size, GROUND)
    pen = ImageDraw.Draw(sheet)
    for count, (name, picture) in enumerate(stills):
        x = GAP + count % columns * (width + GAP)
        y = GAP + count // columns * (height + CAPTION_HEIGHT + GAP)
        pen.text((x + 2, y + 4), name, fill=INK)
        sheet.paste(picture, (x, y + CAPTION_HEIGHT))
    return sheet
