"""What changes between two pictures: found, cut out and put together again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.patch import Box, Patch, apart, differences, whole

HEIGHT, WIDTH = 40, 70


def picture(*spots):
    pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    for row, column in spots:
        pixels[row, column] = 255
    return pixels


spots = st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1))
boxes = st.builds(
    lambda top, left, height, width: Box(top, left, top + height, left + width),
    *(st.integers(-5, 30), st.integers(-5, 60), st.integers(0, 20), st.integers(0, 20)),
)


def test_a_first_picture_is_all_new():
    assert differences(None, picture()) == [whole(picture())] == [Box(0, 0, HEIGHT, WIDTH)]


def test_the_same_picture_brings_nothing_new():
    assert differences(picture((3, 4)), picture((3, 4))) == []


def test_one_pixel_is_found_exactly():
    assert differences(picture(), picture((3, 4))) == [Box(3, 4, 4, 5)]


def test_changes_far_apart_get_boxes_of_their_own():
    found = differences(picture(), picture((1, 60), (39, 2)))
    assert found == [Box(1, 60, 2, 61), Box(39, 2, 40, 3)]


@given(st.lists(spots, max_size=4), st.lists(spots, max_size=4))
def test_patches_turn_one_picture_into_the_next(before, after):
    first, second = picture(*before), picture(*after)
    for box in differences(first, second):
        patch = Patch.cut(second, box)
        first[patch.box.slices] = patch.pixels
    assert np.array_equal(first, second)


@given(st.lists(boxes, max_size=8))
def test_boxes_set_apart_cover_the_same_and_do_not_touch(given_boxes):
    result = apart(given_boxes)
    for one in result:
        assert [other for other in result if other.touches(one)] == [one]
    for box in given_boxes:
        if box.area:
            assert any(box.joined(one) == one for one in result)


@given(boxes)
def test_on_the_raster_a_box_still_holds_what_it_held(box):
    grown = box.on_raster(HEIGHT, WIDTH)
    assert grown.top % 16 == grown.left % 16 == 0
    if box.area and box.touches(whole(picture())):
        cut = Box(max(box.top, 0), max(box.left, 0), min(box.bottom, HEIGHT), min(box.right, WIDTH))
        assert grown.joined(cut) == grown


def test_a_patch_is_a_copy():
    pixels = picture()
    patch = Patch.cut(pixels, Box(0, 0, 2, 2))
    pixels[0, 0] = 7
    assert patch.pixels.max() == 0
    with pytest.raises(AttributeError):
        patch.box = None
