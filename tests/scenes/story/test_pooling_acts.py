"""The acts on padding and stride: which poolings they show, and that none is shown in vain."""

from fractions import Fraction

import numpy as np
import torch

from scenes.story import Example, Words
from scenes.story.pooling_acts import acts_of, first_padded, tell_acts

BOOK = Example.of("pooling_padding")
A = torch.arange(16.0, dtype=torch.float64).reshape(1, 1, 4, 4)


def outputs(example):
    acts = acts_of(example)
    return {
        name: trace.output.tolist() for traces in acts.values() for name, trace in traces.items()
    }


def test_the_numbers_of_the_book():
    assert outputs(BOOK) == {
        "default": [[10]],
        "output": [[5, 7], [13, 15]],
        "axes": [[5, 7], [13, 15]],
        "counted": [[Fraction(5, 3), 3], [7, Fraction(25, 3)]],
        "uncounted": [[Fraction(5, 2), Fraction(9, 2)], [Fraction(21, 2), Fraction(25, 2)]],
    }


def test_the_means_are_those_of_pytorch():
    for name, counts in (("counted", True), ("uncounted", False)):
        mean = torch.nn.functional.avg_pool2d(A, (2, 3), padding=(0, 1), count_include_pad=counts)
        found = np.array(outputs(BOOK)[name], dtype=float)
        assert np.allclose(mean.numpy().reshape(2, 2), found, rtol=1e-12)


def test_an_uneven_window_is_shown_once():
    acts = acts_of(BOOK.replace(window=(2, 3), padding=(0, 1), stride=(2, 3)))
    assert list(acts) == ["default", "own", "means"]
    assert acts["means"]["counted"].output[0, 0] == Fraction(5, 3)


def test_without_padding_no_mean_can_count_it():
    assert list(acts_of(BOOK.replace(padding=0))) == ["default", "own", "axes"]


def test_an_input_smaller_than_the_window_needs_its_padding():
    acts = acts_of(BOOK.replace(input=[[1, 2], [3, 4]], window=3, padding=1))
    assert list(acts) == ["own", "axes", "means"]
    board = tell_acts("pooling_padding_stride", acts)
    assert "turn" not in [motion.verb for motion in board.beats[0].motions]


def test_what_is_divided_by_is_said():
    board = tell_acts("pooling_padding_stride", acts_of(BOOK))
    words = Words("pooling_padding_stride", "en")
    said = {beat.name: words.say(beat.text, beat.values) for beat in board.beats}
    assert "(0 + 0 + 1 + 0 + 4 + 5)/6 = 5/3" in said["counted"]
    assert "(0 + 1 + 4 + 5)/4 = 2.5" in said["uncounted"]
    assert "max(−∞, −∞, −∞, −∞, 0, 1, −∞, 4, 5) = 5" in said["never"]


def test_the_window_of_the_means_holds_padding():
    geometry = acts_of(BOOK)["means"]["counted"].geometry
    row, column = first_padded(geometry)
    assert geometry.window_sizes()[row, column] < geometry.window_sizes(padded=True)[row, column]


def test_padding_that_no_window_of_the_means_meets_is_no_act():
    acts = acts_of(BOOK.replace(padding=((0, 0), (0, 1))))
    assert "means" not in acts
