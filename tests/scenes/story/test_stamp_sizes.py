"""The formulas of a transposed convolution: letters once, numbers for each axis that differs."""

import numpy as np
import pytest

from convmath import conv_transpose
from scenes.story.stamp_sizes import around_codes, between_codes, end_codes, size_codes
from scenes.story.stamping import Stamping
from tests.scenes.general import computed

K = np.array([[0, 1], [2, 3]])


@pytest.mark.parametrize("options", [{"stride": 3}, {"padding": 1, "stride": 2}])
def test_the_size_formula_gives_the_size(options):
    trace = conv_transpose(np.ones((4, 4), int), K, **options)
    letters, *codes = size_codes(Stamping(trace))
    assert letters == "(n - 1) s + k - 2 p"
    assert [code.rpartition(" = ")[2] for code in codes] == [str(trace.output.shape[0])]


def test_axes_that_differ_have_their_own_numbers_behind_the_same_letters():
    stamping = Stamping(conv_transpose([[1, 2, 3]], [[4], [5], [6]], stride=(3, 2)))
    letters, *numbers = size_codes(stamping)
    assert letters == "(n - 1) s + k - 2 p"
    assert [computed(code.split(" = ")[0]) for code in numbers] == list(stamping.trace.output.shape)
    assert between_codes(stamping) == ["s - 1", "3 - 1 = 2", "2 - 1 = 1"]
    assert around_codes(stamping) == ["k - 1 - p", "3 - 1 - 0 = 2", "1 - 1 - 0 = 0"]
    assert (
        size_codes(Stamping(conv_transpose([[1]], K, padding=((0, 1), (0, 1)))))[0][-9:]
        == "p_1 - p_2"
    )


def test_what_is_spread_and_added_is_in_the_formulas():
    options = {"padding": 1, "stride": 3, "output_padding": 2, "dilation": 2}
    stamping = Stamping(conv_transpose(np.ones((2, 2), int), K, **options), extra=(2, 2))
    letters, code = size_codes(stamping)
    numbers, size = code.split(" = ")
    assert letters == "(n - 1) s + d (k - 1) + 1 - 2 p + p_o"
    assert computed(numbers) == int(size) == 6
    assert [code.rpartition(" = ")[2] for code in end_codes(stamping)] == ["1", "3"]
    assert around_codes(stamping) == []
