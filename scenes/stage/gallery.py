"""The bench of films about networks: feature maps as pictures that enter, move and are replaced.

A film has acts; each hangs its pictures in its own way. What an act shares with the one before
glides to its new place, the rest goes. All else (windows, the worked line) is as with panels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Final

from manim import Animation, Mobject, VGroup, smooth

from scenes.stage import depth
from scenes.stage.arrangement import Arrangement
from scenes.stage.cells import Cells
from scenes.stage.hanging import TITLE_EM, TITLE_GAP, WORDS_EM, Block, Hanging, Wall, hang
from scenes.stage.heat import HeatGrid
from scenes.stage.labels import ABOVE, sign
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering, formula, program_lines, words
from scenes.stage.moves import Reframe, appear, exchange, one, vanish
from scenes.stage.panel import Panel
from scenes.stage.panels import PanelBench
from scenes.stage.tint_legend import tint_legend
from scenes.story import Beat
from scenes.story.places import Spot

LINES: Final = {"multiply", "program"}  # verbs that write below the pictures
NEXT: Final = 0.6  # of what goes is over when what stays begins to glide, and so on


class GalleryBench(PanelBench):
    """Moves pictures between the walls of several acts; the first act is the one it begins with."""

    def __init__(self, lesson: Lesson, acts: Mapping[str, Wall]) -> None:
        layout, lined = lesson.layout, acts_with_lines(lesson.board.beats, next(iter(acts)))
        regions = {name: layout.operands if name in lined else layout.whole for name in acts}
        self.hangings = {name: hang(wall, regions[name]) for name, wall in acts.items()}
        cells: dict[str, Cells] = {}
        panels: dict[str, Panel] = {}
        for hanging in reversed(self.hangings.values()):  # a picture begins in its first act
            cells |= hanging.cells
            panels |= {p.key: p for block in hanging.blocks.values() for p in block.panels}
        super().__init__(lesson, Arrangement(cells, panels, ()))
        self._act: Hanging = next(iter(self.hangings.values()))
        self._shown: set[str] = set()
        self._legend: list[Mobject] = []
        self._marks: dict[str, list[Lettering]] = {}

    def enter(self, beat: Beat, *names: str) -> Animation | None:
        """Blocks appear with their titles and the signs before them; or single pictures."""
        parts: list[Mobject] = []
        for name in names or self._act.blocks:
            parts += self._entering(name)
        return appear(parts, lag=0.05)

    def act(self, beat: Beat, name: str) -> Animation | None:
        """The wall of another act: all else goes, what both have glides to its place, titles come.

        One after the other, so that nothing glides over what is going and no two titles are read
        at once.
        """
        new = self.hangings[name]
        kept = {key for key in self._shown if key in new.cells}
        gone = self._empty(kept)
        self._act = new
        moves = [self._glide(key, new) for key in sorted(kept)]
        whole = [block.name for block in new.blocks.values() if self._is_whole(block)]
        marks = [mark for block in whole for mark in self._mark(block)]
        return one([gone, one(moves), appear(marks)], lag=NEXT)

    def legend(self, beat: Beat) -> Animation | None:
        """What the tints of maps mean, in place of the formula; again, and it goes."""
        gone, self._legend = self._legend, []
        if not gone:
            self._legend = tint_legend(self.words, self.layout.formula, self.theme)
        return exchange(gone, self._legend)

    def program(self, beat: Beat) -> Animation | None:
        """The lines of PyTorch below the pictures; in place of them where there is no room."""
        lines = program_lines(self.pytorch, self.layout.worked, self.theme.text)
        if VGroup(*lines).height <= self.layout.worked.height:
            return appear(lines)
        lines = program_lines(self.pytorch, self.layout.operands, self.theme.text)
        return one([self._empty(), appear(lines)], lag=0.5)

    def region(self, name: str) -> Region:
        """Where a block of this act is."""
        return self._act.regions[name]

    def parts(self, key: str) -> list[Mobject]:
        """A picture is all there is: maps are too many for a scale below each."""
        return [self.grids[key].mobject]

    def map(self, key: str) -> HeatGrid:
        """The picture of this name."""
        grid = self.grids[key]
        if not isinstance(grid, HeatGrid):
            raise TypeError(f"{key} is no picture: make its panel a heat map")
        return grid

    def all_of(self, key: str) -> Spot:
        """All elements of the picture of this name."""
        cells = self.map(key).cells
        return Spot(key, range(cells.rows), range(cells.columns))

    def row(self, name: str) -> list[HeatGrid]:
        """All pictures whose keys begin with a name: of "map", those of "map[0]" and so on."""
        found = [key for key in self.grids if key.startswith(f"{name}[")]
        return [self.map(key) for key in found]

    def _empty(self, kept: Set[str] = frozenset()) -> Animation | None:
        """All pictures go, but for some, and all titles and signs."""
        gone = [part for key in sorted(self._shown - kept) for part in self.parts(key)]
        gone += [mark for marks in self._marks.values() for mark in marks]
        self._shown, self._marks = set(kept), {}
        return vanish(gone)

    def _entering(self, name: str) -> list[Mobject]:
        blocks = self._act.blocks
        keys = [panel.key for panel in blocks[name].panels] if name in blocks else [name]
        own = [block for block in blocks.values() if keys[0] in (p.key for p in block.panels)]
        marks = [mark for block in own for mark in self._mark(block.name)]
        fresh = [key for key in keys if key not in self._shown]
        for key in fresh:  # it may have been elsewhere in an earlier act
            self._glide(key, self._act).interpolate_mobject(1.0)
        self._shown |= set(keys)
        return [*marks, *(part for key in fresh for part in self.parts(key))]

    def _is_whole(self, block: Block) -> bool:
        return bool(block.panels) and all(panel.key in self._shown for panel in block.panels)

    def _glide(self, key: str, new: Hanging) -> Animation:
        grid = self.map(key)
        old, grid.cells = grid.cells.region, new.cells[key]
        return Reframe(grid.mobject, old, grid.cells.region, rate_func=smooth)

    def _mark(self, name: str) -> list[Lettering]:
        """The title of a block of this act and the sign before it, once."""
        if name in self._marks:
            return []
        block, region, marks = self._act.blocks[name], self._act.regions[name], []
        if name in self._act.signs:
            marks.append(sign(*self._act.signs[name], self.theme))
        colour, pen = self._colour(block), region.centre[0] - block.heading_width / 2
        parts = [words(block.words, WORDS_EM, colour)] if block.words else []
        parts += [formula(block.title, TITLE_EM, colour)] if block.title else []
        for part in parts:
            pen += TITLE_GAP / 2
            marks.append(part.shifted(pen, region.top + ABOVE).set_z_index(depth.NUMBERS))
            pen += part.width + TITLE_GAP / 2
        self._marks[name] = marks
        return marks

    def _lit(self, spot: Spot) -> tuple[str, str]:
        """Kernels light up in their own colour, all else as what comes out."""
        if self.panels[spot.panel].role == "kernel":
            return self.theme.kernel, self.theme.covered_fill
        return super()._lit(spot)

    def _colour(self, block: Block) -> str:
        role = block.panels[0].role if block.panels else "muted"
        return str(getattr(self.theme, role))


def acts_with_lines(beats: Iterable[Beat], first: str) -> set[str]:
    """The acts that need room for a worked line or a program; the others may use it as well."""
    act, lined = first, set[str]()
    for motion in (motion for beat in beats for motion in beat.motions):
        if motion.verb == "act":
            act = str(motion.about[0])
        elif motion.verb in LINES:
            lined.add(act)
    return lined
