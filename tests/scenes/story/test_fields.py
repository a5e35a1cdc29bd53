"""Receptive fields, held to what PyTorch's gradients reach."""

import numpy as np
import pytest

from convmath import receptive_field
from scenes.story.beat import StoryError
from scenes.story.fields import MOST_LAYERS, FieldTeller, Stack

STACKS = {
    "lenet": ["Conv2d(1, 1, 5, padding=2)", "ReLU()", "AvgPool2d(2)", "Conv2d(1, 1, 5)"],
    "strides": ["Conv2d(1, 1, 3, stride=2)", "Conv2d(1, 1, 3, stride=3)", "Conv2d(1, 1, 2)"],
    "dilated": ["Conv2d(1, 1, 3, dilation=2)", "Conv2d(1, 1, 3, dilation=4)"],
    "unequal": ["Conv2d(1, 1, (5, 3), stride=(1, 2))", "AvgPool2d((2, 3))"],
}


@pytest.mark.parametrize("name", STACKS)
def test_the_last_field_and_jump_are_those_that_gradients_show(name):
    torch = pytest.importorskip("torch")
    stack = Stack.of(receptive_field(STACKS[name]))
    net = torch.nn.Sequential(
        *(eval(f"torch.nn.{layer}", {"torch": torch}) for layer in STACKS[name])
    )
    for weight in net.parameters():
        torch.nn.init.ones_(weight)
    spans = []
    for column in (1, 2):
        image = torch.ones(1, 1, 60, 60, requires_grad=True)
        net(image)[0, 0, 1, column].backward()
        rows, columns = image.grad[0, 0].nonzero().T
        spans.append((int(rows.min()), int(rows.max()), int(columns.min()), int(columns.max())))
    (top, bottom, left, right), (_, _, next_left, _) = spans
    # dilation leaves gaps inside the field, not at its ends; padding is none at column 1 on
    assert next_left - left == stack.jump[-1, 1]
    if "padding" not in STACKS[name][0]:
        assert [bottom - top + 1, right - left + 1] == stack.size[-1].tolist()


def test_the_program_gives_the_same_numbers():
    torch = pytest.importorskip("torch")
    stack = Stack.of(receptive_field(STACKS["unequal"]))
    k, s = torch.tensor(stack.k), torch.tensor(stack.s)
    jump = s.cumprod(0)
    assert np.array_equal(jump, stack.jump)
    assert np.array_equal(1 + ((k - 1) * jump / s).cumsum(0), stack.size)


def test_growth_is_worked_out_from_the_layer_before():
    stack = Stack.of(receptive_field(STACKS["lenet"]))
    assert [stack.growth(layer) for layer in range(3)] == [
        ("r = 1 + (5 - 1) dot 1 = 5", "j = 1 dot 1 = 1"),
        ("r = 5 + (2 - 1) dot 1 = 6", "j = 1 dot 2 = 2"),
        ("r = 6 + (5 - 1) dot 2 = 14", "j = 2 dot 1 = 2"),
    ]


def test_two_layers_see_four_and_nine():
    teller = FieldTeller("receptive_field", receptive_field(STACKS["lenet"]))
    teller.two_layers()
    told = {beat.name: beat.values for beat in teller.board("").beats}
    assert (told["back"]["windows"], told["back"]["seen"]) == ("4", "9")
    assert teller.second.output.tolist() == [[228]]


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        (["ReLU()"], "no layer slides a window"),
        (["Conv2d(1, 1, 3)"] * (MOST_LAYERS + 1), "at most 7"),
    ],
)
def test_a_stack_that_no_picture_holds_is_refused(layers, message):
    with pytest.raises(StoryError, match=message):
        Stack.of(receptive_field(layers))


def test_what_the_first_layer_gave_keeps_its_colour_in_the_second():
    teller = FieldTeller("receptive_field", receptive_field(STACKS["lenet"]))
    teller.two_layers()
    worked = [beat.equation for beat in teller.told().beats if beat.equation]
    roles = [{term[0].role for term in equation.terms} for equation in worked]
    assert roles == [{"input"}, {"output"}]
