"""The numbers of a readout change, stay right-aligned under their names, and know their places."""

import pytest

from scenes.stage.layout import Region
from scenes.stage.readout import Readout
from scenes.stage.theme import DARK
from scenes.story.numerals import Numeral

REGION = Region(1, 2.6, 6, 3.6)


def test_numbers_change_in_their_columns():
    readout = Readout(["step", "loss", "accuracy"], REGION, DARK)
    for step, loss in (("0", "2.55"), ("2350", "0.519")):
        told = {
            f"step[{step}]": Numeral(step),
            f"loss[{step}]": Numeral(loss),
            f"accuracy[{step}]": Numeral("0.1"),
        }
        readout.show(told)
        assert {one.place: one.text for one in readout.numbers} == {
            place: numeral.text for place, numeral in told.items()
        }
        for name, written in zip(readout.names, readout.numbers, strict=True):
            assert written.get_right()[0] == pytest.approx(name.get_right()[0], abs=0.1)
            assert written.get_top()[1] < name.get_bottom()[1]
            assert REGION.left < written.get_left()[0]
            assert written.get_right()[0] <= REGION.right
