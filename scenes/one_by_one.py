"""A 1×1 kernel: no neighbours, only the channels of each pixel, as in a dense layer."""

from scenes.stage.arrangement import largest_whole
from scenes.stage.channel_tables import channel_panels, side_by_side
from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel, Table
from scenes.stage.panels import PanelBench
from scenes.story import Example, Storyboard
from scenes.story.pointwise import PointwiseTeller


class OneByOne(Lesson):
    """4×3 weights at every pixel (Dive into Deep Learning, section 7.4.3)."""

    id = "one_by_one"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        return PointwiseTeller(cls.id, example.run()).tell()

    def stage(self) -> PanelBench:
        arrays = self.board.arrays
        titles = [f"X_{c}" for c in range(len(arrays["input"]))]
        inputs = channel_panels("input", arrays["input"], "input", titles, focus=(1, 1))
        titles = [f"Y_{o}" for o in range(len(arrays["output"]))]
        outputs = channel_panels("output", arrays["output"], "output", titles, hidden=True)
        weight = [Panel("weight", arrays["weight"], "kernel", "W")]
        bias = [Panel("bias", arrays["bias"], "kernel", "b")]
        pixels = [Panel("pixels", arrays["pixels"], "input", "P")]
        turned = [Panel("turned", arrays["turned"], "kernel", "W^top")]
        dense = [Panel("dense", arrays["dense"], "output", "D", hidden=True)]
        ways = [side_by_side(outputs, columns) for columns in (1, len("YY"))]
        layers: list[Table] = [[inputs, "⋆", weight, "+", bias, "=", *way] for way in ways]
        layer = largest_whole(layers, self.layout.operands)
        product: Table = [pixels, "⋅", turned, "+", bias, "=", dense]
        return PanelBench(self, layer, product)
