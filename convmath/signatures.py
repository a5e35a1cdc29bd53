"""The constructors of PyTorch's layers as a table: names, order, defaults, and valid values."""

from collections.abc import Mapping
from typing import Any

from convmath.checks import whole_number
from convmath.errors import ConvMathError
from convmath.shapes import per_axis

REQUIRED = object()
_CHANNELS = {"in_channels": REQUIRED, "out_channels": REQUIRED, "kernel_size": REQUIRED}
_WINDOW = {"kernel_size": REQUIRED, "stride": None, "padding": 0}
_COMMON = {"stride": 1, "padding": 0}

SIGNATURES: Mapping[str, Mapping[str, Any]] = {
    "Conv": _CHANNELS
    | _COMMON
    | {"dilation": 1, "groups": 1, "bias": True, "padding_mode": "zeros"},
    "ConvTranspose": _CHANNELS
    | _COMMON
    | {"output_padding": 0, "groups": 1, "bias": True, "dilation": 1, "padding_mode": "zeros"},
    "MaxPool": _WINDOW | {"dilation": 1, "return_indices": False, "ceil_mode": False},
    "AvgPool": _WINDOW | {"ceil_mode": False, "count_include_pad": True, "divisor_override": None},
    "AdaptiveAvgPool": {"output_size": REQUIRED},
    "AdaptiveMaxPool": {"output_size": REQUIRED, "return_indices": False},
    "Linear": {"in_features": REQUIRED, "out_features": REQUIRED, "bias": True},
    "ReLU": {"inplace": False},
    "Sigmoid": {},
    "Tanh": {},
    "Softmax": {"dim": REQUIRED},
    "Flatten": {"start_dim": 1, "end_dim": -1},
}
STORAGE = ("device", "dtype")  # arguments that come last, and that no number depends on
# What PyTorch prints of a layer even where it is the default.
ALWAYS_PRINTED: Mapping[str, tuple[str, ...]] = {
    "Conv": ("stride",),
    "ConvTranspose": ("stride",),
    "MaxPool": ("stride", "padding", "dilation", "ceil_mode"),
    "AvgPool": ("stride", "padding"),
    "Linear": ("bias",),
    "Flatten": ("start_dim", "end_dim"),
}
PRINT_ORDER = (
    "in_channels", "out_channels", "in_features", "out_features", "kernel_size", "stride",
    "padding", "dilation", "output_padding", "groups", "bias",
)  # fmt: skip
_SMALLEST = {"kernel_size": 1, "stride": 1, "dilation": 1, "padding": 0, "output_padding": 0}
_COUNTS = ("in_channels", "out_channels", "groups", "in_features", "out_features")
_FLAGS = ("bias", "ceil_mode", "count_include_pad", "inplace")
_AXES = ("dim", "start_dim", "end_dim")


def settle_value(kind: str, rank: int, name: str, value: object) -> object:
    """Check one argument and give it its one spelling: an entry per axis, a count, a flag.

    Raises ConvMathError for an impossible value, and for one that nothing here can do.

    >>> settle_value("Conv", 2, "stride", 3), settle_value("Conv", 2, "padding", "same")
    ((3, 3), 'same')
    """
    if name in _COUNTS:
        return whole_number(value, name, 1)
    if name in _SMALLEST and not isinstance(value, str):
        return per_axis(value, rank, name, _SMALLEST[name])  # type: ignore[arg-type]
    if name == "divisor_override" and value is not None and rank > 1:  # AvgPool1d has none
        return whole_number(value, name, 1)
    allowed, remedy = _allowed(kind, rank, name, value)
    if not allowed:
        raise ConvMathError(f"{name}={value!r} is not possible here: use {remedy}")
    return value


def _allowed(kind: str, rank: int, name: str, value: object) -> tuple[bool, str]:
    if name in _SMALLEST:
        return kind == "Conv" and name == "padding" and value in ("same", "valid"), "numbers"
    if name in _FLAGS:
        return isinstance(value, bool), "True or False"
    if name in _AXES:
        return isinstance(value, int) and not isinstance(value, bool), "a whole number"
    if name == "output_size":
        return value in (1, (1,) * rank), "1, because only global pooling is known"
    default = SIGNATURES[kind][name]
    return value == default and type(value) is type(default), repr(default)
