"""A lesson is a function of an example; any part of the book's can be replaced."""

from dataclasses import FrozenInstanceError

import pytest

from convmath import EXAMPLES, ConvMathError
from scenes.catalog import LESSONS
from scenes.story.example import Example, ExampleError


@pytest.mark.parametrize("name", sorted({entry.example for entry in LESSONS}))
def test_the_books_examples_give_what_the_book_says(name):
    found = EXAMPLES[name].read(Example.of(name).run())
    assert getattr(found, "tolist", lambda: found)() == EXAMPLES[name].expected


def test_a_replaced_part_leaves_the_rest_and_the_original():
    book = Example.of("stride")
    own = book.replace(input=[[1, 2], [3, 4]], stride=1)
    assert own.run().output.tolist() == [[3, 8, 4], [10, 20, 8], [3, 4, 0]]
    assert (book.custom, own.custom) == (False, True)
    assert book.run().output.tolist() == [[0, 8], [6, 8]]
    assert own.parameters["padding"] == book.parameters["padding"]


def test_replacing_nothing_changes_nothing():
    assert Example.of("stride").replace() == Example.of("stride")


def test_once_changed_it_stays_the_users_own():
    assert Example.of("stride").replace(stride=1).replace().custom


def test_a_part_that_it_does_not_have_is_refused():
    with pytest.raises(ExampleError, match="no depth: it takes input, kernel, padding, stride"):
        Example.of("stride").replace(depth=2)


def test_the_impossible_is_refused_when_it_is_computed():
    with pytest.raises(ConvMathError, match="stride height 0"):
        Example.of("stride").replace(stride=0).run()


def test_an_unknown_name_is_refused():
    with pytest.raises(ConvMathError, match="there is no example 'strde'"):
        Example.of("strde")


def test_it_cannot_be_changed_in_place():
    with pytest.raises(FrozenInstanceError):
        Example.of("stride").name = "other"
