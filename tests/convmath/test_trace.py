import pytest

from convmath import ConvMathError, Geometry, cross_correlate, replay

TRACE = cross_correlate(range(6), [1, 10])


def test_steps_are_a_sequence_built_on_demand():
    steps = TRACE.steps
    assert [step.total for step in steps] == [10, 21, 32, 43, 54]
    assert steps[-1].index == (4,)
    assert steps[0] is not steps[0]
    assert [step.total for step in steps[1::2]] == [21, 43]
    assert [step.total for step in steps[::-1][:2]] == [54, 43]
    assert len(steps[2:]) == 3
    assert steps.at((3,)).total == 43


def test_steps_before_and_after_the_outputs_are_steps_too():
    steps = type(TRACE.steps)((2,), lambda index: index[0], first=("flip",), last=("bias",))
    assert list(steps) == ["flip", 0, 1, "bias"]
    assert (steps[0], steps[-1], list(steps[::-2])) == ("flip", "bias", ["bias", 0])
    assert steps.at((1,)) == 1
    assert repr(steps) == "<4 steps of shape (2,)>"


@pytest.mark.parametrize("index", [(5,), (-1,), (0, 0), (0.5,), 7])
def test_a_step_outside_the_output_is_refused(index):
    with pytest.raises(ConvMathError, match="is outside the output"):
        TRACE.steps.at(index)


@pytest.mark.parametrize("item", [5, -6])
def test_a_step_that_does_not_exist(item):
    with pytest.raises(IndexError, match=f"step {item} of 5"):
        TRACE.steps[item]


def test_replay_trusts_only_the_steps():
    honest = replay(TRACE)
    assert (honest == TRACE.output).all()
    liar = type(TRACE)(
        TRACE.operation, TRACE.inputs, TRACE.geometry, TRACE.output + 1, "", TRACE.steps
    )
    assert (replay(liar) != liar.output).all()


def test_a_missing_input_is_named():
    only = type(TRACE)("relu", {"input": TRACE.input}, None, TRACE.output, "int64", TRACE.steps)
    with pytest.raises(ConvMathError, match="relu has no kernel: its inputs are input"):
        _ = only.kernel


def test_a_huge_input_costs_no_step_objects():
    geometry = Geometry.of((10**6, 10**6), (3, 3), padding=1)
    assert geometry.output_shape == (10**6, 10**6)
    assert geometry.origin((999_999, 0)) == (999_999, 0)
