"""The story of the output's size: the formula, read off the picture of a window that steps."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry
from scenes.story import pace
from scenes.story.beat import Storyboard, StoryError
from scenes.story.correlation import geometry_values
from scenes.story.numerals import Numeral
from scenes.story.places import numerals
from scenes.story.pytorch import conv2d_program
from scenes.story.teller import Teller

AXES: Final = ("rows", "columns")
MOST_PLACES: Final = 64  # cells of a side that can be told apart
MOST_COUNTED: Final = 9  # places of the window that are numbered one by one
CLOSEST: Final = 1 / 11  # of the longer side, between two of them

Code = tuple[str, ...]


class SizeTeller(Teller):
    """Tells how many places a window has along one side after the other."""

    def __init__(self, lesson: str, geometry: Geometry) -> None:
        self.geometry = checked(geometry)
        super().__init__(lesson, geometry_values(geometry))

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """What has numbers on screen, by axis; the input and the kernel are of zeros."""
        g = self.geometry
        arrays = {
            "input": np.zeros(g.input_shape, int),
            "kernel": np.zeros(g.kernel_shape, int),
            "size": np.array(g.output_shape),
        }
        for axis, name in enumerate(AXES):
            counts = np.arange(1, g.output_shape[axis] + 1)
            arrays[name] = counts[np.newaxis] if axis else counts[:, np.newaxis]
            span = g.padded_shape[axis] - g.effective_kernel_shape[axis]
            arrays[room_of(axis)] = np.array([[span]])
            arrays[stride_of(axis)] = np.array([[g.stride[axis]]])
        return arrays

    def side(self, axis: int) -> None:
        """Lay the window at the start, step until the next step does not fit, and count."""
        g, values = self.geometry, axis_values(self.geometry, axis)
        text, enter = ("columns", []) if axis else ("question", [("enter", pace.FILL)])
        name = ("name", pace.MOVE, axis)
        self.beat(text, [*enter, name], rest=pace.PAUSE, values=values, chapter=True)
        span = ("derive", pace.SLOW, 0, f"{span_code(g, axis)} = {values['span']}")
        lay = [("lay", pace.SLOW, axis), ("room", pace.SLOW, axis), *self._head(axis), span]
        there = values["span"] != "0"
        self.beat("room", lay, values=values, shown=self._told(room_of(axis), there))
        steps = f"floor({values['span']} \\/ {g.stride[axis]}) = {values['steps']}"
        motions = [("steps", pace.sweep_ticks(g.output_shape[axis]), axis)]
        motions += [("left_over", pace.QUICK, axis)]
        text = "steps_left" if g.remainder[axis] else "steps"
        shown = self._told(stride_of(axis), values["steps"] != "0")
        derive = ("derive", pace.SLOW, 1, steps)
        self.beat(text, [*motions, derive], values=values, shown=shown)
        size = f"{values['steps']} + 1 = {values['size']}"
        count = [("count", pace.SLOW, axis), ("derive", pace.SLOW, 2, size)]
        self.beat("places", count, values=values, shown=self._counts(axis))

    def sides(self) -> None:
        """The rows; then the columns, in one go where they have the same numbers."""
        self.side(0)
        if self._are_alike:
            self._alike(1)
        else:
            self.side(1)

    @property
    def _are_alike(self) -> bool:
        return axis_values(self.geometry, 0) == axis_values(self.geometry, 1)

    def _head(self, axis: int) -> list[tuple[str, int, int]]:
        """Which side the numbers are of, where the other one has others."""
        return [] if self._are_alike else [("head", pace.MOVE, axis)]

    def _alike(self, axis: int) -> None:
        """A side on which all is as it was on the one before: no sentence is said twice."""
        g, values = self.geometry, axis_values(self.geometry, axis)
        enter = [("name", pace.MOVE, axis), ("lay", pace.SLOW, axis), ("room", pace.QUICK, axis)]
        run = [("steps", pace.sweep_ticks(g.output_shape[axis]), axis)]
        run += [("left_over", pace.QUICK, axis), ("count", pace.SLOW, axis)]
        shown = self._told(room_of(axis), values["span"] != "0") | self._counts(axis)
        self.beat("columns_alike", [*enter, *run], values=values, shown=shown, chapter=True)

    def conventions(self) -> None:
        """The formula per side and in total, and the special cases that these numbers are."""
        g = self.geometry
        both = [f"{letters} = {numbers}" for letters, numbers in (per_side(g), total(g))]
        first, second = (("conclude", pace.SLOW, row, *both) for row in range(2))
        self.beat("per_side", [first], rest=pace.PAUSE, chapter=True)
        values = {"total": str(sum(g.padding[0]))}
        sides = ("formula", pace.SLOW, padding_code(g))
        text = "total" if is_even(g) else "total_of_two"
        self.beat(text, [sides, second], rest=pace.PAUSE, values=values, chapter=True)
        for text, codes in special_cases(g):
            self.beat(text, [("formula", pace.SLOW, *codes)], rest=pace.PAUSE, chapter=True)
        self.program(("erase", pace.QUICK), ("formula", pace.MOVE, *per_side(g)))

    def told(self) -> Storyboard:
        """The finished storyboard."""
        program = f"{conv2d_program(self.geometry)}\nsize = torch.tensor(Y.shape[2:])"
        return self.board(program, self.arrays, {"X": "input", "K": "kernel", "size": "size"})

    def _counts(self, axis: int) -> dict[str, Numeral]:
        """The numbers of the window's places."""
        indices = [count_index(axis, index) for index in counted(self.geometry, axis)]
        return numerals(AXES[axis], self.arrays[AXES[axis]], indices)

    def _told(self, name: str, there: bool) -> dict[str, Numeral]:
        return numerals(name, self.arrays[name], [(0, 0)] if there else [])


def room_of(axis: int) -> str:
    """What the room beside the window is called in places: rows_room, columns_room."""
    return f"{AXES[axis]}_room"


def stride_of(axis: int) -> str:
    """The same of the stride."""
    return f"{AXES[axis]}_stride"


def count_index(axis: int, count: int) -> tuple[int, int]:
    """Where a count stands among those of its side: below each other, or side by side."""
    return (0, count) if axis else (count, 0)


def counted(geometry: Geometry, axis: int) -> list[int]:
    """The places of the window that get a number: all of them if they lie apart, or the last.

    >>> counted(Geometry.of((8, 8), (3, 3), padding=1, stride=2), 0)
    [0, 1, 2, 3]
    >>> counted(Geometry.of((40, 8), (3, 3)), 0)
    [37]
    """
    size = geometry.output_shape[axis]
    apart = geometry.stride[axis] / max(geometry.padded_shape) >= CLOSEST
    return list(range(size)) if apart and size <= MOST_COUNTED else [size - 1]


def checked(geometry: Geometry) -> Geometry:
    """The geometry, if its sides can be drawn. Raises StoryError."""
    if geometry.rank != 2:
        raise StoryError(f"this lesson has rows and columns, not {geometry.rank} axes: give two")
    if max(geometry.padded_shape) > MOST_PLACES:
        raise StoryError(
            f"{' × '.join(map(str, geometry.padded_shape))} places with the padding are too many: "
            f"use at most {MOST_PLACES} a side"
        )
    return geometry


def axis_values(geometry: Geometry, axis: int) -> dict[str, str]:
    """The numbers of one side, for the sentences.

    >>> values = axis_values(Geometry.of((8, 8), (3, 3), padding=1, stride=2), 0)
    >>> [values[name] for name in ("padded", "span", "steps", "left_over", "size")]
    ['10', '7', '3', '1', '4']
    """
    n, k, s = geometry.input_shape[axis], geometry.kernel_shape[axis], geometry.stride[axis]
    (before, after), padded = geometry.padding[axis], geometry.padded_shape[axis]
    span = padded - geometry.effective_kernel_shape[axis]
    numbers = {
        "n": n,
        "k": k,
        "s": s,
        "before": before,
        "after": after,
        "padded": padded,
        "span": span,
        "steps": span // s,
        "left_over": span % s,
        "size": geometry.output_shape[axis],
    }
    return {name: str(number) for name, number in numbers.items()}


def span_code(geometry: Geometry, axis: int) -> str:
    """The room that is left beside the window, in Typst: `8 + 2 dot 1 - 3`."""
    n, k = geometry.input_shape[axis], geometry.effective_kernel_shape[axis]
    before, after = geometry.padding[axis]
    padding = f"2 dot {before}" if before == after else f"{before} + {after}"
    return f"{n} + {padding} - {k}"


def size_code(geometry: Geometry, axis: int) -> str:
    """The whole formula with its numbers, per side.

    >>> size_code(Geometry.of((8, 8), (3, 3), padding=1, stride=2), 0)
    'floor((8 + 2 dot 1 - 3) \\\\/ 2) + 1 = 4'
    """
    quotient = f"floor(({span_code(geometry, axis)}) \\/ {geometry.stride[axis]})"
    return f"{quotient} + 1 = {geometry.output_shape[axis]}"


def is_even(geometry: Geometry) -> bool:
    """Whether each side has as much padding as the one across from it."""
    return all(before == after for before, after in geometry.padding)


def padding_code(geometry: Geometry) -> str:
    """What the textbook's p_h is, for the rows: the padding of both sides.

    >>> padding_code(Geometry.of((8, 8), (3, 3), padding=1, stride=2))
    'p_h = 2 p = 2 dot 1 = 2'
    >>> padding_code(Geometry.of((8, 8), (2, 2), padding="same"))
    'p_h = p_1 + p_2 = 0 + 1 = 1'
    """
    before, after = geometry.padding[0]
    total = before + after
    if is_even(geometry):
        return f"p_h = 2 p = 2 dot {before} = {total}"
    return f"p_h = p_1 + p_2 = {before} + {after} = {total}"


def per_side(geometry: Geometry) -> Code:
    """The formula with one padding per side, and its numbers for the rows.

    >>> per_side(Geometry.of((8, 8), (3, 3), padding=1, stride=2))[0]
    'floor((n + 2 p - k) \\\\/ s) + 1'
    """
    letters = "2 p" if is_even(geometry) else "p_1 + p_2"
    return f"floor((n + {letters} - k) \\/ s) + 1", size_code(geometry, 0)


def total(geometry: Geometry) -> Code:
    """The textbook's formula, with the padding of both sides in one number p_h, for the rows.

    >>> total(Geometry.of((8, 8), (3, 3), padding=1, stride=2))[1]
    'floor((8 - 3 + 2 + 2) \\\\/ 2) = 4'
    """
    n, k, s = geometry.input_shape[0], geometry.effective_kernel_shape[0], geometry.stride[0]
    numbers = f"floor(({n} - {k} + {sum(geometry.padding[0])} + {s}) \\/ {s})"
    return "floor((n_h - k_h + p_h + s_h) \\/ s_h)", f"{numbers} = {geometry.output_shape[0]}"


def special_cases(geometry: Geometry) -> list[tuple[str, Code]]:
    """The special cases of the formula that these numbers are, each with its codes.

    >>> [text for text, _ in special_cases(Geometry.of((8, 8), (3, 3), padding=1, stride=2))]
    ['kernel_less_one', 'divides']
    """
    n, s, sizes = geometry.input_shape, geometry.stride, geometry.output_shape
    sides = list(zip(n, s, sizes, strict=True))
    reach = geometry.effective_kernel_shape
    if any(sum(pair) != k - 1 for pair, k in zip(geometry.padding, reach, strict=True)):
        return []
    numbers = [f"floor(({n} + {s} - 1) \\/ {s}) = {m}" for n, s, m in sides]
    cases = [("kernel_less_one", ["floor((n_h + s_h - 1) \\/ s_h)", *numbers])]
    if all(n % s == 0 for n, s, _ in sides):
        cases.append(("divides", ["n_h \\/ s_h", *(f"{n} \\/ {s} = {m}" for n, s, m in sides)]))
    return [(text, tuple(dict.fromkeys(codes))) for text, codes in cases]
