"""One, two and three dimensions: along how many axes a kernel slides."""

from scenes.stage.acts import Acts
from scenes.stage.arrangement import beside
from scenes.stage.lesson import Lesson
from scenes.stage.panel import Panel
from scenes.stage.panels import PanelBench
from scenes.stage.pooling import roomiest
from scenes.story import Example, Storyboard
from scenes.story.dimensions import Dimension, dimensions, tell
from scenes.story.places import place

ROLES = ("input", "kernel", "output")


class ConvDims(Lesson):
    """A series, an image, a volume (Dive into Deep Learning, sections 7.2 and 16.3)."""

    id = "conv_dims"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        return tell(cls.id, dimensions(example.run()))

    def stage(self) -> Acts:
        return Acts(self, {part.name: self._bench(part) for part in dimensions(self.example.run())})

    def _bench(self, part: Dimension) -> PanelBench:
        columns = [
            self._slices(name, role, letter, part)
            for name, role, letter in zip(part.names, ROLES, "XKY", strict=True)
        ]
        below: list[list[Panel] | str] = [columns[0], "⋆", columns[1], "=", columns[2]]
        return PanelBench(self, roomiest([beside(columns, "⋆="), below], self.layout.operands))

    def _slices(self, name: str, role: str, letter: str, part: Dimension) -> list[Panel]:
        """A vector or a matrix as it is; of a volume, every slice."""
        array, hidden = part.arrays[name], role == "output"
        if array.ndim <= len("XY"):
            return [Panel(name, array, role, letter, hidden=hidden)]
        return [
            Panel(place(name, depth), matrix, role, f"{letter}_{depth}", hidden=hidden)
            for depth, matrix in enumerate(array)
        ]
