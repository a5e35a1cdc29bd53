"""Pooling with channels: each channel is pooled alone, and none is added to another."""

from scenes.stage.lesson import Lesson
from scenes.stage.pooling import PoolingBench, pooling_bench
from scenes.story import Example, Storyboard
from scenes.story.places import plane_geometry
from scenes.story.pooling import PoolingTeller, over_planes
from scenes.story.pytorch import pool2d_program


class PoolingChannels(Lesson):
    """5 7 / 13 15 and 6 8 / 14 16 (Dive into Deep Learning, section 7.5.3)."""

    id = "pooling_channels"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = PoolingTeller(cls.id, over_planes(example).run())
        teller.question()
        teller.first(lead=(0,))
        teller.channels()
        teller.rest()
        teller.leftover()
        teller.same_channels()
        teller.closing()
        return teller.told(pool2d_program("max", teller.geometry, "X[None]"))

    def stage(self) -> PoolingBench:
        return pooling_bench(self, plane_geometry(over_planes(self.example).run()))
