"""A sliding window whose steps are measured, and what it leaves out is marked."""

from __future__ import annotations

from manim import Animation, VMobject

from scenes.stage.dimension_lines import Hop, unused
from scenes.stage.moves import appear, one, vanish
from scenes.stage.sliding import SlidingBench
from scenes.story import Beat
from scenes.story.acts import Act


class SteppingBench(SlidingBench):
    """A sliding bench that shows how far a step goes; the label "unused" is its remark."""

    def _open(self, act: Act) -> None:
        super()._open(act)
        self._hop = Hop(self.window, self.theme)
        self._unused: list[VMobject] = []

    def measure(self, beat: Beat) -> Animation | None:
        """The step from the neighbour's window to this one, as a dimension line."""
        return one([self.clear(beat), self._hop.show(self.place(beat))])

    def cover(self, beat: Beat) -> Animation | None:
        """The dimension line has said its number and goes."""
        return one([self._hop.hide(), super().cover(beat)])

    def mark(self, beat: Beat) -> Animation | None:
        """What meets no window and no weight."""
        remark = self.words.label("unused", beat.values)
        self._unused = unused(self.picture, remark, self.theme)
        return appear(self._unused)

    def lift(self, beat: Beat) -> Animation | None:
        """The remark makes room for what comes below; the marks stay."""
        return one([vanish(self._unused[1:]), super().lift(beat)])
