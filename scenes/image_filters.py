"""Image filters: what the usual 3×3 kernels do to a photograph."""

from scenes.stage.lesson import Lesson
from scenes.stage.sliding import SlidingBench
from scenes.story import Example, Storyboard
from scenes.story.filters import FilterTeller


class ImageFilters(Lesson):
    """Identity, blur, sharpen, outlines and Sobel's two (D2L 7.2: a convolution as a filter)."""

    id = "image_filters"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = FilterTeller(cls.id, example.run())
        teller.identity()
        teller.others()
        teller.closing()
        return teller.board_of_filters()

    def stage(self) -> SlidingBench:
        return SlidingBench(self, *self.board.acts)
