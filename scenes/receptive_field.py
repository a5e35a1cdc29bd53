"""The receptive field: how much of the input one element sees, and how layers make it grow."""

from scenes.stage.acts import Acts
from scenes.stage.fields import FieldBench
from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel
from scenes.stage.panels import PanelBench
from scenes.story import Example, Storyboard
from scenes.story.fields import FieldTeller, Stack


class ReceptiveField(Lesson):
    """4 of Y and 9 of X; then the layers of LeNet (Dive into Deep Learning, 7.2.6 and 7.6)."""

    id = "receptive_field"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = FieldTeller(cls.id, example.run())
        teller.two_layers()
        teller.layers()
        teller.closing()
        return teller.told()

    def stage(self) -> Acts:
        arrays = self.board.arrays
        panels = [
            Panel("input", arrays["input"], "input", "X"),
            Panel("kernel", arrays["kernel"], "kernel", "K"),
            Panel("hidden", arrays["hidden"], "output", "Y", hidden=True),
            Panel("again", arrays["again"], "kernel", "K"),
            Panel("output", arrays["output"], "output", "Z", hidden=True),
        ]
        table: list[list[Panel] | str] = [[panels[0]]]
        for sign, panel in zip(("⋆", "→", "⋆", "→"), panels[1:], strict=True):
            table += [sign, [panel]]
        two = PanelBench(self, table)
        return Acts(self, {"two": two, "stack": FieldBench(self, Stack.of(self.example.run()))})
