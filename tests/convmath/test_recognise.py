import numpy as np
import pytest
import torch

from convmath import ConvMathError
from convmath.arrays import DATA_FOLDER, load_arrays
from convmath.fashion import fashion_samples
from convmath.recognise import accuracy_of, evolution, recognise


def test_shares_are_pytorchs_softmax_of_the_logits():
    seen = recognise(fashion_samples().images[3])
    logits = torch.tensor(seen.traces[-1].output)
    np.testing.assert_allclose(seen.shares, torch.softmax(logits, 0), atol=1e-12)
    assert seen.answer == int(logits.argmax())


def test_a_picture_in_another_form_is_the_same_picture():
    image = fashion_samples().images[8]
    large = np.kron(255 - image.astype(int), np.ones((3, 3), int))
    assert recognise(large).prepared.inverted
    np.testing.assert_allclose(recognise(large).shares, recognise(image).shares, atol=1e-9)


def test_the_evolution_ends_in_the_trained_kernels():
    evolved = evolution(fashion_samples().images[9])
    first = recognise(fashion_samples().images[9]).network.parameters["0.weight"][:, 0]
    assert (evolved.kernels[-1] == first).all()
    recorded = load_arrays(DATA_FOLDER / "lenet_sigmoid_history.npz")
    assert (evolved.steps == recorded["steps"]).all()
    assert evolved.accuracy[-1] == accuracy_of("sigmoid")


@pytest.mark.parametrize("call", [recognise, evolution])
def test_what_is_no_picture_is_told(call):
    with pytest.raises(ConvMathError, match="a grey picture has rows and columns"):
        call(np.zeros((3, 4, 4)))


def test_a_variant_that_there_is_not_is_told():
    with pytest.raises(ConvMathError, match="there is no LeNet 'tanh'"):
        recognise(np.zeros((4, 4)), "tanh")
