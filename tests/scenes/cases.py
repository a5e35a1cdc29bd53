"""An example that lessons are tried with: what of the book's it replaces, and whom it suits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from scenes.catalog import Entry
from scenes.story import Example
from scenes.story.sources import changed

# Cases that have these are for the lessons that take them.
SPECIAL = ("window", "target", "text", "shift")
SMALL = {"dense_to_conv": 200}  # pixels: its weights are pairs of them
CHANCE = np.random.default_rng(20)


def whole(*shape_and_largest: int) -> np.ndarray:
    """Whole numbers of a shape from -largest to largest, always the same ones."""
    *shape, largest = shape_and_largest
    return CHANCE.integers(-largest, largest + 1, shape)


@dataclass(frozen=True)
class Case:
    """Parts that replace the book's: arrays, or text as on the command line.

    `quick` ones belong to every run of the tests, the others to the slow one.
    """

    name: str
    changes: Mapping[str, Any]
    quick: bool = False
    only: tuple[str, ...] = ()  # lessons, if no other can take it
    but: tuple[str, ...] = ()  # lessons that refuse it

    def suits(self, entry: Entry) -> bool:
        """Whether the lesson has inputs of these kinds; parameters that it lacks are left out."""
        if (self.only and entry.id not in self.only) or entry.id in self.but:
            return False
        book = Example.of(entry.example)
        pixels = self.changes.get("input")
        if entry.id in SMALL and isinstance(pixels, np.ndarray) and pixels.size > SMALL[entry.id]:
            return False
        given = {"input", "kernel", "weight", "layers", "input_shape"} & self.changes.keys()
        return all(
            name in book.inputs and np.ndim(book.inputs[name]) == _rank(self.changes[name])
            for name in given
        ) and all(
            (name in self.changes) == (name in {*book.inputs, *book.parameters}) for name in SPECIAL
        )

    def example(self, entry: Entry) -> Example:
        book = Example.of(entry.example)
        known = {*book.inputs, *book.parameters} & self.changes.keys()
        texts = {n: v for n, v in self.changes.items() if n in known and isinstance(v, str)}
        others = {n: v for n, v in self.changes.items() if n in known and not isinstance(v, str)}
        return changed(book, texts).replace(**others)


def _rank(change: Any) -> int:
    """How many axes a change has; a matrix typed as text has two."""
    return 2 if isinstance(change, str) else np.ndim(change)
