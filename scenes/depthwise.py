"""Depthwise and separable layers: each channel alone, then mixed by 1×1 kernels."""

from scenes.stage.channel_tables import channel_panels
from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel
from scenes.stage.panels import PanelBench
from scenes.story import Example, Storyboard
from scenes.story.depthwise import DepthwiseTeller, separable_traces
from scenes.story.places import geometry_of


class Depthwise(Lesson):
    """19 and 37 stay apart; then 56 and −18 (after Howard et al., MobileNets)."""

    id = "depthwise"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        return DepthwiseTeller(cls.id, example).tell()

    def stage(self) -> PanelBench:
        arrays = self.board.arrays
        channels, maps = range(len(arrays["input"])), range(len(arrays["output"]))
        focus = arrays["kernel"].shape[1:]
        titles = {letter: [f"{letter}_{c}" for c in channels] for letter in "XKM"}
        first, _ = separable_traces(**self.example.inputs, **self.example.parameters)
        around = {"padding": geometry_of(first).padding, "focus": focus}
        inputs = channel_panels("input", arrays["input"], "input", titles["X"], **around)
        kernels = channel_panels("kernel", arrays["kernel"], "kernel", titles["K"])
        middle = channel_panels("middle", arrays["middle"], "output", titles["M"], hidden=True)
        weight = [Panel("weight", arrays["weight"], "kernel", "W")]
        named = [f"Y_{o}" for o in maps]
        outputs = channel_panels("output", arrays["output"], "output", named, hidden=True)
        return PanelBench(self, [inputs, "⋆", kernels, "=", middle, "⋆", weight, "=", outputs])
