"""An example as JSON can hold it without losing anything: every number as an exact text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from numbers import Integral, Rational, Real
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import as_exact
from scenes.story.example import Example

LISTED: Final = 4096  # numbers of an array that are written out; of more, only a fingerprint


def example_facts(example: Example) -> dict[str, Any]:
    """The worked example's name, whether a user changed it, its inputs and parameters.

    >>> example_facts(Example.of("stride"))["parameters"]
    {'padding': 1, 'stride': [3, 2]}
    """
    return {
        "name": example.name,
        "custom": example.custom,
        "inputs": {name: _input(value, name) for name, value in example.inputs.items()},
        "parameters": {name: plain(value) for name, value in example.parameters.items()},
    }


def _input(value: Any, name: str) -> Any:
    """An array by its numbers, a list of layers as it is."""
    if isinstance(value, Sequence) and any(isinstance(item, str) for item in value):
        return plain(value)
    return array_facts(as_exact(value, name))


def array_facts(array: NDArray[Any]) -> dict[str, Any]:
    """Shape, whether the numbers are exact, and the numbers as text.

    >>> array_facts(np.array([[0, -2]]))
    {'shape': [1, 2], 'exact': True, 'values': [['0', '-2']]}
    """
    facts = {"shape": list(array.shape), "exact": array.dtype.kind != "f"}
    if array.size <= LISTED:
        return {**facts, "values": _texts(array.tolist())}
    listed = "\n".join(number_text(value) for value in array.flat)
    return {**facts, "sha256": sha256(listed.encode()).hexdigest()}


def number_text(value: Any) -> str:
    """A number as text from which the same number can be read again.

    >>> from fractions import Fraction
    >>> [number_text(value) for value in (np.int64(3), Fraction(-1, 3), 0.1)]
    ['3', '-1/3', '0.1']
    """
    return str(value) if isinstance(value, Rational) else repr(float(value))


def plain(value: Any) -> Any:
    """A parameter as JSON holds it; a number that is not whole becomes text."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return number_text(value)
    if isinstance(value, np.ndarray):
        return array_facts(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(f"a manifest cannot hold {value!r} of type {type(value).__name__}")


def _texts(values: Any) -> Any:
    return [_texts(item) for item in values] if isinstance(values, list) else number_text(values)
