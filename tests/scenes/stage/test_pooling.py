"""The bench of pooling: what its verbs leave on stage."""

import numpy as np
import pytest

from scenes.catalog import find
from scenes.stage.heat import HeatGrid
from scenes.story import Example
from scenes.story.places import parsed
from tests.scenes.surveying import survey


def film(name, **changes):
    entry = find(name)
    return survey(entry, Example.of(entry.example).replace(**changes))


def still(surveyed, text):
    return next(still for still in surveyed.stills if still.beat.text == text)


def seen(shot, array):
    found = [(sight, parsed(sight.place)) for sight in shot.seen]
    return {place[1]: sight.text for sight, place in found if place and place[0] == array}


@pytest.fixture(scope="module")
def swept():
    return film("max_pooling", input=np.arange(36).reshape(6, 6), window=2, stride=1)


def test_a_sweep_fills_the_output_and_takes_the_window_along(swept):
    before, after = (seen(still(swept, text), "output") for text in ("window", "sweep"))
    assert len(before) == 2
    assert len(after) == 24
    assert after[4, 3] == "34"
    assert (4, 4) not in after


def test_the_shifted_pictures_stand_alone_and_leave_nothing_behind(swept):
    shifted = still(swept, "spot_left")
    assert seen(shifted, "input") == {}
    assert {index[0] for index in seen(shifted, "shifted")} == {0, 1, 2}
    last = swept.stills[-1]
    assert seen(last, "shifted") == {}
    assert len(seen(last, "input")) == 36
    assert len(seen(last, "output")) == 25


def test_a_large_input_is_a_map_that_fills():
    surveyed = film("max_pooling", input=np.arange(784).reshape(28, 28), window=2, stride=2)
    assert isinstance(surveyed.bench.grids["input"], HeatGrid)
    shown = [(shot.maps[-1][..., 3] > 0).sum() for shot in surveyed.stills[:5]]
    assert shown[2:5] == [1, 2, 195]


def test_the_largest_number_lights_up_where_it_stands():
    surveyed = film("max_pooling", input=[[9, 1], [2, 3]])
    beat = still(surveyed, "first").beat
    lit = [motion.about[0] for motion in beat.motions if motion.verb == "light"]
    assert [(spot.panel, spot.rows[0], spot.columns[0]) for spot in lit] == [
        ("input", 0, 0),
        ("output", 0, 0),
    ]


@pytest.mark.slow
def test_padding_is_minus_infinity_for_a_maximum_and_zero_for_a_mean():
    surveyed = film("pooling_padding_stride")
    for text, fill in (("never", "−∞"), ("axes", "−∞"), ("counted", "0"), ("size", "−∞")):
        assert set(seen(still(surveyed, text), "padding").values()) == {fill}


@pytest.mark.slow
def test_of_many_channels_the_first_and_the_last_are_drawn():
    surveyed = film("pooling_channels", input=np.arange(80).reshape(5, 4, 4), padding=0, stride=1)
    drawn = {index[0] for index in seen(surveyed.stills[-1], "output")}
    assert drawn == {0, 4}
    assert "⋯" in [sight.text for sight in surveyed.stills[-1].seen]
