import sys

import numpy as np
import pytest
import torch

from convmath import ConvMathError, from_torch, layer, run_in_torch, run_layer, to_torch
from tests.convmath.test_layers import MODULES


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_modules_come_back_as_themselves(module):
    made, parameters = from_torch(module)
    assert str(to_torch(made, **parameters)) == str(module)
    assert parameters.keys() == dict(module.named_parameters()).keys()


def test_what_pytorch_does_not_print_is_read_too():
    made, _ = from_torch(torch.nn.AvgPool2d(2, ceil_mode=True, count_include_pad=False))
    assert made == layer("AvgPool2d(2, ceil_mode=True, count_include_pad=False)")


def test_a_trained_module_gives_the_same_numbers_here():
    torch.manual_seed(0)
    module = torch.nn.Conv2d(2, 3, 3, padding="same").double()
    made, parameters = from_torch(module)
    x = torch.randn(2, 5, 5, dtype=float)
    trace = run_layer(made, x.numpy(), **parameters)
    np.testing.assert_allclose(trace.output, module(x).detach().numpy(), atol=1e-12)
    assert not trace.exact


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: from_torch(torch.nn.Conv2d(1, 1, 3, padding_mode="reflect")), "padding_mode"),
        (lambda: from_torch(torch.nn.GELU()), "there is no layer GELU"),
        (lambda: from_torch([1]), r"the module \[1\] is no Module: give a layer of torch.nn"),
        (lambda: run_in_torch("Conv2d(1, 1, 3)", [[1]]), "PyTorch refuses the input"),
        (lambda: to_torch("Conv1d(1, 1, 3)", [[[1, 2]]]), r"weight of shape \(1, 1, 2\) does not"),
        (lambda: to_torch("Linear(1, 1, bias=False)", [[1]], [2]), "takes no bias"),
    ],
)
def test_the_impossible_is_told(call, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        call()


def test_without_pytorch_there_is_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ConvMathError, match="PyTorch is not installed: pip install torch"):
        to_torch("ReLU()")
