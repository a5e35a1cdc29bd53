"""What a picture is made of, and when two of them can differ."""

import numpy as np
import pytest
from manim import Camera, Circle, ImageMobject, LineJointType, Square, VGroup, VMobject

from rendering.look import Drawn, changes, is_unseen, look, shapes
from rendering.patch import Box

BOXES = [Box(0, 0, side, side) for side in range(1, 5)]
MOBJECTS = [Square() for _ in BOXES]


def test_shapes_are_those_that_manim_draws_in_its_order():
    one, two, three, none = Square(), Circle().set_z_index(2), Square().set_z_index(-1), VMobject()
    inner = VGroup(one, none, two)
    nested = [VGroup(inner, three), one, VGroup(two, VGroup(inner, VGroup())), three]
    assert shapes(nested) == Camera().get_mobjects_to_display(nested)
    assert len(shapes(nested)) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda shape: shape.shift((1e-9, 0, 0)),
        lambda shape: shape.set_fill("#123456"),
        lambda shape: shape.set_fill(opacity=0.51),
        lambda shape: shape.set_stroke("#123456"),
        lambda shape: shape.set_stroke(width=3),
        lambda shape: shape.set_stroke("#123456", 2, background=True),
        lambda shape: shape.set_sheen(0.1),
        lambda shape: setattr(shape, "joint_type", LineJointType.MITER),
    ],
)
def test_what_changes_a_shapes_pixels_changes_its_look(change):
    shape = Square(fill_opacity=0.5)
    before = look(shape)
    assert look(shape) == before
    change(shape)
    assert look(shape) != before


def test_a_gradients_direction_is_part_of_the_look():
    shape = Square(fill_opacity=1, fill_color=["#ff0000", "#00ff00"])
    before = look(shape)
    shape.set_sheen_direction((1, 0, 0))
    assert look(shape) != before


def test_an_images_pixels_are_part_of_its_look():
    image = ImageMobject(np.zeros((2, 2, 3), np.uint8))
    before = look(image)
    image.pixel_array[0, 0] = 1
    assert look(image) != before


def test_only_what_is_all_see_through_is_unseen():
    shape = Square(fill_opacity=0, stroke_opacity=0)
    assert is_unseen(shape)
    assert is_unseen(Square(fill_opacity=0, stroke_width=0))
    assert not is_unseen(shape.copy().set_fill(opacity=0.01))
    assert not is_unseen(shape.copy().set_stroke(opacity=0.01))
    assert not is_unseen(shape.copy().set_stroke("#ffffff", 1, 1, background=True))
    assert not is_unseen(Square(fill_opacity=[0, 1], stroke_width=0))


def picture(*places):
    """Shapes as they were drawn at some time; each call is another time."""
    return [Drawn(MOBJECTS[at], (), BOXES[at]) for at in places]


def found(before, now):
    first, boxes = changes(before, now)
    return first, {BOXES.index(box) for box in boxes}


def test_changes_are_where_something_is_new_gone_or_in_another_order():
    a, b, c, d = picture(0, 1, 2, 3)
    (other,) = picture(2)
    assert found([a, b, c], [a, b, c]) == (3, set())
    assert found([a, b, c], [a, b, other]) == (2, {2})
    assert found([a, b, c], [a, b, c, d]) == (3, {3})
    assert found([a, b, c], [a, c]) == (1, {1})
    assert found([a, b, c], [a, c, b]) == (1, {1, 2})
    assert found([], [a]) == (0, {0})
    assert found([a], []) == (0, {0})
