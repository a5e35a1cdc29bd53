import inspect

import pytest
import torch

from convmath import ConvMathError, layer
from convmath.signatures import REQUIRED, SIGNATURES, STORAGE

nn = torch.nn
MODULES = [
    nn.Conv2d(1, 1, kernel_size=3, padding=1, stride=(3, 4)),
    nn.Conv1d(2, 4, 3, groups=2, bias=False, dilation=2),
    nn.Conv3d(2, 4, (1, 2, 3), 2, 1),
    nn.ConvTranspose2d(4, 2, 3, stride=2, output_padding=1, padding=1, groups=2, dilation=2),
    nn.ConvTranspose1d(1, 1, 3, bias=False),
    nn.MaxPool2d(2),
    nn.MaxPool2d((2, 3), 2, padding=1, ceil_mode=True),
    nn.MaxPool1d(2, stride=1, dilation=3),
    nn.AvgPool2d(2),
    nn.AvgPool3d((2, 2, 1), stride=(1, 2, 3)),
    nn.AdaptiveAvgPool2d(1),
    nn.AdaptiveMaxPool3d(1),
    nn.Linear(2, 3, bias=False),
    nn.Linear(400, 120),
    nn.ReLU(),
    nn.ReLU(inplace=True),
    nn.Sigmoid(),
    nn.Tanh(),
    nn.Softmax(dim=1),
    nn.Flatten(),
    nn.Flatten(0, 1),
]


def pytorchs_own(kind):
    """The arguments of PyTorch's class with their defaults; `inspect.Parameter.empty` for none."""
    name = f"{kind}2d" if hasattr(nn, f"{kind}2d") else kind
    _, *parameters = inspect.signature(getattr(nn, name).__init__).parameters.values()
    named = (p for p in parameters if p.kind == p.POSITIONAL_OR_KEYWORD)
    return {p.name: p.default for p in named if p.name not in STORAGE}


@pytest.mark.parametrize("kind", SIGNATURES)
def test_names_order_and_defaults_of_arguments_are_pytorchs(kind):
    ours = {
        name: inspect.Parameter.empty if default is REQUIRED else default
        for name, default in SIGNATURES[kind].items()
    }
    # Softmax's dim may be left out, which PyTorch warns of.
    theirs = pytorchs_own(kind) | ({"dim": inspect.Parameter.empty} if kind == "Softmax" else {})
    assert list(ours.items()) == list(theirs.items())


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_what_pytorch_prints_is_read_and_written_back(module):
    assert str(layer(str(module))) == str(module)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Conv2d(1, 1, 3)", "torch.nn.Conv2d(1, out_channels=1, kernel_size=(3, 3), stride=1)"),
        ("Conv2d(1, 1, 3, padding='same')", "nn.Conv2d(1, 1, (3, 3), padding=same)"),
        ("MaxPool2d(2)", "  MaxPool2d(kernel_size=(2, 2), stride=2, padding=0)\n"),
        ("AvgPool1d(2)", "AvgPool1d(kernel_size=(2,), stride=(2,), padding=(0,))"),
        ("AvgPool2d(2, ceil_mode=True)", "AvgPool2d(2, None, 0, True)"),
        ("Softmax(1)", "Softmax(dim=1)"),
    ],
)
def test_one_layer_has_one_value_however_it_is_spelt(text, same):
    assert layer(text) == layer(same)
    assert layer(str(layer(text))) == layer(text)
    assert hash(layer(text)) == hash(layer(same))


@pytest.mark.parametrize("said", ["count_include_pad=False", "divisor_override=3"])
def test_what_pytorch_does_not_print_is_still_written(said):
    text = f"AvgPool2d(kernel_size=2, stride=2, padding=0, {said})"
    assert str(layer(text)) == text


def test_arguments_are_read_by_name():
    assert layer("Conv2d(3, 8, 5, padding=2)")["padding"] == (2, 2)
    with pytest.raises(ConvMathError, match="Tanh has no stride"):
        _ = layer("Tanh()")["stride"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is not a layer: write it as PyTorch does"),
        ("Conv2d", "is not a layer"),
        ("Conv2d(1, 1, 3", "is not a layer"),
        ("Conv2d(1, 1, 3); import os", "is not a layer"),
        ("(" * 900, "is not a layer"),
        ("x" * 2000, "is not a layer"),
        ("__import__('os').system('true')", "there is no layer"),
        ("Conv4d(1, 1, 3)", "there is no layer Conv4d: known are Conv1d/2d/3d"),
        ("Conv(1, 1, 3)", "there is no layer Conv"),
        ("Linear2d(1, 1)", "there is no layer Linear2d"),
        ("Conv2d(1, 1)", "lacks kernel_size"),
        ("Softmax()", "lacks dim"),
        ("Conv2d(1, 1, 3, 1, 0, 1, 1, True, 'zeros', 7)", "at most 9 arguments, not 10"),
        ("Conv2d(1, 1, 3, size=2)", "Conv2d has no argument size"),
        ("Conv2d(1, 1, 3, **{})", "Conv2d has no argument None"),
        ("Conv2d(1, 1, 3, device='cpu')", "device says how PyTorch stores numbers, not which"),
        ("Conv2d(1, 1, 3, in_channels=2)", "in_channels is given twice"),
        ("Conv2d(1, 1, open('x'))", r"kernel_size=open\('x'\) is not a plain value"),
        ("Conv2d(1, 1, 0)", "kernel_size height 0 is too small"),
        ("Conv2d(1, 1, 2.5)", "kernel_size height 2.5 is not a whole number"),
        ("Conv2d(1, 1, (1, 2, 3))", "3 entries for 2 axes"),
        ("Conv2d(1, 1, 3, padding=-1)", "padding height -1 is too small"),
        ("Conv2d(1, 1, 3, padding='full')", "padding='full' is not possible here"),
        ("Conv2d(1, 1, 3, padding='same', stride=2)", "padding='same' needs stride 1"),
        ("Conv2d(1, 1, 3, padding_mode='reflect')", "padding_mode='reflect' is not possible"),
        ("Conv2d(1, 1, 3, bias=1)", "bias=1 is not possible here: use True or False"),
        ("Conv2d(3, 4, 3, groups=2)", "3 input and 4 output channels do not fall into 2 groups"),
        ("Conv2d(True, 1, 3)", "in_channels True is not a whole number"),
        ("MaxPool2d(2, return_indices=True)", "return_indices=True is not possible"),
        ("AvgPool2d(2, divisor_override=0)", "divisor_override 0 is too small: use 1 or more"),
        ("AvgPool1d(2, divisor_override=3)", "divisor_override=3 is not possible"),
        ("AdaptiveAvgPool2d(2)", "only global pooling is known"),
        ("Flatten(start_dim=None)", "start_dim=None is not possible"),
    ],
)
def test_what_is_no_layer_is_told(text, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        layer(text)


@pytest.mark.parametrize("value", [None, 3, b"Conv2d(1, 1, 3)"])
def test_a_layer_is_text(value):
    with pytest.raises(ConvMathError, match="is not a layer"):
        layer(value)
