"""PyTorch's own spelling of a layer, read safely (no eval) and written back."""

import ast
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from convmath.errors import ConvMathError, shown
from convmath.signatures import (
    ALWAYS_PRINTED,
    PRINT_ORDER,
    REQUIRED,
    SIGNATURES,
    STORAGE,
    settle_value,
)

_POSITIONAL = ("in_channels", "out_channels")


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as data: its kind ("Conv"), its number of axes (0 if it has none), its arguments.

    `str(layer)` is PyTorch's spelling. Make it with `layer(text)`, which checks.

    >>> layer("Conv2d(1, 1, 3, padding=1)")["kernel_size"]
    (3, 3)
    """

    kind: str
    rank: int
    arguments: tuple[tuple[str, Any], ...]

    @property
    def name(self) -> str:
        """PyTorch's class name, such as "Conv2d"."""
        return f"{self.kind}{self.rank}d" if self.rank else self.kind

    def __getitem__(self, name: str) -> Any:
        found = dict(self.arguments)
        if name not in found:
            raise ConvMathError(f"{self.name} has no {name}: it has {', '.join(found)}")
        return found[name]

    def get(self, name: str, default: Any = None) -> Any:
        """An argument, or the default where layers of this kind have none of that name."""
        return dict(self.arguments).get(name, default)

    @property
    def shown(self) -> dict[str, Any]:
        """The arguments that PyTorch prints, in its order and spelling.

        >>> layer("MaxPool2d(2, ceil_mode=True)").shown
        {'kernel_size': 2, 'stride': 2, 'padding': 0, 'dilation': 1, 'ceil_mode': True}
        """
        shown = {name: self._spell(v) for name, v in self.arguments if self._is_shown(name, v)}
        order = [name for name in PRINT_ORDER if name in shown]
        return {name: shown[name] for name in dict.fromkeys([*order, *shown])}

    def __str__(self) -> str:
        shown = (
            repr(value) if name in _POSITIONAL else f"{name}={value!r}"
            for name, value in self.shown.items()
        )
        return f"{self.name}({', '.join(shown)})"

    def _is_shown(self, name: str, value: object) -> bool:
        default = SIGNATURES[self.kind][name]
        if default is REQUIRED or name in ALWAYS_PRINTED.get(self.kind, ()):
            return True
        return value != settle_value(self.kind, self.rank, name, default)

    def _spell(self, value: object) -> object:
        one = "Pool" in self.kind and isinstance(value, tuple) and len(set(value)) == 1
        return value[0] if one and isinstance(value, tuple) else value


def layer(text: str | Layer) -> Layer:
    """Read one layer in PyTorch's spelling, as code or as PyTorch prints it.

    Raises ConvMathError for what is not a layer, an unknown argument or an impossible value; the
    text is parsed, never evaluated. Source: PyTorch's `torch.nn`.

    >>> print(layer("nn.Conv2d(1, 1, kernel_size=3, padding=1, stride=(3, 4))"))
    Conv2d(1, 1, kernel_size=(3, 3), stride=(3, 4), padding=(1, 1))
    """
    if isinstance(text, Layer):
        return text
    call = _parse(text)
    kind, rank = _kind(ast.unparse(call.func))
    arguments = {**SIGNATURES[kind], **_given(call, kind, f"{kind}{rank}d" if rank else kind)}
    missing = [name for name, value in arguments.items() if value is REQUIRED]
    if missing:
        raise ConvMathError(f"{shown(text)} lacks {', '.join(missing)}: give each a number")
    if arguments.get("stride", 0) is None:
        arguments["stride"] = arguments["kernel_size"]
    settled = ((name, settle_value(kind, rank, name, v)) for name, v in arguments.items())
    return _check(Layer(kind, rank, tuple(settled)))


def layer_list(layers: object) -> list[Layer]:
    """Read a stack of layers; raises ConvMathError unless it is a list of them.

    >>> [made.name for made in layer_list(["Conv1d(1, 1, 2)", "ReLU()"])]
    ['Conv1d', 'ReLU']
    """
    if not isinstance(layers, Sequence) or isinstance(layers, str):
        raise ConvMathError(
            f"{shown(layers)} is not a list of layers: write ['Conv2d(1, 1, 3)', …]"
        )
    return [layer(text) for text in layers]


def _parse(text: str) -> ast.Call:
    tree = None
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        if isinstance(text, str) and len(text) <= 1000:
            tree = ast.parse(text.strip(), mode="eval").body
    if not isinstance(tree, ast.Call):
        raise ConvMathError(
            f"{shown(text)} is not a layer: write it as PyTorch does, "
            "for instance Conv2d(1, 1, kernel_size=3, padding=1)"
        )
    return tree


def _kind(path: str) -> tuple[str, int]:
    name = path.removeprefix("torch.").removeprefix("nn.")
    kind, rank = (name[:-2], int(name[-2])) if name[-2:] in ("1d", "2d", "3d") else (name, 0)
    spatial = kind.endswith(("Conv", "ConvTranspose", "Pool"))
    if kind not in SIGNATURES or spatial != bool(rank):
        known = (f"{k}1d/2d/3d" if k.endswith(("e", "v", "l")) else k for k in SIGNATURES)
        raise ConvMathError(f"there is no layer {path}: known are {', '.join(known)}")
    return kind, rank


def _given(call: ast.Call, kind: str, called: str) -> Mapping[str, object]:
    names = list(SIGNATURES[kind])
    if len(call.args) > len(names):
        raise ConvMathError(f"{called} takes at most {len(names)} arguments, not {len(call.args)}")
    given: dict[str, object] = {}
    pairs = [*zip(names, call.args, strict=False), *((k.arg, k.value) for k in call.keywords)]
    for name, node in pairs:
        if name in STORAGE:
            raise ConvMathError(f"{name} says how PyTorch stores numbers, not which: leave it out")
        if name is None or name not in names:
            raise ConvMathError(f"{called} has no argument {name}: it takes {', '.join(names)}")
        if name in given:
            raise ConvMathError(f"argument {name} is given twice: give it once")
        given[name] = _value(name, node)
    return given


def _value(name: str, node: ast.expr) -> object:
    if isinstance(node, ast.Name):  # PyTorch prints padding=same without quotes
        return node.id
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError, MemoryError):
        raise ConvMathError(
            f"{name}={ast.unparse(node)[:60]} is not a plain value: use numbers"
        ) from None


def _check(made: Layer) -> Layer:
    groups, counts = made.get("groups", 1), [made.get(name, 0) for name in _POSITIONAL]
    if any(count % groups for count in counts):
        raise ConvMathError(
            f"{counts[0]} input and {counts[1]} output channels do not fall into {groups} groups: "
            "make both a multiple of the groups"
        )
    if made.get("padding") == "same" and set(made["stride"]) != {1}:
        raise ConvMathError(
            f"padding='same' needs stride 1, not {made['stride']} (PyTorch): give numbers"
        )
    return made
