"""Which lesson shows a layer of PyTorch, and how much of it.

A lesson shows those arguments of a layer that its example has as parameters; every other one has
to be what it is in PyTorch when nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from convmath.layers import Layer, layer
from scenes.catalog import find
from scenes.story.example import Example, ExampleError

WINDOW: Final = {"kernel_size": "window"}  # what the lessons of pooling call it
UNSAID: Final[Mapping[str, Any]] = {  # besides a stride of pooling, which is the window
    "padding": 0,
    "stride": 1,
    "dilation": 1,
    "output_padding": 0,
    "ceil_mode": False,
    "count_include_pad": True,
    "divisor_override": None,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The layers that a lesson shows: PyTorch's names of them, and what of their channels.

    `channels` says in words what `fits` looks at; `weight` is the input that holds the weights.
    """

    names: tuple[str, ...]
    channels: str = ""
    fits: Callable[[Layer], bool] = lambda made: True
    weight: str = ""


def _single(made: Layer) -> bool:
    return bool(made["in_channels"] == made["out_channels"] == 1)


def _summed(made: Layer) -> bool:
    return bool(made["out_channels"] == made["groups"] == 1)


def _ungrouped(made: Layer) -> bool:
    return bool(made["groups"] == 1)


def _pixelwise(made: Layer) -> bool:
    return made.kind == "Linear" or (made["groups"] == 1 and set(made["kernel_size"]) == {1})


def _apart(made: Layer) -> bool:
    return bool(made["in_channels"] == made["out_channels"] == made["groups"])


def _keeping(made: Layer) -> bool:
    if isinstance(made["padding"], str):
        return _single(made) and made["padding"] == "same"
    sides = zip(made["kernel_size"], made["padding"], strict=True)
    return _single(made) and all(size - 1 == 2 * padding for size, padding in sides)


_ONE: Final = ("one input and one output channel", _single, "kernel")

LESSONS: Final[Mapping[str, Shown]] = {  # the first that shows a layer is the one to take
    "cross_correlation": Shown(("Conv2d",), *_ONE),
    "padding": Shown(("Conv2d",), *_ONE),
    "stride": Shown(("Conv2d",), *_ONE),
    "dilation": Shown(("Conv2d",), *_ONE),
    "one_by_one": Shown(("Conv2d", "Linear"), "a kernel of one pixel", _pixelwise, "weight"),
    "multi_input_channels": Shown(("Conv2d",), "one output channel", _summed, "weight"),
    "multi_output_channels": Shown(("Conv2d",), "no groups", _ungrouped, "weight"),
    "depthwise": Shown(("Conv2d",), "as many groups as channels, in and out", _apart, "depthwise"),
    "conv_dims": Shown(("Conv1d", "Conv2d", "Conv3d"), *_ONE),
    "transposed": Shown(("ConvTranspose2d",), *_ONE),
    "max_pooling": Shown(("MaxPool2d",)),
    "average_pooling": Shown(("AvgPool2d",)),
    "pooling_padding_stride": Shown(("MaxPool2d",)),
    "pooling_channels": Shown(("MaxPool2d",)),
    "tensor_shapes": Shown(("Conv2d",)),
    # These show what others show as well, and more about it.
    "same_padding": Shown(
        ("Conv2d",), "one channel and the padding that keeps a size", _keeping, "kernel"
    ),
    "output_size": Shown(("Conv2d",), *_ONE[:2]),
    "gradient": Shown(("Conv2d",), *_ONE),
    "dense_to_conv": Shown(("Conv2d",), *_ONE),
}
_FOR_SAME: Final = "same_padding"


def read(text: str) -> Layer:
    """The layer, if PyTorch could run it. Raises ExampleError, or ConvMathError for no layer.

    >>> read("MaxPool2d(2, padding=2)")
    Traceback (most recent call last):
    scenes.story.example.ExampleError: PyTorch pads a pooling window by half of it at most, not \
(2, 2) by (2, 2): use less padding
    """
    made = layer(text)
    if made.kind in ("MaxPool", "AvgPool"):
        window, padding = made["kernel_size"], made["padding"]
        reach = dict(made.arguments).get("dilation", (1,) * made.rank)
        reach = [d * (k - 1) + 1 for d, k in zip(reach, window, strict=True)]
        if any(2 * pad > size for pad, size in zip(padding, reach, strict=True)):
            raise ExampleError(
                f"PyTorch pads a pooling window by half of it at most, not {window} by {padding}: "
                "use less padding"
            )
    return made


def showing(text: str) -> str:
    """The lesson that shows a layer, or the first of several. Raises ExampleError for none.

    >>> [showing(text) for text in ("Conv2d(1, 1, 3)", "MaxPool2d(2, padding=1)", "Linear(3, 4)")]
    ['cross_correlation', 'pooling_padding_stride', 'one_by_one']
    """
    made = read(text)
    able = [lesson for lesson in LESSONS if not _unable(lesson, made)]
    if _FOR_SAME in able and made["padding"] == "same":
        return _FOR_SAME
    if not able:
        known = dict.fromkeys(name for shown in LESSONS.values() for name in shown.names)
        raise ExampleError(
            f"no lesson shows {made}: {_nearest(made)}"
            if made.name in known
            else f"no lesson shows {made.name}: {_instead(made, list(known))}"
        )
    return able[0]


def check(lesson: str, made: Layer) -> None:
    """Raise ExampleError unless the lesson shows all of the layer; says which lesson does."""
    why = _unable(lesson, made)
    if not why:
        return
    able = [other for other in LESSONS if not _unable(other, made)]
    remedy = f"--scene {able[0]} shows {made}" if able else f"no lesson shows {made}"
    raise ExampleError(f"{why}: {remedy}")


def arguments(example: Example, made: Layer) -> dict[str, Any]:
    """What a layer says of a lesson's parameters, by the lesson's names.

    >>> arguments(Example.of("max_pooling"), layer("MaxPool2d(2, stride=1)"))
    {'window': (2, 2), 'stride': (1, 1), 'dilation': (1, 1), 'ceil_mode': False}
    """
    named = {WINDOW.get(name, name): value for name, value in made.arguments}
    return {name: value for name, value in named.items() if name in example.parameters}


def _unable(lesson: str, made: Layer) -> str:
    """Why a lesson cannot show a layer; nothing if it can."""
    shown = LESSONS.get(lesson)
    if shown is None:
        return "this lesson shows no layer of PyTorch's"
    if made.name not in shown.names:
        return f"this lesson shows {' or '.join(shown.names)}, not {made.name}"
    if not shown.fits(made):
        return f"this lesson shows {made.name} with {shown.channels}"
    unseen = _unseen(lesson, made)
    return f"this lesson does not show {' and '.join(unseen)}" if unseen else ""


def _unseen(lesson: str, made: Layer) -> list[str]:
    """The arguments that say something of which the lesson shows nothing."""
    if lesson == "tensor_shapes":  # its shapes are those of any layer
        return []
    told = Example.of(find(lesson).example).parameters
    return [
        f"{name}={value!r}"
        for name, value in made.arguments
        if name in UNSAID and name not in told and not _is_unsaid(made, name, value)
    ]


def _is_unsaid(made: Layer, name: str, value: Any) -> bool:
    if name == "padding" and value == "valid":
        return True
    usual = UNSAID[name]
    if name == "stride" and "Pool" in made.kind:
        usual = made["kernel_size"]
    return bool(value == usual or value == (usual,) * made.rank)


def _instead(made: Layer, known: Sequence[str]) -> str:
    """What to show in place of a layer of whose kind there is no lesson.

    >>> _instead(layer("AvgPool1d(3)"), ["AvgPool2d"])
    'AvgPool2d with a window of one row, (1, 3), gives the same numbers'
    """
    flat = f"{made.kind}2d"
    if flat not in known:
        return f"they show {', '.join(known)}"
    if made.rank == 1:
        window = (1, *made["kernel_size"])
        return f"{flat} with a window of one row, {window}, gives the same numbers"
    return f"{flat} shows the same on a single slice"


def _nearest(made: Layer) -> str:
    """What to leave out so that a lesson shows the rest."""
    options = [
        (len(unseen), lesson, unseen)
        for lesson, shown in LESSONS.items()
        if made.name in shown.names and shown.fits(made) and (unseen := _unseen(lesson, made))
    ]
    if not options:
        return "use one input and one output channel"
    _, lesson, unseen = min(options, key=lambda option: option[0])
    row = f", or write it as a {made.kind}2d of one row" if made.rank == 1 else ""
    return f"without {' and '.join(unseen)}, {lesson} does{row}"
