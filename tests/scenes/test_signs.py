"""A sign that vanishes from between its operands is found; one that goes with them is not."""

from dataclasses import replace

import numpy as np
import pytest

from scenes.catalog import find
from scenes.story import Example
from tests.scenes.signs import is_sign, vanished
from tests.scenes.surveying import survey

STRIDE = find("stride")
BEAT = "sum-2"  # ⋆ and = in two rows, + between them
NEXT = "turn"  # of another table, which has no signs


@pytest.fixture(scope="module")
def film():
    return survey(find("multi_input_channels"), Example.of("input_channels"))


@pytest.fixture(scope="module")
def heat():
    """A film whose input and output are heat maps."""
    picture = np.arange(28 * 28).reshape(28, 28) % 9
    return survey(STRIDE, Example.of("stride").replace(input=picture))


def without(film, beat, unwanted):
    """The film whose still of a beat lacks what `unwanted` says."""
    stills = [
        replace(one, seen=[s for s in one.seen if not unwanted(s)])
        if one.beat.name == beat
        else one
        for one in film.stills
    ]
    return replace(film, stills=stills)


def signs(film, beat):
    return next([*filter(is_sign, one.seen)] for one in film.stills if one.beat.name == beat)


def test_films_that_nobody_has_doctored_are_fine(film, heat):
    assert [s.text for s in signs(film, BEAT)] == ["⋆", "⋆", "=", "=", "+"]
    assert signs(film, NEXT) == []
    assert list(vanished(film)) == list(vanished(heat)) == []


@pytest.mark.parametrize("number", range(5))
def test_each_sign_that_vanishes_is_found(film, number):
    gone = signs(film, BEAT)[number]
    found = list(vanished(without(film, BEAT, lambda sight: sight == gone)))
    assert len(found) == 1
    assert found[0].startswith(f"{BEAT}: no {gone.text} any more at (")


def test_one_that_is_replaced_by_another_is_no_fault(film):
    stills = [
        replace(one, seen=[replace(s, text="∗") if s.text == "⋆" else s for s in one.seen])
        if one.beat.name == BEAT
        else one
        for one in film.stills
    ]
    assert list(vanished(replace(film, stills=stills))) == []


def test_one_that_goes_with_what_stands_before_it_is_no_fault(film):
    (sign, *_) = signs(film, BEAT)

    def goes(sight):
        return sight == sign or sight.region.right < sign.region.left

    assert list(vanished(without(film, BEAT, goes))) == []


def test_signs_between_heat_maps_are_found_too(heat):
    beats = [one.beat.name for one in heat.stills if [*filter(is_sign, one.seen)]]
    wrong = without(heat, beats[1], is_sign)
    assert {fault.partition(" any")[0] for fault in vanished(wrong)} == {
        f"{beats[1]}: no {sign.text}" for sign in signs(heat, beats[1])
    }
