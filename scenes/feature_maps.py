"""Feature maps: what each channel of LeNet's two convolutions answers to in a picture."""

from scenes.stage.gallery import GalleryBench
from scenes.stage.hanging import Block, Wall
from scenes.stage.lesson import Lesson
from scenes.stage.network import (
    alone,
    as_channel,
    bank,
    called,
    in_two_lines,
    kernels,
    lettered,
    maps,
    only,
    picture,
    upright,
)
from scenes.story import Example, Storyboard
from scenes.story.features import TODAY, FeatureTeller
from scenes.story.recognition import PADDING


class FeatureMaps(Lesson):
    """Six channels, then sixteen, and the same with ReLU (Dive into Deep Learning, 7.2.6, 7.6)."""

    id = "feature_maps"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = FeatureTeller(cls.id, example.run())
        teller.question()
        teller.first()
        teller.second()
        teller.today()
        return teller.told()

    def stage(self) -> GalleryBench:
        arrays = self.board.arrays
        image, every = picture(arrays, "input", PADDING), bank(arrays, "kernels", "weight1")
        one, first = kernels(arrays, "kernel", "weight1", 0), self.layer("conv1")
        pooled, second = upright(self.layer("pool1")), self.layer("conv2")
        walls: dict[str, Wall] = {
            "question": [alone(image)],
            "first": [image, "⋆", one, "=", only(first, 0)],
            "channels": [image, "⋆", upright(every), "=", upright(first)],
            "second": [image, "", pooled, "→", second],
            "program": [
                lettered(as_channel(image), "X"),
                "",
                lettered(pooled, "H"),
                "→",
                lettered(second, "Y"),
            ],
            "today": self.compared(),
        }
        return GalleryBench(self, walls)

    def compared(self) -> Wall:
        """Both layers of both networks, one network below the other."""
        wall: list[Block | str] = []
        for before in ("", f"{TODAY}_"):
            for layer in ("act1", "act2"):
                wall += ["", in_two_lines(self.layer(before + layer))]
        return wall[1:]

    def layer(self, name: str) -> Block:
        """The maps of a layer, under its name."""
        return called(maps(self.board.arrays, name), self.words.label(name))
