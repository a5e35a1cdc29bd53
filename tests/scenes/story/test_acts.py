"""An act names its matrices; plain names where nothing else is said."""

from convmath import cross_correlate
from scenes.story.acts import Act

TRACE = cross_correlate([[1, 2], [3, 4]], [[1, 0]])


def test_a_trace_is_an_act_with_plain_names():
    act = Act.of(TRACE)
    assert [act.name(role) for role in ("input", "kernel", "output")] == [
        *("input", "kernel", "output")
    ]
    assert [act.title(role) for role in ("input", "kernel", "output")] == ["X", "K", "Y"]
    assert Act.of(act) is act


def test_its_arrays_stand_under_their_own_names():
    act = Act(TRACE, {"input": "image", "output": "edges"})
    assert {name: array.tolist() for name, array in act.arrays.items()} == {
        "image": [[1, 2], [3, 4]],
        "kernel": [[1, 0]],
        "edges": [[1], [3]],
    }
