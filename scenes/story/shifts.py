"""Pooling, and what small shifts of the input change in its output: nothing, then one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry, Trace, as_exact, avg_pool, max_pool, shift
from scenes.story import pace
from scenes.story.beat import Storyboard
from scenes.story.places import Spot, numerals, place, window_spot
from scenes.story.pooling import PoolingTeller, PoolTrace
from scenes.story.pytorch import pool2d_program
from scenes.story.teller import Move

SHIFTS: Final = 3  # the pattern itself, moved inside its window, moved out of it
TEXTS: Final = ("spot", "spot_moved", "spot_left")
POOLS: Final[Mapping[str, tuple[Callable[..., Trace[Any]], str]]] = {
    "max_pool": (max_pool, "max"),
    "avg_pool": (avg_pool, "avg"),
}


class Shifts:
    """A single 1 in a picture of two windows by two, pooled with steps as large as the window.

    `pictures` is (3, 2h, 2w): the 1 as it is, one step further inside its window, and one more,
    which leaves it. `pooled` is (3, 2, 2).

    >>> from convmath import max_pool
    >>> shifts = Shifts((2, 2), max_pool)
    >>> shifts.pictures[:, 0].tolist(), shifts.pooled.tolist()
    ([[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], [[[1, 0], [0, 0]], [[1, 0], [0, 0]], \
[[0, 0], [0, 1]]])
    """

    def __init__(self, window: Sequence[int], pool: Callable[..., Trace[Any]]) -> None:
        picture = np.zeros([2 * size for size in window], dtype=int)
        picture[tuple(max(0, size - 2) for size in window)] = 1
        step = [int(size > 1) for size in window]
        moved = [shift(as_exact(picture), [n * one for one in step]) for n in range(SHIFTS)]
        self.pictures: NDArray[Any] = np.array(moved)
        traces = [pool(each, tuple(window)) for each in moved]
        self.pooled: NDArray[Any] = np.array([trace.output for trace in traces])
        self.geometry = Geometry.of(picture.shape, window, stride=tuple(window))

    def spots(self, count: int) -> tuple[Spot, Spot, Spot]:
        """The window in which the 1 is, the 1, and the output that it makes."""
        pictures = place("shifted", count), place("pooled", count)
        one, out = (self._first(each[count]) for each in (self.pictures, self.pooled))
        window = window_spot(pictures[0], self.geometry, out)
        return window, Spot.cell(pictures[0], *one), Spot.cell(pictures[1], *out)

    def _first(self, picture: NDArray[Any]) -> tuple[int, int]:
        row, column = np.argwhere(picture)[0]
        return int(row), int(column)


def can_shift(window: Sequence[int]) -> bool:
    """Whether a window has room for a shift.

    >>> can_shift((1, 2)), can_shift((1, 1))
    (True, False)
    """
    return max(window) > 1


def tell_pooling(
    lesson: str, trace: PoolTrace, *, counted: bool = True, divisor: int | None = None
) -> Storyboard:
    """Pooling window by window, then what small shifts change, in an act called "shifts".

    `counted` says whether padding counts in a mean, `divisor` by what every sum is divided.
    """
    teller = PoolingTeller(lesson, trace)
    teller.question()
    teller.first("first" if divisor is None else "first_override")
    teller.others()
    teller.leftover()
    pool, kind = POOLS[trace.operation]
    tell_shifts(teller, pool, "shifts")
    teller.closing("pooling")
    program = pool2d_program(kind, teller.geometry, counted=counted, divisor=divisor)
    return teller.told(program)


def tell_shifts(teller: PoolingTeller, pool: Callable[..., Trace[Any]], act: str) -> None:
    """Three pictures beside each other, in an act of that name; none without room to move."""
    if not can_shift(teller.geometry.kernel_shape):
        return
    teller.away = True
    shifts = Shifts(teller.geometry.kernel_shape, pool)
    teller.arrays |= {"shifted": shifts.pictures, "pooled": shifts.pooled}
    start: list[Move] = [("turn", pace.MOVE, act), ("enter", pace.FILL)]
    pictures = [numerals(place("shifted", n), each) for n, each in enumerate(shifts.pictures)]
    told = {at: number for numbers in pictures for at, number in numbers.items()}
    for count, text in enumerate(TEXTS):
        window, one, result = shifts.spots(count)
        shown = numerals(result.panel, shifts.pooled[count])
        result_at = place(result.panel, result.rows[0], result.columns[0])
        motions = [
            *start,
            ("window", pace.MOVE, window),
            ("reveal", pace.QUICK, "pooled"),
            ("light", pace.QUICK, one, result),
        ]
        values = {"one": str(shifts.pictures.max()), "result": shown[result_at].text}
        teller.beat(
            text, motions, rest=pace.PAUSE, values=values, shown=shown | told, chapter=not count
        )
        start, told = [("clear", pace.BLINK)], {}
