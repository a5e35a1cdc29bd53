"""Max pooling: of every window, only the largest number is kept."""

from scenes.stage.acts import Acts
from scenes.stage.lesson import Lesson
from scenes.stage.pooling import pooling_acts
from scenes.story import Example, Storyboard
from scenes.story.shifts import tell_pooling


class MaxPooling(Lesson):
    """4 5 / 7 8, and small shifts that change nothing (Dive into Deep Learning, section 7.5.1)."""

    id = "max_pooling"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        return tell_pooling(cls.id, example.run())

    def stage(self) -> Acts:
        return pooling_acts(self, self.example.run().geometry)
