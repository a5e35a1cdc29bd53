"""Plays a lesson without drawing a pixel, and keeps what a viewer would see at each beat's end."""

from dataclasses import dataclass, replace
from functools import cmp_to_key
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from manim import DL, UR, Camera, ImageMobject, VMobject, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from convmath import Trace
from scenes.catalog import Entry
from scenes.stage.layout import Region, frame_size
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering
from scenes.story import Beat, Example, Storyboard, Words
from scenes.story.acts import ROLES
from tests.scenes.sights import Sight, sights

BLIND = {
    "frame_rate": 15,
    "disable_caching": True,
    "write_to_movie": False,
    "progress_bar": "none",
    "verbosity": "ERROR",
}
SIZE = (160, 90)  # pixels: 16:9


class BlindCamera(Camera):
    """Draws nothing: where things are is known without."""

    def capture_mobjects(self, *_: Any, **__: Any) -> None:
        """Nothing to draw."""


@dataclass(frozen=True)
class Still:
    """What is seen when a beat ends.

    Letterings, heat maps in reading order as RGBA, where these are, and all drawn lines as rows of
    two points (x, y, x, y).
    """

    beat: Beat
    seen: list[Sight]
    maps: list[np.ndarray]
    map_regions: list[Region]
    lines: np.ndarray


@dataclass(frozen=True)
class Film:
    """A lesson that has been played, with everything that its picture is held against."""

    language: str
    example: Example
    lesson: Lesson
    bench: object
    stills: list[Still]

    @property
    def board(self) -> Storyboard:
        return self.lesson.board

    @property
    def words(self) -> Words:
        return self.lesson.words

    @property
    def trace(self) -> Trace:
        return self.example.run()


@dataclass(frozen=True)
class Part(Film):
    """One act of a film: a correlation and the beats about it, told as if they were all."""

    trace: Trace = None
    board: Storyboard = None


def acts(film: Film) -> list[Film]:
    """A film of several correlations as one film each; any other as it is.

    Places are called as in a film of one act, and what was told before counts as told.
    """
    if not film.board.acts:
        return [film]
    return [_part(film, number) for number in range(len(film.board.acts))]


def _part(film: Film, number: int) -> Part:
    act = film.board.acts[number]
    plain = {act.name(role): role for role in ROLES}
    stills, told = [], {}
    for one in film.stills:
        told |= one.beat.shown
        if one.beat.act == number:
            beat = replace(one.beat, shown={_renamed(p, plain): n for p, n in told.items()})
            seen = [replace(sight, place=_renamed(sight.place, plain)) for sight in one.seen]
            stills.append(replace(one, beat=beat, seen=seen))
    board = replace(film.board, beats=tuple(one.beat for one in stills))
    return Part(
        film.language, film.example, film.lesson, film.bench, stills, trace=act.trace, board=board
    )


def _renamed(place: str, plain: dict[str, str]) -> str:
    name, bracket, rest = place.partition("[")
    return plain.get(name, f"other_{name}" if name in ROLES else name) + bracket + rest


def survey(
    entry: Entry,
    example: Example,
    language: str = "en",
    theme: str = "dark",
    size: tuple[int, int] = SIZE,
) -> Film:
    """Play all of a lesson."""
    stills: list[Still] = []

    def look(lesson: Lesson, beat: Beat) -> None:
        stills.append(still(lesson, beat))

    lesson = play(watched(entry), example, language=language, theme=theme, on_beat=look, size=size)
    return Film(language, example, lesson, lesson.staged, stills)


def watched(entry: Entry) -> type[Lesson]:
    """The entry's lesson, but one that remembers its bench as `staged`."""

    class Watched(entry.load()):
        def stage(self) -> object:
            self.staged = super().stage()
            return self.staged

    return Watched


def play(
    lesson_class: type[Lesson],
    example: Example,
    *,
    camera: type[Camera] = BlindCamera,
    size: tuple[int, int] = SIZE,
    **options: Any,
) -> Lesson:
    """Play a lesson as fast as can be."""
    width, height = frame_size(*size)
    frame = {"frame_width": width, "frame_height": height}
    frame |= {"pixel_width": size[0], "pixel_height": size[1]}
    with TemporaryDirectory() as folder, tempconfig({**BLIND, **frame, "media_dir": folder}):
        renderer = CairoRenderer(camera_class=camera, skip_animations=True)
        lesson = lesson_class(example, renderer=renderer, **options)
        lesson.render()
    return lesson


def still(lesson: Lesson, beat: Beat) -> Still:
    """What is seen now."""
    family = lesson.get_mobject_family_members()
    images = sorted(
        (m for m in family if isinstance(m, ImageMobject)), key=cmp_to_key(_in_reading_order)
    )
    maps = [image.pixel_array.copy() for image in images]
    regions = [Region(*m.get_corner(DL)[:2], *m.get_corner(UR)[:2]) for m in images]
    drawn = [m for m in family if isinstance(m, VMobject) and not isinstance(m, Lettering)]
    lines = [np.zeros((0, 4)), *map(_lines, drawn)]
    return Still(beat, sights(lesson), maps, regions, np.concatenate(lines))


def _in_reading_order(one: ImageMobject, other: ImageMobject) -> float:
    """Below 0 where `one` is read first: wholly above the other, or on its left beside it."""
    if one.get_bottom()[1] >= other.get_top()[1] or other.get_bottom()[1] >= one.get_top()[1]:
        return float(other.get_y() - one.get_y())
    return float(one.get_x() - other.get_x())


def _lines(shape: VMobject) -> np.ndarray:
    """The chords of the curves of an outline that can be seen, each curve in two halves."""
    curves = shape.points.reshape(-1, 4, 3)[..., :2]
    if shape.get_stroke_width() == 0 or shape.get_stroke_opacity() == 0:
        return np.zeros((0, 4))
    start, end = curves[:, 0], curves[:, 3]
    middle = (start + 3 * curves[:, 1] + 3 * curves[:, 2] + end) / 8
    return np.concatenate([np.hstack([start, middle]), np.hstack([middle, end])])
