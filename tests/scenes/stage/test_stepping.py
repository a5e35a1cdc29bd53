"""The measure of a step is gone when its sum is read; the remark on what is left out, later."""

import pytest

from scenes.catalog import find
from scenes.story import Example
from tests.scenes.surveying import survey

REMARKS = {"stride": "in no window: 9 of 25", "dilation": "under no weight: 16 of 25"}


@pytest.fixture(scope="module", params=REMARKS)
def film(request):
    example = Example.of(request.param)
    changes = {"stride": 2} if request.param == "dilation" else {}
    return survey(find(request.param), example.replace(**changes))


def seen(film, name):
    return [s for still in film.stills if still.beat.name == name for s in still.seen]


def test_no_measure_of_a_step_stays(film):
    for name in ("across", "down"):
        assert seen(film, name)
        assert [sight for sight in seen(film, name) if sight.place == "stride"] == []


def test_the_remark_makes_room(film):
    remark = REMARKS[film.lesson.id]
    shown = [still.beat.name for still in film.stills if remark in [s.text for s in still.seen]]
    assert len(shown) == 1
    assert shown[0].startswith("unused")
