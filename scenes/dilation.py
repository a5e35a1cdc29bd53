"""Dilation: the kernel's weights are spread, so that it sees further with no more of them."""

from scenes.stage.dilating import DilatingBench
from scenes.stage.lesson import Lesson
from scenes.story import Example, Storyboard, pace
from scenes.story.correlation import CorrelationTeller, liveliest, worked_and_swept
from scenes.story.dilation import dilation_values, reach_formulas, tell_spreading
from scenes.story.pytorch import conv2d_program


class Dilation(Lesson):
    """58 64 70 / 88 94 100 / 118 124 130 (the numbers of Dive into Deep Learning, spread)."""

    id = "dilation"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        trace = example.run()
        teller = CorrelationTeller(cls.id, trace)
        teller.common |= dilation_values(teller.geometry)
        teller.question()
        tell_spreading(teller)
        last = teller.all_steps[-1]
        for steps in worked_and_swept(last + 1, [0, 1, liveliest(trace), last])[1:]:
            if len(steps) > 1:
                teller.sweep(steps)
            else:
                teller.window(steps[0], "last" if steps[0] == last else "window")
        reach = ("formula", pace.SLOW, *reach_formulas(teller.geometry))
        teller.beat("reach", [("lift", pace.MOVE), reach], rest=pace.PAUSE, chapter=True)
        teller.closing()
        return teller.told(conv2d_program(teller.geometry))

    def stage(self) -> DilatingBench:
        return DilatingBench(self, self.example.run())
