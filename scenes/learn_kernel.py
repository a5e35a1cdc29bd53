"""Learning a kernel: gradient descent finds the weights that turn an input into a target."""

from scenes.stage.descent import DescentBench
from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel
from scenes.story import Example, Storyboard
from scenes.story.learning import LearningTeller
from scenes.story.places import place


class LearnKernel(Lesson):
    """[1, −1] from an image and its edges (Dive into Deep Learning, section 7.2.4)."""

    id = "learn_kernel"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = LearningTeller(cls.id, example.run())
        teller.question()
        teller.first_step()
        teller.curves()
        teller.another_start()
        teller.step_limit()
        teller.closing()
        return teller.told()

    def stage(self) -> DescentBench:
        arrays = self.board.arrays
        first, second = arrays["kernel"][:2]
        kernels = [
            Panel(place("kernel", 0), first, "kernel", "K"),
            Panel(place("kernel", 1), second, "kernel", "K'", hidden=True),
        ]
        given = [Panel("input", arrays["input"], "input", "X")]
        wanted = [Panel("target", arrays["target"], "output", "Y")]
        error = Panel("error", arrays["error"], "output", "E")
        return DescentBench(self, [given, "⋆", kernels, "→", wanted], error)
