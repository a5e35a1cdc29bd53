import numpy as np
import pytest

from convmath import (
    ConvMathError,
    layer,
    layer_geometry,
    layer_shapes,
    output_shape,
    parameter_shapes,
    replay,
    run_in_torch,
    run_layer,
    to_torch,
)

CASES = [
    ("Conv2d(2, 4, 3, padding=1, stride=2, groups=2)", (2, 7, 6)),
    ("Conv2d(2, 3, 2, padding='same', bias=False)", (2, 2, 4, 4)),
    ("Conv1d(1, 1, 3, dilation=2)", (1, 9)),
    ("Conv3d(1, 2, 2)", (1, 3, 3, 3)),
    ("ConvTranspose2d(2, 3, 3, stride=2, output_padding=1, padding=1)", (2, 3, 3)),
    ("ConvTranspose1d(4, 2, 2, groups=2, dilation=3, bias=False)", (2, 4, 3)),
    ("MaxPool2d(3, stride=2, padding=1, ceil_mode=True)", (2, 6, 6)),
    ("AvgPool2d(2, stride=3, ceil_mode=True, padding=1, count_include_pad=False)", (2, 6, 6)),
    ("AvgPool1d(2)", (2, 1, 5)),
    ("AdaptiveAvgPool2d(1)", (3, 4, 5)),
    ("AdaptiveMaxPool1d(1)", (3, 4)),
    ("Linear(5, 3)", (2, 5)),
    ("ReLU()", (2, 3)),
    ("Sigmoid()", (2, 3)),
    ("Tanh()", (2, 3)),
    ("Softmax(dim=1)", (2, 3)),
    ("Flatten()", (2, 3, 4)),
]


@pytest.mark.filterwarnings("ignore:Using padding='same'")  # PyTorch copies; the numbers are right
@pytest.mark.parametrize(("text", "shape"), CASES)
def test_every_layer_runs_as_in_pytorch(text, shape):
    rng = np.random.default_rng(7)
    parameters = {name: rng.integers(-5, 6, s) for name, s in parameter_shapes(text).items()}
    x = rng.integers(-9, 10, shape)
    trace = run_layer(text, x, **parameters)
    expected = run_in_torch(text, x, **parameters)
    np.testing.assert_allclose(trace.output.astype(float), expected, atol=1e-12)
    assert output_shape(text, shape) == expected.shape
    assert (replay(trace) == trace.output).all()


@pytest.mark.parametrize(("text", "shape"), CASES)
def test_the_shapes_of_a_layer_are_those_of_pytorchs_module(text, shape):
    module = to_torch(text)
    shapes = layer_shapes(text, shape)
    assert (shapes.pop("input"), shapes.pop("output")) == (shape, output_shape(text, shape))
    assert shapes == {name: tuple(value.shape) for name, value in module.named_parameters()}


def test_a_layer_without_a_window_has_no_geometry():
    assert layer_geometry("ReLU()", (1, 2)) is None
    assert layer_geometry("AdaptiveAvgPool2d(1)", (1, 3, 4)).kernel_shape == (3, 4)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: run_layer("Conv2d(1, 1, 3)", [[[1]]]), "needs weight"),
        (lambda: run_layer("ReLU()", [1], [1]), r"ReLU\(\) takes no weight"),
        (lambda: run_layer("Conv1d(1, 1, 1, bias=False)", [[1]], [[[1]]], [1]), "takes no bias"),
        (lambda: run_layer("Linear(1, 1)", [1], [[1, 2]], [1]), r"it needs \(1, 1\)"),
        (lambda: output_shape("Conv2d(3, 1, 3)", (1, 5, 5)), "takes in_channels 3, but the input"),
        (lambda: output_shape("Linear(3, 1)", (1, 5)), "takes in_features 3, but the input"),
        (lambda: output_shape("Conv2d(1, 1, 3)", (5, 5)), "with 2 further axes, not the shape"),
        (lambda: output_shape("MaxPool2d(3)", (1, 2, 2)), "kernel height 3 does not fit"),
        (lambda: output_shape("ReLU()", (1, 0)), "input size 0 is too small"),
        (lambda: output_shape("ReLU()", (1.5,)), "input size 1.5 is not a whole number"),
        (lambda: output_shape("Flatten()", (3,)), "start 1 is not one of 1 axes"),
        (lambda: output_shape("Conv2d(1, 1, 3)", ()), "not the shape"),
    ],
)
def test_the_impossible_is_told(call, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        call()


def test_a_layer_may_be_given_as_itself():
    made = layer("MaxPool1d(2)")
    assert run_layer(made, [[1, 2]]).output.tolist() == [[2]]
