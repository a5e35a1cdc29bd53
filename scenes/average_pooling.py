"""Average pooling: every window is replaced by the mean of its numbers."""

from convmath import avg_pool
from scenes.stage.acts import Acts
from scenes.stage.lesson import Lesson
from scenes.stage.pooling import pooling_acts
from scenes.story import Example, Storyboard
from scenes.story.pooling import PoolingTeller
from scenes.story.pytorch import pool2d_program
from scenes.story.shifts import tell_shifts


class AveragePooling(Lesson):
    """2 3 / 5 6, and what small shifts change (Dive into Deep Learning, section 7.5.1)."""

    id = "average_pooling"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = PoolingTeller(cls.id, example.run())
        teller.question()
        teller.first()
        teller.others()
        teller.leftover()
        tell_shifts(teller, avg_pool, "shifts")
        teller.closing("pooling")
        return teller.told(pool2d_program("avg", teller.geometry))

    def stage(self) -> Acts:
        return pooling_acts(self, self.example.run().geometry)
