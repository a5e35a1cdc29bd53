"""The four numbers of a tensor's shape, and the four shapes of a convolutional layer."""

from scenes.stage.lesson import Lesson
from scenes.stage.tensors import TensorBench
from scenes.story import Example, Storyboard, Teller, pace
from scenes.story.shapes import LEADING, SPATIAL, Shapes

OTHER = "tensor_shapes_batch"  # told first, where the user has brought nothing


class TensorShapes(Lesson):
    """(8, 8) to (1, 1, 8, 8) (Dive into Deep Learning, sections 7.3 and 7.4)."""

    id = "tensor_shapes"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        first, *others = acts = cls._acts(example)
        teller = Teller(cls.id, first.values)
        cls._tell_axes(teller, first)
        cls._tell_layer(teller, first)
        for act in others:
            cls._tell_again(teller, first, act)
        teller.program()
        arrays = {name: array for act in acts for name, array in act.arrays.items()}
        return teller.board(acts[-1].pytorch, arrays, {"shape": acts[-1].name("output")})

    @classmethod
    def _acts(cls, example: Example) -> list[Shapes]:
        own = Shapes.of(example.inputs["text"], example.run())
        if example.custom:
            return [own]
        other = Example.of(OTHER)
        return [Shapes.of(other.inputs["text"], other.run(), "batch_"), own]

    @classmethod
    def _tell_axes(cls, teller: Teller, act: Shapes) -> None:
        """Row by row, matrix, image, batch."""
        steps = {"matrix": SPATIAL, "stack": range(1, 2), "batch": range(1)}
        for verb, axes in steps.items():
            alone = verb != "matrix" and act.shapes["input"][axes[0]] == 1
            text = "question" if verb == "matrix" else f"{verb}_of_one" if alone else verb
            motions = [(verb, pace.SLOW, act.prefix)]
            first = verb == "matrix"
            teller.beat(text, motions, shown=act.told("input", axes), chapter=first)

    @classmethod
    def _tell_layer(cls, teller: Teller, act: Shapes) -> None:
        for tensor in ("weight", "bias", "output"):
            if tensor not in act.shapes:
                continue
            grouped = tensor == "weight" and act.made["groups"] > 1
            row = ("row", pace.SLOW, act.prefix, tensor)
            agree = ("agree", pace.MOVE, act.prefix, *act.agreeing(tensor))
            text, chapter = "grouped" if grouped else tensor, tensor == "weight"
            teller.beat(text, [row, agree], shown=act.told(tensor), chapter=chapter)
        size = [("size", pace.SLOW, act.prefix)]
        teller.beat("size", size, rest=pace.PAUSE, chapter=True)

    @classmethod
    def _tell_again(cls, teller: Teller, before: Shapes, act: Shapes) -> None:
        """A single matrix becomes a batch of one image with one channel."""
        matrix = [("leave", pace.MOVE, before.prefix), ("matrix", pace.SLOW, act.prefix)]
        sizes, axes = act.told("input", SPATIAL), act.told("input", LEADING)
        teller.beat("alone", matrix, values=act.values, shown=sizes, chapter=True)
        axis = [("stack", pace.SLOW, act.prefix), ("batch", pace.SLOW, act.prefix)]
        teller.beat("reshape", axis, values=act.values, shown=axes)
        others = [name for name in act.shapes if name != "input"]
        told = {place: size for name in others for place, size in act.told(name).items()}
        rows = [("row", pace.SLOW, act.prefix, *others), ("size", pace.MOVE, act.prefix)]
        teller.beat("again", rows, values=act.values, shown=told)

    def stage(self) -> TensorBench:
        return TensorBench(self, self._acts(self.example))
