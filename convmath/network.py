"""What a layer does with an input: its shapes, and its trace."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from convmath.activate import relu, sigmoid, softmax, tanh
from convmath.channels import conv_layer
from convmath.errors import ConvMathError
from convmath.geometry import Geometry
from convmath.layers import Layer, layer, layer_list
from convmath.linear import flat_shape, flatten, linear
from convmath.numbers import Array, as_exact
from convmath.pool import avg_pool, global_avg_pool, global_max_pool, max_pool
from convmath.shapes import Shape, whole_shape
from convmath.trace import Trace
from convmath.transpose import conv_transpose_layer

_SLIDE = ("padding", "stride", "dilation", "ceil_mode")
_SAME = {name: name for name in ("stride", "padding", "dilation")}
_POOL = {**_SAME, "kernel_size": "window", "ceil_mode": "ceil_mode"}
# Each kind's operation, and what PyTorch's arguments are called there.
_OPERATIONS: Mapping[str, tuple[Callable[..., Trace[Any]], Mapping[str, str]]] = {
    "Conv": (conv_layer, {**_SAME, "groups": "groups"}),
    "ConvTranspose": (
        conv_transpose_layer,
        {**_SAME, "groups": "groups", "output_padding": "output_padding"},
    ),
    "MaxPool": (max_pool, _POOL),
    "AvgPool": (
        avg_pool,
        {**_POOL, **{name: name for name in ("count_include_pad", "divisor_override")}},
    ),
    "AdaptiveMaxPool": (global_max_pool, {}),
    "AdaptiveAvgPool": (global_avg_pool, {}),
    "Linear": (linear, {}),
    "ReLU": (relu, {}),
    "Sigmoid": (sigmoid, {}),
    "Tanh": (tanh, {}),
    "Softmax": (softmax, {"dim": "axis"}),
    "Flatten": (flatten, {"start_dim": "start", "end_dim": "end"}),
}


def layer_geometry(text: str | Layer, input_shape: Sequence[int]) -> Geometry | None:
    """How a layer's window slides over an input (…, channels, *S); None if it has no window.

    Raises ConvMathError where the shape has too few axes or the window does not fit.

    >>> layer_geometry("MaxPool2d(2)", (6, 28, 28)).output_shape
    (14, 14)
    """
    made = layer(text)
    if not made.rank:
        return None
    shape = whole_shape(input_shape, "input")
    space = shape[len(shape) - made.rank :]
    if len(shape) not in (made.rank + 1, made.rank + 2):
        raise ConvMathError(
            f"{made.name} takes (channels, …) or (images, channels, …) with {made.rank} further "
            f"axes, not the shape {shape}"
        )
    return window_geometry(made, space)


def window_geometry(made: Layer, space: Shape) -> Geometry:
    """How a layer's window slides over the spatial axes alone.

    >>> window_geometry(layer("ConvTranspose1d(1, 1, 2, stride=2)"), (3,)).input_shape
    (6,)
    """
    if made.kind.startswith("Adaptive"):
        return Geometry.of(space, space)
    given = {name: value for name, value in made.arguments if name in _SLIDE}
    if made.kind == "ConvTranspose":
        extra = made["output_padding"]
        return Geometry.transposed(space, made["kernel_size"], output_padding=extra, **given)
    return Geometry.of(space, made["kernel_size"], **given)


def output_shape(text: str | Layer, input_shape: Sequence[int]) -> Shape:
    """The shape that a layer makes of `input_shape`, images and channels included.

    Raises ConvMathError where the layer does not take the shape.

    >>> output_shape("Conv2d(1, 6, 5, padding=2)", (1, 28, 28))
    (6, 28, 28)
    """
    made = layer(text)
    shape = whole_shape(input_shape, "input")
    geometry = layer_geometry(made, shape)
    if geometry is not None:
        _check_count(made, "in_channels", shape, -1 - made.rank)
        lead = shape[: -made.rank]
        lead = (*lead[:-1], made["out_channels"]) if "Conv" in made.kind else lead
        transposed = made.kind == "ConvTranspose"
        return lead + (geometry.input_shape if transposed else geometry.output_shape)
    if made.kind == "Linear":
        _check_count(made, "in_features", shape, -1)
        return (*shape[:-1], made["out_features"])
    if made.kind == "Flatten":
        return flat_shape(shape, made["start_dim"], made["end_dim"])
    return shape


def shapes_through(layers: Sequence[str | Layer], input_shape: Sequence[int]) -> tuple[Shape, ...]:
    """The shapes that a stack of layers makes, one after the other; the input's comes first.

    Raises ConvMathError at the first layer that does not take what it gets.

    >>> shapes_through(["Conv2d(1, 1, 5)"] * 10, (1, 240, 240))[-1]
    (1, 200, 200)
    """
    shapes = [whole_shape(input_shape, "input")]
    for text in layer_list(layers):
        shapes.append(output_shape(text, shapes[-1]))
    return tuple(shapes)


def parameter_shapes(text: str | Layer) -> dict[str, Shape]:
    """The shapes of a layer's weight and bias, as PyTorch keeps them.

    Raises ConvMathError for text that is no layer.

    >>> parameter_shapes("Conv2d(1, 6, 5)")
    {'weight': (6, 1, 5, 5), 'bias': (6,)}
    """
    made = layer(text)
    if made.kind == "Linear":
        outputs = made["out_features"]
        shapes = {"weight": (outputs, made["in_features"])}
    elif made.kind in ("Conv", "ConvTranspose"):
        inputs, outputs, groups = made["in_channels"], made["out_channels"], made["groups"]
        pair = (outputs, inputs // groups) if made.kind == "Conv" else (inputs, outputs // groups)
        shapes = {"weight": pair + made["kernel_size"]}
    else:
        return {}
    return shapes | ({"bias": (outputs,)} if made["bias"] else {})


def layer_shapes(text: str | Layer, input_shape: Sequence[int]) -> dict[str, Shape]:
    """Every shape of a layer at work: of its input, weight and bias (if any) and output.

    Raises ConvMathError where the layer does not take the shape.

    >>> layer_shapes("Conv2d(3, 6, 5)", (2, 3, 28, 28))["output"]
    (2, 6, 24, 24)
    """
    shapes = {"input": whole_shape(input_shape, "input"), **parameter_shapes(text)}
    return shapes | {"output": output_shape(text, input_shape)}


def run_layer(
    text: str | Layer, input: object, weight: object = None, bias: object = None
) -> Trace[Any]:
    """Run a layer on an input with given parameters, as the trace of its operation.

    Raises ConvMathError where the parameters have not the layer's shapes, or are missing.
    Source: PyTorch's `torch.nn`.

    >>> run_layer("MaxPool2d(2)", [[[1, 2], [3, 4]]]).output.tolist()
    [[[4]]]
    """
    made = layer(text)
    array = as_exact(input, "input")
    parameters = parameter_arrays(made, weight, bias)
    missing = [name for name in parameter_shapes(made) if name not in parameters]
    if missing:
        raise ConvMathError(f"{made} needs {' and '.join(missing)}: give them as arrays")
    output_shape(made, array.shape)  # raises where the input does not meet the layer
    operation, names = _OPERATIONS[made.kind]
    options = {names[name]: value for name, value in made.arguments if name in names}
    if made.kind.startswith("Adaptive"):
        options["axes"] = made.rank
    return operation(array, **parameters, **options)


def parameter_arrays(made: Layer, weight: object, bias: object) -> dict[str, Array]:
    """Those parameters that are given, exact, once they have the layer's shapes.

    >>> parameter_arrays(layer("Linear(2, 1, bias=False)"), [[1, 2]], [3])
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: Linear(in_features=2, out_features=1, bias=False) takes no \
bias: leave it out
    """
    shapes = parameter_shapes(made)
    given = {"weight": weight, "bias": bias}
    arrays = {name: as_exact(v, name) for name, v in given.items() if v is not None}
    for name, array in arrays.items():
        if name not in shapes:
            raise ConvMathError(f"{made} takes no {name}: leave it out")
        if array.shape != shapes[name]:
            raise ConvMathError(
                f"{name} of shape {array.shape} does not fit {made}: it needs {shapes[name]}"
            )
    return arrays


def _check_count(made: Layer, name: str, shape: Shape, axis: int) -> None:
    count = made.get(name)
    found = shape[axis] if len(shape) >= -axis else 0
    if count is not None and found != count:
        raise ConvMathError(
            f"{made.name} takes {name} {count}, but the input of shape {shape} has {found}"
        )
