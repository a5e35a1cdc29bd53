"""A layer in PyTorch's spelling is an order: it sets the example, and finds its scene."""

import pytest

from convmath.signatures import SIGNATURES
from rendering.ordering import OF_LAYERS
from scenes.catalog import LESSONS
from scenes.story import Example
from scenes.story.layer_lessons import WINDOW


def test_a_layer_sets_the_parameters_of_its_scene(run, studio):
    layer = "Conv2d(1, 1, kernel_size=3, padding=1, stride=(3, 4))"
    run("--scene", "stride", "--layer", layer)
    example = studio.jobs[0].example
    assert example.inputs["kernel"].shape == (3, 3)
    assert dict(example.parameters) == {"padding": (1, 1), "stride": (3, 4)}
    assert example.run().geometry.output_shape == (2, 2)


def test_numbers_of_ones_own_go_with_it(run, studio):
    run("--scene", "stride", "--layer", "Conv2d(1, 1, 2)", "--kernel", "5 6; 7 8")
    example = studio.jobs[0].example
    assert example.inputs["kernel"].tolist() == [[5, 6], [7, 8]]
    assert example.inputs["input"] == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


@pytest.mark.parametrize(
    ("layer", "scene"),
    [("MaxPool2d(2, padding=1)", "pooling_padding_stride"), ("nn.Conv2d(2, 3, 2)", "multi_output")],
)
def test_without_a_scene_the_lesson_is_found_and_said(run, studio, layer, scene):
    result = run("--layer", layer)
    assert studio.jobs[0].lesson.startswith(scene)
    name = layer.removeprefix("nn.").partition("(")[0]
    assert result.stderr.startswith(f"{studio.jobs[0].lesson} shows {name}(")
    assert run("--layer", layer, "--quiet").stderr == ""


IMPOSSIBLE = {
    "no layer": (("--layer", "Conv9d(1)"), "there is no layer Conv9d: known are Conv1d/2d/3d"),
    "no call": (("--layer", "Conv2d"), "'Conv2d' is not a layer: write it as PyTorch does"),
    "code": (("--layer", "Conv2d(1, 1, exit())"), "kernel_size=exit() is not a plain value"),
    "typing error": (("--layer", "Conv2d(1, 1, 3, strid=2)"), "Conv2d has no argument strid: it"),
    "no lesson": (
        ("--layer", "MaxPool3d(2)"),
        "no lesson shows MaxPool3d: MaxPool2d shows the same",
    ),
    "other lesson": (
        ("--scene", "stride", "--layer", "MaxPool2d(2)"),
        "stride: this lesson shows Conv2d, not MaxPool2d: --scene max_pooling shows MaxPool2d",
    ),
    "said twice": (
        ("--layer", "Conv2d(1, 1, 3)", "--scene", "stride", "--padding", "1"),
        "says the padding already: leave one of them out",
    ),
    "set twice": (
        ("--layer", "MaxPool2d(2)", "--set", "window=3"),
        "says the window already: leave one of them out",
    ),
    "kernel of another size": (
        ("--layer", "Conv2d(1, 1, 3)", "--kernel", "1 2; 3 4"),
        "the kernel of 2×2 is none of Conv2d(1, 1, kernel_size=(3, 3), stride=(1, 1)): give one",
    ),
    "small input": (
        ("--layer", "Conv2d(1, 1, 3)", "--input", "1 2; 3 4"),
        "kernel height 3 does not fit: input 2",
    ),
    "one of several": (
        ("--chapter", "3", "--layer", "Conv2d(1, 1, 3, stride=2)"),
        "padding: this lesson does not show stride=(2, 2): --scene stride shows",
    ),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_shown_is_refused_in_one_sentence(run, studio, name):
    arguments, part = IMPOSSIBLE[name]
    result = run(*arguments, "--quiet")
    assert result.exit_code == 2
    assert part in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert studio.jobs == []


def test_a_notebook_takes_a_module_of_pytorch():
    import torch

    from rendering import run

    example = run.example("max_pooling", {"layer": torch.nn.MaxPool2d(2, stride=1)})
    chosen = {"window": (2, 2), "stride": (1, 1), "dilation": (1, 1), "ceil_mode": False}
    assert dict(example.parameters) == chosen


def test_an_options_layer_says_anew_all_that_a_layer_can_say_of_an_example():
    said = {WINDOW.get(name, name) for arguments in SIGNATURES.values() for name in arguments}
    examples = [Example.of(entry.example) for entry in LESSONS]
    assert {name for example in examples for name in said & set(example.parameters)} <= {*OF_LAYERS}
