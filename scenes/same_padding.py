"""Same padding: how many zeros keep the output as large as the input, and on which sides."""

from manim import Animation

from scenes.stage.lesson import Lesson
from scenes.stage.sliding import SlidingBench
from scenes.story import Beat, Example, Storyboard, pace
from scenes.story.correlation import CorrelationTeller, worked_and_swept
from scenes.story.pytorch import conv2d_program
from scenes.story.same import centre, own_text, same_acts, same_values


class SamePadding(Lesson):
    """Odd kernels, (5, 3) with (2, 1), and an even one (Dive into Deep Learning, section 7.3.1)."""

    id = "same_padding"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        odd, oblong, own = same_acts(example.run())
        teller = CorrelationTeller(cls.id, odd)
        teller.question("enter_bare")
        values = same_values(odd.geometry)
        teller.beat("pad", [("pad", pace.SLOW)], values=values, chapter=True)
        teller.first()
        mark = [("clear", pace.QUICK), ("centre", pace.SLOW)]
        teller.beat("centre", mark, rest=pace.PAUSE, chapter=True)
        teller.sweep(teller.all_steps[1:], "sweep", ("uncentre", pace.QUICK))
        teller.turn_to(oblong)
        act = ("act", 2 * pace.SLOW)
        values, shown = same_values(oblong.geometry), teller.matrices("input", "kernel")
        teller.sweep(teller.all_steps, "oblong", act, values=values, shown=shown, chapter=True)
        teller.turn_to(own)
        text, values = own_text(own.geometry), same_values(own.geometry)
        shown = teller.matrices("input", "kernel")
        teller.beat(text, [act], rest=pace.PAUSE, shown=shown, values=values, chapter=True)
        for steps in worked_and_swept(own.trace.output.size, [0]):
            if len(steps) > 1:
                teller.sweep(steps)
            else:
                teller.window(steps[0], "window")
        teller.closing()
        return teller.told(conv2d_program(own.geometry))

    def stage(self) -> SlidingBench:
        self.bench = SlidingBench(self, *self.board.acts)
        return self.bench

    def centre(self, beat: Beat) -> Animation | None:
        """The middle of the kernel, and what lies under it: where the output's number belongs."""
        return self.bench.ring(*centre(self.bench.picture.geometry.kernel_shape))

    def uncentre(self, beat: Beat) -> Animation | None:
        """The marks go."""
        return self.bench.unremark(beat)
