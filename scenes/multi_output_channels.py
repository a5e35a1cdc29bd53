"""Several output channels: one kernel, as deep as the input, for each of them."""

from scenes.stage.channel_tables import channel_panels
from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel
from scenes.stage.panel_sizes import NO_SIGN
from scenes.stage.panels import PanelBench
from scenes.story import Example, Storyboard
from scenes.story.output_channels import OutputTeller, shown_kernels
from scenes.story.places import geometry_of, place


class MultiOutputChannels(Lesson):
    """56, 76 and 96 from three kernels (Dive into Deep Learning, section 7.4.2)."""

    id = "multi_output_channels"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        return OutputTeller(cls.id, example.run()).tell()

    def stage(self) -> PanelBench:
        arrays, geometry = self.board.arrays, geometry_of(self.example.run())
        outputs, inputs = arrays["weight"].shape[:2]
        names, maps = range(inputs), range(outputs)
        around = {"padding": geometry.padding, "focus": geometry.kernel_shape}
        titles = [f"X_{c}" for c in names]
        table: list[list[Panel] | str] = [
            channel_panels("input", arrays["input"], "input", titles, **around)
        ]
        sign, before = "⋆", -1
        for kernel in shown_kernels(outputs):
            table.append(sign if before in (-1, kernel - 1) else "⋯")
            key, titles = place("weight", kernel), [f"K_({kernel},{c})" for c in names]
            table.append(channel_panels(key, arrays["weight"][kernel], "kernel", titles))
            sign, before = NO_SIGN, kernel
        titles = [f"Y_{o}" for o in maps]
        results = channel_panels("output", arrays["output"], "output", titles, hidden=True)
        return PanelBench(self, [*table, "=", results])
