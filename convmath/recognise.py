"""LeNet on a picture: what it answers, and how its first kernels became what they are."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from convmath.activate import softmax
from convmath.arrays import DATA_FOLDER, load_arrays
from convmath.channels import conv_layer
from convmath.fashion import CLASSES
from convmath.lenet import LeNet, load_lenet
from convmath.numbers import Array, freeze
from convmath.prepare import Prepared, prepare_image
from convmath.trace import Trace


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """A picture's way through a network: one trace per layer, and the shares of the classes."""

    prepared: Prepared
    network: LeNet
    traces: tuple[Trace[Any], ...]
    shares: Array

    @property
    def answer(self) -> int:
        """The class with the largest share.

        >>> from convmath.fashion import fashion_samples
        >>> recognise(fashion_samples().images[8]).name
        'bag'
        """
        return int(self.shares.argmax())

    @property
    def name(self) -> str:
        """What the answer is called."""
        return CLASSES[self.answer]


def recognise(input: object, variant: str = "sigmoid") -> Recognition:
    """Bring a grey picture to LeNet's size and run it through the trained network.

    Raises ConvMathError for what is no picture, and for a variant that there is not.

    >>> from convmath.fashion import fashion_samples
    >>> recognise(fashion_samples().images[0], "relu").name
    't-shirt'
    """
    prepared, network = prepare_image(input), load_lenet(variant)
    traces = network.forward(prepared.image)
    return Recognition(prepared, network, traces, softmax(traces[-1].output).output)


@dataclass(frozen=True, slots=True, eq=False)
class Evolution:
    """The first kernels (T, 6, 5, 5) at T `steps` of a training, and what they make of a picture.

    `loss` and `accuracy` (T,) are those of the whole network over all test images; `maps` is
    (T, 6, 28, 28), without the bias.
    """

    prepared: Prepared
    steps: Array
    kernels: Array
    loss: Array
    accuracy: Array
    maps: Array


def evolution(input: object, variant: str = "sigmoid") -> Evolution:
    """How the first kernels of a trained LeNet evolved, and with them the maps of a picture.

    Raises ConvMathError for what is no picture, and where the history is missing.

    >>> from convmath.fashion import fashion_samples
    >>> evolved = evolution(fashion_samples().images[0])
    >>> evolved.steps[[0, -1]].tolist(), evolved.maps.shape
    ([0, 2350], (59, 6, 28, 28))
    """
    prepared = prepare_image(input)
    history = load_arrays(DATA_FOLDER / f"lenet_{variant}_history.npz")
    kernels = history["kernels"].astype(np.float64)
    together = kernels.reshape(-1, 1, *kernels.shape[2:])  # all kernels as one layer's
    maps = conv_layer(prepared.image[np.newaxis], together, padding="same").output
    return Evolution(
        prepared,
        history["steps"],
        kernels,
        history["loss"].astype(np.float64),
        history["accuracy"].astype(np.float64),
        freeze(maps.reshape(*kernels.shape[:2], *maps.shape[1:])),
    )


def accuracy_of(variant: str = "sigmoid") -> float:
    """The share of the 10,000 test images that the trained network gets right.

    Raises ConvMathError where the history is missing.

    >>> round(accuracy_of("sigmoid"), 3), round(accuracy_of("relu"), 3)
    (0.803, 0.85)
    """
    return float(load_arrays(DATA_FOLDER / f"lenet_{variant}_history.npz")["accuracy"][-1])
