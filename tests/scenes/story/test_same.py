"""Padding that keeps the size: held to PyTorch's own "same", and to what each act shows."""

import numpy as np
import pytest

from convmath import Geometry, cross_correlate
from scenes.story.same import centre, own_text, same_acts, same_values

OWN = cross_correlate([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]], padding=((1, 0), (1, 0)))


def test_every_act_keeps_its_size_and_is_what_pytorch_computes():
    torch = pytest.importorskip("torch")
    for act in same_acts(OWN)[:2]:
        image, kernel = (torch.tensor(act.matrix(role)) for role in ("input", "kernel"))
        same = torch.nn.functional.conv2d(image[None, None], kernel[None, None], padding="same")
        assert np.array_equal(same[0, 0], act.trace.output)
    assert all(act.matrix("input").shape == act.trace.output.shape for act in same_acts(OWN))


def test_of_the_ones_each_output_counts_the_weights_that_lie_on_the_input():
    oblong = same_acts(OWN)[1]
    assert np.array_equal(oblong.trace.output, oblong.geometry.window_sizes())


def test_the_centre_of_an_odd_kernel_lies_on_the_element_that_its_output_replaces():
    for act in same_acts(OWN)[:2]:
        row, column = centre(act.geometry.kernel_shape)
        (top, _), (left, _) = act.geometry.padding
        for index in ((0, 0), (1, 2)):
            rows, columns = act.geometry.window(index)
            assert (rows[row] - top, columns[column] - left) == index


@pytest.mark.parametrize(
    ("kernel", "options", "text"),
    [
        ((2, 2), {"padding": "same"}, "even"),
        ((3, 2), {"padding": "same_lower"}, "even"),
        ((3, 5), {"padding": "same"}, "own_odd"),
        ((3, 3), {"padding": 0}, "other"),
        ((1, 1), {"stride": 1}, "own_odd"),
        ((3, 3), {"padding": "full"}, "other"),
    ],
)
def test_the_sentence_fits_the_kernel_and_its_padding(kernel, options, text):
    assert own_text(Geometry.of((8, 8), kernel, **options)) == text


def test_a_kernel_takes_one_less_than_its_size():
    assert same_values(Geometry.of((8, 8), (4, 1))) == {"rows": "3", "columns": "0"}
