"""Transposed convolution: every number of the input stamps the kernel into the output."""

from scenes.stage.acts import Acts
from scenes.stage.lesson import Lesson
from scenes.stage.stamping import stamp_acts
from scenes.story import Example, Storyboard
from scenes.story.stamp_teller import asked, stampings, tell_stamps


class Transposed(Lesson):
    """0 0 1 / 0 4 6 / 4 12 9, and two apart (Dive into Deep Learning, section 14.10)."""

    id = "transposed"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        return tell_stamps(cls.id, example)

    def stage(self) -> Acts:
        return stamp_acts(self, stampings(self.example), asked(self.example))
