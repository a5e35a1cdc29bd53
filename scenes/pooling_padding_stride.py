"""Padding and stride of pooling: the window's own size, or numbers of one's own."""

from scenes.stage.acts import Acts
from scenes.stage.lesson import Lesson
from scenes.stage.pooling import pooling_bench
from scenes.story import Example, Storyboard
from scenes.story.places import plane_geometry
from scenes.story.pooling import PADDED_WITH
from scenes.story.pooling_acts import acts_of, tell_acts

LETTERS = {"default": "D", "output": "Y", "axes": "Z", "counted": "A", "uncounted": "B"}


class PoolingPaddingStride(Lesson):
    """10; 5 7 / 13 15; 5/3, 3, 7, 25/3 (Dive into Deep Learning, section 7.5.2)."""

    id = "pooling_padding_stride"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        return tell_acts(cls.id, acts_of(example))

    def stage(self) -> Acts:
        benches = {}
        for act, traces in acts_of(self.example).items():
            trace = next(iter(traces.values()))
            letters = {name: LETTERS[name] for name in traces}
            fill = PADDED_WITH[trace.operation]
            benches[act] = pooling_bench(self, plane_geometry(trace), letters, fill)
        return Acts(self, benches)
