"""Layers become blocks: a picture per channel, tinted so that what can be compared is alike."""

import numpy as np
import pytest

from scenes.stage.network import (
    as_channel,
    bank,
    in_two_lines,
    kernels,
    lettered,
    maps,
    only,
    paired,
    picture,
    room,
    row,
    slim,
    strip,
    upright,
)

RNG = np.random.default_rng(2)
ARRAYS = {
    "act": RNG.random((16, 5, 5)),
    "conv": RNG.standard_normal((6, 10, 10)),
    "weight1": RNG.standard_normal((6, 1, 5, 5)),
    "weight2": RNG.standard_normal((16, 6, 5, 5)),
    "hidden": RNG.standard_normal(120),
    "input": RNG.random((28, 28)),
}


@pytest.mark.parametrize(("name", "columns", "title"), [
    ("act", 4, "16 times 5 times 5"),
    ("conv", 3, "6 times 10 times 10"),
])  # fmt: skip
def test_a_layer_has_a_picture_for_each_channel(name, columns, title):
    block = maps(ARRAYS, name)
    assert (block.columns, block.title) == (columns, title)
    assert [panel.key for panel in block.panels] == [
        f"{name}[{channel}]" for channel in range(len(ARRAYS[name]))
    ]
    for panel, values in zip(block.panels, ARRAYS[name], strict=True):
        assert (panel.values == values).all()


def test_maps_share_a_scale_unless_they_are_signed():
    assert {panel.largest for panel in maps(ARRAYS, "act").panels} == {ARRAYS["act"].max()}
    assert {panel.largest for panel in maps(ARRAYS, "conv").panels} == {0.0}
    assert {panel.signed for panel in maps(ARRAYS, "conv").panels} == {True}
    assert {panel.signed for panel in maps(ARRAYS, "act").panels} == {False}


def test_kernels_are_told_apart_by_their_channels():
    assert [p.key for p in kernels(ARRAYS, "k", "weight2", 3).panels] == [
        f"weight2[3, {channel}]" for channel in range(6)
    ]
    assert kernels(ARRAYS, "k", "weight1", 2).title == "5 times 5"
    assert [p.key for p in bank(ARRAYS, "k", "weight1").panels] == [
        f"weight1[{channel}, 0]" for channel in range(6)
    ]


def test_a_dense_layer_stands_upright():
    block = strip(ARRAYS, "hidden")
    assert block.panels[0].shape == (120, 1)
    assert block.title == "120"


def test_the_picture_has_its_padding_and_says_so():
    assert picture(ARRAYS, "input", 2).panels[0].shape == (32, 32)
    assert picture(ARRAYS, "input", 2).title == "28 times 28 comma p = 2"
    assert picture(ARRAYS, "input", 0).title == "28 times 28"


def test_a_layer_among_many_is_named_by_one_map():
    assert slim(maps(ARRAYS, "act"), 2).title == "5 times 5"


def test_one_map_of_a_layer_is_as_large_as_the_picture():
    one = only(maps(ARRAYS, "conv"), 4)
    assert [panel.key for panel in one.panels] == ["conv[4]"]
    assert (one.columns, one.title) == (1, "10 times 10")
    assert one.share == picture(ARRAYS, "input", 2).share


def test_blocks_have_the_letters_of_the_program():
    image = as_channel(picture(ARRAYS, "input", 2))
    assert lettered(image, "X").title == "X quad 1 times 28 times 28"
    assert lettered(room("bars"), "Y").title == "Y"


def test_kernels_stand_beside_their_maps():
    kernels, maps = (
        row("kernel", ARRAYS["weight1"][:, 0], "kernel"),
        row("map", ARRAYS["conv"], "output"),
    )
    block = paired("pairs", kernels, maps)
    assert [panel.key for panel in block.panels[:4]] == [
        "kernel[0]",
        "map[0]",
        "kernel[1]",
        "map[1]",
    ]
    assert {panel.role for panel in block.panels[::2]} == {"kernel"}
    assert block.columns == 2


def test_an_upright_layer_has_more_rows_than_columns():
    block = upright(bank(ARRAYS, "k", "weight1"))
    assert (block.rows, block.columns, block.share) == (3, 2, 1.0)


def test_half_of_a_layer_stands_below_the_other_half():
    halved = [in_two_lines(maps(ARRAYS, name)) for name in ("act", "conv")]
    assert [(block.rows, block.columns) for block in halved] == [(2, 8), (2, 3)]
