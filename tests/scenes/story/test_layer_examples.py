"""A layer's film has the numbers that PyTorch's own layer gives."""

import numpy as np
import pytest
import torch

from convmath import ConvMathError
from scenes.catalog import LESSONS as CATALOG
from scenes.catalog import find
from scenes.story import Example
from scenes.story.example import ExampleError
from scenes.story.layer_examples import counted, with_layer
from scenes.story.layer_lessons import LESSONS, showing

ASKED = {  # a layer, and the lesson that shows it
    "Conv2d(1, 1, 3)": "cross_correlation",
    "Conv2d(1, 1, (1, 4))": "cross_correlation",
    "Conv2d(1, 1, 2, padding=(0, 1))": "padding",
    "Conv2d(1, 1, 2, padding='valid')": "cross_correlation",
    "Conv2d(1, 1, 3, padding='same')": "same_padding",
    "Conv2d(1, 1, (2, 4), padding='same', padding_mode='zeros')": "same_padding",
    "torch.nn.Conv2d(1, 1, kernel_size=3, padding=1, stride=(3, 4))": "stride",
    "nn.Conv2d(1, 1, 7, 4, 3, bias=False)": "stride",
    "Conv2d(1, 1, 3, dilation=(2, 3))": "dilation",
    "Conv2d(1, 1, 3, dilation=2, padding=2)": "dilation",
    "Conv2d(1, 1, (2, 3), padding='same', dilation=(3, 2))": "dilation",
    "Conv2d(1, 1, 2, (2, 3), (0, 2), 2)": "dilation",
    "Conv2d(3, 4, 1)": "one_by_one",
    "Conv2d(5, 2, (1, 1), bias=False)": "one_by_one",
    "Conv2d(4, 1, 3, stride=2, padding=1)": "multi_input_channels",
    "Conv2d(2, 5, (3, 2), padding=(1, 0))": "multi_output_channels",
    "Conv2d(3, 2, (2, 1), dilation=(2, 3), stride=2)": "multi_output_channels",
    "Conv2d(3, 1, 2, padding=1, dilation=2)": "multi_input_channels",
    "Conv2d(3, 3, 2, groups=3)": "depthwise",
    "Conv2d(4, 4, 3, 2, 1, groups=4, bias=False)": "depthwise",
    "Conv2d(2, 2, (1, 2), padding='same', dilation=2, groups=2)": "depthwise",
    "Conv1d(1, 1, 3)": "conv_dims",
    "Conv3d(1, 1, (1, 2, 3))": "conv_dims",
    "Conv1d(1, 1, 3, stride=2, dilation=2)": "conv_dims",
    "Conv3d(1, 1, 2, stride=(1, 2, 1), dilation=(2, 1, 3))": "conv_dims",
    "ConvTranspose2d(1, 1, (2, 3), stride=(3, 1))": "transposed",
    "ConvTranspose2d(1, 1, 3, 2, 1, 1)": "transposed",
    "ConvTranspose2d(1, 1, (2, 5), padding=(0, 4))": "transposed",
    "ConvTranspose2d(1, 1, 2, stride=(1, 2), dilation=3, output_padding=(2, 1))": "transposed",
    "MaxPool2d(2)": "max_pooling",
    "MaxPool2d((2, 3), stride=(1, 2))": "max_pooling",
    "MaxPool2d(3, 2, 1)": "pooling_padding_stride",
    "MaxPool2d(2, ceil_mode=True)": "max_pooling",
    "MaxPool2d((2, 3), (3, 2), dilation=(1, 2))": "max_pooling",
    "MaxPool2d(3, 2, 1, ceil_mode=True)": "pooling_padding_stride",
    "MaxPool2d(2, (3, 2), 1, (1, 2), ceil_mode=True)": "pooling_padding_stride",
    "AvgPool2d(3, 2)": "average_pooling",
    "AvgPool2d(2, ceil_mode=True)": "average_pooling",
    "AvgPool2d(3, 2, 1, True, False)": "average_pooling",
    "AvgPool2d(3, (2, 3), (1, 0), ceil_mode=True, divisor_override=4)": "average_pooling",
    "AvgPool2d((2, 3), padding=(1, 0))": "average_pooling",
    "AvgPool2d(3, 2, 1, count_include_pad=False)": "average_pooling",
    "Linear(3, 4)": "one_by_one",
    "Linear(6, 2, bias=False)": "one_by_one",
}
SHAPES = {  # of which no lesson shows the numbers
    "Conv2d(4, 6, 3, groups=2)": (1, 6, 6, 6),
    "Conv2d(4, 8, 3, groups=4, padding=1)": (1, 8, 8, 8),
}


def film_of(text):
    lesson = showing(text)
    return lesson, with_layer(lesson, Example.of(find(lesson).example), (), text)


def of_pytorch(lesson, example, text):
    """What PyTorch's layer makes of the example's numbers; its bias is zero if there is none."""
    own = eval(text, vars(torch) | vars(torch.nn))
    inputs = {name: torch.tensor(np.asarray(a, float)) for name, a in example.inputs.items()}
    x, weight = inputs["input"], inputs.get(LESSONS[lesson].weight)
    if isinstance(own, torch.nn.Conv1d):
        x, weight = x[0, 0], weight[0, 0]
    if isinstance(own, torch.nn.Linear):
        x = x.movedim(1, -1)
    lone = x.ndim < own.weight.ndim - 1 if weight is not None else x.ndim == 2
    own = own.double()
    if weight is not None:
        own.weight.data = weight.reshape(own.weight.shape)
        if own.bias is not None:
            own.bias.data = inputs.get("bias", torch.zeros(len(own.bias)).double())
    out = own(x[None] if lone else x)
    return (out[0] if lone else out).detach().numpy()


def on_film(lesson, example, text):
    """The same numbers as the film has them."""
    if lesson == "depthwise":
        return find(lesson).load().tell(example).arrays["middle"]
    if "Conv1d" in text:
        return find(lesson).load().tell(example).arrays["series_output"]
    output = example.run().output
    return np.moveaxis(output, 1, -1) if "Linear" in text else output


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("text", ASKED)
def test_the_numbers_are_those_of_pytorchs_layer(text):
    lesson, example = film_of(text)
    assert lesson == ASKED[text]
    assert on_film(lesson, example, text).tolist() == of_pytorch(lesson, example, text).tolist()


@pytest.mark.parametrize("text", SHAPES)
def test_what_no_lesson_computes_is_shown_by_its_shapes(text):
    lesson, example = film_of(text)
    own = eval(text, vars(torch.nn))
    assert lesson == "tensor_shapes"
    assert example.run()["output"] == SHAPES[text]
    assert tuple(own(torch.zeros(example.inputs["input_shape"])).shape) == SHAPES[text]


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_layer_makes_a_film_of_each_lesson(lesson):
    name = LESSONS[lesson].names[0]
    text = {
        "depthwise": "Conv2d(3, 3, (3, 1), groups=3)",
        "one_by_one": "Conv2d(2, 6, 1)",
        "same_padding": "Conv2d(1, 1, (5, 3), padding=(2, 1))",
        "tensor_shapes": "Conv2d(2, 6, 5, 2, groups=2)",
        "multi_input_channels": "Conv2d(3, 1, 2)",
        "conv_dims": "Conv3d(1, 1, (3, 2, 1))",
    }.get(lesson, f"{name}(1, 1, (3, 2))" if "Conv" in name else f"{name}((3, 2), stride=(1, 2))")
    example = with_layer(lesson, Example.of(find(lesson).example), (), text)
    assert example.custom
    assert find(lesson).load().tell(example).beats


def test_the_lessons_own_numbers_stay_where_they_fit():
    book = Example.of("stride")
    made = with_layer("stride", book, (), "Conv2d(1, 1, 2, padding=1, stride=(3, 2))")
    assert made.inputs == book.inputs
    channels = Example.of("output_channels")
    made = with_layer("multi_output_channels", channels, (), "Conv2d(2, 3, 2)")
    assert made.inputs == channels.inputs


def test_what_counts_up_continues_the_book():
    book = Example.of("output_channels")
    assert counted((3, 2, 2, 2), 2).tolist() == book.inputs["weight"]
    assert counted((2, 3, 3), 2).tolist() == book.inputs["input"]


def test_numbers_of_the_users_stay():
    book = Example.of("stride").replace(kernel=[[1, 2], [3, 5]], input=[[1, 2, 3]])
    made = with_layer("stride", book, ["kernel", "input"], "Conv2d(1, 1, 2, padding=1)")
    assert made.inputs == book.inputs
    assert made.parameters == {"padding": (1, 1), "stride": (1, 1)}


@pytest.mark.parametrize(
    ("lesson", "text", "sentence"),
    [
        ("stride", "MaxPool2d(2)", "shows Conv2d, not MaxPool2d: --scene max_pooling shows"),
        ("cross_correlation", "Conv2d(1, 1, 3, padding=1)", r"not show padding=\(1, 1\): --scene"),
        ("stride", "Conv2d(2, 1, 3)", "one input and one output channel: --scene multi_input_ch"),
        ("stride", "Conv2d(1, 1, 3, dilation=2)", r"dilation=\(2, 2\): --scene dilation shows"),
        ("lenet", "Conv2d(1, 6, 5)", "shows no layer of PyTorch's: --scene multi_output_channels"),
        ("pooling_channels", "MaxPool2d(2, ceil_mode=True)", "ceil_mode=True: --scene max_pooling"),
        ("transposed", "ConvTranspose2d(2, 1, 3)", "one input and one output channel: no lesson"),
        ("pooling_padding_stride", "MaxPool2d(2, padding=2)", "by half of it at most"),
        ("same_padding", "Conv2d(1, 1, 3)", "the padding that keeps a size: --scene cross_corr"),
        ("same_padding", "Conv2d(1, 1, 3, padding='valid')", "the padding that keeps a size"),
        ("multi_output_channels", "Conv2d(10**6, 4, 3)", "not a plain value"),
        ("multi_output_channels", "Conv2d(1000000, 4, 3)", "too many for a film: use a smaller"),
    ],
)
def test_what_a_lesson_cannot_show_is_said_with_a_remedy(lesson, text, sentence):
    with pytest.raises((ExampleError, ConvMathError), match=sentence):
        with_layer(lesson, Example.of(find(lesson).example), (), text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("AdaptiveMaxPool2d(1)", "shows AdaptiveMaxPool2d: they show Conv2d, Linear, Conv1d"),
        ("MaxPool3d(2)", "no lesson shows MaxPool3d: MaxPool2d shows the same on a single slice"),
        ("AvgPool1d(4)", r"AvgPool2d with a window of one row, \(1, 4\), gives the same numbers"),
        ("ReLU()", "no lesson shows ReLU: they show"),
        (
            "Conv1d(1, 1, 3, 2, padding=1)",
            r"padding=\(1,\), conv_dims does, or write it as a Conv2d of one row",
        ),
        ("Conv1d(2, 1, 3)", "use one input and one output channel"),
        ("Conv2d(1, 1, 3, padding_mode='reflect')", "padding_mode='reflect' is not possible"),
        ("Conv2d(1, 1)", "lacks kernel_size"),
    ],
)
def test_what_no_lesson_shows_is_said_with_a_remedy(text, sentence):
    with pytest.raises((ExampleError, ConvMathError), match=sentence):
        showing(text)


def test_what_pytorch_refuses_to_compute_is_refused():
    _, example = film_of("ConvTranspose2d(1, 1, 3, output_padding=1)")
    with pytest.raises(ConvMathError, match="must be smaller than stride 1 or dilation 1"):
        example.run()


@pytest.mark.parametrize("given", ["padding", "stride"])
def test_what_the_layer_says_is_not_said_again(given):
    with pytest.raises(ExampleError, match=f"says the {given} already: leave one of them out"):
        with_layer("stride", Example.of("stride").replace(**{given: 1}), [given], "Conv2d(1, 1, 3)")


def test_a_kernel_of_another_size_is_refused():
    with pytest.raises(ExampleError, match=r"the kernel of 2×2 is none of Conv2d.*give one of 3×3"):
        with_layer("stride", Example.of("stride"), ["kernel"], "Conv2d(1, 1, 3)")


def test_every_lesson_with_layers_is_in_the_catalog():
    assert LESSONS.keys() < {entry.id for entry in CATALOG}
