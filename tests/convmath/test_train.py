import numpy as np
import pytest
import torch

from convmath import ConvMathError
from convmath.devices import choose_device
from convmath.fashion import Pictures
from convmath.train import Plan, checkpoints, train

pytestmark = pytest.mark.usefixtures("one_thread")
CPU = choose_device("cpu")
RNG = np.random.default_rng(1)


def stripes(count):
    """Two classes that a network tells apart at once: bright above, bright on the left."""
    labels = np.arange(count, dtype=np.uint8) % 2
    images = RNG.integers(0, 40, (count, 28, 28), dtype=np.uint8)
    images[labels == 0, :14] += 200
    images[labels == 1, :, :14] += 200
    return Pictures(images, labels)


LEARN, TEST = stripes(64), stripes(20)


def test_the_same_plan_gives_the_same_parameters_and_another_seed_others():
    plan = Plan("relu", seed=4, epochs=1, batch_size=20)
    first, again = (train(plan, LEARN, TEST, CPU).network.parameters for _ in range(2))
    other = train(Plan("relu", seed=5, epochs=1, batch_size=20), LEARN, TEST, CPU)
    assert all((first[name] == again[name]).all() for name in first)
    assert not (first["0.weight"] == other.network.parameters["0.weight"]).all()


def test_it_leaves_pytorchs_chance_alone():
    state = torch.get_rng_state()
    train(Plan("relu", epochs=1), LEARN, TEST, CPU)
    assert (torch.get_rng_state() == state).all()


def test_it_learns_and_tells_what_it_reached():
    training = train(Plan("relu", epochs=8, batch_size=8), LEARN, TEST, CPU)
    first, last = training.epochs[0], training.epochs[-1]
    assert last.train_accuracy == last.test_accuracy == 1
    assert last.loss < 0.1 < first.loss
    images = TEST.images[:, np.newaxis] / 255
    logits = training.network.forward(images)[-1].output
    assert (logits.argmax(axis=1) == TEST.labels).all()
    shares = np.exp(logits[np.arange(20), TEST.labels]) / np.exp(logits).sum(axis=1)
    assert -np.log(shares).mean() == pytest.approx(last.test_loss, rel=1e-4)


def test_a_step_is_the_books():
    """One step of plain gradient descent from Xavier's start, worked out with autograd alone."""
    plan = Plan(seed=2, epochs=1, batch_size=64, rate=0.9)
    steps = []
    training = train(plan, LEARN, TEST, CPU, lambda *step: steps.append(step))
    before, after = training.history.kernels[0], training.history.kernels[-1]
    assert np.abs(before).max() <= np.sqrt(6 / (25 + 6 * 25))
    assert steps == [(1, 1, pytest.approx(np.log(10), abs=0.5))]
    assert 0 < np.abs(after - before).max() < 0.1
    assert (after == training.network.parameters["0.weight"][:, 0]).all()


def test_every_step_is_told_and_the_checkpoints_are_remembered():
    told = []
    plan = Plan("relu", epochs=3, batch_size=10)
    training = train(plan, LEARN, TEST, CPU, lambda step, steps, loss: told.append((step, steps)))
    assert told == [(step, 21) for step in range(1, 22)]
    history = training.history
    assert history.steps.tolist() == checkpoints(21, 7)
    assert history.kernels.shape == (len(history.steps), 6, 5, 5)
    assert history.loss[-1] == pytest.approx(training.epochs[-1].test_loss)


@pytest.mark.parametrize(("steps", "per_epoch"), [(1, 1), (2350, 235), (14, 7), (60, 3)])
def test_checkpoints_hold_the_start_and_the_end_of_every_epoch(steps, per_epoch):
    found = checkpoints(steps, per_epoch)
    assert found == sorted(set(found))
    assert {0, *range(per_epoch, steps + 1, per_epoch)} <= set(found) <= set(range(steps + 1))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: Plan("tanh"), "there is no LeNet 'tanh'"),
        (lambda: Plan(epochs=0), "epochs 0 is too small"),
        (lambda: Plan(seed=-1), "seed -1 is too small"),
        (lambda: Plan(rate=0), "a learning rate of 0 learns nothing"),
        (lambda: Plan(rate=float("nan")), "a learning rate of nan learns nothing"),
        (
            lambda: train(Plan("relu", rate=1e30), LEARN, TEST, CPU),
            "a learning rate of 1e[+]30 is too large",
        ),
    ],
)
def test_the_impossible_is_told(call, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        call()
