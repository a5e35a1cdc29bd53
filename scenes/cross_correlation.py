"""Cross-correlation: a kernel slides over an input, and every window becomes one number."""

from scenes.stage.lesson import Lesson
from scenes.stage.sliding import SlidingBench
from scenes.story import Example, Storyboard
from scenes.story.correlation import CorrelationTeller, liveliest, worked_and_swept
from scenes.story.pytorch import conv2d_program


class CrossCorrelation(Lesson):
    """19, 25, 37, 43 (Dive into Deep Learning, section 7.2)."""

    id = "cross_correlation"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        trace = example.run()
        teller = CorrelationTeller(cls.id, trace)
        teller.question()
        teller.first()
        last = len(trace.steps) - 1
        for steps in worked_and_swept(len(trace.steps), [0, 1, liveliest(trace), last])[1:]:
            if len(steps) > 1:
                teller.sweep(steps)
            else:
                text = "last" if steps[0] == last else "next" if steps[0] == 1 else "window"
                teller.window(steps[0], text)
        teller.closing()
        return teller.told(conv2d_program(teller.geometry))

    def stage(self) -> SlidingBench:
        return SlidingBench(self, self.example.run())
