"""Stacks of cards: the channels of an array as one thing, before it is split."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from manim import Animation, Group, Mobject, smooth

from scenes.stage import depth
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.grid import Grid
from scenes.stage.heat import HeatGrid
from scenes.stage.labels import NAME_EM
from scenes.stage.layout import Region
from scenes.stage.lettering import Lettering, fitted, formula
from scenes.stage.moves import Slide, appear, one, vanish
from scenes.stage.shapes import boxes, edge
from scenes.stage.theme import Theme

MOST_CARDS: Final = 5
BESIDE: Final = 1.6  # between two stacks,
CLOSEST: Final = 0.5  # and where they are many
NAME_GAP: Final = 0.16
LARGEST: Final = 1.8  # times the size of the panels
TALLEST: Final = 2.4  # of a card, unless its panel is taller
OFFSET: Final = 0.24  # of each card, right and up of the one before it
RIM: Final = 0.06
EDGE: Final = 0.02


class Stack:
    """Copies of panels, overlapping, the first one in front with its numbers, and their name.

    `count` is how many channels there are; beyond the panels that are drawn, a few more cards
    stand for all of them.
    """

    def __init__(self, grids: Sequence[Grid], count: int, title: str, theme: Theme) -> None:
        self._own = len(grids)
        shown = [*grids, *[grids[-1]] * (min(count, MOST_CARDS) - len(grids))]
        self._homes = [grid.cells.centre for grid in shown]
        self.reach = max(grid.cells.region.right for grid in shown)  # once it is split
        tallest = max(grid.cells.region.height for grid in shown)
        self._growth = min(LARGEST, max(1.0, TALLEST / tallest))
        self.cards = [_card(grid, place, theme) for place, grid in enumerate(shown)]
        for place, (card, home) in enumerate(zip(self.cards, self._homes, strict=True)):
            way = np.subtract(self._homes[0], home) + OFFSET * place
            card.scale(self._growth).shift((*way, 0.0))
        self.name = formula(title, NAME_EM, getattr(theme, grids[0].role))
        self._set_name()

    @property
    def mobjects(self) -> list[Mobject]:
        """All that is seen of the stack, from the back to the front."""
        return [*reversed(self.cards), self.name]

    @property
    def width(self) -> float:
        """Of the cards, or of the name if that is wider."""
        return max(float(Group(*self.cards).width), float(self.name.width))

    def shrink(self, share: float) -> None:
        """Make all of it smaller, the name too where it would be wider than the cards."""
        middle = Group(*self.cards).get_center()
        for card in self.cards:
            card.scale(share, about_point=middle)
        self._growth *= share
        fitted(self.name, float(Group(*self.cards).width), SMALLEST_EM)

    def move(self, centre: tuple[float, float]) -> None:
        """Put the middle of the stack there."""
        way = np.array((*centre, 0.0)) - Group(*self.cards).get_center()
        for card in self.cards:
            card.shift(way)
        self._set_name()

    def split(self, panels: Sequence[Mobject]) -> Animation | None:
        """Each card goes to its place, where the panels take over."""
        own, extra = self.cards[: self._own], self.cards[self._own :]
        slides = []
        for card, home in zip(own, self._homes, strict=False):
            x, y, _ = card.get_center()
            way = (home[0] - float(x), home[1] - float(y))
            slides.append(Slide(card, way, 1 / self._growth, rate_func=smooth))
        apart = one([*slides, vanish([self.name, *extra])])
        gone = one([Animation(card, remover=True) for card in own])
        return one([apart, appear(panels), gone], lag=1.0)

    def _set_name(self) -> None:
        cards = Group(*self.cards)
        low = float(self.name.get_bottom()[1])
        self.name.shifted(
            float(cards.get_x() - self.name.get_x()), float(cards.get_top()[1]) + NAME_GAP - low
        )


def side_by_side(stacks: Sequence[Stack], region: Region) -> None:
    """Put stacks in a row in the middle of a region, smaller if they are many.

    Where there is room, each stands clear of the panels that those before it are split into.
    """
    gaps = len(stacks) - 1
    share = (region.width - CLOSEST * gaps) / sum(stack.width for stack in stacks)
    if share < 1:
        for stack in stacks:
            stack.shrink(share)
    total = sum(stack.width for stack in stacks)
    gap = min(BESIDE, (region.width - total) / max(1, gaps))
    rest = total + gap * gaps
    pen, clear = region.centre[0] - rest / 2, region.left
    for stack in stacks:
        pen = min(max(pen, clear), region.right - rest)
        stack.move((pen + stack.width / 2, region.centre[1]))
        clear = max(clear, stack.reach + CLOSEST / 2)
        pen += stack.width + gap
        rest -= stack.width + gap


def _card(grid: Grid, place: int, theme: Theme) -> Group:
    """A panel on a card of its own, which hides what lies behind; only the first has numbers."""
    area, colour = grid.cells.region, getattr(theme, grid.role)
    inner, corner = area.shrunk(-RIM), grid.cells.corner
    ground = boxes([inner], corner, line=colour, fill=theme.background, width=0.0)
    card = Group(ground, edge(inner, EDGE, corner, colour))
    if place == 0 or isinstance(grid, HeatGrid):
        card.add(grid.mobject.copy())
    for part in card.get_family():
        text = isinstance(part, Lettering)
        part.set_z_index(depth.NUMBERS if text else -place, family=False)
    return card
