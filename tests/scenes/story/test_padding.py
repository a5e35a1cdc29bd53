"""What the padding lesson counts."""

import pytest

from convmath import Geometry
from scenes.story.padding import first_inside, unpadded, usage_values


@pytest.mark.parametrize(("kernel", "least", "most"), [(2, "1", "4"), (3, "1", "9")])
def test_how_often_pixels_are_used_as_in_the_book(kernel, least, most):
    values = usage_values(Geometry.of((5, 5), (kernel, kernel)))
    assert (values["least"], values["most"]) == (least, most)


def test_without_padding_the_same_window_if_it_fits():
    padded = Geometry.of((4, 4), (3, 3), padding=1, stride=2)
    assert unpadded(padded).output_shape == (1, 1)
    assert unpadded(Geometry.of((2, 2), (3, 3), padding=1)) is None


@pytest.mark.parametrize(
    ("geometry", "step"),
    [
        (Geometry.of((3, 3), (2, 2)), 0),
        (Geometry.of((3, 3), (2, 2), padding=1), 5),
        (Geometry.of((3, 3), (2, 2), padding=1, stride=(3, 2)), -1),
        (Geometry.of((2, 2), (3, 3), padding=1), -1),
    ],
)
def test_the_first_window_that_lies_wholly_inside(geometry, step):
    assert first_inside(geometry) == step
