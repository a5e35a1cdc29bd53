"""The story of one, two and three dimensions: a row, a slice and all of one volume."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry, Step, Trace, cross_correlate
from scenes.story import pace
from scenes.story.beat import Storyboard, StoryError
from scenes.story.equation import Equation
from scenes.story.meeting import window_equation
from scenes.story.numerals import shape_text
from scenes.story.places import Index, Spot, Stop, geometry_of, numerals, place
from scenes.story.pytorch import option
from scenes.story.teller import Teller

NAMES: Final = ("series", "image", "volume")  # of what a kernel slides along 1, 2, 3 axes of
LETTERS: Final = ("Y1", "Y2", "Y3")  # of what comes out, in the program
LEADING: Final = ("[0, 0]", "[0]", "")  # of the volume, what a series, an image and all of it are
MOST_ROWS: Final = 3  # of long formulas: then the letters are left out
WORK: Final = (("multiply", 2 * pace.FILL), ("total", pace.MOVE), ("drop", pace.SLOW))


@dataclass(frozen=True, eq=False)
class Dimension:
    """A correlation along so many axes; places are named after `name`."""

    name: str
    trace: Trace[Step]

    @property
    def geometry(self) -> Geometry:
        return geometry_of(self.trace)

    @property
    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Input, kernel and output by the names of their arrays."""
        arrays = (self.trace.input, self.trace.kernel, self.trace.output)
        return MappingProxyType(dict(zip(self.names, arrays, strict=True)))

    @property
    def names(self) -> tuple[str, str, str]:
        """What input, kernel and output are called.

        >>> Dimension("series", cross_correlate([1], [1])).names
        ('series', 'series_kernel', 'series_output')
        """
        return self.name, f"{self.name}_kernel", f"{self.name}_output"

    def window(self, index: Index) -> Iterator[Spot]:
        """The blocks that the window at this place covers, one in each slice of a volume."""
        *depth, down, across = (range(1), *self.geometry.window(index))[-len(NAMES) :]
        keys = [self.name]
        if len(index) == len(NAMES):
            keys = [place(self.name, slice_) for slice_ in depth[0]]
        yield from (Spot(key, down, across) for key in keys)

    def target(self, index: Index) -> Spot:
        """The cell of the output at this place."""
        *depth, row, column = (0, *index)[-max(len(index), 2) :]
        key = place(self.names[2], *depth) if depth else self.names[2]
        return Spot.cell(key, row, column)

    def equation(self, index: Index) -> Equation:
        """The window's products and their sum, each number with its place."""
        return window_equation(self.trace, index, self.names)


def dimensions(volume: Trace[Step]) -> list[Dimension]:
    """The first row, the first slice and all of a volume, each with as much of the kernel.

    Strides and dilations are those of the last axes.
    Raises StoryError where the volume has not three axes.

    >>> volume = cross_correlate([[[0, 1], [2, 3]]], [[[1, 2]]])
    >>> [part.trace.output.tolist() for part in dimensions(volume)]
    [[2], [[2], [8]], [[[2], [8]]]]
    """
    input, kernel, geometry = volume.input, volume.kernel, geometry_of(volume)
    if input.ndim != len(NAMES):
        raise StoryError(
            f"this film needs a volume of three axes, not shape {input.shape}: "
            "give (slices, rows, columns)"
        )
    parts = [
        Dimension(name, _along(geometry, input[leading], kernel[leading]))
        for name, leading in (("series", (0, 0)), ("image", (0,)))
    ]
    return [*parts, Dimension("volume", volume)]


def _along(geometry: Geometry, input: NDArray[Any], kernel: NDArray[Any]) -> Trace[Step]:
    """A correlation along the last axes of a geometry."""
    stride, dilation = (each[-input.ndim :] for each in (geometry.stride, geometry.dilation))
    return cross_correlate(input, kernel, stride=stride, dilation=dilation)


def tell(lesson: str, parts: Sequence[Dimension]) -> Storyboard:
    """A row, a slice, the volume: each is worked out once, the rest runs."""
    values = {f"{p.name}_{k}": shape_text(a.shape) for p in parts for k, a in _named(p).items()}
    stride, dilation = parts[-1].geometry.stride, parts[-1].geometry.dilation
    values |= {"strides": shape_text(stride), "dilations": shape_text(dilation)}
    teller = Teller(lesson, values)
    for count, part in enumerate(parts):
        _tell_part(teller, part, first=count == 0)
    teller.rule("formula", *formulas(parts[-1].geometry))
    teller.program()
    arrays = {name: array for part in parts for name, array in part.arrays.items()}
    outputs = {letter: part.names[2] for letter, part in zip(LETTERS, parts, strict=True)}
    symbols = {"X": "volume", "K": "volume_kernel", **outputs}
    return teller.board(program(parts[-1].geometry), arrays, symbols)


def program(geometry: Geometry) -> str:
    """The three lines of PyTorch.

    >>> print(program(Geometry.of((3, 9, 9), (2, 2, 2), stride=(1, 1, 2))))
    Y1 = F.conv1d(X[0, 0][None, None], K[0, 0][None, None], stride=2)
    Y2 = F.conv2d(X[0][None, None], K[0][None, None], stride=(1, 2))
    Y3 = F.conv3d(X[None, None], K[None, None], stride=(1, 1, 2))
    """
    return "\n".join(
        f"{letter} = F.conv{axes}d(X{first}[None, None], K{first}[None, None]"
        f"{option('stride', geometry.stride[-axes:], 1)}"
        f"{option('dilation', geometry.dilation[-axes:], 1)})"
        for axes, (letter, first) in enumerate(zip(LETTERS, LEADING, strict=True), 1)
    )


def formulas(geometry: Geometry) -> list[str]:
    """The sizes of the output along its axes, in Typst, equal ones once.

    Long ones have their letters in a row of their own, if there is room for it.

    >>> formulas(Geometry.of((3, 9, 9), (2, 2, 2)))
    ['n - k + 1 = 3 - 2 + 1 = 2', 'n - k + 1 = 9 - 2 + 1 = 8']
    >>> print(formulas(Geometry.of((5, 5, 5), (2, 2, 2), stride=2, dilation=3))[0])
    floor((n - d (k - 1) - 1) \\/ s) + 1 = floor((5 - 3 dot (2 - 1) - 1) \\/ 2) + 1 = 1
    """
    axes = zip(
        geometry.input_shape,
        geometry.kernel_shape,
        geometry.dilation,
        geometry.stride,
        geometry.output_shape,
        strict=True,
    )
    strided, spread = max(geometry.stride) > 1, max(geometry.dilation) > 1

    def code(n: object, k: object, d: object, s: object) -> str:
        reach = f"{d}({k} - 1) - 1" if spread else f"{k}"
        return f"floor(({n} - {reach}) \\/ {s}) + 1" if strided else f"{n} - {reach} + 1"

    letters = code("n", "k", "d ", "s")
    every = dict.fromkeys(f"{code(n, k, f'{d} dot ', s)} = {size}" for n, k, d, s, size in axes)
    if len(every) == 1 or not (strided or spread):
        return [f"{letters} = {size}" for size in every]
    return [letters, *(f"= {size}" for size in every)] if len(every) < MOST_ROWS else list(every)


def _tell_part(teller: Teller, part: Dimension, *, first: bool) -> None:
    input, kernel, output = part.names
    shown = numerals(input, part.arrays[input]) | numerals(kernel, part.arrays[kernel])
    turn = [] if first else [("turn", pace.MOVE, part.name)]
    motions = [*turn, ("enter", pace.FILL)]
    text = "question" if first else part.name
    teller.beat(text, motions, rest=pace.PAUSE, shown=shown, chapter=True)
    if first:
        _tell_steps(teller)
    places = list(np.ndindex(part.trace.output.shape))
    equation = part.equation(places[0])
    window = [("window", pace.SLOW, *part.window(places[0]))]
    light = ("light", pace.QUICK, part.target(places[0]))
    teller.beat(
        f"{part.name}_window",
        [*window, ("cover", pace.QUICK, *part.window(places[0])), light, *WORK],
        shown={equation.total.place: equation.total.numeral},
        equation=equation,
    )
    if len(places) > 1:
        rest = numerals(output, part.arrays[output])
        rest.pop(equation.total.place, None)
        stops = [Stop(tuple(part.window(at)), (place(output, *at),)) for at in places[1:]]
        sweep = [("clear", pace.QUICK), ("sweep", pace.sweep_ticks(len(stops)), stops)]
        teller.beat(f"{part.name}_axes", [*sweep, ("lift", pace.QUICK)], shown=rest)


def _tell_steps(teller: Teller) -> None:
    """A sentence on strides and dilations that are not the usual ones."""
    for text, along in (("strided", "strides"), ("spread", "dilations")):
        if set(teller.common[along].split("×")) != {"1"}:
            teller.beat(text, [("hold", pace.MOVE)])


def _named(part: Dimension) -> dict[str, NDArray[Any]]:
    return dict(zip(("input", "kernel", "output"), part.arrays.values(), strict=True))
