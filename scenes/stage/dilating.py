"""A sliding window whose weights go apart before it slides."""

from __future__ import annotations

from dataclasses import replace

from manim import Animation

from scenes.stage.stepping import SteppingBench
from scenes.stage.window import Window
from scenes.story import Beat


class DilatingBench(SteppingBench):
    """A stepping bench that shows its kernel close together first."""

    def lay_close(self, beat: Beat) -> Animation | None:
        """The kernel lies down on the first window without any holes."""
        picture = self.picture
        self._close = Window(
            picture.input.cells,
            replace(picture.geometry, dilation=(1, 1)),
            self.theme,
            numbers=picture.input.texts,
            weights=picture.kernel.texts,
        )
        return self._close.leave(picture.kernel.cells, self.trace.steps[beat.step])

    def spread(self, beat: Beat) -> Animation | None:
        """The weights go apart to the cells that they meet, and the frame grows around them."""
        return self.window.spread(self._close, self.place(beat))
