"""The weights of a dense layer before and after sharing and locality, and what they compute."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from convmath import Geometry, shared_cost
from scenes.story import Example
from scenes.story.places import parsed
from scenes.story.sharing import DENSE, LOCAL, SHARED, Sharing, offsets

BOOK = {}
EXAMPLES = (
    BOOK,
    {"kernel": [[1, -1]], "padding": 0},
    {"input": np.arange(20).reshape(4, 5), "padding": ((0, 2), (1, 0))},
    {"kernel": [[Fraction(1, 3), 0], [2, -1]], "padding": 2},
)


def sharing(changes):
    return Sharing(Example.of("dense_to_conv").replace(**changes).run())


def by_offset(weights):
    """Every table's weights, by how far their element of the image is from the output's place."""
    found = {}
    for (i, j, row, column), weight in np.ndenumerate(weights):
        found.setdefault((row - i, column - j), set()).add(weight)
    return found


@pytest.mark.parametrize("changes", EXAMPLES)
def test_sharing_makes_the_weights_of_an_offset_equal(changes):
    made = sharing(changes)
    assert all(len(kinds) == 1 for kinds in by_offset(made.weights[SHARED]).values())
    assert any(len(kinds) > 1 for kinds in by_offset(made.weights[DENSE]).values())


@pytest.mark.parametrize("changes", EXAMPLES)
def test_locality_cuts_what_lies_beyond_the_kernel_and_nothing_else(changes):
    shared, local = sharing(changes).weights[SHARED:]
    near = sharing(changes).near
    assert (local[near] == shared[near]).all()
    assert not local[~near].any()
    assert shared[~near].all()


@pytest.mark.parametrize("changes", EXAMPLES)
def test_every_stage_computes_what_pytorch_does(changes):
    made = sharing(changes)
    image = torch.tensor(made.trace.input.astype(np.float64))
    for weights, hidden in zip(made.weights, made.hidden, strict=True):
        tables = torch.tensor(weights.astype(np.float64))
        found = torch.einsum("ijkl,kl->ij", tables, image)
        assert np.allclose(found, hidden.astype(np.float64))


@pytest.mark.parametrize("changes", EXAMPLES)
def test_what_is_left_is_the_convolution(changes):
    made = sharing(changes)
    assert (made.hidden[LOCAL].ravel() == made.trace.output).all()


def test_the_middle_table_is_the_one_that_the_others_become_alike_to():
    made = sharing(BOOK)
    assert (made.weights[DENSE][1, 1] == made.weights[SHARED][1, 1]).all()


def test_weights_change_from_the_middle_of_the_kernel_outwards():
    first, *_, last = sharing(BOOK).waves()
    assert len(first) == 9
    assert {parsed(name)[1][3:] == parsed(name)[1][1:3] for name in first} == {True}
    assert [parsed(name)[1][1:] for name in last] == [
        (0, 0, 2, 2),
        (0, 2, 2, 0),
        (2, 0, 0, 2),
        (2, 2, 0, 0),
    ]


def test_of_many_tables_nine_are_drawn_and_none_of_their_numbers_told():
    made = sharing({"input": np.ones((12, 12), int)})
    assert len(made.tables) == 9
    assert made.middle in made.tables
    assert made.numbers(DENSE) == {}


def test_padding_has_no_part_of_a_table():
    made = sharing({"padding": 2})
    assert made.centre((0, 0)) is None
    assert made.reach((0, 0)) == (range(1), range(1))
    assert made.whole((0, 0)) is None
    assert made.whole((2, 2)) == (range(3), range(3))


@pytest.mark.parametrize("size", [1, 4, 7])
def test_offsets_are_counted_as_the_book_counts_them(size):
    spans = offsets(Geometry.of((size, size), (3, 3), padding=1))
    assert np.prod([len(span) for span in spans]) == shared_cost((size, size)).parameters
