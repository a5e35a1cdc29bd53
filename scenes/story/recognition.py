"""The story of a picture on its way through LeNet, from pixels to the shares of the classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath.prepare import Prepared
from convmath.recognise import Recognition
from scenes.story.equation import Equation, Factor, Term
from scenes.story.numerals import Notation, Numeral, numeral, shape_text
from scenes.story.places import Index, index_of, place

# What the film calls the numbers after each layer of the network.
LAYERS: Final = (
    *("conv1", "act1", "pool1", "conv2", "act2", "pool2"),
    *("flat", "sum1", "hidden1", "sum2", "hidden2", "logit"),
)
PADDING: Final = 2  # of the first layer, on each side
LEAST_WRITTEN: Final = 0.01  # a smaller share is a bar without a number

Arrays = Mapping[str, NDArray[Any]]


def arrays_of(seen: Recognition, before: str = "") -> dict[str, NDArray[Any]]:
    """Every layer's numbers by name, with the input and the shares; `before` goes before names.

    >>> from convmath.examples import example
    >>> arrays = arrays_of(example("recognition").run())
    >>> arrays["pool2"].shape, round(float(arrays["share"].sum()), 9)
    ((16, 5, 5), 1.0)
    """
    layers = {name: trace.output for name, trace in zip(LAYERS, seen.traces, strict=True)}
    arrays = {"input": seen.prepared.image, **layers, "share": seen.shares[:, np.newaxis]}
    return {before + name: array for name, array in arrays.items()}


def parameters_of(seen: Recognition) -> dict[str, NDArray[Any]]:
    """The parameters with the numbers of their layers, from weight1 and bias1 to bias5.

    >>> from convmath.examples import example
    >>> {name: array.shape for name, array in parameters_of(example("recognition").run()).items()
    ...  if "5" in name}
    {'weight5': (10, 84), 'bias5': (10,)}
    """
    numbers = {name.split(".")[0]: "" for name in seen.network.parameters}
    order = {old: str(count) for count, old in enumerate(numbers, start=1)}
    named = {tuple(name.split(".")): array for name, array in seen.network.parameters.items()}
    return {f"{what}{order[old]}": array.astype(np.float64) for (old, what), array in named.items()}


@dataclass(frozen=True, slots=True)
class Way:
    """One number's way: an element of every layer that the next one's is computed from.

    `conv2` is the strongest of its layer. Of all that its window covers, `pool1` is the mean of
    the four numbers that differ most, on an edge of the picture; `conv1` is the first of them.
    """

    conv1: Index
    pool1: Index
    conv2: Index
    pool2: Index

    @classmethod
    def through(cls, seen: Recognition) -> Way:
        """The way through a network that has seen a picture.

        >>> from convmath.examples import example
        >>> way = Way.through(example("recognition").run())
        >>> way.pool2 == (way.conv2[0], way.conv2[1] // 2, way.conv2[2] // 2)
        True
        """
        trace = dict(zip(LAYERS, seen.traces, strict=True))["conv2"]
        pooled = np.array(trace.output.shape[1:]) // 2 * 2  # what pooling does not leave out
        inside = trace.output[:, : pooled[0], : pooled[1]]
        channel, row, column = index_of(int(inside.argmax()), inside.shape)
        size = trace.inputs["weight"].shape[-1]
        act1 = dict(zip(LAYERS, seen.traces, strict=True))["act1"].output
        blocks = act1.reshape(len(act1), act1.shape[1] // 2, 2, -1, 2)
        spread = (blocks.max(axis=(2, 4)) - blocks.min(axis=(2, 4)))[
            :, row : row + size, column : column + size
        ]
        source, down, right = index_of(int(spread.argmax()), spread.shape)
        middle = row + down, column + right
        return cls(
            conv1=(source, 2 * middle[0], 2 * middle[1]),
            pool1=(source, *middle),
            conv2=(channel, row, column),
            pool2=(channel, row // 2, column // 2),
        )


def window_sum(
    arrays: Arrays, source: str, number: int, target: str, index: Index, pad: int = 0
) -> Equation:
    """A convolution's element: every product of its window, all input channels, and the bias."""
    weights, bias = arrays[f"weight{number}"], arrays[f"bias{number}"]
    inputs = np.atleast_3d(arrays[source].T).T  # a picture is one channel
    channel, row, column = index
    written = Notation.of(inputs), Notation.of(weights[channel])
    terms: list[Term] = []
    for c, i, j in np.ndindex(weights.shape[1:]):
        where = (row + i - pad, column + j - pad)
        inside = all(0 <= n < size for n, size in zip(where, inputs.shape[1:], strict=True))
        value = inputs[c, *where] if inside else 0
        leading = () if arrays[source].ndim == 2 else (c,)
        spot = place(source, *leading, *where) if inside else ""
        weight = Factor(
            written[1](weights[channel, c, i, j]),
            "kernel",
            place(f"weight{number}", channel, c, i, j),
        )
        terms.append((Factor(written[0](value), "input", spot), weight))
    terms.append((Factor(numeral(bias[channel]), "kernel", place(f"bias{number}", channel)),))
    return Equation(tuple(terms), total(arrays, target, index))


def pooled_mean(arrays: Arrays, source: str, target: str, index: Index) -> Equation:
    """A pooled element: the mean of the 2×2 that it stands for."""
    channel, row, column = index
    shape = np.array(arrays[source].shape[1:]) // np.array(arrays[target].shape[1:])
    spots = [(channel, 2 * row + i, 2 * column + j) for i, j in np.ndindex(*shape)]
    terms = tuple((total(arrays, source, spot, "input"),) for spot in spots)
    return Equation(terms, total(arrays, target, index), "mean")


def dense_sum(arrays: Arrays, source: str, number: int, target: str, index: int) -> Equation:
    """A dense layer's element: every product, and the bias."""
    weights, bias = arrays[f"weight{number}"][index], arrays[f"bias{number}"][index]
    written = Notation.of(arrays[source]), Notation.of(weights)
    terms = [
        (
            Factor(written[0](arrays[source][i]), "input", place(source, i)),
            Factor(written[1](weights[i]), "kernel", place(f"weight{number}", index, i)),
        )
        for i in range(len(weights))
    ]
    last = (Factor(numeral(bias), "kernel", place(f"bias{number}", index)),)
    return Equation((*terms, last), total(arrays, target, (index,)))


def total(arrays: Arrays, name: str, index: Index, role: str = "output") -> Factor:
    """One number of an array, with three digits, and its place."""
    return Factor(Notation(digits=3)(arrays[name][index]), role, place(name, *index))


def written_shares(arrays: Arrays, name: str = "share") -> dict[str, Numeral]:
    """The shares that are large enough to be written, by their places."""
    column, written = arrays[name], Notation(digits=2)
    chosen = (i for i, share in enumerate(column[:, 0]) if share >= LEAST_WRITTEN)
    return {place(name, i, 0): written(column[i, 0]) for i in chosen}


def preparations(prepared: Prepared) -> list[str]:
    """Which sentences say what was done to the user's picture before the network saw it."""
    done = {
        "stretched": prepared.stretched,
        "resized": prepared.resized,
        "inverted": prepared.inverted,
    }
    return [text for text, was in done.items() if was]


def sizes(seen: Recognition) -> dict[str, str]:
    """The sizes of pictures, kernels and maps, and counts, for the sentences of a film."""
    shapes = dict(zip(LAYERS, (trace.output.shape for trace in seen.traces), strict=True))
    weights = [a.shape for name, a in parameters_of(seen).items() if name.startswith("weight")]
    counts = seen.network.parameter_counts
    image = seen.prepared.image.shape
    numbers = {
        "pixels": prod(image),
        "classes": shapes["logit"][0],
        "kernels1": weights[0][0],
        "kernels2": weights[1][0],
        "products": prod(weights[1][1:]),
        "flat": shapes["flat"][0],
        "hidden1": shapes["hidden1"][0],
        "hidden2": shapes["hidden2"][0],
        "dense_share": round(100 * sum(counts[2:]) / sum(counts)),
    }
    written = {name: str(value) for name, value in numbers.items()}
    grids = {"input": image, "window": weights[0][2:], "given": seen.prepared.shape}
    grids |= {name: shapes[name][1:] for name in ("conv1", "pool1", "conv2", "pool2")}
    written |= {name: shape_text(shape) for name, shape in grids.items()}
    return written | {"parameters": f"{sum(counts):,}"}
