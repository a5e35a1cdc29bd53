"""Dilation: the kernel's weights are spread, so that it sees further with no more of them."""

from scenes.stage.dilating import DilatingBench
from scenes.stage.lesson import Lesson
from scenes.story import Example, Storyboard
from scenes.story.correlation import CorrelationTeller, liveliest, worked_and_swept
from scenes.story.dilation import (
    dilation_values,
    hops,
    tell_question,
    tell_reach,
    tell_spreading,
)
from scenes.story.pytorch import conv2d_program


class Dilation(Lesson):
    """58 64 70 / 88 94 100 / 118 124 130 (the numbers of Dive into Deep Learning, spread)."""

    id = "dilation"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        trace = example.run()
        teller = CorrelationTeller(cls.id, trace)
        teller.common |= dilation_values(teller.geometry)
        tell_question(teller)
        tell_spreading(teller)
        last, measured = teller.all_steps[-1], hops(teller.geometry)
        for steps in worked_and_swept(last + 1, [0, 1, *measured, liveliest(trace), last])[1:]:
            if len(steps) > 1:
                teller.sweep(steps)
            elif steps[0] in measured:
                teller.hop(steps[0], measured[steps[0]])
            else:
                teller.window(steps[0], "last" if steps[0] == last else "window")
        teller.leftover()
        tell_reach(teller)
        teller.closing()
        return teller.told(conv2d_program(teller.geometry))

    def stage(self) -> DilatingBench:
        return DilatingBench(self, self.example.run())
