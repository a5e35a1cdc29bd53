"""What the film about shapes says is what PyTorch makes of the layer."""

import pytest

from scenes.story import Example, StoryError
from scenes.story.shapes import Shapes

torch = pytest.importorskip("torch", reason="PyTorch is not installed; it makes the layers")

LAYERS = [
    ("Conv2d(1, 1, kernel_size=3, padding=1)", (1, 1, 8, 8)),
    ("nn.Conv2d(6, 4, (3, 5), stride=2, groups=2, dilation=(1, 2))", (5, 6, 20, 30)),
    ("torch.nn.Conv2d(2, 3, 1, bias=False)", (2, 2, 1, 1)),
]


def shapes_of(text, input_shape):
    example = Example.of("tensor_shapes").replace(text=text, input_shape=input_shape)
    return Shapes.of(text, example.run())


@pytest.mark.parametrize(("text", "input_shape"), LAYERS)
def test_all_shapes_are_those_of_pytorch(text, input_shape):
    act, known = shapes_of(text, input_shape), {"torch": torch, "nn": torch.nn}
    exec(act.pytorch, known)
    layer = known["layer"]
    assert act.shapes["input"] == tuple(known["X"].shape)
    assert act.shapes["weight"] == tuple(layer.weight.shape)
    assert ("bias" in act.shapes) == (layer.bias is not None)
    assert act.shapes["output"] == tuple(known["shape"].tolist())
    assert act.geometry.output_shape == act.shapes["output"][-2:]


@pytest.mark.parametrize(("text", "input_shape"), LAYERS)
@pytest.mark.parametrize("tensor", ["weight", "bias", "output"])
def test_sizes_that_are_said_to_agree_do(text, input_shape, tensor):
    act = shapes_of(text, input_shape)
    places = {
        act.cell(name, axis): size for name, s in act.shapes.items() for axis, size in enumerate(s)
    }
    batch = {act.cell("input", 0), act.cell("output", 0)}
    agreeing = set(act.agreeing(tensor))
    assert len({places[place] for place in agreeing - batch}) <= 1
    assert len({places[place] for place in agreeing & batch}) <= 1


@pytest.mark.parametrize(
    ("text", "input_shape"), [("Conv1d(1, 1, 3)", (1, 1, 8)), ("Conv2d(1, 1, 3)", (1, 8, 8))]
)
def test_another_layer_or_input_is_refused(text, input_shape):
    with pytest.raises(StoryError, match=r"about a Conv2d on a batch \(N, C, H, W\), not"):
        shapes_of(text, input_shape)
