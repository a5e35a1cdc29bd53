"""Several input channels: each meets its own kernel, and the results are added."""

from collections.abc import Sequence

from convmath import Trace
from convmath.channels import ChannelStep
from scenes.stage.channel_tables import channel_panels, summed_table
from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel, Table
from scenes.stage.panels import PanelBench
from scenes.story import Example, Storyboard
from scenes.story.channels import ChannelTeller, Names
from scenes.story.correlation import worked_and_swept
from scenes.story.places import geometry_of, place
from scenes.story.pytorch import conv2d_program

COLOURS = Names("image", "filter", "image_partial", "map", ("I", "W", "Z"))
RED_GREEN_BLUE = ("R", "G", "B")


class MultiInputChannels(Lesson):
    """19 + 37 = 56, then a colour image (Dive into Deep Learning, section 7.4.1)."""

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
        programs = [conv2d_program(teller.geometry, "X[None]", "K[None]")]
        if not example.custom:
            teller.turn(colours(), COLOURS)
            teller.window(0)
            teller.sweep(range(1, len(teller.trace.steps)))
            programs.append(conv2d_program(teller.geometry, "I[None]", "W[None]", "Z"))
        teller.ending()
        return teller.told("\n".join(programs))

    def stage(self) -> PanelBench:
        trace = self.example.run()
        own = [f"{c}" for c in range(len(trace.inputs["input"]))]
        tables = [self._table(trace, Names(), [f"X_{c}" for c in own], own)]
        if not self.example.custom:
            tables.append(self._table(colours(), COLOURS, RED_GREEN_BLUE, RED_GREEN_BLUE))
        return PanelBench(self, *tables)

    def _table(
        self, trace: Trace[ChannelStep], names: Names, titles: Sequence[str], marks: Sequence[str]
    ) -> Table:
        """Channels, their kernels, what each gives, and the sum."""
        arrays, letters = self.board.arrays, names.letters
        geometry = geometry_of(trace)
        focus = geometry.kernel_shape
        input, weight = arrays[names.input], arrays[names.weight]
        around = {"padding": geometry.padding, "focus": focus}
        inputs = channel_panels(names.input, input, "input", titles, **around)
        under = [f"{letters[1]}_{mark}" for mark in marks]
        kernels = channel_panels(names.weight, weight, "kernel", under)
        partials = channel_panels(names.partial, arrays[names.partial], "output", hidden=True)
        key, output = place(names.output, 0), arrays[names.output][0]
        result = Panel(key, output, "output", letters[2], hidden=True)
        return summed_table(inputs, kernels, partials, result, self.layout.operands)


def colours() -> Trace[ChannelStep]:
    """The book's colour image and its kernel of three channels."""
    trace: Trace[ChannelStep] = Example.of("rgb").run()
    return trace
