"""Several input channels: each meets its own kernel, and the results are added."""

from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel
from scenes.stage.panels import PanelBench
from scenes.story import Example, Storyboard
from scenes.story.channels import ChannelTeller, geometry_of
from scenes.story.correlation import worked_and_swept
from scenes.story.places import place
from scenes.story.pytorch import conv2d_program


class MultiInputChannels(Lesson):
    """19 + 37 = 56 (Dive into Deep Learning, section 7.4.1)."""

    id = "multi_input_channels"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        trace = example.run()
        teller = ChannelTeller(cls.id, trace)
        last = len(trace.steps) - 1
        teller.question()
        teller.first()
        for steps in worked_and_swept(last + 1, [0, 1, last])[1:]:
            if len(steps) > 1:
                teller.sweep(steps)
            else:
                teller.window(steps[0])
        teller.closing()
        return teller.told(conv2d_program(teller.geometry, "X[None]", "K"))

    def stage(self) -> PanelBench:
        (top, bottom), (left, right) = geometry_of(self.example.run()).padding
        around, arrays = ((top, bottom), (left, right)), self.board.arrays
        columns: list[list[Panel]] = [[], [], []]
        for c, channel in enumerate(arrays["input"]):
            columns[0].append(Panel(place("input", c), channel, "input", f"X_{c}", padding=around))
            kernel = arrays["weight"][0, c]
            columns[1].append(Panel(place("weight", 0, c), kernel, "kernel", f"K_{c}"))
            partial = arrays["partial"][c]
            columns[2].append(Panel(place("partial", c), partial, "output", hidden=True))
        output = Panel("output[0]", arrays["output"][0], "output", "Y", hidden=True)
        return PanelBench(self, [columns[0], "⋆", columns[1], "=", columns[2], "→", [output]])
