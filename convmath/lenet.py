"""LeNet: two convolutions, two poolings, three dense layers; as traces, with trained parameters.

Source: Dive into Deep Learning, 7.6; LeCun et al., "Gradient-Based Learning Applied to Document
Recognition" (1998).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from convmath.arrays import DATA_FOLDER, load_arrays
from convmath.book import LENET
from convmath.counting import network_costs
from convmath.errors import ConvMathError, expect, shown
from convmath.fashion import SIDE
from convmath.layers import Layer, layer_list
from convmath.linear import flatten
from convmath.network import parameter_shapes, run_layer
from convmath.numbers import Array, as_exact
from convmath.trace import Trace

# The book's network of 1998, and the same one with what has become usual since.
VARIANTS: Mapping[str, tuple[str, ...]] = {
    "sigmoid": tuple(LENET),
    "relu": tuple(text.replace("Sigmoid", "ReLU").replace("AvgPool", "MaxPool") for text in LENET),
}


@dataclass(frozen=True, slots=True, eq=False)
class LeNet:
    """A variant of LeNet ("sigmoid" or "relu") with its parameters, named as PyTorch names them.

    A parameter's name is its layer's number in the stack and what it is, such as "0.weight".

    >>> network = load_lenet()
    >>> network.parameters["0.weight"].shape, network.parameter_counts
    ((6, 1, 5, 5), (156, 2416, 48120, 10164, 850))
    """

    variant: str
    parameters: Mapping[str, Array]

    def __post_init__(self) -> None:
        shapes = lenet_shapes(self.variant)
        if self.parameters.keys() != shapes.keys():
            odd = sorted(self.parameters.keys() ^ shapes.keys())
            raise ConvMathError(f"LeNet has the parameters {', '.join(shapes)}; look at {odd}")
        for name, values in self.parameters.items():
            if np.shape(values) != shapes[name]:
                raise ConvMathError(
                    f"{name} has the shape {np.shape(values)}, but LeNet's has {shapes[name]}"
                )

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The stack, one layer after the other."""
        return lenet_layers(self.variant)

    @property
    def parameter_counts(self) -> tuple[int, ...]:
        """How many numbers each layer with parameters has learned; 61,706 in all."""
        costs = network_costs(self.layers, (1, 1, SIDE, SIDE))
        return tuple(cost.parameters for cost in costs if cost.parameters)

    def forward(self, images: object) -> tuple[Trace[Any], ...]:
        """Run the network in float64: one trace per layer, the last one's output are the logits.

        `images` are brightnesses from 0 (background) to 1, (28, 28), (1, 28, 28) or
        (N, 1, 28, 28). Raises ConvMathError for other shapes, and for what is not numbers.

        >>> traces = load_lenet().forward(np.zeros((28, 28)))
        >>> [trace.output.shape for trace in traces][2::3]
        [(6, 14, 14), (16, 5, 5), (120,), (10,)]
        """
        values, traces = lenet_input(images), list[Trace[Any]]()
        for number, made in enumerate(self.layers):
            if made.kind == "Flatten":
                traces.append(flatten(values, start=values.ndim - 3))  # of an image alone, all axes
            else:
                names = parameter_shapes(made)
                given = {name: self.parameters[f"{number}.{name}"] for name in names}
                traces.append(run_layer(made, values, **given))
            values = traces[-1].output
        return tuple(traces)


def lenet_layers(variant: str = "sigmoid") -> tuple[Layer, ...]:
    """The layers of a variant, "sigmoid" or "relu".

    Raises ConvMathError for a variant that there is not.

    >>> print(lenet_layers("relu")[2])
    MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
    """
    if not isinstance(variant, str) or variant not in VARIANTS:
        raise ConvMathError(f"there is no LeNet {shown(variant)}: use {' or '.join(VARIANTS)}")
    return tuple(layer_list(VARIANTS[variant]))


def lenet_shapes(variant: str = "sigmoid") -> dict[str, tuple[int, ...]]:
    """The shape of every parameter by its name. Raises ConvMathError as `lenet_layers` does.

    >>> lenet_shapes()["7.weight"]
    (120, 400)
    """
    return {
        f"{number}.{name}": shape
        for number, made in enumerate(lenet_layers(variant))
        for name, shape in parameter_shapes(made).items()
    }


def lenet_input(images: object) -> Array:
    """Check images for LeNet: (28, 28) becomes (1, 28, 28), a batch (N, 1, 28, 28) stays.

    Raises ConvMathError for other shapes and for brightnesses outside 0 … 1.

    >>> lenet_input(np.ones((28, 28))).shape
    (1, 28, 28)
    """
    array = as_exact(images, "image")
    if array.shape[-2:] != (SIDE, SIDE) or array.ndim not in (2, 3, 4):
        raise ConvMathError(
            f"LeNet takes an image of 28×28, not one of shape {array.shape}: "
            "convmath.prepare brings others to that size"
        )
    if array.ndim > 2 and array.shape[-3] != 1:
        raise ConvMathError(
            f"LeNet takes one channel, grey, but the shape {array.shape} has {array.shape[-3]}: "
            "a batch is (N, 1, 28, 28)"
        )
    if array.min() < 0 or array.max() > 1:
        raise ConvMathError(
            f"brightnesses run from {array.min()} to {array.max()}, but LeNet takes 0 to 1: "
            "divide grey levels by 255"
        )
    return array if array.ndim > 2 else as_exact(array[np.newaxis])


def load_lenet(variant: str = "sigmoid", folder: Path = DATA_FOLDER) -> LeNet:
    """Load trained parameters, the project's own unless another folder is given.

    Raises ConvMathError where the file is missing or holds no LeNet of this variant.

    >>> load_lenet("relu").parameters["11.bias"].shape
    (10,)
    """
    lenet_layers(variant)  # raises for a variant that there is not
    expect(folder, Path, "the folder", "give a pathlib.Path")
    return LeNet(variant, load_arrays(folder / f"lenet_{variant}.npz"))
