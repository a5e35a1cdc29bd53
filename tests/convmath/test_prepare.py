import numpy as np
import pytest

from convmath import ConvMathError
from convmath.fashion import fashion_samples
from convmath.prepare import prepare_image

RNG = np.random.default_rng(8)


def test_a_picture_of_the_data_set_stays_as_it_is():
    levels = fashion_samples().images[0]
    prepared = prepare_image(levels)
    assert (prepared.image == levels / 255).all()
    assert (prepared.resized, prepared.inverted, prepared.stretched) == (False,) * 3


def test_brightnesses_are_taken_as_they_are():
    image = RNG.random((28, 28)) / 3
    assert (prepare_image(image).image == image).all()


@pytest.mark.parametrize("factor", [2, 3, 10])
def test_whole_multiples_are_means_of_blocks(factor):
    levels = RNG.integers(0, 100, (28 * factor, 28 * factor))
    blocks = levels.reshape(28, factor, 28, factor).mean(axis=(1, 3)) / 255
    np.testing.assert_allclose(prepare_image(levels).image, blocks, atol=1e-12)


@pytest.mark.parametrize("side", [5, 27, 29, 45])
def test_other_sizes_are_means_of_parts_of_pixels(side):
    """With every pixel cut into 28×28 equal parts, a new pixel covers whole parts only."""
    levels = RNG.integers(0, 100, (side, side))
    parts = np.kron(levels, np.ones((28, 28))).reshape(28, side, 28, side)
    expected = parts.mean(axis=(1, 3)) / 255
    np.testing.assert_allclose(prepare_image(levels).image, expected, atol=1e-12)


@pytest.mark.parametrize("shape", [(56, 28), (20, 60), (1, 9), (3, 2), (1, 1)])
def test_what_is_not_square_keeps_its_proportions(shape):
    levels = np.zeros(shape)
    levels[shape[0] // 2, shape[1] // 2] = 100
    image = prepare_image(levels).image
    side = max(shape)
    assert image.shape == (28, 28)
    if prepare_image(levels).inverted:
        image = 1 - image
    assert image.sum() == pytest.approx(_square_sum(levels, side) * (28 / side) ** 2)


def _square_sum(levels, side):
    """Of the brightnesses of the picture and of the ground that is added to it."""
    inner = np.zeros(levels.shape, bool)
    inner[1:-1, 1:-1] = True
    ground = levels[~inner].mean()
    return (levels.sum() + ground * (side * side - levels.size)) / 255


def test_dark_on_bright_becomes_bright_on_dark():
    levels = fashion_samples().images[9]
    prepared = prepare_image(255 - levels.astype(int))
    assert prepared.inverted
    np.testing.assert_allclose(prepared.image, levels / 255, atol=1e-12)


@pytest.mark.parametrize("values", [[[-3, 5]], [[0, 300]], [[-1e308, 1e308]], [[10**30, 0]]])
def test_other_numbers_are_stretched(values):
    prepared = prepare_image(values)
    assert prepared.stretched
    assert 0 <= prepared.image.min() <= prepared.image.max() <= 1


def test_typed_digits_can_be_seen_and_dark_photographs_stay_dark():
    digits = prepare_image(np.pad(np.full((14, 14), 9), 7))
    assert (digits.stretched, digits.image.max()) == (True, 1)
    assert not prepare_image(np.pad(np.full((14, 14), 16), 7)).stretched


@pytest.mark.parametrize("value", [0, 255, 1000, -7])
def test_one_colour_is_one_colour(value):
    image = prepare_image(np.full((5, 9), value)).image
    assert image.max() - image.min() < 1e-12


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (np.zeros((3, 4, 4)), r"rows and columns, not the shape \(3, 4, 4\)"),
        ([[float("nan")]], "only finite numbers"),
        ([[1], [1, 2]], "ragged"),
        ([], "is empty"),
    ],
)
def test_what_is_no_picture_is_told(picture, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        prepare_image(picture)
