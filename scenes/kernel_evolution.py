"""Kernel evolution: the first kernels of LeNet while it learns, and what they make of a picture."""

from manim import Animation, Group

from scenes.stage.gallery import GalleryBench
from scenes.stage.hanging import Wall
from scenes.stage.labels import REMARK_EM
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import words
from scenes.stage.moves import Through, appear, one
from scenes.stage.network import CURVE, above_each_other, picture, room
from scenes.stage.plot import Names, Plot, dot
from scenes.stage.readout import Readout
from scenes.story import Beat, Example, Storyboard
from scenes.story.axis import Axis
from scenes.story.evolution import EvolutionTeller, readings
from scenes.story.places import Spot, place


class KernelEvolution(Lesson):
    """150 weights from chance to edges, in ten epochs (Dive into Deep Learning, section 7.6.2)."""

    id = "kernel_evolution"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = EvolutionTeller(cls.id, example.run())
        teller.question()
        teller.training()
        teller.closing()
        return teller.told()

    def stage(self) -> GalleryBench:
        self.evolved = self.example.run()
        arrays = self.board.arrays
        grid = above_each_other("grid", {"kernel": arrays["kernels"][0], "map": arrays["maps"][0]})
        acts: dict[str, Wall] = {
            "question": [picture(arrays, "input", 0), "", grid],
            "learning": [grid, "", room("curve", CURVE)],
        }
        self.bench = GalleryBench(self, acts)
        names = [self.words.label(name) for name in ("step", "loss", "accuracy")]
        self.readout = Readout(names, self.layout.formula, self.theme)
        self.pairs = list(zip(self.evolved.steps, self.evolved.loss, strict=True))
        self.plot = self.axes(names, self.bench.hangings["learning"].regions["curve"])
        self.line = self.plot.curve(self.pairs[:1], self.theme.output)
        self.dot = dot(self.plot.point(*self.pairs[0]), self.theme.kernel)
        return self.bench

    def axes(self, names: list[str], region: Region) -> Plot:
        """The loss over the steps, both from zero on."""
        x = Axis.of([0, *map(int, self.evolved.steps)], whole=True, snug=True)
        y = Axis.of([0, *self.evolved.loss])
        x_name, y_name = (words(name, REMARK_EM, self.theme.muted) for name in names[:2])
        return Plot(region, x, y, self.theme, name="loss", names=Names(x_name, y_name))

    def measure(self, beat: Beat) -> Animation | None:
        """The curve's first point, and the numbers at the start."""
        self.readout.show(beat.shown)
        return appear([*self.plot.axes, self.line, self.dot, *self.readout.parts])

    def learn(self, beat: Beat) -> Animation | None:
        """Checkpoint after checkpoint: kernels, maps, the curve and its numbers."""
        maps = [*self.bench.row("kernel"), *self.bench.row("map")]
        moving = Group(*(grid.image for grid in maps), self.line, self.dot, self.readout.moving)

        def reach(fresh: range) -> None:
            checkpoint = beat.steps[fresh[-1]]
            shown = [*self.evolved.kernels[checkpoint], *self.evolved.maps[checkpoint]]
            for drawn, values in zip(maps, shown, strict=True):
                drawn.show(values)
            so_far = self.pairs[: checkpoint + 1]
            self.line.points = self.plot.curve(so_far, self.theme.output).points
            self.dot.move_to(dot(self.plot.point(*so_far[-1]), self.theme.kernel))
            self.readout.show(readings(self.evolved, checkpoint))

        return Through(moving, len(beat.steps), reach)

    def look(self, beat: Beat, *kernels: int) -> Animation | None:
        """A frame around a kernel and around its map."""
        spots = []
        for key in (place(name, kernel) for kernel in kernels for name in ("kernel", "map")):
            cells = self.bench.map(key).cells
            spots.append(Spot(key, range(cells.rows), range(cells.columns)))
        return one([self.bench.clear(beat), self.bench.light(beat, *spots)])
