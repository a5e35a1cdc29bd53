"""The story of a transposed convolution: every number of the input stamps the kernel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry, ScatterStep, Trace, cross_correlate, flip
from convmath.padding import Sides
from scenes.story.beat import StoryError
from scenes.story.equation import Equation, Factor
from scenes.story.numerals import Notation
from scenes.story.places import Index, Spot, index_of, place

MOST_STAMPED: Final = 6  # up to so many numbers, each stamp is shown
FIRST_STAMPED: Final = 2  # of more, the first ones


@dataclass(frozen=True, slots=True)
class Landing:
    """Which number of a stamp lands on which cell of the output, and what stands there then.

    `place` is one of the output's where no other stamp follows, else one of the sums so far.
    `offset` is None for a cell that no stamp lands on: it stays 0.
    """

    offset: tuple[int, int] | None
    cell: tuple[int, int]
    place: str


class Stamping:
    """One transposed convolution: its first stamps, and what they come to one after another.

    `stamps` is (stamps, *kernel), `sums` is (stamps, *output): all of them if they are few. `name`
    is the array of its output; a film may have several. `extra` is its output padding, in rows and
    columns.

    >>> from convmath import conv_transpose
    >>> stamping = Stamping(conv_transpose([[1, 2]], [[3, 4]]))
    >>> stamping.stamps.tolist(), stamping.sums.tolist()
    ([[[3, 4]], [[6, 8]]], [[[3, 4, 0]], [[3, 10, 8]]])
    """

    def __init__(
        self, trace: Trace[ScatterStep], name: str = "output", extra: Sequence[int] = (0, 0)
    ) -> None:
        self.trace, self.name, self.extra = trace, name, tuple(extra)
        if trace.geometry is None or trace.geometry.rank != 2:
            raise StoryError(
                f"this film stamps a matrix on a matrix, but the input has shape "
                f"{trace.input.shape}: give it rows and columns"
            )
        self.geometry: Geometry = trace.geometry
        self.count = trace.input.size
        self._cells = [self._landed(index) for index in np.ndindex(trace.input.shape)]
        steps = [trace.steps[n] for n in range(self.followed)]
        self.stamps: NDArray[Any] = np.array([step.stamp for step in steps])
        running = np.zeros(trace.output.shape, dtype=self.stamps.dtype)
        sums = []
        for step in steps:
            step.apply(running)
            sums.append(running.copy())
        self.sums: NDArray[Any] = np.array(sums)

    @property
    def followed(self) -> int:
        """How many stamps are shown one by one; the others are swept."""
        return self.count if self.count <= MOST_STAMPED else FIRST_STAMPED

    @property
    def stride(self) -> tuple[int, int]:
        """How far apart the stamps are, in rows and columns."""
        rows, columns = self.geometry.stride
        return rows, columns

    @property
    def sides(self) -> Sides:
        """The padding as it was asked for, which cuts off; the output padding is not in it.

        >>> from convmath import conv_transpose
        >>> trace = conv_transpose([[1]], [[1] * 3] * 3, padding=1, stride=2, output_padding=(1, 0))
        >>> Stamping(trace, extra=(1, 0)).sides
        ((1, 1), (1, 1))
        """
        pairs = zip(cut_off(self.geometry), self.extra, strict=True)
        return tuple((before, after + more) for (before, after), more in pairs)

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """What its pictures show, by name."""
        return {
            "stamp": self.stamps,
            self.name: self.trace.output,
            f"{self.name}_sum": self.sums,
        }

    def cells(self, step: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Which number of the stamp lands on which cell of the output; what falls off is left out.

        >>> from convmath import conv_transpose
        >>> Stamping(conv_transpose([[1, 2]], [[3, 4, 5]], padding=(0, 1))).cells(1)
        [((0, 0), (0, 0)), ((0, 1), (0, 1))]
        """
        return self._cells[step]

    def _landed(self, index: Index) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        height, width = self.geometry.input_shape
        (top, _), (left, _) = self.geometry.padding
        rows, columns = self.geometry.window(index)
        return [
            ((a, b), (row - top, column - left))
            for a, row in enumerate(rows)
            for b, column in enumerate(columns)
            if 0 <= row - top < height and 0 <= column - left < width
        ]

    def spots(self, step: int) -> tuple[Spot, ...]:
        """The number that is stamped, and the cells that the stamp lands on."""
        source = Spot.cell("input", *index_of(step, self.trace.input.shape))
        landed = [cell for _, cell in self.cells(step)]
        if not landed:
            return (source,)
        first, last = np.min(landed, axis=0), np.max(landed, axis=0)
        rows, columns = (range(int(a), int(b) + 1) for a, b in zip(first, last, strict=True))
        return source, Spot(self.name, rows, columns)

    def completed(self, steps: range) -> list[list[Index]]:
        """For each of these last steps, the cells of the output that no later stamp lands on.

        Cells that no stamp lands on at all are complete with the first.
        """
        last = dict.fromkeys(np.ndindex(self.trace.output.shape), steps[0])
        for step in steps:
            last.update((cell, step) for _, cell in self.cells(step))
        done: dict[int, list[Index]] = {step: [] for step in steps}
        for cell, step in last.items():
            done[step].append(cell)
        return list(done.values())

    def landings(self, step: int) -> tuple[Landing, ...]:
        """What one of the followed stamps changes in the output."""
        done = set(self.completed(range(self.count))[step])
        found = {cell: offset for offset, cell in self.cells(step)}
        untouched: dict[tuple[int, int], tuple[int, int] | None]
        untouched = {(row, column): None for row, column in done if (row, column) not in found}
        return tuple(
            Landing(
                offset,
                cell,
                place(self.name, *cell) if cell in done else place(f"{self.name}_sum", step, *cell),
            )
            for cell, offset in (untouched | found).items()
        )

    def busiest(self) -> Index:
        """The cell on which most stamps land, the first of them in row order."""
        counts = Counter(cell for step in range(self.count) for _, cell in self.cells(step))
        return min(counts, key=lambda cell: (-counts[cell], cell))

    def equation(self, cell: Index) -> Equation:
        """What the stamps on one cell add up to.

        >>> from convmath import conv_transpose
        >>> Stamping(conv_transpose([[0, 1], [2, 3]], [[0, 1], [2, 3]])).equation((1, 1)).text()
        '0·3 + 1·2 + 2·1 + 3·0 = 4'
        """
        array, kernel = self.trace.input, self.trace.kernel
        read, weight = Notation.of(array), Notation.of(kernel)
        terms = []
        for step in range(self.count):
            for offset, landed in self.cells(step):
                if landed == cell:
                    source = index_of(step, array.shape)
                    x = Factor(read(array[source]), "input", place("input", *source))
                    k = Factor(weight(kernel[offset]), "kernel", place("kernel", *offset))
                    terms.append((x, k))
        total = Notation.of(self.trace.output)(self.trace.output[cell])
        return Equation(tuple(terms), Factor(total, "output", place(self.name, *cell)))


def stretched(array: NDArray[Any], stride: Sequence[int]) -> NDArray[Any]:
    """The input with stride − 1 zeros between its numbers.

    >>> stretched(np.array([[1, 2]]), (3, 2)).tolist()
    [[1, 0, 2]]
    """
    shape = [(size - 1) * step + 1 for size, step in zip(array.shape, stride, strict=True)]
    wide = np.zeros(shape, dtype=array.dtype)
    wide[tuple(slice(None, None, step) for step in stride)] = array
    return wide


def cut_off(geometry: Geometry) -> Sides:
    """How many rows and columns of the stamps each side loses; fewer than none where it gains.

    >>> cut_off(Geometry.transposed((2, 2), (3, 3), padding=1, stride=3, output_padding=(1, 2)))
    ((1, 0), (1, -1))
    """
    pairs = zip(geometry.padding, geometry.remainder, strict=True)
    return tuple((before, after - more) for (before, after), more in pairs)


def as_correlation(stamping: Stamping) -> Trace[Any] | None:
    """The same output as a correlation of the stretched input with the turned kernel.

    None where the padding cuts off more than the kernel reaches, which no window can show.

    >>> from convmath import conv_transpose
    >>> trace = conv_transpose([[0, 1], [2, 3]], [[0, 1], [2, 3]], stride=2)
    >>> bool((as_correlation(Stamping(trace)).output == trace.output).all())
    True
    """
    geometry, trace = stamping.geometry, stamping.trace
    wide = stretched(trace.input, geometry.stride)
    reach = zip(cut_off(geometry), geometry.effective_kernel_shape, strict=True)
    padding = tuple((size - 1 - before, size - 1 - after) for (before, after), size in reach)
    if min(side for sides in padding for side in sides) < 0:
        return None
    turned = flip(trace.kernel)
    return cross_correlate(wide, turned, padding=padding, dilation=geometry.dilation)
