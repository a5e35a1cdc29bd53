"""The story of any layer: its arrays by the places of their numbers, and their equations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry
from scenes.story import pace
from scenes.story.correlation import geometry_values
from scenes.story.dilation import dilation_values
from scenes.story.equation import Equation, Factor, Term, in_typst
from scenes.story.meeting import Pair
from scenes.story.numerals import Notation, Numeral
from scenes.story.places import (
    MOST_NUMBERS_SHOWN,
    PADDING,
    Index,
    Spot,
    Stop,
    parsed,
    place,
    window_spot,
)
from scenes.story.teller import Move, Teller

WORK: Final = (("multiply", pace.FILL), ("total", pace.QUICK), ("drop", pace.MOVE))
SLOW_WORK: Final = (("multiply", 2 * pace.FILL), ("total", pace.MOVE), ("drop", pace.SLOW))
LONGEST_FORMULA: Final = 30  # characters


class LayerTeller(Teller):
    """Tells of arrays by the places of their numbers; `symbols` are their letters in PyTorch."""

    def __init__(
        self,
        lesson: str,
        common: Mapping[str, str],
        arrays: Mapping[str, NDArray[Any]],
        symbols: Mapping[str, str],
    ) -> None:
        super().__init__(lesson, common)
        self.arrays: dict[str, NDArray[Any]] = {}
        self.symbols: dict[str, str] = {}
        self._notations: dict[str, Notation] = {}
        self.take(arrays, symbols)

    def take(self, arrays: Mapping[str, NDArray[Any]], symbols: Mapping[str, str]) -> None:
        """Tell of these arrays as well."""
        self.arrays |= arrays
        self.symbols |= symbols
        self._notations |= {name: Notation.of(array) for name, array in arrays.items()}

    def numeral(self, where: str) -> Numeral:
        """The number at a place."""
        found = parsed(where)
        if found is None:
            raise ValueError(f"{where!r} is no place")
        name, index = found
        if name == PADDING:
            return Numeral("0")
        return self._notations[name](self.arrays[name][index])

    def all_of(self, *names: str) -> dict[str, Numeral]:
        """All numbers of these arrays, as far as they are few enough to be read."""
        few = [name for name in names if self.arrays[name].size <= MOST_NUMBERS_SHOWN]
        return {
            place(name, *index): self.numeral(place(name, *index))
            for name in few
            for index in np.ndindex(self.arrays[name].shape)
        }

    def at(self, places: Iterable[str]) -> dict[str, Numeral]:
        """The numbers at these places."""
        return {where: self.numeral(where) for where in places}

    def slices(self, name: str, *leading: int) -> list[str]:
        """The slices of an array along its next axis, such as its channels, by their places."""
        count = self.arrays[name].shape[len(leading)]
        return [place(name, *leading, number) for number in range(count)]

    def windows(self, name: str, geometry: Geometry, index: Index) -> list[Spot]:
        """What the window at this index covers of every slice of an array."""
        return [window_spot(key, geometry, index) for key in self.slices(name)]

    def equation(
        self, pairs: Iterable[Pair], total: str, *more: str, role: str = "input"
    ) -> Equation:
        """Σ operand · weight (+ a bias, by its place) = what stands at `total`."""
        terms: list[Term] = [
            (
                Factor(self.numeral(operand), role, operand),
                Factor(self.numeral(weight), "kernel", weight),
            )
            for operand, weight in pairs
        ]
        terms += [(Factor(self.numeral(bias), "kernel", bias),) for bias in more]
        return Equation(tuple(terms), Factor(self.numeral(total), "output", total))

    def worked(
        self,
        text: str,
        equation: Equation,
        motions: Sequence[Move],
        *,
        slowly: bool = False,
        values: Mapping[str, str] | None = None,
        places: Iterable[str] = (),
        steps: range = range(0),
        chapter: bool = False,
    ) -> None:
        """A beat that works an equation out, after these motions, which also show `places`."""
        factors = [factor for term in equation.terms for factor in term]
        shown = self.at(f.place for f in factors if self.is_picture(f.place))
        shown |= self.at([*places, equation.total.place])
        self.beat(
            text,
            [*motions, *(SLOW_WORK if slowly else WORK)],
            rest=pace.PAUSE if slowly else pace.BREATH,
            values=values or {},
            shown=shown,
            steps=steps,
            equation=equation,
            chapter=chapter,
        )

    def swept(
        self,
        text: str,
        stops: Sequence[Stop],
        *,
        steps: range = range(0),
        chapter: bool = False,
        lift: bool = False,
    ) -> None:
        """A beat in which windows run from stop to stop; nothing if there are none.

        Windows that were elsewhere before have to `lift` first.
        """
        if not stops:
            return
        shown = self.at(where for stop in stops for where in stop.places)
        motions = [
            ("lift" if lift else "clear", pace.QUICK),
            ("sweep", pace.sweep_ticks(len(stops)), stops),
        ]
        values = {"count": str(len(stops))}
        self.beat(text, motions, values=values, shown=shown, steps=steps, chapter=chapter)

    def sliding(self, geometry: Geometry) -> None:
        """A sentence on each of padding, stride and dilation that is not the usual one."""
        unusual = {
            "zeros_around": any(map(any, geometry.padding)),
            "long_steps": max(geometry.stride) > 1,
            "spread_kernels": geometry.effective_kernel_shape != geometry.kernel_shape,
        }
        for text in (text for text, said in unusual.items() if said):
            values = geometry_values(geometry) | dilation_values(geometry)
            self.beat(text, [("hold", pace.MOVE)], values=values)

    def closing(self, text: str, *formulas: str) -> None:
        """Formulas, with the lesson's sentence about them; then the program."""
        self.rule(text, *formulas)
        self.program()

    def is_picture(self, where: str) -> bool:
        """Whether a number belongs to an array that is too large to be told as a whole."""
        found = parsed(where)
        if found is None or found[0] == PADDING:
            return False
        return self.arrays[found[0]].size > MOST_NUMBERS_SHOWN


def short(equation: Equation) -> str:
    """An equation in a formula, folded early."""
    return in_typst(equation, LONGEST_FORMULA)
