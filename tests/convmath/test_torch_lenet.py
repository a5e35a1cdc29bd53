import json
import sys

import numpy as np
import pytest
import torch

from convmath import ConvMathError
from convmath.arrays import DATA_FOLDER
from convmath.fashion import DEBIAN_FOLDER, read_fashion
from convmath.lenet import VARIANTS, load_lenet
from convmath.torch_lenet import TorchLeNet

pytestmark = pytest.mark.usefixtures("one_thread")
BOUND = 1e-5  # of the largest number of each layer: what float32 may differ from float64
RNG = np.random.default_rng(3)
IMAGES = np.concatenate(
    [np.zeros((1, 28, 28)), np.ones((1, 28, 28)), RNG.integers(0, 256, (5, 28, 28)) / 255]
)[:, np.newaxis]


@pytest.fixture(params=["cpu", "cuda", "mps"])
def device(request):
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if not present.get(request.param, True):
        pytest.skip(f"this machine has no {request.param.upper()} device for PyTorch")
    return request.param


@pytest.fixture(params=VARIANTS)
def network(request):
    return load_lenet(request.param)


def farthest(found, reference):
    """The largest difference of a layer's numbers, in parts of its largest number."""
    return np.abs(found - reference).max() / np.abs(reference).max()


def test_every_layer_equals_the_reference_within_the_bound(network, device):
    reference = [trace.output for trace in network.forward(IMAGES)]
    found = TorchLeNet(network, device).forward(IMAGES)
    assert [layer.shape for layer in found] == [layer.shape for layer in reference]
    differences = [farthest(*pair) for pair in zip(found, reference, strict=True)]
    assert max(differences) <= BOUND


def test_a_wrong_weight_is_beyond_the_bound(network, device):
    reference = network.forward(IMAGES)[-1].output
    changed = dict(network.parameters)
    changed["0.weight"] = changed["0.weight"] * np.float32(1.001)
    wrong = TorchLeNet(type(network)(network.variant, changed), device)
    assert farthest(wrong.logits(IMAGES), reference) > BOUND


def test_runs_and_batches_agree(network, device):
    together = TorchLeNet(network, device)
    assert (together.logits(IMAGES) == together.logits(IMAGES)).all()
    assert (together.logits(IMAGES) == together.forward(IMAGES)[-1]).all()
    in_threes = TorchLeNet(network, device, batch_size=3).logits(IMAGES)
    assert farthest(in_threes, together.logits(IMAGES)) <= BOUND


def test_one_image_is_a_batch_of_one(device):
    run = TorchLeNet(load_lenet(), device)
    assert (run.logits(IMAGES[2, 0]) == run.logits(IMAGES[2:3])).all()
    assert run.device.kind == device


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: TorchLeNet(load_lenet(), "cpu").logits(np.zeros((2, 2))), "an image of 28×28"),
        (lambda: TorchLeNet(load_lenet(), "tpu"), "there is no device 'tpu'"),
        (lambda: TorchLeNet(load_lenet(), batch_size=0), "batch size 0 is too small"),
    ],
)
def test_the_impossible_is_told(call, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        call()


def test_without_pytorch_there_is_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ConvMathError, match="PyTorch is not installed: pip install torch"):
        TorchLeNet(load_lenet())


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_metrics_beside_the_parameters_are_true(variant):
    if not DEBIAN_FOLDER.is_dir():
        pytest.skip("the data set is not installed; it shows that the metrics are true")
    test = read_fashion(DEBIAN_FOLDER, "t10k")
    logits = TorchLeNet(load_lenet(variant)).logits(test.images[:, np.newaxis] / 255)
    facts = json.loads((DATA_FOLDER / f"lenet_{variant}.json").read_text("utf-8"))
    assert (logits.argmax(axis=1) == test.labels).mean() == facts["epochs"][-1]["test_accuracy"]
