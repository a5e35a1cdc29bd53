"""Trains LeNet as the book does: Xavier, plain stochastic gradient descent, cross-entropy.

Source: Dive into Deep Learning, 7.6.2, and 5.4.2 for Xavier's start.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from convmath.checks import whole_number
from convmath.devices import Device, reproducible
from convmath.errors import ConvMathError
from convmath.fashion import Pictures
from convmath.lenet import LeNet, lenet_layers
from convmath.numbers import Array, freeze
from convmath.torch_backend import to_torch, torch_module

RATES = {"sigmoid": 0.9, "relu": 0.1}  # ReLU's slope is 1 where sigmoid's is at most 1/4
CHECKPOINTS_PER_EPOCH = 5
AT_ONCE = 2000  # images whose answers are computed together; bounds the memory


@dataclass(frozen=True, slots=True)
class Plan:
    """What decides a training: the same plan on the same machine gives the same parameters.

    >>> Plan("relu").learning_rate
    0.1
    """

    variant: str = "sigmoid"
    seed: int = 0
    epochs: int = 10
    rate: float | None = None
    batch_size: int = 256

    def __post_init__(self) -> None:
        lenet_layers(self.variant)  # raises for a variant that there is not
        for name, least in (("seed", 0), ("epochs", 1), ("batch_size", 1)):
            whole_number(getattr(self, name), name, least)
        if not 0 < self.learning_rate < float("inf"):
            raise ConvMathError(f"a learning rate of {self.rate} learns nothing: use 0.9 or so")

    @property
    def learning_rate(self) -> float:
        """The rate, the variant's own unless another is given."""
        return RATES[self.variant] if self.rate is None else self.rate


@dataclass(frozen=True, slots=True)
class Epoch:
    """The means over an epoch while it learned, and over all test images after it."""

    loss: float
    train_accuracy: float
    test_loss: float
    test_accuracy: float


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What a film shows of a training: at each of T `steps` the first kernels and how good all is.

    `kernels` is (T, 6, 5, 5), `loss` and `accuracy` are those over all test images, (T,).
    """

    steps: Array
    kernels: Array
    loss: Array
    accuracy: Array


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """A trained network and how it came about."""

    network: LeNet
    epochs: tuple[Epoch, ...]
    history: History


def train(
    plan: Plan,
    learn: Pictures,
    test: Pictures,
    device: Device,
    on_step: Callable[[int, int, float], None] = lambda step, steps, loss: None,
) -> Training:
    """Train on `learn`, judge on `test`; `on_step(step, steps, loss)` hears of every step.

    Raises ConvMathError if PyTorch is not installed or the loss is no longer a number.
    """
    with reproducible():
        return _Trainer(plan, learn, test, device).run(on_step)


def checkpoints(steps: int, per_epoch: int) -> list[int]:
    """The steps to remember: powers of two, for the start is quick, and five in every epoch.

    >>> checkpoints(20, 10)
    [0, 1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]
    """
    early = {2**power for power in range(steps.bit_length()) if 2**power < per_epoch}
    parts = range(CHECKPOINTS_PER_EPOCH * steps // per_epoch + 1)
    return sorted({0, *early, *(part * per_epoch // CHECKPOINTS_PER_EPOCH for part in parts)})


class _Trainer:
    def __init__(self, plan: Plan, learn: Pictures, test: Pictures, device: Device) -> None:
        self.torch, self.plan, self.device = torch_module(), plan, device
        self.images, self.labels = self._moved(learn)
        self.test_images, self.test_labels = self._moved(test)
        self.per_epoch = -(-len(self.labels) // plan.batch_size)
        self.steps = plan.epochs * self.per_epoch
        with self.torch.random.fork_rng(devices=[]):
            self.torch.manual_seed(plan.seed)
            self.model = self._start().to(device.kind)
        self.order = np.random.default_rng(plan.seed)
        self.loss = self.torch.nn.CrossEntropyLoss()

    def run(self, on_step: Callable[[int, int, float], None]) -> Training:
        wanted = set(checkpoints(self.steps, self.per_epoch))
        optimiser = self.torch.optim.SGD(self.model.parameters(), lr=self.plan.learning_rate)
        remembered, epochs, sums = [(0, *self._remember())], [], np.zeros(3)
        for step, batch in enumerate(self._batches(), start=1):
            images, labels = self.images[batch], self.labels[batch]
            optimiser.zero_grad()
            answers = self.model(_brightness(images))
            loss = self.loss(answers, labels)
            loss.backward()
            optimiser.step()
            right = (answers.argmax(1) == labels).sum()
            sums += (loss.item() * len(labels), right.item(), len(labels))
            self._check(loss.item(), step)
            if step in wanted:
                remembered.append((step, *self._remember()))
            if step % self.per_epoch == 0:
                loss_so_far, accuracy = (sums[:2] / sums[2]).tolist()
                epochs.append(Epoch(loss_so_far, accuracy, *remembered[-1][2:]))
                sums[:] = 0
            on_step(step, self.steps, loss.item())
        return Training(self._network(), tuple(epochs), _history(remembered))

    def _batches(self) -> Iterator[Any]:
        for _ in range(self.plan.epochs):
            order = self.torch.from_numpy(self.order.permutation(len(self.labels)))
            yield from order.to(self.device.kind).split(self.plan.batch_size)

    def _start(self) -> Any:
        """The book's start: Xavier for the weights, PyTorch's own for the biases."""
        model = self.torch.nn.Sequential(*map(to_torch, lenet_layers(self.plan.variant))).float()
        for parameter in model.parameters():
            if parameter.dim() > 1:
                self.torch.nn.init.xavier_uniform_(parameter)
        return model

    def _moved(self, pictures: Pictures) -> tuple[Any, Any]:
        images = self.torch.tensor(pictures.images[:, np.newaxis], device=self.device.kind)
        labels = self.torch.tensor(pictures.labels.astype(np.int64), device=self.device.kind)
        return images, labels

    def _remember(self) -> tuple[Array, float, float]:
        """The first kernels now, and the loss and accuracy over all test images."""
        loss = right = 0.0
        with self.torch.no_grad():
            batches = self.test_images.split(AT_ONCE), self.test_labels.split(AT_ONCE)
            for images, labels in zip(*batches, strict=True):
                answers = self.model(_brightness(images))
                loss += self.loss(answers, labels).item() * len(labels)
                right += (answers.argmax(1) == labels).sum().item()
        kernels = self.model[0].weight.detach().cpu().numpy()[:, 0].copy()
        count = len(self.test_labels)
        return kernels, loss / count, right / count

    def _network(self) -> LeNet:
        parameters = self.model.state_dict()
        arrays = {name: freeze(values.cpu().numpy().copy()) for name, values in parameters.items()}
        return LeNet(self.plan.variant, arrays)

    def _check(self, loss: float, step: int) -> None:
        if not np.isfinite(loss):
            raise ConvMathError(
                f"at step {step} the loss is {loss}: a learning rate of "
                f"{self.plan.learning_rate} is too large, use a smaller one"
            )


def _brightness(levels: Any) -> Any:
    """Grey levels 0 … 255 as the network takes them, 0 … 1."""
    return levels.float() / 255


def _history(remembered: list[tuple[int, Array, float, float]]) -> History:
    steps, kernels, loss, accuracy = zip(*remembered, strict=True)
    single = (np.array(values, np.float32) for values in (kernels, loss, accuracy))
    return History(np.array(steps, np.int32), *single)
