"""Feature maps: what each channel of LeNet's two convolutions answers to in a picture."""

from dataclasses import replace

from scenes.stage.gallery import GalleryBench
from scenes.stage.hanging import Block, Wall
from scenes.stage.lesson import Lesson
from scenes.stage.network import alone, bank, called, maps, picture
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
        image = picture(arrays, "input", PADDING)
        pooled = replace(maps(arrays, "pool1"), columns=2)
        walls: dict[str, Wall] = {
            "question": [alone(image)],
            "first": [image, "⋆", bank(arrays, "kernels", "weight1"), "=", maps(arrays, "conv1")],
            "second": [image, "", pooled, "→", maps(arrays, "conv2")],
            "today": self.compared(),
        }
        return GalleryBench(self, walls)

    def compared(self) -> Wall:
        """Both layers of both networks."""
        wall: list[Block | str] = []
        for before, name in (("", "sigmoid"), (f"{TODAY}_", "ReLU")):
            for layer in ("act1", "act2"):
                wall += ["", called(maps(self.board.arrays, before + layer), name)]
        return wall[1:]
