"""Average pooling: every window is replaced by the mean of its numbers."""

from scenes.stage.acts import Acts
from scenes.stage.lesson import Lesson
from scenes.stage.pooling import pooling_acts
from scenes.story import Example, Storyboard
from scenes.story.shifts import tell_pooling


class AveragePooling(Lesson):
    """2 3 / 5 6, and what small shifts change (Dive into Deep Learning, section 7.5.1)."""

    id = "average_pooling"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        counted, divisor = (
            example.parameters[name] for name in ("count_include_pad", "divisor_override")
        )
        return tell_pooling(cls.id, example.run(), counted=counted, divisor=divisor)

    def stage(self) -> Acts:
        return pooling_acts(self, self.example.run().geometry)
