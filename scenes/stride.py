"""Stride: the window takes larger steps, and the output gets smaller."""

from manim import Animation, VMobject

from scenes.stage.lesson import Lesson
from scenes.stage.measure import Hop, unused
from scenes.stage.moves import appear, one, vanish
from scenes.stage.sliding import SlidingBench
from scenes.story import Beat, Example, Storyboard, pace
from scenes.story.correlation import CorrelationTeller, liveliest, unused_text, worked_and_swept
from scenes.story.pytorch import conv2d_program


class Stride(Lesson):
    """0 8 / 6 8 with a stride of 3 down and 2 across (Dive into Deep Learning, section 7.3)."""

    id = "stride"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        trace = example.run()
        teller = CorrelationTeller(cls.id, trace)
        columns, last = trace.output.shape[1], len(trace.steps) - 1
        teller.question()
        teller.first()
        for steps in worked_and_swept(last + 1, [0, 1, columns, liveliest(trace), last])[1:]:
            if len(steps) > 1:
                teller.sweep(steps)
            elif steps[0] in (1, columns):
                text = "down" if steps[0] == columns else "across"
                teller.hop(steps[0], text)
            else:
                teller.window(steps[0], "last" if steps[0] == last else "window")
        why = unused_text(teller.geometry)
        if why:
            teller.beat(why, [("lift", pace.MOVE), ("mark", pace.SLOW)], chapter=True)
        teller.closing()
        return teller.told(conv2d_program(teller.geometry))

    def stage(self) -> SlidingBench:
        self.bench = SlidingBench(self, self.example.run())
        self.hop = Hop(self.bench.window, self.theme)
        self.unused: list[VMobject] = []
        return self.bench

    def measure(self, beat: Beat) -> Animation | None:
        """The step from the neighbour's window to this one, as a dimension line."""
        return one([self.bench.clear(beat), self.hop.show(self.bench.place(beat))])

    def cover(self, beat: Beat) -> Animation | None:
        """The dimension line has said its number and goes."""
        return one([self.hop.hide(), self.bench.cover(beat)])

    def mark(self, beat: Beat) -> Animation | None:
        """What no window reaches."""
        remark = self.words.label("unused", beat.values)
        self.unused = unused(self.bench.picture, remark, self.theme)
        return appear(self.unused)

    def lift(self, beat: Beat) -> Animation | None:
        """The remark makes room for what comes below; the marks stay."""
        return one([vanish(self.unused[1:]), self.bench.lift(beat)])
