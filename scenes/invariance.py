"""A pattern that moves: the output moves along, and pooling forgives the shift."""

import numpy as np

from scenes.stage.acts import Acts
from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel
from scenes.stage.panels import PanelBench
from scenes.stage.shifting import ShiftBench
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
            array, kind = self.board.arrays[name], name.removeprefix("moved_")
            among = None
            if kind != "kernel":  # before and after look alike
                among = np.stack([self.board.arrays[kind], self.board.arrays[f"moved_{kind}"]])
            return [Panel(name, array, role, TITLES[name], hidden=hidden, among=among)]

        output = panel("output", hidden=True)
        still: Columns = [panel("input"), "⋆", panel("kernel"), "=", output]
        pooled: Columns = [panel("output"), "→", panel("pooled", hidden=True), ""]
        pooled += [panel("moved_output"), "→", panel("moved_pooled", hidden=True)]
        benches = {"still": ShiftBench(self, still, TITLES), "pooled": PanelBench(self, pooled)}
        return Acts(self, benches)
