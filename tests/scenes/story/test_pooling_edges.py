"""Windows over the edge: which hang, by how much, and what is said of the size that they make."""

import pytest
import torch

from convmath import Geometry
from scenes.story.pooling_edges import hanging, left_out_text, overhang, size_text

LAYERS = {  # an input's shape and a pooling of it: step, overhang, sentence on the size
    ((3, 3), 2, 2, 0): (1, (1, 1), "size_up"),
    ((3, 4), 2, 2, 0): (2, (1, 0), "size_up"),
    ((4, 4), 2, 2, 0): (None, (0, 0), "size_up"),
    ((6, 4), 3, 2, 1): (2, (1, 1), "size_up"),
    ((5, 5), 2, 2, 1): (None, (0, 0), "size_up_less"),
}


def rounded_up(shape, window, stride, padding):
    return Geometry.of(shape, (window,) * 2, stride=stride, padding=padding, ceil_mode=True)


@pytest.mark.parametrize("case", LAYERS, ids=str)
def test_the_first_window_over_the_edge_and_how_far_the_last_ones_hang(case):
    geometry = rounded_up(*case)
    assert (hanging(geometry), overhang(geometry), size_text(geometry)) == LAYERS[case]


@pytest.mark.parametrize("case", LAYERS, ids=str)
def test_the_windows_are_as_many_as_pytorchs(case):
    shape, window, stride, padding = case
    pool = torch.nn.MaxPool2d(window, stride, padding, ceil_mode=True)
    assert tuple(pool(torch.zeros(1, *shape)).shape[1:]) == rounded_up(*case).output_shape


def test_nothing_hangs_that_is_not_rounded_up():
    geometry = Geometry.of((3, 3), (2, 2), stride=2)
    assert (hanging(geometry), overhang(geometry), size_text(geometry)) == (None, (0, 0), "size")


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"stride": 2}, "unused_edge"),
        ({"stride": 2, "ceil_mode": True}, None),
        ({"stride": 3}, "unused_between"),
        ({"stride": 2, "padding": 1, "ceil_mode": True}, "unused_padding"),
        ({"stride": 4, "dilation": 2, "ceil_mode": True}, "unused_holes"),
        ({"dilation": 2}, None),
    ],
)
def test_why_cells_are_in_no_window(options, text):
    assert left_out_text(Geometry.of((5, 5), (2, 2), **options)) == text
