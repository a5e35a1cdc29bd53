import hypothesis.strategies as st
import numpy as np
import pytest
import scipy.signal

from convmath import ConvMathError, Signal, convolve_signals, replay
from tests.convmath.cases import arrays, given


@given(st.data(), st.integers(1, 6), st.integers(1, 6), st.integers(-9, 9), st.integers(-9, 9))
def test_slid_signals_equal_their_definition(data, n, m, first, second):
    x, h = data.draw(arrays((n,))), data.draw(arrays((m,)))
    signals = Signal.of(x, first), Signal.of(h, second)
    trace = convolve_signals(*signals)
    assert (trace.output == scipy.signal.convolve(x, h, method="direct")).all()
    assert (replay(trace) == trace.output).all()
    result = Signal.of(trace.output, first + second)
    for place in range(result.start - 2, result.end + 2):
        total = sum(signals[0][k] * signals[1][place - k] for k in range(-20, 21))
        assert result[place] == total
    for step in trace.steps[1:]:
        assert step.operands.tolist() == [signals[0][k] for k in step.places]
        assert step.weights.tolist() == [signals[1][step.n - k] for k in step.places]


def test_the_origin_of_the_result_is_the_sum_of_the_origins():
    trace = convolve_signals(Signal.of([1, 2], -3), Signal.of([1, 1], 1))
    assert [step.n for step in trace.steps[1:]] == [-2, -1, 0]
    assert trace.steps[0].flipped.tolist() == [1, 1]


def test_rows_of_numbers_are_signals_that_begin_at_zero():
    assert convolve_signals([1, 2, 3], [4, 5, 6]).output.tolist() == [4, 13, 28, 27, 18]
    assert convolve_signals([1, 2], Signal.of([1], -5)).steps[1].n == -5


def test_a_signal_is_one_row():
    with pytest.raises(ConvMathError, match=r"one axis, but this has shape \(1, 2\)"):
        Signal.of([[1, 2]])
    with pytest.raises(ConvMathError, match=r"start 0\.5 is not a whole number"):
        Signal.of(np.ones(2), 0.5)
    with pytest.raises(ConvMathError, match="place slice"):
        Signal.of([1, 2])[1:2]
