"""Input ⋆ kernel = output as a picture: three grids, their names, the signs between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from convmath import Step, Trace
from scenes.stage.cells import Cells
from scenes.stage.fit import Fit, Matrix, fit
from scenes.stage.grid import Grid, NumberGrid, Writing
from scenes.stage.heat import SCALE_GAP, HeatGrid
from scenes.stage.labels import (
    REMARK_GAP,
    name_above,
    padded_name,
    remark_below,
    room_for_name,
    sign,
    words_after,
)
from scenes.stage.layout import Layout
from scenes.stage.lettering import Lettering
from scenes.stage.theme import Theme
from scenes.story.acts import ROLES, Act
from scenes.story.equation import Notations
from scenes.story.numerals import Notation, shape_code
from scenes.story.places import plane_geometry

ROUNDED = Notation(digits=3)


class Picture:
    """Everything that stands still: built once from a trace, for any shapes and numbers.

    Where it is one of several `acts`, their kernels of one shape have cells of one size.
    """

    def __init__(
        self,
        trace: Trace[Step] | Act,
        layout: Layout,
        theme: Theme,
        said: str = "",
        *,
        acts: Sequence[Act] = (),
    ) -> None:
        self.layout, self.theme, self.act = layout, theme, Act.of(trace)
        trace = self.act.trace
        self.geometry, self.notation = plane_geometry(trace), Notations.of(trace)
        self._padded = padded_values(trace)
        kernels = [trace.kernel, *(act.trace.kernel for act in acts)]
        self._kernels = [kernel for kernel in kernels if kernel.shape == trace.kernel.shape]
        self.fit, texts = self._arranged(trace)
        self.input = self._input(trace.input, texts[0])
        self.kernel = self._plain("kernel", -2, trace.kernel, texts[1])
        self.output = self._plain("output", -1, trace.output, texts[2])
        self.focus_cells = self.fit.grids[1] if self.fit.focus else None
        codes = padded_name(self.geometry), shape_code(self.geometry.input_shape)
        beside = [self.focus_cells] if self.focus_cells else []
        self.name = self._name("input", 0, codes[0], beside)
        self.bare_name = self._name("input", 0, codes[1], beside, self._bare_cells())
        self.kernel_name = self._name("kernel", -2, shape_code(self.geometry.kernel_shape))
        self.output_name = self._name("output", -1, shape_code(self.geometry.output_shape))
        self.said = self._said(said) if said else []
        self.signs = [
            sign(text, centre, theme)
            for text, centre in zip((self.act.sign, "="), self.fit.slots[-2:], strict=True)
        ]

    def parts(self, role: str) -> list[Mobject]:
        """What appears and goes together: a matrix, its name, its scale or the sign before it.

        What is `said` of the output comes when it can be seen.
        """
        if role == "input":
            return [self.input.mobject, self.name, *self.input.scale]
        if role == "kernel":
            return [self.signs[0], self.kernel.mobject, self.kernel_name]
        return [self.signs[1], self.output.mobject, self.output_name]

    def shares(self, other: Picture) -> list[str]:
        """The roles that look the same in both: nothing of them has to move for the other."""
        same = [
            self.input.cells == other.input.cells
            and self.geometry.padding == other.geometry.padding,
            self.kernel.cells == other.kernel.cells and self.act.sign == other.act.sign,
        ]
        return [
            role
            for role, placed in zip(ROLES, same, strict=False)
            if placed
            and np.array_equal(self.act.matrix(role), other.act.matrix(role))
            and self.act.names_of(role) == other.act.names_of(role)
        ]

    def take(self, other: Picture, role: str) -> None:
        """Draw this role with what the other picture has on screen."""
        if role == "input":
            self.input, self.name = other.input, other.name
        elif role == "kernel":
            self.kernel, self.kernel_name = other.kernel, other.kernel_name
            self.signs[0] = other.signs[0]
        else:
            self.output, self.output_name, self.said = other.output, other.output_name, other.said
            self.signs[1] = other.signs[1]

    def remark(self, text: str) -> Lettering:
        """A few words under the input, and under the place of a heat map's scale."""
        lowest = [float(part.get_bottom()[1]) for part in self.input.scale]
        place = SCALE_GAP + REMARK_GAP / 2 if isinstance(self.input, HeatGrid) else REMARK_GAP / 2
        gap = REMARK_GAP / 2 + max([place, *(self.input.cells.region.bottom - y for y in lowest)])
        return remark_below(self.fit.grids, text, self.theme, self.layout.safe, gap=gap)

    def _said(self, text: str) -> list[Lettering]:
        """What the output is, in words after its name, where there is room."""
        room = room_for_name(self.fit.grids[-1], self.fit.grids, self.layout.safe)
        said = words_after(self.output_name, text, self.theme.output, room)
        return [said] if said else []

    def _arranged(self, trace: Trace[Step]) -> tuple[Fit, list[list[list[str]]]]:
        """The first way of writing the numbers that needs no heat map; else the first of all."""
        ways = []
        for notations in ways_to_write(self.notation):
            values = (self._padded, trace.kernel, trace.output)
            texts = [written(*pair) for pair in zip(values, notations, strict=True)]
            input, _, output = map(_matrix, texts)
            kernel = self._kernel_matrix(notations[1])
            ways.append((fit(input, kernel, output, self.layout.operands), texts))
            if not any(matrix.heat for matrix in ways[-1][0].matrices):
                return ways[-1]
        return ways[0]

    def _kernel_matrix(self, notation: Notation) -> Matrix:
        """What has to be known of the kernel, as if it held the longest number of all acts'."""
        own = notation is self.notation.kernel
        tables = [written(k, Notation.of(k) if own else notation) for k in self._kernels]
        return _matrix(tables[0], *tables[1:])

    def _input(self, values: NDArray[Any], texts: list[list[str]]) -> Grid:
        cells, (top, _), (left, _) = self.fit.grids[0], *self.geometry.padding
        if self.fit.matrices[0].heat:
            return HeatGrid(cells, values, self.theme, "input", origin=(top, left))
        rows, columns = self.geometry.input_shape
        key = self.act.name("input")
        writing = Writing(texts, "input", key, origin=(top, left), shape=(rows, columns))
        return NumberGrid(cells, writing, self.theme)

    def _plain(self, role: str, place: int, values: NDArray[Any], texts: list[list[str]]) -> Grid:
        """The kernel, or the output, whose numbers come later."""
        cells, hidden = self.fit.grids[place], role == "output"
        if self.fit.matrices[place].heat:
            if hidden and self.act.levels:
                values = np.clip(values.astype(np.float64), *self.act.levels)
            drawn = HeatGrid(cells, values, self.theme, role, hidden=hidden)
            drawn.clipped = hidden and bool(self.act.levels)
            return drawn
        grid = NumberGrid(cells, Writing(texts, role, self.act.name(role)), self.theme)
        return grid.hide() if hidden else grid

    def _bare_cells(self) -> Cells:
        """The input's cells without those of the padding."""
        cells, (top, _), (left, _) = self.fit.grids[0], *self.geometry.padding
        rows, columns = self.geometry.input_shape
        bare = cells.block(range(top, top + rows), range(left, left + columns))
        return replace(cells, rows=rows, columns=columns, centre=bare.centre)

    def _name(
        self,
        role: str,
        place: int,
        shape: str,
        beside: list[Cells] | None = None,
        over: Cells | None = None,
    ) -> Lettering:
        """`X  3×3`; with (≈) where the numbers that are shown are rounded floats."""
        notation: Notation = getattr(self.notation, role)
        numbers = not self.fit.matrices[place].heat or (role == "input" and self.fit.focus)
        about = " quad (approx)" if numbers and notation.digits else ""
        code = f"{self.act.title(role)} quad {shape}{about}"
        cells, colour = over or self.fit.grids[place], getattr(self.theme, role)
        room = room_for_name(self.fit.grids[place], self.fit.grids, self.layout.safe)
        return name_above(cells, code, colour, room, clear_of=beside or [])


def ways_to_write(notation: Notations) -> Iterator[tuple[Notation, Notation, Notation]]:
    """In full; then with the output rounded; then with all of it rounded."""
    yield notation.input, notation.kernel, notation.output
    if not notation.output.digits:
        yield notation.input, notation.kernel, ROUNDED
        yield ROUNDED, ROUNDED, ROUNDED


def padded_values(trace: Trace[Step]) -> NDArray[Any]:
    """The input with the zeros around it that the windows see."""
    geometry = plane_geometry(trace)
    padded = np.zeros(geometry.padded_shape, trace.input.dtype)
    inside = tuple(
        slice(before, before + size)
        for (before, _), size in zip(geometry.padding, geometry.input_shape, strict=True)
    )
    padded[inside] = trace.input
    return padded


def written(values: NDArray[Any], notation: Notation) -> list[list[str]]:
    """Every number as its notation writes it in a cell."""
    texts = {value: notation.in_a_cell(value) for value in dict.fromkeys(values.flat)}
    return [[texts[value] for value in row] for row in values]


def _matrix(texts: list[list[str]], *alike: list[list[str]]) -> Matrix:
    """The size of one matrix, with room for the numbers of others of its shape."""
    flat = [text for table in (texts, *alike) for row in table for text in row]
    return Matrix.of((len(texts), len(texts[0])), flat)
