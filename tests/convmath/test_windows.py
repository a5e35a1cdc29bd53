import hypothesis.strategies as st
import numpy as np
import pytest
import torch

from convmath import ConvMathError, Geometry, cross_correlate, gather, max_pool, pad, shift
from convmath.windows import surround, unpad
from tests.convmath.cases import arrays, given, padded, slides


@given(st.data(), slides())
def test_padding_is_pytorchs_and_comes_off_again(data, slide):
    x = data.draw(arrays((2, *slide.input_shape)))
    geometry = Geometry.of(slide.input_shape, slide.kernel_shape, **slide.parameters)
    assert (pad(x, geometry) == padded(x, slide.padding).numpy()).all()
    wide = surround(x, geometry, 7)
    assert (wide == padded(x, slide.padding, 7).numpy()).all()
    assert (unpad(wide, geometry) == x).all()


@given(st.data(), slides())
def test_a_window_holds_what_slicing_the_padded_input_gives(data, slide):
    x = data.draw(arrays(slide.input_shape))
    geometry = Geometry.of(slide.input_shape, slide.kernel_shape, **slide.parameters)
    index = tuple(data.draw(st.integers(0, n - 1)) for n in geometry.output_shape)
    operands, inside = gather(x, geometry, index)
    rows = np.ix_(*geometry.window(index))
    assert (operands == padded(x, slide.padding).numpy()[rows]).all()
    assert (inside == padded(np.ones_like(x), slide.padding).numpy()[rows]).all()


@given(
    st.data(), st.lists(st.tuples(st.integers(1, 5), st.integers(-6, 6)), min_size=1, max_size=3)
)
def test_a_shift_is_padding_on_one_side_and_cropping_on_the_other(data, axes):
    sizes, steps = zip(*axes, strict=True)
    x = data.draw(arrays((2, *sizes)))
    sides = [side for step in reversed(steps) for side in (step, -step)]
    far = any(abs(step) >= n for n, step in axes)
    expected = np.zeros_like(x) if far else torch.nn.functional.pad(torch.as_tensor(x), sides)
    assert (shift(x, steps) == np.asarray(expected)).all()


def test_a_shift_moves_every_axis_alike_unless_told():
    x = [[1, 2], [3, 4]]
    assert shift(x, 1).tolist() == [[0, 0], [0, 1]]
    assert shift(x, (-1,)).tolist() == [[2, 0], [4, 0]]
    assert shift(x, 0).tolist() == x
    assert shift(x, 10**6).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize("steps", [1.5, True, (1, 1, 1), "up", None, (2**60,)])
def test_a_shift_that_is_none_is_told(steps):
    with pytest.raises(ConvMathError, match="shift"):
        shift([[1, 2], [3, 4]], steps)


@pytest.mark.parametrize(
    ("array", "geometry", "sentence"),
    [
        (
            np.zeros(3),
            Geometry.of((4,), (2,)),
            r"shape \(3,\) does not meet the geometry of .*\(4,\)",
        ),
        (np.array(3), Geometry.of((1,), (1,)), r"shape \(\) does not meet"),
        ([1, 2], Geometry.of((2,), (1,)), "is no ndarray: make one with as_exact"),
        (np.zeros(3), (3,), "is no Geometry: make one with Geometry.of"),
    ],
)
def test_an_array_that_does_not_meet_the_geometry_is_told(array, geometry, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        pad(array, geometry)
    with pytest.raises(ConvMathError, match=sentence):
        gather(array, geometry, (0,))


def test_pooling_forgets_a_shift_that_correlation_keeps():
    """What the lesson of invariance shows, on its own example's kind of pattern."""
    x = np.pad([[1, 0], [1, 1]], (1, 6))
    still = cross_correlate(x, [[1, 0], [1, 1]]).output
    moved = cross_correlate(shift(x, (1, 1)), [[1, 0], [1, 1]]).output
    assert (moved == shift(still, (1, 1))).all()
    assert (moved != still).any()
    assert (max_pool(moved, 4).output == max_pool(still, 4).output).all()
