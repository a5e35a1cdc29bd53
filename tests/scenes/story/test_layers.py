"""What a teller of layers tells by the places of numbers."""

import numpy as np
import pytest

from scenes.story.layers import LayerTeller
from scenes.story.numerals import Numeral

IMAGE = np.arange(4).reshape(2, 2)
PICTURE = np.arange(441).reshape(21, 21)  # too large to be told number by number


@pytest.fixture
def teller():
    arrays = {"input": IMAGE, "photo": PICTURE, "weight": np.array([[-2, 3]])}
    return LayerTeller("multi_output_channels", {}, arrays, {"X": "input"})


def test_numbers_are_told_by_their_places(teller):
    assert teller.at(["input[1, 0]", "weight[0, 0]"]) == {
        "input[1, 0]": Numeral("2"),
        "weight[0, 0]": Numeral("−2"),
    }
    assert teller.numeral("padding[0, 0]") == Numeral("0")


def test_a_place_that_is_none_is_refused(teller):
    with pytest.raises(ValueError, match="'input' is no place"):
        teller.numeral("input")


def test_a_picture_is_not_told_as_a_whole(teller):
    assert len(teller.all_of("input", "photo")) == IMAGE.size
    assert teller.is_picture("photo[20, 20]")
    assert not teller.is_picture("input[0, 0]")
    assert not teller.is_picture("padding[0, 0]")


def test_an_equation_adds_a_bias_to_its_products(teller):
    pairs = [("input[1, 0]", "weight[0, 0]"), ("input[1, 1]", "weight[0, 1]")]
    equation = teller.equation(pairs, "photo[0, 5]", "input[0, 0]")
    assert equation.text() == "2·(−2) + 3·3 + 0 = 5"


def test_of_a_picture_only_the_numbers_that_are_worked_out_are_shown(teller):
    pairs = [("photo[0, 3]", "weight[0, 1]")]
    equation, more = teller.equation(pairs, "photo[0, 9]"), ["input[0, 1]"]
    teller.worked("first", equation, [], values={"kernel": "0"}, places=more)
    (beat,) = teller.board("").beats
    assert set(beat.shown) == {"photo[0, 3]", "photo[0, 9]", "input[0, 1]"}
