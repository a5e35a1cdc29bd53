"""LeNet: a picture of clothing on its way through a trained network, to the right answer or not."""

from manim import Animation

from scenes.stage import network
from scenes.stage.bars import Bars
from scenes.stage.gallery import GalleryBench
from scenes.stage.hanging import Wall
from scenes.stage.lesson import Lesson
from scenes.stage.moves import one, vanish
from scenes.story import Beat, Example, Storyboard
from scenes.story.lenet import OTHER, LenetTeller
from scenes.story.recognition import LAYERS, PADDING, Way, written_shares


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
        image = network.picture(arrays, "input", PADDING)
        first = network.kernels(arrays, "kernel1", "weight1", way.conv1[0])
        second = network.kernels(arrays, "kernel2", "weight2", way.conv2[0], network.KERNELS)
        every = network.bank(arrays, "kernels", "weight1")
        layer = {name: network.maps(arrays, name) for name in LAYERS if arrays[name].ndim > 1}
        deep = network.only(layer["conv2"], way.conv2[0])
        dense = [network.strip(arrays, name) for name in ("hidden1", "hidden2", "logit")]
        between = [part for block in dense for part in ("→", block)]
        acts: dict[str, Wall] = {
            "question": [network.alone(image)],
            "convolve": [image, "⋆", first, "=", network.only(layer["conv1"], way.conv1[0])],
            "maps": [image, "⋆", every, "=", layer["conv1"]],
            "squeeze": [layer["conv1"], "→", layer["act1"]],
            "pool": [layer["act1"], "→", layer["pool1"]],
            "deeper": [network.upright(layer["pool1"]), "⋆", second, "=", deep],
            "seen": [image, "", layer["act2"], "→", layer["pool2"]],
            "dense": [layer["pool2"], *between],
            "answer": network.answered(arrays, ""),
            "whole": network.at_a_glance(arrays),
        }
        if f"{OTHER}input" in arrays:
            acts["mistaken"] = network.answered(arrays, OTHER)
        self.bench = GalleryBench(self, acts)
        return self.bench

    def shares(self, beat: Beat, key: str) -> Animation | None:
        """A bar per class, as long as its share."""
        values = self.board.arrays[key]
        names = [self.words.label(f"class_{count}") for count in range(len(values))]
        self.bars = Bars(names, key, values, self.bench.region("shares"), self.theme)
        return self.bars.grow(written_shares(self.board.arrays, key))

    def truth(self, beat: Beat, label: int) -> Animation | None:
        """What the picture really is, among the names of the bars."""
        return self.bars.mark(label) if self.bars else None

    def unshare(self, beat: Beat) -> Animation | None:
        """The bars go, and the worked line."""
        bars, self.bars = self.bars, None
        return one([self.bench.lift(beat), vanish(bars.parts if bars else [])])
