"""The followed numbers hang together, and what was done to a picture is said."""

import numpy as np
import pytest

from convmath import load_lenet
from convmath.fashion import fashion_samples
from convmath.prepare import prepare_image
from convmath.recognise import recognise
from scenes.story.recognition import LAYERS, Way, arrays_of, preparations, sizes, written_shares

SEEN = [recognise(image) for image in fashion_samples().images]


@pytest.mark.parametrize("seen", SEEN, ids=lambda seen: seen.name)
def test_each_number_of_the_way_is_made_from_the_one_before(seen):
    """Changed alone, an element changes the next one on the way: all that is between is linear."""
    way, arrays = Way.through(seen), arrays_of(seen)
    assert way.conv2 == np.unravel_index(arrays["conv2"].argmax(), arrays["conv2"].shape)
    assert tuple(i // 2 for i in way.conv1[1:]) == way.pool1[1:]
    assert way.conv1[0] == way.pool1[0]
    assert way.pool2 == (way.conv2[0], way.conv2[1] // 2, way.conv2[2] // 2)
    weight = load_lenet().parameters["3.weight"]
    offsets = [p - c for p, c in zip(way.pool1[1:], way.conv2[1:], strict=True)]
    assert all(0 <= offset < weight.shape[-1] for offset in offsets)


def test_shares_are_written_where_they_can_be_read():
    for seen in SEEN:
        told = written_shares(arrays_of(seen))
        shares = {f"share[{count}, 0]": share for count, share in enumerate(seen.shares)}
        assert told.keys() == {place for place, share in shares.items() if share >= 0.01}


def test_sizes_are_those_of_the_book():
    numbers = sizes(SEEN[0])
    assert (numbers["parameters"], numbers["flat"], numbers["products"]) == ("61,706", "400", "150")
    assert (numbers["conv1"], numbers["pool1"], numbers["conv2"], numbers["pool2"]) == (
        *("28×28", "14×14", "10×10", "5×5"),
    )
    assert numbers["dense_share"] == str(round(100 * (48120 + 10164 + 850) / 61706))


def test_every_layer_has_a_name():
    assert len(LAYERS) == len(load_lenet().layers)


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (fashion_samples().images[0], []),
        (255 - fashion_samples().images[0], ["inverted"]),
        (np.zeros((5, 9)), ["resized"]),
        (np.array([[-4, 9]]), ["stretched", "resized"]),
        (np.array([[300, 300, 300], [300, -1, 300], [300, 300, 300]]),
         ["stretched", "resized", "inverted"]),
    ],
)  # fmt: skip
def test_what_was_done_to_a_picture_is_said(picture, said):
    assert preparations(prepare_image(picture)) == said
