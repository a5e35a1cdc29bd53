"""From dense layers to convolution: counts, the weights of one offset, the formula's changes."""

from itertools import pairwise

import numpy as np
import pytest

from convmath import shared_cost
from scenes.story import Example, StoryError
from scenes.story.dense import DenseTeller, layer_formula, offsets, power
from scenes.story.places import parsed, place


def teller(**changes):
    return DenseTeller("dense_to_conv", Example.of("dense_to_conv").replace(**changes).run())


def test_the_counts_of_the_book_are_told():
    values = teller().common
    assert (values["dense"], values["offsets"], values["local"]) == ("81", "25", "9")
    assert (values["image_dense"], values["image_shared"]) == ("10¹²", "3996001")
    assert values["image_local"] == "25"


def test_weights_of_one_offset_are_one_number_and_all_of_them():
    told = teller()
    weight = told.trace.inputs["weight"]
    found = [parsed(place("weight", s.rows[0], s.columns[0]))[1] for s in told.same_offset()]
    assert found == [tuple(map(int, at)) for at in np.argwhere(weight == 5)]


@pytest.mark.parametrize("size", [1, 4, 7])
def test_offsets_are_counted_as_the_book_counts_them(size):
    told = teller(input=np.ones((size, size), int))
    assert offsets(told.geometry) == shared_cost((size, size)).parameters


def test_the_formula_changes_in_few_terms_at_a_time():
    stages = [layer_formula(name) for name in ("dense", "offset", "shared", "local")]
    changes = [
        [new.slot for old, new in zip(*pair, strict=True) if old != new]
        for pair in pairwise(stages)
    ]
    assert changes == [["sums", "weight", "pixel"], ["bias", "weight"], ["sums"]]


def test_kernels_without_a_middle_have_no_bound():
    assert "Delta" not in layer_formula("local", bounded=False)[4].code
    assert not teller(kernel=[[1, 2]], padding=0).bounded


def test_images_of_too_many_weights_are_refused():
    with pytest.raises(StoryError, match=r"1024 pixels has too many weights.*at most 1000"):
        teller(input=np.zeros((32, 32), int))


def test_only_powers_of_ten_are_shortened():
    assert [power(n) for n in (1, 1000, 1100)] == ["10⁰", "10³", "1100"]
