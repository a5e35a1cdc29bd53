"""What one output element sees of the input, layer by layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

import numpy as np

from convmath.checks import check_size
from convmath.errors import ConvMathError
from convmath.geometry import Geometry
from convmath.layers import Layer, layer_list
from convmath.network import window_geometry
from convmath.numbers import Array, freeze
from convmath.padding import settle_padding
from convmath.shapes import Index, Shape, check_index, whole_shape

_SLIDING = ("Conv", "MaxPool", "AvgPool")
_POINTWISE = ("ReLU", "Sigmoid", "Tanh")


@dataclass(frozen=True, slots=True)
class Field:
    """What an element after `layer` sees, per axis, in input coordinates (None: the input itself).

    `size`: how far the seen elements reach; `jump`: how far apart neighbours' fields begin;
    `start`: where the field of element 0 begins (negative where it begins in the padding).

    >>> receptive_field(["MaxPool1d(2)"])[1].center
    (Fraction(1, 2),)
    """

    layer: Layer | None
    size: Shape
    jump: Shape
    start: Shape

    @property
    def center(self) -> tuple[Fraction, ...]:
        """The middle of element 0's field, between two elements where the size is even."""
        return tuple(s + Fraction(n - 1, 2) for s, n in zip(self.start, self.size, strict=True))


def receptive_field(layers: Sequence[str | Layer]) -> tuple[Field, ...]:
    """The receptive field after each layer (the input's own comes first).

    size += (k − 1)·d·jump, start −= padding·jump, jump ×= stride. Raises ConvMathError for layers
    that do not slide a window. Source: Dive into Deep Learning, 7.2.6; Araujo et al., "Computing
    Receptive Fields of Convolutional Neural Networks" (2019).

    >>> fields = receptive_field(["Conv2d(1, 1, 5, padding=2)", "AvgPool2d(2)"])
    >>> [(field.size, field.jump, field.start) for field in fields[1:]]
    [((5, 5), (1, 1), (-2, -2)), ((6, 6), (2, 2), (-2, -2))]
    """
    sliding = _sliding(layers)
    rank = next((made.rank for made in sliding if made.rank), 2)
    fields = [Field(None, (1,) * rank, (1,) * rank, (0,) * rank)]
    for made in sliding:
        fields.append(_next_field(fields[-1], made))
    return tuple(fields)


def seen_by(layers: Sequence[str | Layer], input_shape: Sequence[int], index: Index) -> Array:
    """The exact set of input elements that output element `index` sees, as a bool array.

    Dilation leaves gaps and padding has no elements, so that this may be less than the field.
    Raises ConvMathError where a kernel does not fit or the index is outside the output.

    >>> seen_by(["Conv1d(1, 1, 2, dilation=2)"], (5,), (1,)).tolist()
    [False, True, False, True, False]
    """
    geometries = []
    shape = input_shape = whole_shape(input_shape, "input", spatial=True)
    for made in _sliding(layers):
        if made.rank:
            geometries.append(window_geometry(made, shape))
            shape = geometries[-1].output_shape
    check_size(input_shape, "the set of elements")
    axes = []
    for axis, place in enumerate(check_index(index, shape)):
        places = np.array([place])
        for geometry in reversed(geometries):
            places = _sources(places, geometry, axis)
        seen = np.zeros(input_shape[axis], dtype=bool)
        seen[places] = True
        axes.append(seen)
    return freeze(reduce(np.logical_and.outer, axes))


def _sliding(layers: Sequence[str | Layer]) -> list[Layer]:
    made = layer_list(layers)
    ranks = {one.rank for one in made if one.kind in _SLIDING}
    for one in made:
        if one.kind not in _SLIDING + _POINTWISE:
            raise ConvMathError(f"{one} slides no window: leave it out of the receptive field")
    if len(ranks) > 1:
        raise ConvMathError(f"the layers slide along {sorted(ranks)} axes: use one number of axes")
    return made


def _next_field(field: Field, made: Layer) -> Field:
    if not made.rank:
        return Field(made, field.size, field.jump, field.start)
    kernel, stride = made["kernel_size"], made["stride"]
    dilation = made.get("dilation", (1,) * made.rank)
    sides = settle_padding(made["padding"], (1,) * made.rank, kernel, stride, dilation)
    rows = list(zip(kernel, dilation, field.jump, strict=True))
    return Field(
        made,
        tuple(n + (k - 1) * d * j for n, (k, d, j) in zip(field.size, rows, strict=True)),
        tuple(j * s for j, s in zip(field.jump, stride, strict=True)),
        tuple(
            first - before * j
            for first, (before, _), j in zip(field.start, sides, field.jump, strict=True)
        ),
    )


def _sources(places: Array, geometry: Geometry, axis: int) -> Array:
    offsets = np.arange(geometry.kernel_shape[axis]) * geometry.dilation[axis]
    first = places * geometry.stride[axis] - geometry.padding[axis][0]
    reached = np.unique(np.add.outer(first, offsets))
    return np.asarray(reached[(reached >= 0) & (reached < geometry.input_shape[axis])])
