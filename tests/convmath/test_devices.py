import sys

import pytest
import torch

from convmath import ConvMathError
from convmath.devices import choose_device, reproducible


@pytest.mark.parametrize(
    ("cuda", "mps", "chosen"),
    [(True, True, "cuda"), (True, False, "cuda"), (False, True, "mps"), (False, False, "cpu")],
)
def test_the_best_device_is_chosen_and_said(monkeypatch, cuda, mps, chosen):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "some GPU")
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    device = choose_device()
    said = {"cuda": "CUDA (some GPU)", "mps": "MPS", "cpu": "CPU ("}
    assert device.kind == chosen
    assert device.said.startswith(said[chosen])


@pytest.mark.parametrize("name", ["cuda", "mps"])
def test_a_missing_device_is_told(monkeypatch, name):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    with pytest.raises(ConvMathError, match=f"PyTorch finds no {name.upper()} device here"):
        choose_device(name)


def test_without_pytorch_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ConvMathError, match="pip install torch"):
        choose_device()


def settings():
    matmul, cudnn = torch.backends.cuda.matmul, torch.backends.cudnn
    return matmul.allow_tf32, cudnn.allow_tf32, torch.are_deterministic_algorithms_enabled()


def choose_settings(matmul, cudnn, deterministic):
    torch.backends.cuda.matmul.allow_tf32 = matmul
    torch.backends.cudnn.allow_tf32 = cudnn
    torch.use_deterministic_algorithms(deterministic)


@pytest.fixture
def restored_settings():
    before = settings()
    yield
    choose_settings(*before)


@pytest.mark.usefixtures("restored_settings")
@pytest.mark.parametrize(
    "before", [(True, True, False), (False, True, False), (False, False, True)]
)
def test_settings_are_exact_within_and_as_before_afterwards(before):
    choose_settings(*before)
    with reproducible():
        assert settings() == (False, False, True)
    assert settings() == before


@pytest.mark.usefixtures("restored_settings")
def test_settings_are_restored_after_an_error_too():
    choose_settings(True, True, False)
    with pytest.raises(KeyError), reproducible():
        raise KeyError
    assert settings() == (True, True, False)
