import json
from itertools import pairwise

import numpy as np
import pytest

from convmath import ConvMathError, receptive_field, replay
from convmath.arrays import DATA_FOLDER, load_arrays
from convmath.lenet import (
    VARIANTS,
    LeNet,
    lenet_layers,
    lenet_shapes,
    load_lenet,
)

IMAGE = np.random.default_rng(5).integers(0, 256, (28, 28)) / 255


@pytest.fixture(scope="module", params=VARIANTS)
def network(request):
    return load_lenet(request.param)


def test_shapes_are_the_books(network):
    shapes = [trace.output.shape for trace in network.forward(IMAGE)]
    assert shapes == [
        *[(6, 28, 28)] * 2,
        (6, 14, 14),
        *[(16, 10, 10)] * 2,
        (16, 5, 5),
        (400,),
        *[(120,)] * 2,
        *[(84,)] * 2,
        (10,),
    ]


def test_parameters_add_up(network):
    assert network.parameter_counts == (156, 2416, 48120, 10164, 850)
    assert sum(network.parameter_counts) == 61706
    assert sum(values.size for values in network.parameters.values()) == 61706


def test_receptive_fields_are_the_books(network):
    sliding = [made for made in network.layers if made.rank]
    fields = receptive_field(sliding)[1:]
    assert [(field.size[0], field.jump[0]) for field in fields] == [
        (5, 1),
        (6, 2),
        (14, 2),
        (16, 4),
    ]


def test_every_number_comes_from_the_steps_before(network):
    traces = network.forward(IMAGE)
    for before, after in pairwise(traces):
        assert after.input is before.output or (after.input == before.output).all()
    for trace in traces[5:]:  # the large maps' steps are those of conv_layer, tested there
        assert (replay(trace) == trace.output).all()


def test_a_batch_gives_what_its_images_give_alone(network):
    batch = np.stack([IMAGE, 1 - IMAGE])[:, np.newaxis]
    together = network.forward(batch)
    for number, image in enumerate(batch[:, 0]):
        for whole, alone in zip(together, network.forward(image), strict=True):
            np.testing.assert_allclose(whole.output[number], alone.output, rtol=1e-12, atol=1e-12)


def test_the_variants_differ_where_they_should():
    sigmoid, relu = ([made.kind for made in lenet_layers(name)] for name in ("sigmoid", "relu"))
    changed = {pair for pair in zip(sigmoid, relu, strict=True) if len(set(pair)) > 1}
    assert changed == {("Sigmoid", "ReLU"), ("AvgPool", "MaxPool")}


@pytest.mark.parametrize(
    ("image", "sentence"),
    [
        (np.zeros((27, 28)), r"an image of 28×28, not one of shape \(27, 28\)"),
        (np.zeros(28), "not one of shape"),
        (np.zeros((1, 1, 1, 28, 28)), "not one of shape"),
        (np.zeros((3, 28, 28)), r"one channel, grey, but the shape \(3, 28, 28\) has 3"),
        (np.full((28, 28), 255), "divide grey levels by 255"),
        (np.full((28, 28), -0.5), "brightnesses run from -0.5 to -0.5"),
        (np.full((28, 28), np.nan), "only finite numbers"),
        ("a picture", "image is text"),
    ],
)
def test_wrong_images_are_told(image, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        load_lenet().forward(image)


def test_wrong_parameters_are_told():
    zeros = {name: np.zeros(shape) for name, shape in lenet_shapes().items()}
    with pytest.raises(ConvMathError, match=r"look at \['11.bias'\]"):
        LeNet("relu", {name: zeros[name] for name in zeros if name != "11.bias"})
    with pytest.raises(ConvMathError, match=r"0.bias has the shape \(7,\), but LeNet's has \(6,\)"):
        LeNet("relu", zeros | {"0.bias": np.zeros(7)})
    with pytest.raises(ConvMathError, match="there is no LeNet 'tanh': use sigmoid or relu"):
        load_lenet("tanh")


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_is_committed_is_small_and_fits_its_metrics(variant):
    facts = json.loads((DATA_FOLDER / f"lenet_{variant}.json").read_text("utf-8"))
    assert facts["variant"] == variant
    assert sum((DATA_FOLDER / name).stat().st_size for name in facts["sha256"]) < 300_000
    history = load_arrays(DATA_FOLDER / f"lenet_{variant}_history.npz")
    assert (history["kernels"][-1] == load_lenet(variant).parameters["0.weight"][:, 0]).all()
    last = facts["epochs"][-1]
    assert history["accuracy"][-1] == pytest.approx(last["test_accuracy"])
    assert history["loss"][-1] == pytest.approx(last["test_loss"])


def test_the_books_figures_are_reproduced():
    last = json.loads((DATA_FOLDER / "lenet_sigmoid.json").read_text("utf-8"))["epochs"][-1]
    assert last["loss"] == pytest.approx(0.469, abs=0.03)
    assert last["train_accuracy"] == pytest.approx(0.823, abs=0.02)
    assert last["test_accuracy"] == pytest.approx(0.779, abs=0.04)
