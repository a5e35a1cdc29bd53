from fractions import Fraction

import hypothesis.strategies as st
import numpy as np
import pytest
import scipy.signal

from convmath import ConvMathError, convolve, convolve_by_theorem, replay, transform
from tests.convmath.cases import arrays, given


@given(st.data(), st.integers(1, 3), st.sampled_from([1, 2**20, 2**40, 2**70]))
def test_the_theorem_gives_the_full_convolution_exactly(data, rank, scale):
    shapes = [tuple(data.draw(st.integers(1, 4)) for _ in range(rank)) for _ in range(2)]
    x, k = (data.draw(arrays(shape)) for shape in shapes)
    trace = convolve_by_theorem(x.astype(object) * scale, k.astype(object) * scale)
    direct = scipy.signal.convolve(x, k, "full", method="direct").astype(object)
    assert (trace.output == direct * scale**2).all()
    assert (replay(trace) == trace.output).all()


def test_long_signals_and_images():
    rng = np.random.default_rng(5)
    x, k = rng.integers(-(2**31), 2**31, 3000), rng.integers(-(2**31), 2**31, 700)
    assert (convolve_by_theorem(x, k).output == convolve(x, k, padding="full").output).all()
    x, k = rng.integers(0, 256, (60, 50)), rng.integers(-9, 9, (7, 5))
    assert (convolve_by_theorem(x, k).output == convolve(x, k, padding="full").output).all()


def test_fractions_too():
    x, k = [Fraction(1, 2), Fraction(-1, 3)], [Fraction(3, 5), 7]
    assert (convolve_by_theorem(x, k).output == convolve(x, k, padding="full").output).all()


def test_transforms_multiply_what_signals_convolve():
    trace = convolve_by_theorem([1, 2, 3], [4, 5])
    stages = {step.stage: step.values for step in trace.steps}
    assert stages["transformed back"].tolist() == [[4, 13, 22, 15]]
    (prime,) = trace.steps[0].primes
    assert stages["input"].tolist() == [[1, 2, 3, 0]]
    product = stages["input transformed"] * stages["kernel transformed"] % prime
    assert (stages["product"] == product).all()
    assert trace.path == f"number-theoretic transform modulo {prime}"


@given(st.data(), st.sampled_from([1, 2, 8, 16]))
def test_a_transform_is_its_definition_and_has_an_inverse(data, length):
    prime = 97  # 96 = 32 · 3
    x = data.draw(arrays((1, length), low=0, high=96))
    moved = transform(x, (prime,))
    root = moved_root(length, prime)
    powers = np.array([[pow(root, i * j, prime) for i in range(length)] for j in range(length)])
    assert (moved[0] == powers @ x[0] % prime).all()
    assert (transform(moved, (prime,), inverse=True) == x).all()


def moved_root(length, prime):
    """The transform of (0, 1, 0, …) lists the powers of its root."""
    delta = np.zeros((1, length), int)
    delta[0, min(1, length - 1)] = 1
    return int(transform(delta, (prime,))[0, min(1, length - 1)])


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: convolve_by_theorem([0.5], [1]), "takes no floating-point numbers"),
        (lambda: convolve_by_theorem([1], [[1]]), "need the same 1 to 3 axes"),
        (lambda: convolve_by_theorem(1, 1), "need the same 1 to 3 axes"),
        (lambda: transform(np.ones((1, 3), int), (97,)), "length 3 has no transform modulo 97"),
        (lambda: transform(np.ones((1, 4), int), (23,)), "that divides 22"),
        (lambda: convolve_by_theorem([2**9000], [1]), "too large"),
    ],
)
def test_the_impossible_is_told(call, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        call()
