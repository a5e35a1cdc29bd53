"""The story of shapes: what each axis of a layer's four tensors counts, and which of them agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry
from convmath.layers import Layer, layer
from scenes.story.beat import StoryError
from scenes.story.numerals import Numeral, numeral
from scenes.story.places import place

AXES: Final[Mapping[str, tuple[str, ...]]] = {  # in Typst
    "input": ("N", "C", "H", "W"),
    "weight": ("c_o", "c_i", "k_h", "k_w"),
    "bias": ("c_o",),
    "output": ("N", "c_o", "H'", "W'"),
}
LEADING: Final = range(2)  # batch and channels
SPATIAL: Final = range(2, 4)  # rows and columns
SYMBOLS: Final = {"input": "X", "weight": "K", "bias": "b", "output": "Y"}


@dataclass(frozen=True)
class Shapes:
    """The shapes of a two-dimensional layer at work; `prefix` tells several such sets apart."""

    text: str
    made: Layer
    shapes: Mapping[str, tuple[int, ...]]
    prefix: str = ""

    @classmethod
    def of(cls, text: str, shapes: Mapping[str, tuple[int, ...]], prefix: str = "") -> Shapes:
        """Raises StoryError for what is no Conv2d on a batch of images."""
        made = layer(text)
        if made.name != "Conv2d" or len(shapes["input"]) != len(AXES["input"]):
            raise StoryError(
                f"this film is about a Conv2d on a batch (N, C, H, W), not {made} on an input of "
                f"shape {shapes['input']}: give a Conv2d and four sizes"
            )
        return cls(text.strip().rpartition("nn.")[2], made, shapes, prefix)

    def name(self, tensor: str) -> str:
        """What the array of a tensor's sizes is called in places."""
        return f"{self.prefix}{tensor}_shape"

    def cell(self, tensor: str, axis: int) -> str:
        """The place of one size."""
        return place(self.name(tensor), axis)

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """The sizes of every tensor, as arrays."""
        return {self.name(tensor): np.array(shape) for tensor, shape in self.shapes.items()}

    def told(self, tensor: str, axes: range | None = None) -> dict[str, Numeral]:
        """Sizes of a tensor by their places: all of them, or those of some axes."""
        shape = self.shapes[tensor]
        return {self.cell(tensor, axis): numeral(shape[axis]) for axis in axes or range(len(shape))}

    def agreeing(self, tensor: str) -> tuple[str, ...]:
        """The places of the sizes that are the same as others, once this tensor is there."""
        outputs = {"weight": 0, "bias": 0, "output": 1}
        axes: dict[str, list[tuple[str, int]]] = {
            "weight": [("input", 1), ("weight", 1)] if self.made["groups"] == 1 else [],
            "bias": [("weight", 0), ("bias", 0)],
            "output": [("input", 0), ("output", 0), *outputs.items()],
        }
        return tuple(self.cell(name, axis) for name, axis in axes[tensor] if name in self.shapes)

    @property
    def values(self) -> dict[str, str]:
        """The sizes for the sentences of the film."""
        n, c, h, w = self.shapes["input"]
        outputs = self.shapes["weight"][0]
        numbers = {"n": n, "c": c, "h": h, "w": w, "outputs": outputs}
        texts = {name: str(number) for name, number in numbers.items()}
        written = {f"{name}_shape": str(shape) for name, shape in self.shapes.items()}
        return texts | written | {"groups": str(self.made["groups"])}

    @property
    def geometry(self) -> Geometry:
        """How rows and columns become those of the output."""
        return Geometry.of(
            self.shapes["input"][-2:],
            self.shapes["weight"][-2:],
            padding=self.made["padding"],
            stride=self.made["stride"],
            dilation=self.made["dilation"],
        )

    @property
    def pytorch(self) -> str:
        """The layer at work on a tensor of zeros, and the shape of what comes out."""
        n, c, h, w = self.shapes["input"]
        made = f"torch.zeros({n}, {c}, {h}, {w})"
        if n == c == 1:
            made = f"torch.zeros({h}, {w}).reshape(1, 1, {h}, {w})"
        return f"X = {made}\nlayer = nn.{self.text}\nshape = torch.tensor(layer(X).shape)"
