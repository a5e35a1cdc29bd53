"""The output's size: count the places of the window, and find the formula."""

from scenes.stage.lesson import Lesson
from scenes.stage.measuring import MeasureBench
from scenes.story import Example, Storyboard
from scenes.story.sizes import SizeTeller


class OutputSize(Lesson):
    """8×8 with padding 1 and stride 2 becomes 4×4 (Dive into Deep Learning, section 7.3)."""

    id = "output_size"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = SizeTeller(cls.id, example.run())
        teller.sides()
        teller.conventions()
        return teller.told()

    def stage(self) -> MeasureBench:
        return MeasureBench(self, self.example.run())
