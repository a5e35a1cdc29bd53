"""Padding: zeros around the input let the window reach every pixel as often as the others."""

from manim import Animation

from scenes.stage.counts import Counts
from scenes.stage.lesson import Lesson
from scenes.stage.moves import one
from scenes.stage.shrink import Shrink
from scenes.stage.sliding import SlidingBench
from scenes.story import Beat, Example, Storyboard
from scenes.story.correlation import CorrelationTeller, worked_and_swept
from scenes.story.padding import first_inside, shrinking, tell_after, tell_before, unpadded
from scenes.story.pytorch import conv2d_program


class Padding(Lesson):
    """0 3 8 4 / 9 19 25 10 / 21 37 43 16 / 6 7 8 0 (Dive into Deep Learning, section 7.3)."""

    id = "padding"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        trace = example.run()
        teller = CorrelationTeller(cls.id, trace)
        geometry, last = teller.geometry, len(trace.steps) - 1
        teller.question("enter_bare")
        tell_before(teller)
        teller.first()
        for steps in worked_and_swept(last + 1, [0, 1, first_inside(geometry), last])[1:]:
            if len(steps) > 1:
                teller.sweep(steps)
            else:
                text = {1: "next", first_inside(geometry): "inside", last: "last"}
                teller.window(steps[0], text.get(steps[0], "window"))
        tell_after(teller)
        teller.closing()
        return teller.told(conv2d_program(geometry))

    def stage(self) -> SlidingBench:
        self.bench = SlidingBench(self, self.example.run())
        self.geometry = self.bench.picture.geometry
        self.counts = Counts(self.bench.picture, self.words.label("used"))
        layers = shrinking()
        said = [self.words.label(name, layers.values) for name in ("layers", "lost")]
        self.layers = Shrink(layers.sides, layers.codes, said, self.layout.whole, self.theme)
        return self.bench

    def count_bare(self, beat: Beat) -> Animation | None:
        """How often each pixel is used without padding."""
        bare = unpadded(self.geometry)
        return None if bare is None else self.counts.show(bare)

    def count_padded(self, beat: Beat) -> Animation | None:
        """How often each pixel is used with it."""
        return self.counts.show(self.geometry)

    def uncount(self, beat: Beat) -> Animation | None:
        """The numbers come back."""
        return self.counts.hide()

    def shrink(self, beat: Beat) -> Animation | None:
        """What is left of a large picture after many layers."""
        return self.layers.show()

    def unshrink(self, beat: Beat) -> Animation | None:
        """It goes again."""
        return self.layers.hide()

    def lift(self, beat: Beat) -> Animation | None:
        """Window and counts go."""
        return one([self.counts.hide(), self.bench.lift(beat)])
