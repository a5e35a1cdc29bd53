"""From a dense layer to convolution: shared weights, then few of them."""

from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel, Table
from scenes.stage.weights import WeightBench
from scenes.story import Example, Storyboard
from scenes.story.dense import DenseTeller


class DenseToConv(Lesson):
    """81 weights, 25 of them different, 9 of them left (Dive into Deep Learning, section 7.1)."""

    id = "dense_to_conv"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = DenseTeller(cls.id, example.run())
        teller.question()
        teller.dense()
        teller.offset()
        teller.constraints()
        teller.convolution()
        teller.closing()
        return teller.told()

    def stage(self) -> WeightBench:
        arrays = self.board.arrays
        image, kernel, output = (
            Panel(key, arrays[key], role, title)
            for key, role, title in (
                ("input", "input", "X"),
                ("kernel", "kernel", "V"),
                ("output", "output", "H"),
            )
        )
        convolution: Table = [[image], "⋆", [kernel], "=", [output]]
        return WeightBench(self, arrays["weight"], image, arrays["hidden"], convolution)
