"""The photograph and what the usual filters make of it, held to SciPy."""

import numpy as np
import pytest
from scipy.ndimage import sobel
from scipy.signal import correlate2d

from convmath import ConvMathError, filter_image, load_photograph
from convmath.book import FILTERS
from convmath.photograph import SHOWN


def test_it_is_a_picture_with_a_licence():
    image = load_photograph()
    assert image.shape == (96, 128)
    assert image.dtype == np.uint8
    assert image.max() - image.min() > 200  # from dark to bright
    with pytest.raises(ValueError, match="read-only"):
        image[0, 0] = 0


@pytest.mark.parametrize("name", SHOWN)
def test_every_filter_is_what_scipy_computes(name):
    image, kernel = load_photograph(), np.array(FILTERS[name], float)
    expected = correlate2d(image.astype(float), kernel, "valid")
    assert np.allclose(filter_image(image)[name].output.astype(float), expected)


def test_the_identity_keeps_the_inside_and_sobel_is_sobel():
    image = load_photograph()
    traces = filter_image(image)
    assert np.array_equal(traces["identity"].output, image[1:-1, 1:-1])
    inside = sobel(image.astype(int), axis=1)[1:-1, 1:-1]
    assert np.array_equal(traces["sobel_columns"].output, inside)


def test_a_picture_smaller_than_the_filters_gets_a_border():
    assert filter_image([[7, 8]])["identity"].output.tolist() == [[7, 8]]


def test_what_is_no_picture_is_refused():
    with pytest.raises(ConvMathError, match="axes"):
        filter_image([1, 2, 3, 4])
