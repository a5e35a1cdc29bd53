"""An example: the named inputs and parameters that a lesson is a function of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from convmath.examples import example as worked_example


class ExampleError(ValueError):
    """A change that the example does not know."""


@dataclass(frozen=True, slots=True)
class Example:
    """Named inputs and parameters for the operation of one of the book's worked examples.

    `name` is that worked example's; any part of it can be replaced by the user's own.

    >>> Example.of("stride").run().output.tolist()
    [[0, 8], [6, 8]]
    >>> Example.of("stride").replace(stride=1).parameters["stride"]
    1
    >>> Example.of("stride").replace(depth=4)
    Traceback (most recent call last):
    scenes.story.example.ExampleError: this lesson has no depth: it takes input, kernel, padding, \
stride
    """

    name: str
    inputs: Mapping[str, Any]
    parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    custom: bool = False

    @classmethod
    def of(cls, name: str) -> Example:
        """The book's own. Raises ConvMathError for a name that `convmath.examples` lacks."""
        book = worked_example(name)
        return cls(name, dict(book.inputs), dict(book.parameters))

    def replace(self, **changes: Any) -> Example:
        """The same example with some inputs or parameters of the user's own."""
        known = [*self.inputs, *self.parameters]
        for name in changes:
            if name not in known:
                raise ExampleError(f"this lesson has no {name}: it takes {', '.join(known)}")
        return Example(
            self.name,
            {name: changes.get(name, value) for name, value in self.inputs.items()},
            {name: changes.get(name, value) for name, value in self.parameters.items()},
            custom=self.custom or bool(changes),
        )

    def run(self) -> Any:
        """Compute it: most often a trace, or what the worked example's operation gives instead.

        Raises ConvMathError, with the numbers, if it cannot work.
        """
        return worked_example(self.name).operation(**self.inputs, **self.parameters)
