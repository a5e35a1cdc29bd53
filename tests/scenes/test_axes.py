"""The check of axes finds numbers that stand where they do not belong."""

from types import SimpleNamespace

import pytest

from scenes.stage.layout import Region
from tests.scenes import general
from tests.scenes.sights import Sight


def film(ticks, name="loss.y"):
    """A film of one beat, with the numbers of one axis at these places."""
    seen = [
        Sight(text, "scale", name, Region(at - 0.1, at - 0.1, at + 0.1, at + 0.1), 0.2)
        for at, text in ticks
    ]
    beat = SimpleNamespace(name="curve")
    return SimpleNamespace(stills=[SimpleNamespace(beat=beat, seen=seen)])


@pytest.mark.parametrize(
    ("ticks", "right"),
    [
        ([(0, "0"), (1, "5"), (2, "10")], True),
        ([(0, "−2"), (1, "0"), (2.02, "2")], True),
        ([(0, "0.01"), (1, "1"), (2, "100")], True),
        ([(0, "0"), (1, "5"), (2, "20")], False),
        ([(0, "10"), (1, "5"), (2, "0")], False),
        ([(0, "0"), (1.1, "5"), (2, "10")], False),
        ([(0, "1"), (1, "10"), (2, "200")], False),
    ],
)
def test_numbers_at_wrong_places_are_found(ticks, right):
    found = list(general.crooked_axes(film(ticks)))
    wrong = ["curve: the numbers along loss.y are not where they belong"]
    assert found == ([] if right else wrong)


def test_the_scale_of_a_heat_map_is_no_axis():
    assert list(general.crooked_axes(film([(0, "3"), (1, "1"), (2, "2")], name=""))) == []
