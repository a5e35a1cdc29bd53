"""Max pooling: of every window, only the largest number is kept."""

from convmath import max_pool
from scenes.stage.acts import Acts
from scenes.stage.lesson import Lesson
from scenes.stage.pooling import pooling_acts
from scenes.story import Example, Storyboard
from scenes.story.pooling import PoolingTeller
from scenes.story.pytorch import pool2d_program
from scenes.story.shifts import tell_shifts


class MaxPooling(Lesson):
    """4 5 / 7 8, and small shifts that change nothing (Dive into Deep Learning, section 7.5.1)."""

    id = "max_pooling"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = PoolingTeller(cls.id, example.run())
        teller.question()
        teller.first()
        teller.others()
        teller.leftover()
        tell_shifts(teller, max_pool, "shifts")
        teller.closing("pooling")
        return teller.told(pool2d_program("max", teller.geometry))

    def stage(self) -> Acts:
        return pooling_acts(self, self.example.run().geometry)
