"""Images lie exactly on their rectangle, in their colours, over what is there; shapes are cheap."""

import numpy as np
import pytest
from manim import ImageMobject, Square, tempconfig

from scenes.stage.camera import StageCamera
from scenes.stage.layout import Region
from scenes.stage.shapes import boxes, dashed_boxes, frame, outline_of, together
from tests.scenes.surveying import BLIND

WIDTH, HEIGHT = 160, 90
SCALE = HEIGHT / 8  # pixels in a unit


def photographed(*mobjects):
    size = {"pixel_width": WIDTH, "pixel_height": HEIGHT}
    with tempconfig({**BLIND, **size}):
        camera = StageCamera(background_color="#000000")
        camera.capture_mobjects(mobjects)
        return camera.pixel_array[..., :3].copy()


def image(pixels, side=4.0):
    made = ImageMobject(np.array(pixels, np.uint8))
    return made.stretch_to_fit_width(side).stretch_to_fit_height(side).move_to((0, 0, 0))


RED, GREEN, BLUE, CLEAR = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255), (9, 9, 9, 0)


def at(picture, x, y):
    return tuple(picture[round(HEIGHT / 2 - SCALE * y), round(WIDTH / 2 + SCALE * x)])


def test_every_cell_of_a_heat_map_has_its_colour_at_its_place():
    picture = photographed(image([[RED, GREEN], [BLUE, CLEAR]]))
    assert at(picture, -1, 1) == (255, 0, 0)
    assert at(picture, 1, 1) == (0, 255, 0)
    assert at(picture, -1, -1) == (0, 0, 255)


def test_what_is_hidden_shows_the_ground():
    assert at(photographed(image([[RED, CLEAR]])), 1, 0) == (0, 0, 0)


def test_cells_meet_without_blur():
    row = photographed(image([[RED, BLUE]]))[HEIGHT // 2]
    assert {tuple(colour) for colour in row} == {(0, 0, 0), (255, 0, 0), (0, 0, 255)}


def test_an_image_covers_exactly_its_rectangle():
    lit = photographed(image([[RED]], side=2.0)).any(axis=2)
    rows, columns = (np.flatnonzero(lit.any(axis=axis)) for axis in (1, 0))
    assert len(rows) == pytest.approx(2 * SCALE, abs=1)
    assert len(columns) == pytest.approx(2 * SCALE, abs=1)


def test_what_was_drawn_before_stays():
    square = Square(1.0, fill_color="#ffffff", fill_opacity=1, stroke_width=0).shift((5, 0, 0))
    assert at(photographed(square, image([[RED]], side=2.0)), 5, 0) == (255, 255, 255)


CELLS = [Region(0, 0, 1, 1), Region(2, 0, 3, 2)]


def test_many_boxes_are_one_path():
    shape = boxes(CELLS, 0.1, line="#ffffff", fill="#ff0000", width=1.0)
    assert shape.submobjects == []
    assert (shape.width, shape.height) == pytest.approx((3, 2))
    assert len(shape.points) == sum(len(outline_of(region, 0.1)) for region in CELLS)


@pytest.mark.parametrize("make", [boxes, dashed_boxes])
def test_no_boxes_are_an_empty_path(make):
    options = {"fill": "#ffffff"} if make is boxes else {}
    assert len(make([], 0.1, line="#ffffff", width=1.0, **options).points) == 0


def test_dashes_leave_gaps():
    whole = frame(CELLS[0], 0.1, line="#ffffff", width=2.0)
    dashed = dashed_boxes([CELLS[0]], 0.1, line="#ffffff", width=2.0)
    assert dashed.get_arc_length() < whole.get_arc_length() * 0.8
    assert (dashed.width, dashed.height) == pytest.approx((1, 1), abs=0.1)


def test_what_is_not_there_is_left_out_of_a_group():
    square = Square()
    assert together(None, square, None).submobjects == [square]
