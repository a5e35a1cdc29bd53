"""LeNet: a picture of clothing on its way through a trained network, to the right answer or not."""

from dataclasses import replace

from manim import Animation

from scenes.stage.bars import Bars
from scenes.stage.gallery import GalleryBench
from scenes.stage.hanging import Block, Wall
from scenes.stage.lesson import Lesson
from scenes.stage.moves import one, vanish
from scenes.stage.network import KERNELS, alone, bank, kernels, maps, picture, room, slim, strip
from scenes.story import Beat, Example, Storyboard
from scenes.story.lenet import OTHER, LenetTeller
from scenes.story.recognition import PADDING, Way, written_shares


class Lenet(Lesson):
    """Every number is that of the network (Dive into Deep Learning, section 7.6)."""

    id = "lenet"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = LenetTeller(cls.id, example.run(), custom=example.custom)
        teller.question()
        teller.convolution()
        teller.pooling()
        teller.deeper()
        teller.answer()
        teller.whole()
        return teller.told()

    def stage(self) -> GalleryBench:
        arrays, way = self.board.arrays, Way.through(self.example.run())
        self.bars: Bars | None = None
        image = picture(arrays, "input", PADDING)
        first = kernels(arrays, "kernel1", "weight1", way.conv1[0])
        second = kernels(arrays, "kernel2", "weight2", way.conv2[0], KERNELS)
        every = bank(arrays, "kernels", "weight1")
        layer = {name: maps(arrays, name) for name in ("conv1", "act1", "pool1", "conv2")}
        layer |= {name: maps(arrays, name) for name in ("act2", "pool2")}
        dense = [strip(arrays, name) for name in ("hidden1", "hidden2", "logit")]
        between = [part for block in dense for part in ("→", block)]
        acts: dict[str, Wall] = {
            "question": [alone(image)],
            "convolve": [image, "⋆", first, "=", layer["conv1"]],
            "maps": [image, "⋆", every, "=", layer["conv1"]],
            "squeeze": [layer["conv1"], "→", layer["act1"]],
            "pool": [layer["act1"], "→", layer["pool1"]],
            "deeper": [replace(layer["pool1"], columns=2), "⋆", second, "=", layer["conv2"]],
            "seen": [image, "", layer["act2"], "→", layer["pool2"]],
            "dense": [layer["pool2"], *between],
            "answer": self.answered(""),
            "whole": self.network(),
        }
        if f"{OTHER}input" in arrays:
            acts["mistaken"] = self.answered(OTHER)
        self.bench = GalleryBench(self, acts)
        return self.bench

    def network(self) -> Wall:
        """All layers at a glance."""
        arrays, names = self.board.arrays, ("act1", "pool1", "act2", "pool2")
        wall: list[Block | str] = [slim(picture(arrays, "input", PADDING), 1)]
        for count, name in enumerate(names):
            wall += ["", slim(maps(arrays, name), 2 + 2 * (count // 2))]
        for name in ("hidden1", "hidden2", "logit"):
            wall += ["", strip(arrays, name)]
        return wall

    def answered(self, before: str) -> Wall:
        """A picture, the answers to it, and room for their shares."""
        arrays = self.board.arrays
        image = picture(arrays, f"{before}input", PADDING)
        return [image, "→", strip(arrays, f"{before}logit"), "", room("shares")]

    def shares(self, beat: Beat, key: str) -> Animation | None:
        """A bar per class, as long as its share."""
        values = self.board.arrays[key]
        names = [self.words.label(f"class_{count}") for count in range(len(values))]
        self.bars = Bars(names, key, values, self.bench.region("shares"), self.theme)
        return self.bars.grow(written_shares(self.board.arrays, key))

    def unshare(self, beat: Beat) -> Animation | None:
        """The bars go, and the worked line."""
        bars, self.bars = self.bars, None
        return one([self.bench.lift(beat), vanish(bars.parts if bars else [])])
