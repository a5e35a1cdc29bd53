"""The size formulas as they are drawn, held to PyTorch and to the special cases that they claim."""

import pytest

from convmath import Geometry
from scenes.story.beat import StoryError
from scenes.story.sizes import (
    SizeTeller,
    axis_values,
    checked,
    counted,
    padding_code,
    per_side,
    size_code,
    special_cases,
    total,
)
from tests.scenes.general import computed

GEOMETRIES = [
    Geometry.of((8, 8), (3, 3), padding=1, stride=2),
    Geometry.of((8, 8), (3, 5), padding=(0, 1), stride=(3, 4)),
    Geometry.of((12, 9), (2, 5), padding=((0, 1), (2, 0)), stride=(5, 3)),
    Geometry.of((7, 4), (1, 4), padding="same"),
]


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_both_conventions_give_pytorchs_size(geometry):
    torch = pytest.importorskip("torch")
    (top, bottom), (left, right) = geometry.padding
    image = torch.zeros(1, 1, *geometry.input_shape)
    padded = torch.nn.functional.pad(image, (left, right, top, bottom))
    kernel = torch.zeros(1, 1, *geometry.kernel_shape)
    size = torch.nn.functional.conv2d(padded, kernel, stride=geometry.stride).shape[2:]
    for axis in (0, 1):
        left_side, right_side = size_code(geometry, axis).split(" = ")
        assert computed(left_side) == computed(right_side) == size[axis]
    for codes in (per_side(geometry), total(geometry)):
        assert computed(codes[1].split(" = ")[0]) == size[0]


@pytest.mark.parametrize("geometry", GEOMETRIES)
@pytest.mark.parametrize("axis", [0, 1])
def test_steps_and_what_is_left_over_fill_the_room(geometry, axis):
    values = {name: int(number) for name, number in axis_values(geometry, axis).items()}
    assert values["steps"] * values["s"] + values["left_over"] == values["span"]
    assert values["left_over"] < values["s"]
    assert values["steps"] + 1 == values["size"]


@pytest.mark.parametrize(
    ("options", "texts"),
    [
        ({"padding": 1, "stride": 2}, ["kernel_less_one", "divides"]),
        ({"padding": 1, "stride": 3}, ["kernel_less_one"]),
        ({"padding": 0, "stride": 2}, []),
    ],
)
def test_special_cases_are_claimed_only_where_they_hold(options, texts):
    cases = special_cases(Geometry.of((8, 8), (3, 3), **options))
    assert [text for text, _ in cases] == texts
    for _, (letters, *codes) in cases:
        assert "_h" in letters
        assert all(computed(a) == computed(b) for a, b in (code.split(" = ") for code in codes))


def test_the_two_conventions_call_their_paddings_by_different_names():
    geometry = GEOMETRIES[0]
    assert "2 p " in per_side(geometry)[0]
    assert "p_h" not in per_side(geometry)[0]
    assert "p_h" in total(geometry)[0]
    assert padding_code(geometry) == "p_h = 2 p = 2 dot 1 = 2"


def test_places_that_lie_close_are_counted_by_the_last_one():
    assert counted(Geometry.of((30, 8), (3, 3)), 0) == [27]
    assert counted(Geometry.of((30, 8), (3, 3)), 1) == [5]  # as close: the cells are squares
    assert counted(Geometry.of((10, 8), (3, 3)), 1) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("shape", "kernel", "message"),
    [((8,), (3,), "not 1 axes"), ((65, 8), (3, 3), "at most 64 a side")],
)
def test_what_cannot_be_drawn_is_refused(shape, kernel, message):
    with pytest.raises(StoryError, match=message):
        checked(Geometry.of(shape, kernel))


@pytest.mark.parametrize(
    ("kernel", "padding", "stride", "alike"),
    [((3, 3), 1, 2, True), ((3, 3), (1, 0), 2, False), ((3, 3), 1, (2, 1), False)],
)
def test_columns_with_the_numbers_of_the_rows_are_told_in_one_beat(kernel, padding, stride, alike):
    teller = SizeTeller("output_size", Geometry.of((8, 8), kernel, padding=padding, stride=stride))
    teller.sides()
    texts = [beat.text for beat in teller.told().beats]
    assert texts.count("room") == (1 if alike else 2)
    assert ("columns_alike" in texts) is alike
    assert ("columns" in texts) is not alike
