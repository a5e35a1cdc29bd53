import hypothesis.strategies as st
import numpy as np
import pytest
import torch

from convmath import ConvMathError, conv_layer, conv_transpose, conv_transpose_layer, replay
from tests.convmath.cases import arrays, float_arrays, given

F = torch.nn.functional
TRANSPOSED = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}


@st.composite
def transposed_cases(draw):
    rank = draw(st.sampled_from([1, 2, 3]))
    axes = []
    for _ in range(rank):
        n, k = draw(st.integers(1, 4)), draw(st.integers(1, 3))
        s, d = draw(st.integers(1, 3)), draw(st.integers(1, 2))
        extra = draw(st.integers(0, max(s, d) - 1))
        covered = (n - 1) * s + d * (k - 1) + 1 + extra
        axes.append((n, k, draw(st.integers(0, min(2, (covered - 1) // 2))), s, d, extra))
    n, k, p, s, d, extra = zip(*axes, strict=True)
    options = {"padding": p, "stride": s, "dilation": d, "output_padding": extra}
    return n, k, options


@given(st.data(), transposed_cases(), st.integers(1, 2), st.booleans())
def test_integer_layers_equal_pytorch_and_their_own_replay(data, case, groups, with_bias):
    shape, kernel, options = case
    lead, ins, outs = data.draw(st.sampled_from([(), (2,)])), *data.draw(SMALL)
    x = data.draw(arrays((*lead, groups * ins, *shape)))
    w = data.draw(arrays((groups * ins, outs, *kernel)))
    b = data.draw(arrays((groups * outs,))) if with_bias else None
    trace = conv_transpose_layer(x, w, b, groups=groups, **options)
    tensors = (None if a is None else torch.as_tensor(np.array(a)) for a in (x, w, b))
    expected = TRANSPOSED[len(shape)](*tensors, groups=groups, **options)
    assert (trace.output == expected.numpy()).all()
    assert (replay(trace) == trace.output).all()


SMALL = st.tuples(st.integers(1, 2), st.integers(1, 3))


@given(st.data(), transposed_cases())
def test_one_kernel_equals_pytorch_in_floats(data, case):
    shape, kernel, options = case
    x, k = data.draw(float_arrays(shape)), data.draw(float_arrays(kernel))
    trace = conv_transpose(x, k, **options)
    tensors = (torch.as_tensor(np.array(a))[None, None] for a in (x, k))
    expected = TRANSPOSED[len(shape)](*tensors, **options)[0, 0].numpy()
    np.testing.assert_allclose(trace.output, expected, atol=1e-12)
    assert (replay(trace) == trace.output).all()


@given(st.data(), transposed_cases(), SMALL)
def test_transposed_and_forward_are_adjoint(data, case, channels):
    """⟨forward(x), y⟩ = ⟨x, transposed(y)⟩ for every x and y, exactly."""
    shape, kernel, options = case
    y = data.draw(arrays((channels[0], *shape)))
    w = data.draw(arrays((*channels, *kernel)))
    back = conv_transpose_layer(y, w, **options).output
    x = data.draw(arrays(back.shape))
    names = ("padding", "stride", "dilation")
    forward = conv_layer(x, w, **{name: options[name] for name in names}).output
    # An output_padding of a stride or more (dilation allows it) makes windows that y has not.
    kept = forward[tuple(slice(n) for n in y.shape)]
    assert (kept * y).sum() == (x * back).sum()


@pytest.mark.parametrize("groups", [1, 2])
def test_floats_that_round_at_every_sum_still_replay_to_the_bit(groups):
    rng = np.random.default_rng(12)
    x, w, b = (rng.normal(size=shape) for shape in ((2, 4, 6, 5), (4, 3, 3, 4), (3 * groups,)))
    trace = conv_transpose_layer(x, w, b, padding=1, stride=(1, 2), dilation=2, groups=groups)
    assert (replay(trace) == trace.output).all()


def test_a_step_stamps_a_multiple_of_the_kernel():
    trace = conv_transpose([[0, 1], [2, 3]], [[0, 1], [2, 3]], stride=2)
    step = trace.steps[3]
    assert (step.index, step.origin) == ((1, 1), (2, 2))
    assert step.operands == 3
    assert step.stamp.tolist() == [[0, 3], [6, 9]]
    assert step.inside.all()


def test_padding_drops_the_rim_of_a_stamp():
    step = conv_transpose([[1]], np.ones((3, 3), int), padding=1).steps[0]
    assert step.inside.tolist() == [[False] * 3, [False, True, False], [False] * 3]


def test_the_bias_is_a_step_of_its_own():
    trace = conv_transpose_layer([[1, 2]], [[[1, 10]]], [100])
    assert trace.steps[-1].bias.tolist() == [100]
    assert len(trace.steps) == 3


def test_large_numbers_stay_exact():
    trace = conv_transpose([2**62, 2**62], [1, 1])
    assert trace.output.tolist() == [2**62, 2**63, 2**62]
    assert (replay(trace) == trace.output).all()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"groups": 3}, "the input has 4 channels but the weight takes 4 in 3 groups"),
        ({"bias": [1]}, "one number for each of the 2 outputs"),
        ({"output_padding": 1}, "output_padding length 1 is too large"),
        ({"padding": 5}, "use at least"),
    ],
)
def test_the_impossible_is_told(options, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        conv_transpose_layer(np.ones((4, 3), int), np.ones((4, 2, 2), int), **options)
