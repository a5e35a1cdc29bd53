"""A panel knows its shape, its texts, and the room that its name and its scale need."""

import numpy as np
import pytest

from scenes.stage.fit import LABEL_HEIGHT
from scenes.stage.labels import BESIDE, NAME_EM
from scenes.stage.panel import SCALE_HEIGHT, Focus, Panel

CHANNELS = np.array([[[1, -22], [3, 4]], [[5, 6], [7, 8]]])


def test_padding_belongs_to_the_shape_and_to_the_texts():
    panel = Panel("input", np.array([[1, 2]]), "input", padding=((1, 0), (0, 2)), padded_with="−∞")
    assert panel.shape == (2, 4)
    assert panel.texts == [["−∞"] * 4, ["1", "2", "−∞", "−∞"]]


def test_a_vector_is_a_row():
    assert Panel("b", np.array([1, 2, 3]), "kernel").shape == (1, 3)


def test_channels_have_cells_for_the_longest_number_of_all():
    alone = Panel("input[1]", CHANNELS[1], "input")
    beside = Panel("input[1]", CHANNELS[1], "input", among=CHANNELS)
    assert (alone.widest, beside.widest) == (0.5, pytest.approx(0.778 + 1.0))


def test_channels_are_rounded_alike():
    array = np.array([[[0.5]], [[1 / 3]]])
    panel = Panel("input[0]", array[0], "input", among=array)
    assert panel.texts == [["0.5"]]
    assert Panel("input[1]", array[1], "input", among=array).texts == [["0.33"]]


def test_a_title_takes_room_above_or_aside():
    above = Panel("k", CHANNELS[0], "kernel", "K_0")
    aside = Panel("k", CHANNELS[0], "kernel", "K_0", aside=True)
    assert (above.room_above, above.room_aside) == (LABEL_HEIGHT, 0)
    assert aside.room_above == 0
    assert BESIDE < aside.room_aside < BESIDE + 2 * NAME_EM


def test_maps_that_share_a_scale_have_it_under_the_last():
    shared = Panel("x", CHANNELS[0], "input", heat=True, among=CHANNELS)
    assert [shared.room_below(last=last) for last in (False, True)] == [0, SCALE_HEIGHT]
    assert Panel("x", CHANNELS[0], "input", heat=True).room_below(last=False) == SCALE_HEIGHT
    assert Panel("x", CHANNELS[0], "input").room_below(last=True) == 0


def test_a_focus_is_as_wide_as_the_numbers_that_may_come():
    panel = Panel("x", np.full((28, 28), -1234), "input", heat=True, focus=(3, 2))
    focus = Focus.on(panel)
    assert (focus.shape, focus.widest) == ((3, 2), panel.widest)
    assert focus.of is panel
