"""A pattern that moves: the output moves along, and pooling forgives the shift."""

from scenes.stage.acts import Acts
from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel
from scenes.stage.panels import PanelBench
from scenes.story import Example, Storyboard
from scenes.story.invariance import Shifted, tell

Columns = list[list[Panel] | str]
TITLES = {
    "input": "X",
    "kernel": "K",
    "output": "Y = X star K",
    "moved_input": "S X",
    "moved_output": "M = (S X) star K",
    "pooled": "Z",
    "moved_pooled": "P",
}


class Invariance(Lesson):
    """Translation equivariance and invariance (Dive into Deep Learning, 7.1.2 and 7.5)."""

    id = "invariance"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        return tell(cls.id, Shifted.of(example))

    def stage(self) -> Acts:
        def panel(name: str, *, hidden: bool = False) -> list[Panel]:
            role = name.removeprefix("moved_").replace("pooled", "output")
            array = self.board.arrays[name]
            return [Panel(name, array, role, TITLES[name], hidden=hidden)]

        kernel = panel("kernel")
        still: Columns = [
            panel("input"),
            "⋆",
            kernel,
            "=",
            panel("output", hidden=True),
        ]
        moved: Columns = [
            panel("moved_input"),
            "⋆",
            kernel,
            "=",
            panel("moved_output", hidden=True),
        ]
        pooled: Columns = [panel("output"), "→", panel("pooled", hidden=True), ""]
        pooled += [panel("moved_output"), "→", panel("moved_pooled", hidden=True)]
        tables = {"still": still, "moved": moved, "pooled": pooled}
        return Acts(self, {act: PanelBench(self, table) for act, table in tables.items()})
