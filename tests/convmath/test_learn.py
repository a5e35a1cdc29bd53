from fractions import Fraction

import numpy as np
import pytest
import torch

from convmath import ConvMathError, cross_correlate, learn_kernel, replay

E = np.ones((6, 8), int)
E[:, 2:6] = 0
EDGES = cross_correlate(E, [[1, -1]]).output
RATE = Fraction(3, 100)


def test_the_books_losses_and_kernel():
    trace = learn_kernel(E, EDGES, [[0, 0]], learning_rate=RATE, steps=10)
    losses = [round(float(step.loss), 3) for step in trace.steps[1::2]]
    assert losses == [4.915, 0.825, 0.138, 0.023, 0.004]
    assert [round(float(weight), 5) for weight in trace.output[-1].ravel()] == [0.98847, -0.98847]
    assert trace.exact
    assert (replay(trace) == trace.output).all()


@pytest.mark.parametrize("start", [[[0, 0]], [[3, 1]], [[Fraction(1, 2), -2]]])
def test_the_loss_is_two_geometric_sequences(start):
    """loss(n) = a·0.4096ⁿ⁻¹ + b·0.64ⁿ⁻¹, exactly, from any start."""
    trace = learn_kernel(E, EDGES, start, learning_rate=RATE, steps=6)
    loss = [step.loss for step in trace.steps]
    fast, slow = Fraction(4096, 10000), Fraction(64, 100)
    b = (loss[1] - fast * loss[0]) / (slow - fast)
    a = loss[0] - b
    assert loss == [a * fast**n + b * slow**n for n in range(6)]


def test_it_diverges_from_a_rate_of_a_thirtieth():
    def losses(rate):
        # Off by (5, 5): the direction that diverges first (its curvature is 60, and 2/60 = 1/30).
        trace = learn_kernel(E, EDGES, [[6, 4]], learning_rate=rate, steps=8)
        return [step.loss for step in trace.steps]

    falling, rising = losses(Fraction(1, 31)), losses(Fraction(1, 29))
    assert falling == sorted(falling, reverse=True)
    assert rising == sorted(rising)
    assert len(set(rising)) == len(set(falling)) == 8
    assert len(set(losses(Fraction(1, 30)))) == 1


def test_floats_learn_as_pytorch_does():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(5, 6)), rng.normal(size=(3, 3))
    trace = learn_kernel(
        x, y, np.zeros((2, 3)), learning_rate=0.01, steps=5, padding=(0, 1), stride=(1, 2),
        dilation=(2, 1),
    )  # fmt: skip
    kernel = torch.zeros(1, 1, 2, 3, dtype=float, requires_grad=True)
    for step in trace.steps:
        out = torch.nn.functional.conv2d(
            torch.tensor(x)[None, None], kernel, padding=(0, 1), stride=(1, 2), dilation=(2, 1)
        )
        loss = ((out - torch.tensor(y)) ** 2).sum()
        kernel.grad = None
        loss.backward()
        with torch.no_grad():
            kernel -= 0.01 * kernel.grad
        assert step.loss == pytest.approx(loss.item())
        np.testing.assert_allclose(step.gradient, kernel.grad[0, 0].numpy())
        np.testing.assert_allclose(step.total, kernel.detach()[0, 0].numpy())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (([1, 2, 3], [1, 2], [0]), r"target of shape \(2,\) does not meet the output \(3,\)"),
        (([1, 2, 3], [1, 2], [0, 0, 0, 0]), "does not fit"),
        (([1, 2], [1, float("inf")], [0]), "target holds inf"),
    ],
)
def test_the_impossible_is_told(arguments, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        learn_kernel(*arguments, learning_rate=RATE)


def test_a_hopeless_rate_ends_in_a_sentence_not_in_nan():
    with pytest.raises(ConvMathError, match="overflow"):
        learn_kernel(E, EDGES, [[0.0, 0.0]], learning_rate=1e9, steps=100)


@pytest.mark.parametrize("steps", [0, 1.5, 10**9])
def test_steps_are_counted_in_whole_numbers(steps):
    with pytest.raises(ConvMathError, match="steps"):
        learn_kernel([1], [1], [0], learning_rate=RATE, steps=steps)


def test_exact_steps_end_before_their_digits_fill_the_memory():
    with pytest.raises(ConvMathError, match="steps 301 is too large: use at most 300"):
        learn_kernel([1], [1], [0], learning_rate=RATE, steps=301)
    assert len(learn_kernel([1], [1], [0], learning_rate=0.03, steps=301).steps) == 301


def test_a_rate_is_one_number():
    with pytest.raises(ConvMathError, match=r"learning_rate of shape \(2,\)"):
        learn_kernel([1], [1], [0], learning_rate=[1, 2])
