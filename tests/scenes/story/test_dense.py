"""From dense layers to convolution: counts, and the formula's changes."""

from itertools import pairwise

import numpy as np
import pytest

from scenes.story import Example, StoryError
from scenes.story.dense import DenseTeller, layer_formula, power


def teller(**changes):
    return DenseTeller("dense_to_conv", Example.of("dense_to_conv").replace(**changes).run())


def test_the_counts_of_the_book_are_told():
    values = teller().common
    assert (values["dense"], values["offsets"], values["local"]) == ("81", "25", "9")
    assert (values["image_dense"], values["image_shared"]) == ("10¹²", "3996001")


def test_a_large_image_takes_fewer_and_fewer_weights():
    tally = [term.code for term in teller()._tally() if term.role == "kernel"]
    assert tally == ["10^12", "1999^2 = 3996001", "3 times 3 = 9"]


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
