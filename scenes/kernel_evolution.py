"""Kernel evolution: the first kernels of LeNet while it learns, and what they make of a picture."""

from manim import Animation, Group

from scenes.stage.gallery import GalleryBench
from scenes.stage.hanging import Wall
from scenes.stage.lesson import Lesson
from scenes.stage.loss_curve import LossCurve
from scenes.stage.moves import Through, appear, one, vanish
from scenes.stage.network import CURVE, alone, lettered, paired, picture, room, row
from scenes.stage.readout import Readout
from scenes.story import Beat, Example, Storyboard
from scenes.story.evolution import EvolutionTeller, readings
from scenes.story.places import place


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
        arrays, self.evolved = self.board.arrays, self.example.run()
        image = picture(arrays, "input", 0)
        kernels = row("kernel", arrays["kernels"][0], "kernel")
        maps = row("map", arrays["maps"][0], "output")
        pairs = paired("pairs", kernels, maps)
        acts: dict[str, Wall] = {
            "question": [image, "", pairs],
            "learning": [pairs, "", room("curve", CURVE)],
            "grown": [pairs],
            "program": [
                *(lettered(image, "X"), "⋆", lettered(kernels, "K")),
                *("=", lettered(alone(maps), "Y")),
            ],
        }
        self.bench = GalleryBench(self, acts)
        step, loss, accuracy = (self.words.label(name) for name in ("step", "loss", "accuracy"))
        self.readout = Readout([step, loss, accuracy], self.layout.formula, self.theme)
        told, hung = (self.evolved.steps, self.evolved.loss), self.bench.hangings["learning"]
        self.curve = LossCurve(*told, (step, loss), hung.regions["curve"], self.theme)
        return self.bench

    def measure(self, beat: Beat) -> Animation | None:
        """The curve's first point, and the numbers at the start."""
        self.readout.show(beat.shown)
        return appear([*self.curve.parts, *self.readout.parts])

    def learn(self, beat: Beat) -> Animation | None:
        """Checkpoint after checkpoint: kernels, maps, the curve and its numbers."""
        maps = [*self.bench.row("kernel"), *self.bench.row("map")]
        images = (grid.image for grid in maps)
        moving = Group(*images, self.curve.moving, self.readout.moving)

        def reach(fresh: range) -> None:
            checkpoint = beat.steps[fresh[-1]]
            shown = [*self.evolved.kernels[checkpoint], *self.evolved.maps[checkpoint]]
            for drawn, values in zip(maps, shown, strict=True):
                drawn.show(values)
            self.curve.reach(checkpoint)
            self.readout.show(readings(self.evolved, checkpoint))

        return Through(moving, len(beat.steps), reach)

    def unplot(self, beat: Beat) -> Animation | None:
        """The curve and its numbers have been told and go."""
        return vanish([*self.curve.parts, *self.readout.parts])

    def look(self, beat: Beat, *kernels: int) -> Animation | None:
        """A frame around a kernel and around its map."""
        gone = self.bench.lift(beat)
        spots = [self.bench.all_of(place("kernel", kernel)) for kernel in kernels]
        answers = [self.bench.all_of(place("map", kernel)) for kernel in kernels]
        moves = self.bench.window(beat, *spots), self.bench.light(beat, *answers)
        return one([gone, *moves])
