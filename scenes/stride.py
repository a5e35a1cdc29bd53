"""Stride: the window takes larger steps, and the output gets smaller."""

from scenes.stage.lesson import Lesson
from scenes.stage.stepping import SteppingBench
from scenes.story import Example, Storyboard
from scenes.story.correlation import CorrelationTeller, liveliest, worked_and_swept
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
        teller.leftover()
        teller.closing()
        return teller.told(conv2d_program(teller.geometry))

    def stage(self) -> SteppingBench:
        return SteppingBench(self, self.example.run())
