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
from scenes.story.teller import Teller

NAMES: Final = ("series", "image", "volume")  # of what a kernel slides along 1, 2, 3 axes of
LETTERS: Final = ("Y1", "Y2", "Y3")  # of what comes out, in the program
PROGRAM: Final = (
    "Y1 = F.conv1d(X[0, 0][None, None], K[0, 0][None, None])\n"
    "Y2 = F.conv2d(X[0][None, None], K[0][None, None])\n"
    "Y3 = F.conv3d(X[None, None], K[None, None])"
)
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
        *depth, rows, columns = (range(1), *self.geometry.window(index))[-len(NAMES) :]
        across, down = range(columns[0], columns[-1] + 1), range(rows[0], rows[-1] + 1)
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

    Raises StoryError where the volume has not three axes.

    >>> volume = cross_correlate([[[0, 1], [2, 3]]], [[[1, 2]]])
    >>> [part.trace.output.tolist() for part in dimensions(volume)]
    [[2], [[2], [8]], [[[2], [8]]]]
    """
    input, kernel = volume.input, volume.kernel
    if input.ndim != len(NAMES):
        raise StoryError(
            f"this film needs a volume of three axes, not shape {input.shape}: "
            "give (slices, rows, columns)"
        )
    parts = [
        Dimension(name, cross_correlate(input[leading], kernel[leading]))
        for name, leading in (("series", (0, 0)), ("image", (0,)))
    ]
    return [*parts, Dimension("volume", volume)]


def tell(lesson: str, parts: Sequence[Dimension]) -> Storyboard:
    """A row, a slice, the volume: each is worked out once, the rest runs."""
    values = {f"{p.name}_{k}": shape_text(a.shape) for p in parts for k, a in _named(p).items()}
    teller = Teller(lesson, values)
    for count, part in enumerate(parts):
        _tell_part(teller, part, first=count == 0)
    teller.rule("formula", *formulas(parts[-1].geometry))
    teller.program()
    arrays = {name: array for part in parts for name, array in part.arrays.items()}
    outputs = {letter: part.names[2] for letter, part in zip(LETTERS, parts, strict=True)}
    return teller.board(PROGRAM, arrays, {"X": "volume", "K": "volume_kernel", **outputs})


def formulas(geometry: Geometry) -> list[str]:
    """The sizes of the output along its axes, in Typst, equal ones once.

    >>> formulas(Geometry.of((3, 9, 9), (2, 2, 2)))
    ['n - k + 1 = 3 - 2 + 1 = 2', 'n - k + 1 = 9 - 2 + 1 = 8']
    """
    sizes = zip(geometry.input_shape, geometry.kernel_shape, geometry.output_shape, strict=True)
    return list(dict.fromkeys(f"n - k + 1 = {n} - {k} + 1 = {size}" for n, k, size in sizes))


def _tell_part(teller: Teller, part: Dimension, *, first: bool) -> None:
    input, kernel, output = part.names
    shown = numerals(input, part.arrays[input]) | numerals(kernel, part.arrays[kernel])
    turn = [] if first else [("turn", pace.MOVE, part.name)]
    motions = [*turn, ("enter", pace.FILL)]
    text = "question" if first else part.name
    teller.beat(text, motions, rest=pace.PAUSE, shown=shown, chapter=True)
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


def _named(part: Dimension) -> dict[str, NDArray[Any]]:
    return dict(zip(("input", "kernel", "output"), part.arrays.values(), strict=True))
