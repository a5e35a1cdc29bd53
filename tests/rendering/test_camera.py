"""The camera that redraws only what changed shows what Manim's own shows, pixel for pixel."""

from tempfile import TemporaryDirectory

import numpy as np
import pytest
from manim import (
    DOWN,
    RIGHT,
    UP,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    ImageMobject,
    LineJointType,
    Rotate,
    Scene,
    Square,
    Transform,
    VGroup,
    tempconfig,
)
from manim.renderer.cairo_renderer import CairoRenderer

from rendering import job as jobs
from rendering.camera import FilmCamera
from rendering.film import FilmRenderer, writer_for
from rendering.frames import FrameStream
from scenes.catalog import LESSONS
from scenes.stage.camera import StageCamera
from scenes.story import Example

TYPST_FILES = TemporaryDirectory(prefix="convreel-test-")
SIZE = (320, 180)


class Film:
    """An encoder that keeps every picture."""

    def __init__(self, size=SIZE):
        self.pictures, self.repeats, self.area = [], [], 0
        self._canvas = np.zeros((size[1], size[0], 4), np.uint8)

    def show(self, change):
        for patch in change.patches:
            self._canvas[patch.box.slices] = patch.pixels
            self.area += patch.box.area
        same = self.pictures and np.array_equal(self.pictures[-1], self._canvas)
        if same:  # a box may hold what was there before
            self.repeats[-1] += change.repeat
        else:
            self.pictures.append(self._canvas.copy())
            self.repeats.append(change.repeat)

    def close(self):
        pass

    def abandon(self):
        pass


def settings(size=SIZE, fps=15):
    example = Example("none", {}, {})
    job = jobs.Job("none", example, "en", "dark", *size, fps, (), None)
    return jobs.settings(job, TYPST_FILES.name)


def filmed(renderer, make, size=SIZE):
    """The film that a renderer makes of a scene."""
    film = Film(size)
    stream = FrameStream([film], lambda _: None)
    with tempconfig(settings(size)):
        scene = make(renderer(stream))
        scene.render()
    stream.finish()
    return film


def stock(stream):
    return CairoRenderer(file_writer_class=writer_for(stream), camera_class=StageCamera)


def same(one, other):
    assert one.repeats == other.repeats
    for at, (expected, found) in enumerate(zip(one.pictures, other.pictures, strict=True)):
        assert np.array_equal(expected, found), at


class Moves(Scene):
    """Lines, corners, see-through fills, gradients, images, groups; things come, move and go."""

    def construct(self):
        self.camera.background_color = "#204060"
        heat = ImageMobject(np.arange(48, dtype=np.uint8).reshape(4, 4, 3) * 5).scale(8)
        back = Square(5, fill_opacity=0.5, fill_color=["#ff0000", "#00ff00"], stroke_width=9)
        dots = VGroup(*(Circle(0.3, fill_opacity=0.7).shift(x * RIGHT) for x in range(-5, 5)))
        self.add(back, heat.shift(2 * UP))
        self.play(FadeIn(dots, shift=DOWN), run_time=0.4)
        self.wait(0.2)
        ring = Circle(1.5, stroke_width=14, color="#ffcc00")
        self.play(Create(ring), dots[3].animate.shift(UP), run_time=0.5)
        self.bring_to_front(back)
        self.play(heat.animate.shift(DOWN), run_time=0.3)
        star = Square(1, joint_type=LineJointType.MITER, stroke_width=20).rotate(0.3)
        self.play(Transform(ring, star), Rotate(back, 0.5), run_time=0.4)
        back.set_stroke(opacity=0)
        self.wait(0.2, frozen_frame=True)
        dots[2].set_z_index(5)
        self.play(FadeOut(dots), ring.animate.shift(12 * RIGHT), run_time=0.4)
        self.remove(back)
        self.wait(0.2)


def test_a_lively_scene_is_the_same():
    same(
        filmed(stock, lambda r: Moves(renderer=r)),
        filmed(FilmRenderer, lambda r: Moves(renderer=r)),
    )


def test_a_camera_that_misses_a_change_is_found_out(monkeypatch):
    monkeypatch.setattr(FilmCamera, "_reach", lambda *_: -20 / 180)
    with pytest.raises(AssertionError):
        test_a_lively_scene_is_the_same()


class Shift(Scene):
    """One small thing moves before many that stand."""

    def construct(self):
        moving = Square(0.5, fill_opacity=1).shift(3 * UP)
        self.add(moving, *(Circle(0.2).shift(x * RIGHT / 2 + DOWN) for x in range(-6, 6)))
        self.play(moving.animate.shift(RIGHT), run_time=1)


def test_only_what_moves_is_drawn(monkeypatch):
    drawn = []
    display = FilmCamera.display_vectorized
    monkeypatch.setattr(
        FilmCamera, "display_vectorized", lambda s, m, c: drawn.append(m) or display(s, m, c)
    )
    film = filmed(FilmRenderer, lambda r: Shift(renderer=r))
    assert len(film.pictures) > 10
    assert film.area < 2 * SIZE[0] * SIZE[1]
    assert len(drawn) <= 13 + len(film.pictures)


class Crowd(Scene):
    """A frame glides over three by three cells of a grid that fills the picture."""

    cells = 5

    def construct(self):
        side = 6 / self.cells
        places = range(self.cells)
        squares = [
            Square(side, stroke_width=1, fill_opacity=1).move_to(
                ((column + 0.5) * side - 3, (row + 0.5) * side - 3, 0)
            )
            for row in places
            for column in places
        ]
        window = Square(3 * side, stroke_width=4).move_to((1.5 * side - 3, 0, 0))
        self.add(*squares, window)
        self.play(window.animate.shift(side * RIGHT), run_time=1)


def cost(cells, monkeypatch):
    """Looks taken, shapes drawn and pixels sent on for each picture but the first."""
    looks, drawn = [], []
    display, seen = FilmCamera.display_vectorized, FilmCamera._seen
    monkeypatch.setattr(
        FilmCamera, "display_vectorized", lambda s, m, c: drawn.append(m) or display(s, m, c)
    )
    monkeypatch.setattr(FilmCamera, "_seen", lambda s, m, b: looks.append(m) or seen(s, m, b))
    monkeypatch.setattr(Crowd, "cells", cells)
    film = filmed(FilmRenderer, lambda r: Crowd(renderer=r))
    monkeypatch.undo()
    later, all_cells = len(film.pictures) - 1, cells**2 + 1
    area = film.area - SIZE[0] * SIZE[1]
    return (len(looks) - all_cells) / later, (len(drawn) - all_cells) / later, area / later


def test_a_larger_grid_costs_no_more_where_it_stands(monkeypatch):
    """Cost follows what moves: a window of nine cells, in a grid of 25 or of 784."""
    small, large = cost(5, monkeypatch), cost(28, monkeypatch)
    assert large[0] <= small[0] + 1
    assert large[1] <= 100  # pixels lie on a raster of 16, which some more cells reach into
    assert large[2] <= small[2]


def test_a_camera_that_looks_at_everything_is_found_out(monkeypatch):
    show = FilmCamera.show
    monkeypatch.setattr(
        FilmCamera, "show_again", lambda s, _: show(s, [drawn.mobject for drawn in s._drawn])
    )
    every = pytest.MonkeyPatch()
    assert cost(28, every)[0] > 700


def test_nothing_is_drawn_while_skipping(monkeypatch):
    monkeypatch.setattr(FilmCamera, "show", lambda *_, **__: pytest.fail("drawn"))
    stream = FrameStream([], lambda _: None)
    with tempconfig(settings()):
        Shift(renderer=FilmRenderer(stream, skip_animations=True)).render()
    assert stream.frames == 0


@pytest.mark.slow
@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_every_lesson_is_the_same(entry):
    size = (854, 480)

    def make(renderer):
        example = Example.of(entry.example)
        return entry.load()(example, language="en", theme="light", renderer=renderer)

    same(filmed(stock, make, size), filmed(FilmRenderer, make, size))
