"""A contact sheet: the last picture of every beat, drawn without making the film.

The film's last picture, its poster, is kept beside it as large as it was drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw

from rendering.atomic import whole_file
from rendering.film import FilmRenderer
from rendering.frames import FrameStream
from rendering.job import drawing, open_lesson, save_poster
from rendering.spec import LAST, Job

TILE_WIDTH: Final = 640
CAPTION_HEIGHT: Final = 22
GAP: Final = 8
GROUND: Final = "#808080"
INK: Final = "#ffffff"


def render(job: Job, progress: Callable[[int, int], None] | None = None) -> list[Path]:
    """Write `lesson.language.theme.sheet.png` and `….last.webp`; returns their paths."""
    stills, last = _stills(job)
    sheet, poster = job.path("sheet.png"), job.path(LAST)
    with whole_file(sheet) as part, whole_file(poster) as other:
        _together(stills).save(part, format="PNG")
        save_poster(last, other)
    return [sheet, poster]


def _stills(job: Job) -> tuple[list[tuple[str, Image.Image]], Image.Image]:
    """Every beat's name and last picture, made small; and the last of them as it is."""
    stills: list[tuple[str, Image.Image]] = []
    size = (TILE_WIDTH, round(TILE_WIDTH * job.height / job.width))
    last = Image.new("RGB", size)

    def keep(scene: Any, beat: Any) -> None:
        nonlocal last
        scene.renderer.update_frame(scene)
        last = Image.fromarray(scene.camera.pixel_array).convert("RGB")
        small = last.resize(size, Image.Resampling.LANCZOS)
        stills.append((f"{len(stills) + 1}  {beat.name}", small))

    stream = FrameStream([], lambda _: None)
    with drawing(job):
        renderer = FilmRenderer(stream, skip_animations=True)
        open_lesson(job, renderer, on_beat=keep).render()
    stream.abandon()
    return stills, last


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
