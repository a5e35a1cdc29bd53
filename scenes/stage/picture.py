"""Input ⋆ kernel = output as a picture: three grids, their names, the signs between them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from convmath import Geometry, Step, Trace
from scenes.stage.cells import Cells
from scenes.stage.fit import Matrix, fit
from scenes.stage.grid import Grid, NumberGrid
from scenes.stage.heat import HeatGrid
from scenes.stage.labels import name_above, padded_name, sign, times
from scenes.stage.layout import Layout
from scenes.stage.lettering import Lettering
from scenes.stage.theme import Theme
from scenes.story.numerals import Notation
from scenes.story.sums import Notations


class Picture:
    """Everything that stands still: built once from a trace, for any shapes and numbers."""

    def __init__(self, trace: Trace[Step], layout: Layout, theme: Theme) -> None:
        self.layout, self.theme = layout, theme
        self.geometry = geometry_of(trace)
        values = [padded_values(trace), trace.kernel, trace.output]
        self.notation = Notations.of(trace)
        notations = self.notation.input, self.notation.kernel, self.notation.output
        texts = [written(*pair) for pair in zip(values, notations, strict=True)]
        input, kernel, output = map(_matrix, texts)
        self.fit = fit(input, kernel, output, layout.operands)
        cells = self.fit.grids
        self.input = self._input(cells[0], values[0], texts[0], self.fit.matrices[0].heat)
        self.kernel = self._plain(
            "kernel", cells[-2], values[1], texts[1], self.fit.matrices[-2].heat
        )
        self.output = self._plain(
            "output", cells[-1], values[2], texts[2], self.fit.matrices[-1].heat
        )
        self.focus_cells = cells[1] if self.fit.focus else None
        self._rounded = [rounded(*pair) for pair in zip(values, notations, strict=True)]
        self.names = self._names()
        self.signs = [
            sign(text, centre, theme)
            for text, centre in zip("⋆=", self.fit.slots[-2:], strict=True)
        ]

    def _input(
        self, cells: Cells, values: NDArray[Any], texts: list[list[str]], heat: bool
    ) -> Grid:
        (top, _), (left, _) = self.geometry.padding
        rows, columns = self.geometry.input_shape
        if heat:
            real = cells.block(range(top, top + rows), range(left, left + columns))
            return HeatGrid(cells, values, self.theme, "input", real=real)
        shape = (rows, columns)
        return NumberGrid(cells, texts, self.theme, "input", origin=(top, left), shape=shape)

    def _plain(
        self, role: str, cells: Cells, values: NDArray[Any], texts: list[list[str]], heat: bool
    ) -> Grid:
        """The kernel, or the output, whose numbers come later."""
        hidden = role == "output"
        if heat:
            return HeatGrid(cells, values, self.theme, role, hidden=hidden)
        return NumberGrid(cells, texts, self.theme, role, hidden=hidden)

    def _names(self) -> list[Lettering]:
        """`X  3×3`; `X ≈  3×3` where numbers that are shown are rounded."""
        matrices = [self.fit.matrices[0], *self.fit.matrices[-2:]]
        shown = [not matrix.heat for matrix in matrices]
        shown[0] = shown[0] or self.fit.focus
        letters = [
            f"{name} approx" if numbers and about else name
            for name, numbers, about in zip("XKY", shown, self._rounded, strict=True)
        ]
        shapes = self.geometry.kernel_shape, self.geometry.output_shape
        codes = [padded_name(letters[0], self.geometry)]
        codes += [f"{name} quad {times(s)}" for name, s in zip(letters[1:], shapes, strict=True)]
        cells = [self.fit.grids[0], *self.fit.grids[-2:]]
        roles = (self.theme.input, self.theme.kernel, self.theme.output)
        beside = [self.focus_cells] if self.focus_cells else []
        return [
            name_above(place, code, colour, self.layout.safe, clear_of=above)
            for place, code, colour, above in zip(
                cells, codes, roles, (beside, [], []), strict=True
            )
        ]


def geometry_of(trace: Trace[Step]) -> Geometry:
    """The geometry of a trace that has one with two axes."""
    geometry = trace.geometry
    if geometry is None or geometry.rank != 2:
        raise ValueError(f"a picture needs a trace over rows and columns, not {trace.operation}")
    return geometry


def padded_values(trace: Trace[Step]) -> NDArray[Any]:
    """The input with the zeros around it that the windows see."""
    geometry = geometry_of(trace)
    padded = np.zeros(geometry.padded_shape, trace.input.dtype)
    inside = tuple(
        slice(before, before + size)
        for (before, _), size in zip(geometry.padding, geometry.input_shape, strict=True)
    )
    padded[inside] = trace.input
    return padded


def written(values: NDArray[Any], notation: Notation) -> list[list[str]]:
    """Every number of a matrix as its notation writes it."""
    return [[notation(value).text for value in row] for row in values]


def rounded(values: NDArray[Any], notation: Notation) -> bool:
    """Whether some number of a matrix is not written in full."""
    return not all(notation(value).exact for value in values.flat)


def _matrix(texts: list[list[str]]) -> Matrix:
    flat = [text for row in texts for text in row]
    return Matrix.of((len(texts), len(texts[0])), flat)
