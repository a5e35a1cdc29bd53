"""The story of a pattern that moves: the output moves along, and what is pooled stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import as_exact, cross_correlate, max_pool, shift
from scenes.story import pace
from scenes.story.beat import Storyboard, StoryError
from scenes.story.example import Example
from scenes.story.numerals import shape_text
from scenes.story.places import Spot, numerals
from scenes.story.teller import Teller

LAW: Final = "(S X) star K = S (X star K)"  # S moves what stands behind it
POOLED: Final = ("Z = max Y", "P = max M")
SYMBOLS: Final = {
    "X": "input",
    "K": "kernel",
    "Y": "output",
    "M": "moved_output",
    "Z": "pooled",
    "P": "moved_pooled",
}

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Shifted:
    """An input and the same one moved, what the kernel makes of both, and what pooling keeps.

    >>> moved = Shifted.of(Example.of("invariance_pooled"))
    >>> moved.arrays["pooled"].tolist(), moved.arrays["moved_pooled"].tolist()
    ([[3, 0], [0, 0]], [[3, 0], [0, 0]])
    """

    arrays: Mapping[str, Array]
    shift: tuple[int, int]
    window: tuple[int, int]

    @classmethod
    def of(cls, example: Example) -> Shifted:
        """Raises ConvMathError for a window or a kernel that does not fit.

        And StoryError for a shift that leaves nothing of the input in its frame.
        """
        input, kernel = (as_exact(example.inputs[name], name) for name in ("input", "kernel"))
        by, window = (_pair(example.parameters[name]) for name in ("shift", "window"))
        if any(abs(step) >= size for step, size in zip(by, input.shape, strict=True)):
            raise StoryError(
                f"a shift by {by} moves an input of shape {input.shape} out of its frame: "
                "choose a smaller one"
            )
        output = cross_correlate(input, kernel).output
        moved_input = shift(input, by)
        moved_output = cross_correlate(moved_input, kernel).output
        arrays = {
            "input": input,
            "kernel": kernel,
            "output": output,
            "moved_input": moved_input,
            "moved_output": moved_output,
            "pooled": max_pool(output, window).output,
            "moved_pooled": max_pool(moved_output, window).output,
        }
        return cls(arrays, by, window)

    def pattern(self, name: str) -> Spot:
        """The smallest block that holds all that is not 0; all of what has nothing else."""
        rows, columns = np.nonzero(self.arrays[name])
        if not len(rows):
            height, width = self.arrays[name].shape
            return Spot(name, range(height), range(width))
        return Spot(
            name,
            range(int(rows.min()), int(rows.max()) + 1),
            range(int(columns.min()), int(columns.max()) + 1),
        )

    def pooling_window(self, name: str, pooled: Spot) -> Spot:
        """Which elements of this array one pooled element is the largest of.

        >>> moved = Shifted.of(Example.of("invariance_pooled"))
        >>> moved.pooling_window("output", Spot.cell("pooled", 0, 1)).columns
        range(4, 8)
        """
        rows, columns = (
            range(span[0] * size, (span[-1] + 1) * size)
            for span, size in zip((pooled.rows, pooled.columns), self.window, strict=True)
        )
        return Spot(name, rows, columns)

    @property
    def moved_along(self) -> int:
        """How many elements of the moved input's output are those of the output, moved."""
        followed = shift(self.arrays["output"], self.shift)
        return int((self.arrays["moved_output"] == followed).sum())

    @property
    def is_whole(self) -> bool:
        """Whether all of the output moves along: at the edges, it need not."""
        return self.moved_along == self.arrays["output"].size

    @property
    def kept(self) -> int:
        """How many pooled elements the shift has not changed."""
        return int((self.arrays["pooled"] == self.arrays["moved_pooled"]).sum())

    @property
    def pytorch(self) -> str:
        """Three lines: the output, that of the moved input, and what pooling keeps of both."""
        (down, right), (height, width) = self.shift, self.window
        window = str(height) if height == width else f"({height}, {width})"
        moved = f"F.pad(X, ({right}, {-right}, {down}, {-down}))"
        return (
            "Y = F.conv2d(X[None, None], K[None, None])\n"
            f"M = F.conv2d({moved}[None, None], K[None, None])\n"
            f"Z, P = F.max_pool2d(Y, {window}), F.max_pool2d(M, {window})"
        )

    @property
    def values(self) -> dict[str, str]:
        """The numbers of the sentences."""
        outputs, pooled = self.arrays["output"], self.arrays["pooled"]
        numbers = {
            "down": self.shift[0],
            "right": self.shift[1],
            "outputs": outputs.size,
            "along": self.moved_along,
            "pooled": pooled.size,
            "kept": self.kept,
        }
        window = shape_text(self.window)
        return {"window": window} | {name: str(number) for name, number in numbers.items()}


def tell(lesson: str, moved: Shifted) -> Storyboard:
    """The pattern, its answer; both moved; both pooled; the law."""
    teller = Teller(lesson, moved.values)
    _appear(teller, moved)
    _move(teller, moved)
    _pool(teller, moved)
    codes = [LAW, *(["P = Z"] if moved.kept == moved.arrays["pooled"].size else [])]
    teller.rule("law" if moved.is_whole else "law_in_part", *codes)
    teller.program()
    return teller.board(moved.pytorch, moved.arrays, SYMBOLS)


def _shown(moved: Shifted, *names: str) -> dict[str, Any]:
    return {
        place: told for name in names for place, told in numerals(name, moved.arrays[name]).items()
    }


def _appear(teller: Teller, moved: Shifted) -> None:
    enter = [("enter", pace.FILL, "input", "kernel")]
    shown = _shown(moved, "input", "kernel")
    pattern = ("window", pace.MOVE, moved.pattern("input"))
    teller.beat("question", [*enter, pattern], rest=pace.PAUSE, shown=shown, chapter=True)
    answer = [("enter", pace.SLOW, "output"), ("reveal", pace.SLOW)]
    both = ("window", pace.MOVE, moved.pattern("input"), moved.pattern("output"))
    teller.beat("answer", [*answer, both], rest=pace.PAUSE, shown=_shown(moved, "output"))


def _move(teller: Teller, moved: Shifted) -> None:
    """The input's numbers move with their frame; the output is computed anew, its frame follows."""
    to = {name: _in_place(moved.pattern(f"moved_{name}"), name) for name in ("input", "output")}
    motions = [
        ("shift", pace.FILL, "input", "moved_input", moved.shift, to["input"]),
        ("hold", pace.BREATH),
        ("empty", pace.SLOW, "output", "moved_output"),
        ("reveal", pace.SLOW, "moved_output"),
        ("hold", pace.PAUSE),
        ("window", pace.FILL, to["output"]),
    ]
    shown = _shown(moved, "moved_input", "moved_output")
    text = "moved" if moved.is_whole else "moved_in_part"
    teller.beat(text, motions, rest=pace.PAUSE, shown=shown, chapter=True)


def _in_place(spot: Spot, name: str) -> Spot:
    """The same spot on the panel that shows this array first."""
    return Spot(name, spot.rows, spot.columns)


def _pool(teller: Teller, moved: Shifted) -> None:
    motions = [("turn", pace.MOVE, "pooled"), ("enter", pace.FILL), ("reveal", pace.SLOW)]
    spots = [
        Spot.cell(name, *map(int, np.argwhere(moved.arrays[name] == moved.arrays[name].max())[0]))
        for name in ("pooled", "moved_pooled")
    ]
    shown = _shown(moved, "pooled", "moved_pooled")
    same = moved.kept == moved.arrays["pooled"].size
    text = "pooled" if same else "pooled_in_part"
    windows = [
        moved.pooling_window(name, spot)
        for name, spot in zip(("output", "moved_output"), spots, strict=True)
    ]
    lit = [("window", pace.MOVE, *windows), ("light", pace.MOVE, *spots)]
    lit.append(("formula", pace.SLOW, *POOLED))
    teller.beat(text, [*motions, *lit], rest=pace.PAUSE, shown=shown, chapter=True)


def _pair(numbers: int | tuple[int, ...]) -> tuple[int, int]:
    if isinstance(numbers, int):
        return numbers, numbers
    first, second = numbers
    return first, second
