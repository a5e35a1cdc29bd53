"""Digits are told from signs by their shapes, as in a drawing of blocks."""

import numpy as np
import pytest

from tests.films import pieces

HEIGHT = 20
SHAPES = {  # rows and columns of what stands for them
    "8": (HEIGHT, 12),
    "1": (HEIGHT, 7),
    "−": (2, 14),
    "+": (HEIGHT, HEIGHT),
    ".": (3, 3),
    "(": (28, 6),
}


def drawn(text, apart=3):
    """A line of blocks, all but brackets on one baseline; ≈ is two bars."""
    ink, left = np.zeros((40, 400)), 5
    for sign in text:
        for low, shape in ((0, sign),) if sign != "≈" else ((4, "−"), (10, "−")):
            down, across = SHAPES.get(shape, (1, 10))
            bottom = 32 - low - (9 if sign == "−" else 0)
            if sign != " ":
                ink[bottom - down : bottom, left : left + across] = 200.0
        left += across + apart
    return ink


@pytest.mark.parametrize(
    ("text", "count", "negative"),
    [
        ("8", 1, False),
        ("−18", 2, True),
        ("≈81.8", 4, False),
        ("1.1", 3, False),
        ("−", 0, False),
    ],
)
def test_what_is_a_digit_and_what_a_sign(text, count, negative):
    found = pieces.pieces(drawn(text))
    assert len(pieces.digits(found, HEIGHT)) == count
    assert pieces.is_negative(found, HEIGHT) == negative


def test_digits_that_stand_close_together_are_a_number():
    found = pieces.pieces(drawn("(18+8 −  11 8"))
    assert [len(group) for group in pieces.numbers(found, HEIGHT)] == [2, 1, 2, 1]


def test_a_piece_alone_has_nothing_of_its_neighbours():
    ink = drawn("8+", apart=1)
    first, second = pieces.pieces(ink)
    picture = np.asarray(pieces.alone(ink, [first]))
    assert (picture == 0).sum() == np.prod(first.size)
    assert (picture == 255).sum() == picture.size - np.prod(first.size)
    assert second.size == (HEIGHT, HEIGHT)
