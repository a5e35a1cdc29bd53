"""What a picture has to show is known from the trace and the beats that have been."""

from scenes.catalog import find
from scenes.story import Example
from tests.scenes.truth import Truth


def test_counts_are_known_window_by_window():
    trace = Example.of("padding").run()
    told = list(find("padding").load().tell(Example.of("padding")).beats)
    before = Truth(trace, told[:2])
    assert told[1].name == "before"
    assert [before.text("count", (r, c)) for r in (1, 2, 3) for c in (1, 2, 3)] == list("121242121")
    after = Truth(trace, told[:-2])
    assert told[-3].name == "after"
    assert {after.text("count", (r, c)) for r in (1, 2, 3) for c in (1, 2, 3)} == {"4"}
    assert Truth(trace, told).text("count", (1, 1)) == "no count"
