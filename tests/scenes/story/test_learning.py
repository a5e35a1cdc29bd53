"""The story of learning: what it says of every input is so."""

from fractions import Fraction

import numpy as np
import pytest

from convmath import learn_kernel
from scenes.story import Example, StoryError
from scenes.story.descent import exactly, limit_formula, squares, typed
from scenes.story.learning import LearningTeller
from scenes.story.numerals import Numeral, numeral

BOOK = Example.of("learn_kernel_from_anywhere")


def told(**changes):
    teller = LearningTeller("learn_kernel", BOOK.replace(**changes).run())
    teller.question()
    teller.first_step()
    teller.curves()
    teller.another_start()
    teller.step_limit()
    teller.closing()
    return teller.told()


def texts(**changes):
    return [beat.text for beat in told(**changes).beats]


def test_the_numbers_of_the_book_are_told():
    beats = {beat.name: beat for beat in told().beats}
    assert beats["loss"].equation.total.numeral.text == "12"
    assert beats["straight"].values["factor"] == "0.4096"
    assert beats["limit"].values["limit"] == "1/30"
    assert beats["curves"].values["kernel"] == "[≈0.988, ≈−0.988]"
    assert beats["beyond"].values["other_rate"] == "0.04"
    assert told().arrays["loss"][9] == 12 * Fraction(4096, 10000) ** 9


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({}, {"beyond", "start"}, {"within", "beyond_unseen"}),
        ({"learning_rate": Fraction(1, 30)}, {"within"}, {"beyond"}),
        ({"kernel": [[0, 0]]}, {"beyond_unseen"}, {"start", "beyond"}),
        ({"learning_rate": 0.03}, {"logarithmic"}, {"straight"}),
    ],
)
def test_what_is_said_depends_on_start_and_rate(changes, said, unsaid):
    found = set(texts(**changes))
    assert said <= found
    assert not unsaid & found


def test_what_cannot_be_told_is_refused():
    with pytest.raises(StoryError, match="101 steps are too many"):
        told(steps=101)
    with pytest.raises(StoryError, match=r"out of every axis in 10 steps: .* the limit of 0\.0333"):
        told(learning_rate=10**29)
    with pytest.raises(StoryError, match="give another target"):
        told(target=np.zeros((6, 7), int))


def test_numbers_in_formulas_and_programs():
    assert limit_formula(Numeral("0.0123", exact=False)).endswith("approx 0.0123")
    assert [typed(numeral(n)) for n in (-3, Fraction(1, 3))] == ["-3", "1 \\/ 3"]
    assert [exactly(n) for n in (Fraction(3, 100), Fraction(1, 3**9))] == ["0.03", "1/19683"]


def test_a_sum_of_squares_leaves_zeros_out():
    trace = learn_kernel([[1, 0, 2]], [[0, 3]], [[0, 0]], learning_rate=1, steps=1)
    assert squares(trace).text() == "(−3)·(−3) = 9"
