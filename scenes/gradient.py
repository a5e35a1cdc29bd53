"""Gradients: what the loss says to the kernel and to the input are again convolutions."""

from scenes.stage.acts import Acts
from scenes.stage.lesson import Lesson
from scenes.stage.slopes import slope_acts
from scenes.story import Example, Storyboard
from scenes.story.slopes import slides, tell_slopes


class Gradient(Lesson):
    """8 12 / 20 24 and 0 1 1 / 2 6 4 / 2 5 3 (Dive into Deep Learning, 5.3 and 14.10.3)."""

    id = "gradient"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        return tell_slopes(cls.id, slides(**example.inputs))

    def stage(self) -> Acts:
        return slope_acts(self, slides(**self.example.inputs))
