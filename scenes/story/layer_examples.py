"""A layer in PyTorch's spelling makes an example: its parameters, and numbers that fit it.

Numbers that nobody gave are the lesson's own where they fit the layer. Where they do not, they
count up from 0 in rows, one more in every further channel, as in the book: 0 1 / 2 3, then
1 2 / 3 4. A bias that the lesson shows is the lesson's own or, with `bias=False`, zero.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath.layers import Layer
from scenes.story.example import Example, ExampleError
from scenes.story.layer_lessons import LESSONS, arguments, check, read
from scenes.story.numerals import shape_text

PLACES: Final = 2  # of the window along each axis, at least, on an input of nobody's
MOST: Final = 2**18  # numbers of an array: more would be no picture
MIXED: Final = 2  # outputs of the 1×1 layer after a depthwise one


def with_layer(lesson: str, example: Example, given: Collection[str], text: str) -> Example:
    """The example as a layer has it; `given` are the names of what the user brought.

    Raises ExampleError where the lesson cannot show the layer or the user has said otherwise.

    >>> made = with_layer("stride", Example.of("stride"), (), "Conv2d(1, 1, 3, stride=2)")
    >>> made.inputs["kernel"].tolist(), made.parameters["stride"]
    ([[0, 1, 2], [3, 4, 5], [6, 7, 8]], (2, 2))
    """
    made = read(text)
    check(lesson, made)
    changes = _along_every_axis(example, arguments(example, made))
    for name in sorted({*changes, "text", "kernel_shape"} & set(given)):
        raise ExampleError(f"the layer {made} says the {name} already: leave one of them out")
    own = _weights(lesson, example, given, made) | _sizes(example, given, made)
    if "input" in example.inputs and "input" not in given:
        own["input"] = _input(lesson, example, made)
    return example.replace(**changes, **own)


def counted(shape: Sequence[int], axes: int) -> NDArray[Any]:
    """Whole numbers that count up along the last `axes` axes, one more in every further channel.

    >>> counted((2, 2, 2), 2).tolist()
    [[[0, 1], [2, 3]], [[1, 2], [3, 4]]]
    """
    if prod(shape) > MOST:
        raise ExampleError(
            f"{' × '.join(map(str, shape))} numbers are too many for a film: use a smaller layer"
        )
    lead, space = tuple(shape[:-axes]), tuple(shape[-axes:])
    channels = sum(np.indices(lead), np.zeros(lead, np.int64))
    rows = np.arange(prod(space)).reshape(space)
    return np.asarray(channels[(..., *(None,) * axes)] + rows)


def _weights(
    lesson: str, example: Example, given: Collection[str], made: Layer
) -> dict[str, NDArray[Any]]:
    """The inputs that hold the layer's parameters."""
    shapes = _weight_shapes(lesson, example, made)
    found = {}
    for name, shape in shapes.items():
        own = np.asarray(example.inputs[name])
        if own.shape != shape and name in given:
            raise ExampleError(
                f"the {name} of {shape_text(own.shape)} is none of {made}: "
                f"give one of {shape_text(shape)}"
            )
        if own.shape != shape:
            found[name] = counted(shape, made.rank or 2)
    if "bias" in example.inputs and "bias" not in given:
        (usual, *_), count = example.inputs["bias"], shapes["weight"][0]
        found["bias"] = np.full(count, usual if made["bias"] else 0)
    return found


def _weight_shapes(lesson: str, example: Example, made: Layer) -> dict[str, tuple[int, ...]]:
    name = LESSONS[lesson].weight
    if not name:
        return {}
    size: tuple[int, ...] = (1, 1) if made.kind == "Linear" else made["kernel_size"]
    rank = np.ndim(example.inputs[name])
    if name == "kernel":  # of one channel; what a volume has before its rows stays
        return {name: np.shape(example.inputs[name])[: rank - len(size)] + size}
    outputs, inputs = _channels(made)
    shapes = {name: (outputs, inputs, *size)}
    if name == "depthwise":
        shapes = {name: (outputs, 1, *size)}
        mixed = np.shape(example.inputs["pointwise"])
        shapes["pointwise"] = mixed if mixed[1] == inputs else (MIXED, inputs, 1, 1)
    return shapes


def _along_every_axis(example: Example, changes: dict[str, Any]) -> dict[str, Any]:
    """What a layer says of its axes, and 1 for those that its lesson has before them.

    >>> _along_every_axis(Example.of("conv3d"), {"stride": (2,)})
    {'stride': (1, 1, 2)}
    """
    axes = np.ndim(example.inputs.get("kernel", 0))
    return {
        name: (1,) * (axes - len(value)) + value if isinstance(value, tuple) else value
        for name, value in changes.items()
    }


def _channels(made: Layer) -> tuple[int, int]:
    if made.kind == "Linear":
        return made["out_features"], made["in_features"]
    return made["out_channels"], made["in_channels"]


def _sizes(
    example: Example, given: Collection[str], made: Layer
) -> dict[str, str | tuple[int, ...]]:
    """What lessons that have no numbers but sizes are told."""
    found: dict[str, str | tuple[int, ...]] = {}
    if "kernel_shape" in example.inputs:
        found["kernel_shape"] = made["kernel_size"]
    if "text" in example.inputs:
        found["text"] = str(made)
    if "input_shape" in example.inputs and "input_shape" not in given:
        shape = example.inputs["input_shape"]
        lead = (shape[0], made["in_channels"]) if "text" in found else ()
        found["input_shape"] = (*lead, *_roomy(shape[-made.rank :], made))
    return found


def _input(lesson: str, example: Example, made: Layer) -> Any:
    """The lesson's own input, or one that has the layer's channels and room for its window."""
    own = example.inputs["input"]
    shape = np.shape(own)
    axes = made.rank or 2
    wanted = shape[:-axes] + (shape[-axes:] if made.kind == "Linear" else _roomy(shape, made))
    if LESSONS[lesson].weight in ("weight", "depthwise"):
        wanted = (*shape[: -axes - 1], _channels(made)[1], *wanted[-axes:])
    return own if wanted == shape else counted(wanted, axes)


def _roomy(shape: tuple[int, ...], made: Layer) -> tuple[int, ...]:
    """The sizes along which the window slides, larger where it would have one place only.

    Those of an input that is stamped are larger where padding would leave less than two rows.
    """
    sizes, arguments = shape[-made.rank :], dict(made.arguments)
    window, padding = made["kernel_size"], arguments["padding"]
    dilation = arguments.get("dilation", (1,) * made.rank)
    reach = [d * (k - 1) + 1 for d, k in zip(dilation, window, strict=True)]
    if isinstance(padding, str):
        around = [size - 1 if padding == "same" else 0 for size in reach]
    else:
        around = [2 * side for side in padding]
    rows = zip(sizes, reach, around, arguments["stride"], strict=True)
    if made.kind == "ConvTranspose":  # the padding is cut off, and something has to be left
        return tuple(max(n, 1 - (k - p - PLACES) // s) for n, k, p, s in rows)
    over = arguments.get("ceil_mode", False)  # is to be seen: the last window must not fit
    return tuple(
        _just_not(max(n, least - 1), least, s) if over and s > 1 else max(n, least)
        for n, least, s in ((n, k + (PLACES - 1) * s - p, s) for n, k, p, s in rows)
    )


def _just_not(size: int, least: int, stride: int) -> int:
    """The size, or the next, in which the last of the windows finds no room.

    >>> _just_not(4, 4, 2), _just_not(5, 4, 2)
    (5, 5)
    """
    return size + ((size - least) % stride == 0)
