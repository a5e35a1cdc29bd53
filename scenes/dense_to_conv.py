"""From a dense layer to convolution: shared weights, then few of them."""

from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel, Table
from scenes.stage.rewriting import RewritingBench
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
        teller.constraints()
        teller.closing()
        return teller.told()

    def stage(self) -> RewritingBench:
        arrays = self.board.arrays
        weight = Panel("weight", arrays["weight"], "kernel", "W")
        image, hidden, kernel = (
            Panel(key, arrays[key], role, title)
            for key, role, title in (
                ("input", "input", "X"),
                ("hidden", "output", "H"),
                ("kernel", "kernel", "V"),
            )
        )
        dense: Table = [[weight], "⋅", [image], "=", [hidden]]
        convolution: Table = [[image], "⋆", [kernel], "=", [hidden]]
        return RewritingBench(self, dense, convolution)
