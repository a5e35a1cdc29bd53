"""The grids of a table of panels: each number and each cell found by the name of its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from manim import Mobject

from scenes.stage.cells import Cells, Place
from scenes.stage.grid import Grid, NumberGrid, Writing
from scenes.stage.heat import HeatGrid
from scenes.stage.lettering import Lettering
from scenes.stage.panel import Panel
from scenes.stage.theme import Theme
from scenes.stage.tinted import TintedGrid
from scenes.story.places import parsed


def grid_of(panel: Panel, cells: Cells, theme: Theme) -> Grid:
    """What a panel looks like: numbers or a heat map."""
    if panel.heat:
        grid = HeatGrid(
            cells,
            panel.matrix,
            theme,
            panel.role,
            origin=panel.origin,
            hidden=panel.hidden,
            largest=panel.largest,
            among=panel.among,
        )
        return grid.bare() if panel.has_bare_padding else grid
    if panel.tinted:
        among = panel.matrix if panel.among is None else panel.among
        return TintedGrid(cells, writing_of(panel), theme, panel.matrix, among)
    numbers = NumberGrid(cells, writing_of(panel), theme)
    return numbers.hide() if panel.hidden else numbers


def writing_of(panel: Panel) -> Writing:
    """What is written into the cells of a panel."""
    rows, columns = panel.matrix.shape
    return Writing(
        panel.texts,
        panel.role,
        panel.key,
        origin=panel.origin,
        shape=(rows, columns),
        vector=panel.values.ndim == 1,
    )


class Whereabouts:
    """Where the story's places are in the picture: as numbers, or as cells of heat maps."""

    def __init__(self, grids: Mapping[str, Grid]) -> None:
        self._numbers = {
            number.place: number
            for grid in grids.values()
            if isinstance(grid, NumberGrid)
            for number in grid.numbers.values()
        }
        maps = {key: grid for key, grid in grids.items() if isinstance(grid, HeatGrid)}
        self._maps = {parsed(key) or (key, ()): grid for key, grid in maps.items()}

    def numbers(self, places: Iterable[str]) -> list[Lettering]:
        """The letterings at these places, as far as they are drawn."""
        known = self._numbers
        return [known[place] for place in dict.fromkeys(places) if place in known]

    def on_maps(self, places: Iterable[str]) -> list[tuple[HeatGrid, Place]]:
        """Of which heat map, and which cell of its values, the places are that are on one."""
        found = []
        for name, index in filter(None, map(parsed, places)):
            *leading, row, column = (0, *index) if len(index) == 1 else index
            grid = self._maps.get((name, tuple(leading)))
            if grid is not None:
                found.append((grid, (row, column)))
        return found

    def changing(self, places: Iterable[str]) -> list[Mobject]:
        """What looks different once these places are revealed."""
        names = list(places)
        maps = dict.fromkeys(grid for grid, _ in self.on_maps(names))
        return [*self.numbers(names), *(grid.mobject for grid in maps)]

    def reveal(self, wanted: Iterable[str]) -> None:
        """Show what is there."""
        names = list(wanted)
        for number in self.numbers(names):
            number.set_opacity(1.0)
        cells: dict[HeatGrid, list[Place]] = {}
        for grid, cell in self.on_maps(names):
            cells.setdefault(grid, []).append(cell)
        for grid, places in cells.items():
            grid.reveal(places)
