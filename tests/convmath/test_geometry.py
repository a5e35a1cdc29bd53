import numpy as np
import pytest
import torch

from convmath import ConvMathError, Geometry, cross_correlate, input_gradient
from tests.convmath.cases import given, slides, torch_correlate


@pytest.mark.parametrize(
    ("shape", "kernel", "parameters", "output"),
    [
        ((8, 8), (3, 3), {"padding": 1}, (8, 8)),
        ((8, 8), (5, 3), {"padding": (2, 1)}, (8, 8)),
        ((8, 8), (3, 3), {"padding": (2, 1)}, (10, 8)),
        ((8, 8), (3, 3), {"padding": 1, "stride": 2}, (4, 4)),
        ((8, 8), (3, 5), {"padding": (0, 1), "stride": (3, 4)}, (2, 2)),
        ((8, 8), (3, 3), {"padding": 1, "stride": (3, 4)}, (3, 2)),
        ((5, 5), (2, 2), {"dilation": 2}, (3, 3)),
        ((4,), (3,), {"padding": ((1, 2),)}, (5,)),
        ((4, 4, 4), (3, 2, 1), {"padding": "full"}, (6, 5, 4)),
        ((5, 5), (2, 2), {"padding": "same"}, (5, 5)),
        ((5, 6), (3, 3), {"padding": "same", "stride": 2}, (3, 3)),
        ((5, 5), (3, 3), {"padding": "valid", "stride": np.int64(2)}, (2, 2)),
    ],
)
def test_output_sizes(shape, kernel, parameters, output):
    assert Geometry.of(shape, kernel, **parameters).output_shape == output


def test_same_puts_the_odd_row_after_and_same_lower_before():
    upper = Geometry.of((5, 5), (2, 4), padding="same")
    lower = Geometry.of((5, 5), (2, 4), padding="same_lower")
    assert upper.padding == ((0, 1), (1, 2))
    assert lower.padding == ((1, 0), (2, 1))


@given(slides())
def test_geometry_agrees_with_pytorch(slide):
    geometry = Geometry.of(slide.input_shape, slide.kernel_shape, **slide.parameters)
    x, k = np.ones(slide.input_shape), np.ones(slide.kernel_shape)
    sums = torch_correlate(x, k, slide.padding, slide.stride, slide.dilation)
    assert geometry.output_shape == sums.shape
    assert geometry.usage().sum() == sums.sum()


@given(slides())
def test_usage_counts_what_the_windows_hold(slide):
    geometry = Geometry.of(slide.input_shape, slide.kernel_shape, **slide.parameters)
    count = np.zeros(geometry.padded_shape, int)
    for index in np.ndindex(*geometry.output_shape):
        count[np.ix_(*geometry.window(index))] += 1
    inner = tuple(
        slice(before, before + n)
        for (before, _), n in zip(geometry.padding, geometry.input_shape, strict=True)
    )
    assert (geometry.usage(padded=True) == count).all()
    assert (geometry.usage() == count[inner]).all()
    for axis, rest in enumerate(geometry.remainder):
        other = tuple(a for a in range(geometry.rank) if a != axis)
        used = np.flatnonzero(count.any(axis=other))
        assert used[-1] + 1 + rest == geometry.padded_shape[axis]


def test_usage_of_a_transposed_layers_output_includes_what_no_stamp_reaches():
    geometry = Geometry.transposed((2,), (2,), dilation=3, output_padding=2)
    assert geometry.input_shape == (7,)
    assert geometry.usage().tolist() == [1, 1, 0, 1, 1, 0, 0]


def test_usage_counts_no_use_of_what_is_cropped_before_the_windows():
    gradient = input_gradient(cross_correlate([1, 2, 3], [2], padding=1))
    assert gradient.geometry.padding == ((-1, -1),)
    assert gradient.geometry.usage().tolist() == [0, 1, 1, 1, 0]


@given(slides())
def test_both_conventions_give_the_same_size(slide):
    geometry = Geometry.of(slide.input_shape, slide.kernel_shape, **slide.parameters)
    for axis, size in enumerate(geometry.output_shape):
        for convention in ("per side", "total"):
            formula = geometry.formula(axis, convention)
            assert formula.output == size == evaluate(formula.numbers)


def evaluate(numbers):
    """Work the printed formula out, so that its numbers are proved and not only its result."""
    for printed, python in {"⌊": "math_floor(", "⌋": ")", "·": "*", "−": "-"}.items():
        numbers = numbers.replace(printed, python)
    return eval(numbers, {"math_floor": lambda ratio: int(ratio // 1)})


@pytest.mark.parametrize("ceil_mode", [False, True])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("n", range(3, 9))
def test_ceil_mode_is_pytorchs(n, stride, ceil_mode):
    pool = torch.nn.MaxPool1d(3, stride, padding=1, ceil_mode=ceil_mode)
    geometry = Geometry.of((n,), (3,), padding=1, stride=stride, ceil_mode=ceil_mode)
    assert geometry.output_shape == tuple(pool(torch.zeros(1, n)).shape[1:])


def test_formulas_say_every_number():
    dilated = Geometry.of((9, 9), (3, 3), padding=((1, 2), 0), stride=2, dilation=2)
    assert str(dilated.formula(0)) == (
        "⌊(n + p₁ + p₂ − d(k − 1) − 1)/s⌋ + 1 = ⌊(9 + 1 + 2 − 2·(3 − 1) − 1)/2⌋ + 1 = 4"
    )
    assert str(dilated.formula(0, "total")) == (
        "⌊(n − d(k − 1) − 1 + p + s)/s⌋ = ⌊(9 − 2·(3 − 1) − 1 + 3 + 2)/2⌋ = 4"
    )
    assert str(Geometry.of((4,), (3,), stride=2, padding=1, ceil_mode=True).formula(0)) == (
        "⌈(n + 2p − k)/s⌉ + 1 = ⌈(4 + 2·1 − 3)/2⌉ + 1 = 3"
    )


def test_the_transposed_geometry_runs_a_layer_backwards():
    geometry = Geometry.transposed((3, 3), (3, 3), stride=2, padding=1, output_padding=1)
    assert geometry.input_shape == (6, 6)
    assert geometry.output_shape == (3, 3)


@pytest.mark.parametrize(
    ("arguments", "parameters", "sentence"),
    [
        (((2, 2), (3, 3)), {}, r"kernel height 3 does not fit: input 2 \+ padding 0 \+ 0 = 2; "
         "use a kernel of at most 2 or 1 more padding"),
        (((4, 4), (3, 3)), {"dilation": 2}, r"kernel height 3 \(spread to 5 by dilation 2\)"),
        (((3, 3), (2, 2)), {"stride": 0}, "stride height 0 is too small: use 1 or more"),
        (((3, 3), (2, 2)), {"stride": (1, 1.5)}, "stride width 1.5 is not a whole number"),
        (((3, 3), (2, 2)), {"stride": True}, "stride height True is not a whole number"),
        (((3, 3), (2, 2)), {"stride": (1, 2, 3)}, "3 entries for 2 axes"),
        (((3, 3), (2, 2)), {"dilation": 0}, "dilation height 0 is too small"),
        (((3, 3), (2, 2)), {"padding": -1}, "padding height -1 is too small"),
        (((3, 3), (2, 2)), {"padding": ((0, -1), 0)}, "padding height after -1 is too small"),
        (((3, 3), (2, 2)), {"padding": 0.5}, "padding height 0.5 is not a whole number"),
        (((3, 3), (2, 2)), {"ceil_mode": 1}, "ceil_mode 1 is not possible: use True or False"),
        (((3, 3), (2, 2)), {"padding": "sme"}, "padding 'sme' is unknown"),
        (((3, 3), (2, 2)), {"padding": (1, 2, 3)}, "give one number, one per axis, or a"),
        (((3, 3), (2, 2)), {"padding": ((1, 2, 3), 0)}, "is not a .before, after. pair"),
        (((3,), (2,)), {"padding": (1, 2)}, "2 entries for 1 axes"),
        (((3, 3), (2,)), {}, "the input has 2 spatial axes but the kernel has 1"),
        (((1, 1, 1, 1), (1, 1, 1, 1)), {}, "4 spatial axes: use 1, 2 or 3"),
        (((), ()), {}, "0 spatial axes"),
        (((0, 3), (1, 1)), {}, "input height 0 is too small"),
    ],
)  # fmt: skip
def test_the_impossible_is_a_sentence_with_numbers(arguments, parameters, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        Geometry.of(*arguments, **parameters)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"output_padding": 1}, "output_padding height 1 is too large"),
        ({"padding": 9}, r"the output height would be 3 − padding 9 − 9 \+ output_padding 0 = -15"),
        ({"padding": "same"}, "'same'"),
    ],
)
def test_the_impossible_transposed_size_too(parameters, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        Geometry.transposed((2, 2), (2, 2), **parameters)


def test_an_axis_or_convention_that_is_not_there_is_refused():
    geometry = Geometry.of((3, 3), (2, 2))
    with pytest.raises(ConvMathError, match="axis 2 is not one of 2 axes"):
        geometry.formula(2)
    with pytest.raises(ConvMathError, match="axis 2 is not one of 2 axes"):
        geometry.positions(2)
    with pytest.raises(ConvMathError, match="convention 'sides' is unknown"):
        geometry.formula(0, "sides")


def test_an_index_outside_the_output_is_refused():
    with pytest.raises(ConvMathError, match=r"index \(2, 0\) is outside the output \(2, 2\)"):
        Geometry.of((3, 3), (2, 2)).origin((2, 0))
