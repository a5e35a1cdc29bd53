"""The weights of a dense layer on its way to a convolution: each table its own, shared, local."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import ConvMathError, Geometry, Trace, correlation_matrix, linear
from convmath.linear import LinearStep
from scenes.story.equation import Equation, Factor
from scenes.story.numerals import Notation, Numeral
from scenes.story.places import MOST_NUMBERS_SHOWN, Index, Spot, numerals, place, slice_of

DENSE, SHARED, LOCAL = range(3)  # the stages, in order
MOST_TABLES: Final = 3  # below and beside each other, each; of more, the first, middle and last
FEWEST_KINDS: Final = 3  # different weights, below which multiples of the largest are used
STEPS: Final = (7919, 104_729, 1_000_003)  # primes: they shuffle the weights


class Sharing:
    """What a dense layer's weights are before and after each of the two demands on them.

    `weights` is (stages, *out, *in): one table of weights, as large as the image, for each element
    of the output. Those of the last stage are the trace's. The middle table has the same weights
    when they are not shared yet; all others then have weights of their own, which are the kernel's
    in another order. `hidden` is (stages, *out), computed with the weights of each stage.
    """

    def __init__(self, trace: Trace[LinearStep]) -> None:
        if trace.geometry is None:
            raise ConvMathError(f"{trace.operation} has no windows: take a trace that has some")
        self.trace, self.geometry = trace, trace.geometry
        self.image, self.out = self.geometry.input_shape, self.geometry.output_shape

    @cached_property
    def weights(self) -> NDArray[Any]:
        """Every table of every stage."""
        local = self.trace.inputs["weight"].reshape(*self.out, *self.image)
        shared = np.where(self.near, local, self._by_offset())
        dense = self._of_kernel(np.arange(local.size).reshape(local.shape))
        dense[self.middle] = shared[self.middle]
        return np.stack([dense, shared, local])

    @cached_property
    def hidden(self) -> NDArray[Any]:
        """The output of every stage."""
        pixels = self.trace.input.ravel()
        tables = self.weights.reshape(len(self.weights), prod(self.out), -1)
        return np.stack([linear(pixels, table).output.reshape(self.out) for table in tables])

    @cached_property
    def near(self) -> NDArray[Any]:
        """Which weights lie within the kernel's reach: (*out, *in)."""
        ones = np.ones(self.geometry.kernel_shape, int)
        matrix = correlation_matrix(ones, self.image, padding=self.geometry.padding)
        return matrix.reshape(*self.out, *self.image) > 0

    @property
    def middle(self) -> Index:
        """The output in the middle, whose table is always drawn."""
        return tuple(size // 2 for size in self.out)

    @property
    def tables(self) -> list[Index]:
        """The outputs whose tables are drawn, row by row."""
        return drawn_tables(self.out)

    @property
    def readable(self) -> bool:
        """Whether these tables are few and small enough to be numbers."""
        return len(self.tables) * prod(self.image) <= MOST_NUMBERS_SHOWN

    def numbers(self, stage: int) -> dict[str, Numeral]:
        """The numbers of these tables, if they are few enough to be read."""
        if not self.readable:
            return {}
        tables = product(self.tables, np.ndindex(self.image))
        indices = [(stage, *index, *at) for index, at in tables]
        return numerals("weight", self.weights, indices)

    def element(self, index: Index) -> Equation:
        """How a dense layer makes one element of the output: with a table of its own."""
        at = [(place("weight", DENSE, *index, *pixel), pixel) for pixel in np.ndindex(self.image)]
        weights, total = self.weights[DENSE][index], self.hidden[DENSE][index]
        terms = [(name, weights[pixel], pixel) for name, pixel in at]
        return self._sum(terms, total, place("hidden", DENSE, *index))

    def window(self, index: Index) -> Equation:
        """How the kernel makes one element of the output, padding included."""
        kernel, (rows, columns) = self.trace.inputs["kernel"], self.geometry.window(index)
        (top, _), (left, _) = self.geometry.padding
        terms = [
            (place("kernel", a, b), kernel[a, b], (rows[a] - top, columns[b] - left))
            for a, b in np.ndindex(kernel.shape)
        ]
        total = self.hidden[LOCAL][index]
        return self._sum(terms, total, place("output", *index))

    def centre(self, index: Index) -> tuple[range, ...] | None:
        """The row and column of the image under the kernel's middle; None where it is padding."""
        middle = [size // 2 for size in self.geometry.kernel_shape]
        window = zip(self.geometry.window(index), middle, strict=True)
        return self._inside([range(span[m], span[m] + 1) for span, m in window])

    def reach(self, index: Index) -> tuple[range, ...] | None:
        """The rows and columns of the image under the kernel; None where there are none."""
        return self._inside([range(r[0], r[-1] + 1) for r in self.geometry.window(index)])

    def whole(self, index: Index) -> tuple[range, ...] | None:
        """The same, where all of the kernel lies on the image; else None."""
        spans = self.reach(index)
        shape = tuple(map(len, spans)) if spans else ()
        return spans if shape == self.geometry.kernel_shape else None

    def spots(self, part: Callable[[Index], tuple[range, ...] | None]) -> list[Spot]:
        """A part of every table, such as its `reach`."""
        parts = ((table_key(index), part(index)) for index in self.tables)
        return [Spot(key, *spans) for key, spans in parts if spans]

    def waves(self) -> list[tuple[str, ...]]:
        """The weights of all tables by their offsets, from the kernel's middle outwards."""
        if not self.readable:
            return []
        down, across = self._offsets()
        (top, _), (left, _) = self.geometry.padding
        height, width = (size // 2 for size in self.geometry.kernel_shape)
        away = np.abs(down + top - height) + np.abs(across + left - width)
        distances = {int(far) for index in self.tables for far in away[index].ravel()}
        return [self._names(SHARED, away == far) for far in sorted(distances)]

    def far(self) -> list[tuple[str, ...]]:
        """The weights that locality makes 0."""
        return [self._names(LOCAL, ~self.near)] if self.readable else []

    def _names(self, stage: int, chosen: NDArray[Any]) -> tuple[str, ...]:
        """The places of these weights, as far as they are drawn."""
        return tuple(
            place("weight", stage, *index, *map(int, at))
            for index in self.tables
            for at in np.argwhere(chosen[index])
        )

    def _inside(self, window: Sequence[range]) -> tuple[range, ...] | None:
        """What a window of the padded image covers of the image."""
        sides = zip(window, self.geometry.padding, self.image, strict=True)
        spans = [
            range(max(0, span[0] - before), min(size, span[-1] + 1 - before))
            for span, (before, _), size in sides
        ]
        return tuple(spans) if all(spans) else None

    def _sum(self, terms: Iterable[tuple[str, Any, Index]], total: Any, where: str) -> Equation:
        """Weights times elements of the image, added up; beyond its edge are zeros."""
        weight, pixel = Notation.of(self.weights[DENSE]), Notation.of(self.trace.input)
        products = []
        for name, value, at in terms:
            inside = all(0 <= i < n for i, n in zip(at, self.image, strict=True))
            told = pixel(self.trace.input[at]) if inside else Numeral("0")
            factor = Factor(told, "input", place("input", *at) if inside else "")
            products.append((Factor(weight(value), "kernel", name), factor))
        made = Notation.of(self.hidden[LOCAL])(total)
        return Equation(tuple(products), Factor(made, "output", where))

    def _by_offset(self) -> NDArray[Any]:
        """A weight for every offset from an output's place, the same in all tables."""
        down, across = self._offsets()
        return self._of_kernel((down - down.min()) * sum(self.image) + across - across.min())

    def _offsets(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """How far down and across each weight's element of the image is from its output's place."""
        row, column, image_row, image_column = np.indices((*self.out, *self.image))
        return image_row - row, image_column - column

    def _of_kernel(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Weights of the kernel's kinds, which look random and are the same in every film."""
        kinds: NDArray[Any] = np.array(kinds_of(self.trace.inputs["kernel"]))
        shuffled = (STEPS[0] * numbers + STEPS[1] * numbers**2) % STEPS[2]
        weights: NDArray[Any] = kinds[shuffled % len(kinds)]
        return weights


def table_key(index: Index) -> str:
    """What the table of an output is called in the picture, in every stage.

    >>> table_key((0, 2))
    'weight[0, 0, 2]'
    """
    return slice_of("weight", (DENSE, *index))


def drawn_tables(shape: tuple[int, ...]) -> list[Index]:
    """Of the tables of all outputs, those that are drawn, row by row."""
    return list(product(*map(chosen, shape)))


def kinds_of(kernel: NDArray[Any]) -> list[Any]:
    """Its different weights but 0; multiples of the largest one where they are hardly any.

    >>> kinds_of(np.array([[1, 2], [0, 7]])), kinds_of(np.array([[0, 5]]))
    ([1, 2, 7], [5, 10, 15])
    """
    kinds = sorted({weight for weight in kernel.ravel().tolist() if weight})
    if len(kinds) >= FEWEST_KINDS:
        return kinds
    largest = max(kinds, key=abs, default=1)
    return [largest * factor for factor in range(1, FEWEST_KINDS + 1)]


def chosen(size: int) -> list[int]:
    """Of so many tables, those that are drawn.

    >>> chosen(2), chosen(3), chosen(28)
    ([0, 1], [0, 1, 2], [0, 14, 27])
    """
    return list(range(size)) if size <= MOST_TABLES else [0, size // 2, size - 1]


def offsets(geometry: Geometry) -> Iterator[range]:
    """Along each axis, every offset between an output's place and an input's.

    >>> [len(span) for span in offsets(Geometry.of((3, 3), (3, 3), padding=1))]
    [5, 5]
    """
    for inputs, outputs in zip(geometry.input_shape, geometry.output_shape, strict=True):
        yield range(1 - outputs, inputs)
