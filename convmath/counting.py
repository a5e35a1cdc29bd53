"""What layers cost: parameters, multiplications and memory, from dense to separable.

Multiplications count every weight at every window, padding included, as papers do; additions and
biases cost none. Source: Dive into Deep Learning, 7.1; separable: Howard et al., "MobileNets".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from convmath.checks import whole_number, yes_or_no
from convmath.errors import ConvMathError, expect
from convmath.geometry import Geometry
from convmath.layers import Layer, layer
from convmath.network import layer_geometry, output_shape, parameter_shapes, shapes_through
from convmath.shapes import whole_shape


@dataclass(frozen=True, slots=True)
class Cost:
    """Numbers to learn, multiplications to do, numbers put out; costs add up with +.

    >>> Cost(10, 20, 30) + Cost(1, 2, 3)
    Cost(parameters=11, multiplications=22, outputs=33)
    """

    parameters: int
    multiplications: int
    outputs: int

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.parameters + other.parameters,
            self.multiplications + other.multiplications,
            self.outputs + other.outputs,
        )

    def memory(self, bytes_per_number: int = 4) -> int:
        """Bytes for the parameters and outputs, float32 unless said otherwise.

        Raises ConvMathError unless a number has at least 1 byte.

        >>> Cost(10, 20, 30).memory()
        160
        """
        size = whole_number(bytes_per_number, "bytes per number", 1)
        return size * (self.parameters + self.outputs)


def dense_cost(input_shape: Sequence[int], output_shape: Sequence[int], bias: bool = False) -> Cost:
    """Every output has its own weight for every input.

    Raises ConvMathError, as all costs do, for shapes that are not whole numbers of 1 or more.

    >>> dense_cost((1000, 1000), (1000, 1000)).parameters == 10**12
    True
    """
    inputs = prod(whole_shape(input_shape, "input"))
    outputs = prod(whole_shape(output_shape, "output"))
    biases = outputs if yes_or_no(bias, "bias") else 0
    return Cost(inputs * outputs + biases, inputs * outputs, outputs)


def shared_cost(shape: Sequence[int]) -> Cost:
    """Every output sees the whole image, but one weight serves each offset: 2n − 1 per axis.

    Raises ConvMathError for an impossible shape. Source: Dive into Deep Learning, 7.1.2.

    >>> shared_cost((1000, 1000)).parameters
    3996001
    """
    sizes = whole_shape(shape, "input")
    return Cost(prod(2 * n - 1 for n in sizes), prod(sizes) ** 2, prod(sizes))


def local_shared_cost(shape: Sequence[int], delta: int) -> Cost:
    """Shared weights for offsets of at most `delta`: a convolution of (2Δ + 1) per axis.

    Raises ConvMathError for a negative `delta`. Source: Dive into Deep Learning, 7.1.2.

    >>> local_shared_cost((1000, 1000), 2).parameters
    25
    """
    sizes = whole_shape(shape, "input")
    window = (2 * whole_number(delta, "delta", 0) + 1) ** len(sizes)
    return Cost(window, prod(sizes) * window, prod(sizes))


def locally_connected_cost(
    geometry: Geometry, in_channels: int = 1, out_channels: int = 1, bias: bool = False
) -> Cost:
    """Windows as in a convolution, but every place has weights of its own.

    Raises ConvMathError for channels below 1.

    >>> locally_connected_cost(Geometry.of((8, 8), (3, 3), padding=1)).parameters
    576
    """
    places, window = _slide(geometry)
    outputs = places * _channels(out_channels, "output")
    weights = outputs * window * _channels(in_channels, "input")
    biases = outputs if yes_or_no(bias, "bias") else 0
    return Cost(weights + biases, weights, outputs)


def conv_cost(
    geometry: Geometry,
    in_channels: int = 1,
    out_channels: int = 1,
    *,
    groups: int = 1,
    bias: bool = False,
) -> Cost:
    """A convolutional layer, standard or grouped (depthwise: groups = in_channels).

    Raises ConvMathError where the groups do not divide the channels.

    >>> conv_cost(Geometry.of((28, 28), (5, 5), padding=2), 1, 6, bias=True)
    Cost(parameters=156, multiplications=117600, outputs=4704)
    """
    count, inputs = _channels(groups, "group"), _channels(in_channels, "input")
    outputs = _channels(out_channels, "output")
    if inputs % count or outputs % count:
        raise ConvMathError(
            f"{inputs} input and {outputs} output channels do not fall into {count} groups: "
            "make both a multiple of the groups"
        )
    places, window = _slide(geometry)
    weights = outputs * inputs // count * window
    biases = outputs if yes_or_no(bias, "bias") else 0
    return Cost(weights + biases, weights * places, outputs * places)


def separable_cost(
    geometry: Geometry, in_channels: int, out_channels: int, *, bias: bool = False
) -> Cost:
    """A depthwise layer and a 1×1 layer after it, in place of one standard layer.

    Raises ConvMathError for channels below 1. Source: Howard et al., "MobileNets" (2017).

    >>> separable_cost(Geometry.of((56, 56), (3, 3), padding=1), 64, 64).parameters
    4672
    """
    depthwise = conv_cost(geometry, in_channels, in_channels, groups=in_channels, bias=bias)
    place = Geometry.of(geometry.output_shape, (1,) * geometry.rank)
    return depthwise + conv_cost(place, in_channels, out_channels, bias=bias)


def layer_cost(text: str | Layer, input_shape: Sequence[int]) -> Cost:
    """What one layer costs for an input (…, channels, *S), images included.

    Pooling and activations multiply nothing by a parameter and count as 0 multiplications.
    Raises ConvMathError where the layer does not take the shape.

    >>> layer_cost("Linear(400, 120)", (1, 400))
    Cost(parameters=48120, multiplications=48000, outputs=120)
    """
    made = layer(text)
    outputs, shapes = prod(output_shape(made, input_shape)), parameter_shapes(made)
    weights = prod(shapes["weight"]) if shapes else 0
    places = prod(input_shape[:-1])
    if (geometry := layer_geometry(made, input_shape)) is not None:
        images = prod(input_shape[: -made.rank - 1])
        # A transposed layer's windows are the forward layer's: one for each of its inputs.
        places = images * prod(geometry.output_shape)
    parameters = sum(prod(shape) for shape in shapes.values())
    return Cost(parameters, weights * places, outputs)


def network_costs(layers: Sequence[str | Layer], input_shape: Sequence[int]) -> tuple[Cost, ...]:
    """What each layer of a stack costs.

    Raises ConvMathError at the first layer that does not take what it gets.

    >>> costs = network_costs(["Linear(4, 3)", "ReLU()", "Linear(3, 2)"], (1, 4))
    >>> [cost.parameters for cost in costs]
    [15, 0, 8]
    """
    shapes = shapes_through(layers, input_shape)
    return tuple(layer_cost(text, shape) for text, shape in zip(layers, shapes, strict=False))


def _slide(geometry: Geometry) -> tuple[int, int]:
    """How many places the window takes, and how many weights it has per pair of channels."""
    expect(geometry, Geometry, "the geometry", "make one with Geometry.of")
    return prod(geometry.output_shape), prod(geometry.kernel_shape)


def _channels(value: int, name: str) -> int:
    return whole_number(value, f"{name} channels" if name != "group" else "groups", 1)
