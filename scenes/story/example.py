"""An example: the named inputs and parameters that a lesson is a function of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from numpy.typing import NDArray


class ExampleError(ValueError):
    """A change that the example does not know."""


@dataclass(frozen=True, slots=True)
class Example:
    """Named arrays and named parameters; the book's own by default, any part replaceable.

    >>> book = Example("book", {"input": [[1]], "kernel": [[2]]}, {"stride": 1})
    >>> book.replace(stride=(3, 2)).parameters["stride"]
    (3, 2)
    >>> book.replace(depth=4)
    Traceback (most recent call last):
    scenes.story.example.ExampleError: this lesson has no depth: it takes input, kernel, stride
    """

    name: str
    inputs: Mapping[str, NDArray[Any]]
    parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def replace(self, **changes: Any) -> Example:
        """The same example with some inputs or parameters of the user's own."""
        known = [*self.inputs, *self.parameters]
        for name in changes:
            if name not in known:
                raise ExampleError(f"this lesson has no {name}: it takes {', '.join(known)}")
        return Example(
            "custom" if changes else self.name,
            {name: changes.get(name, value) for name, value in self.inputs.items()},
            {name: changes.get(name, value) for name, value in self.parameters.items()},
        )

    def arguments(self) -> dict[str, Any]:
        """Inputs and parameters together, as an operation of `convmath` takes them."""
        return {**self.inputs, **self.parameters}
