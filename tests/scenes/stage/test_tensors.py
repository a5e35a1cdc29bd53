"""Tensors are drawn as stacks inside their region, in the shape of their matrices."""

from itertools import pairwise

import pytest

from scenes.stage.layout import Layout, Region
from scenes.stage.tensors import MOST, Stacks, drawn, stages
from scenes.stage.theme import DARK
from scenes.story.shapes import Shapes


def act(shape):
    text = f"Conv2d({shape[1]}, 1, 1)"
    whole = {"input": shape, "weight": (1, shape[1], 1, 1), "bias": (1,), "output": shape}
    return Shapes.of(text, whole)


def stacks(shape, region):
    return Stacks(act(shape), region, DARK)


def box(mobject):
    left, bottom, _ = mobject.get_corner((-1.0, -1.0, 0.0))
    right, top, _ = mobject.get_corner((1.0, 1.0, 0.0))
    return Region(float(left), float(bottom), float(right), float(top))


@pytest.mark.parametrize("shape", [(1, 1, 8, 8), (32, 3, 28, 28), (2, 64, 3, 1000), (3, 2, 9, 1)])
@pytest.mark.parametrize("width", [8 * 16 / 9, 8 * 4 / 3])
def test_everything_lies_in_the_region(shape, width):
    region = Layout(width).operands
    left = Region(region.left, region.bottom, region.centre[0], region.top)
    for part in stacks(shape, left).all:
        assert left.shrunk(-0.15).contains(box(part))


def test_sizes_are_said_at_the_edges():
    texts = [
        getattr(part, "text", "") for part in stacks((32, 3, 28, 14), Layout(14.2).operands).all
    ]
    assert {"H = 28", "W = 14", "C = 3", "N = 32", "dots.c"} <= set(texts)


def test_more_than_a_few_stacks_are_an_ellipsis():
    few = stacks((MOST, 1, 2, 2), Layout(14.2).operands)
    assert "dots.c" not in [getattr(part, "text", "") for part in few.all]


@pytest.mark.parametrize(("shape", "seen"), [(1.0, 1.0), (0.5, 0.5), (1000.0, 4.0), (0.001, 0.25)])
def test_a_card_is_never_a_line(shape, seen):
    assert drawn(shape) == seen


@pytest.mark.parametrize("shape", [(1, 1, 8, 8), (32, 3, 28, 28), (2, 64, 3, 50)])
def test_every_stage_goes_on_with_the_parts_of_the_one_before(shape):
    region = Layout(14.2).whole
    made = stages(act(shape), region, DARK)
    for before, after in pairwise(made):
        kept = [*before.card, *before.channels], [*after.card, *after.channels]
        for old, new in zip(*(parts[: len(before.card)] for parts in kept), strict=True):
            assert old.points.shape == new.points.shape
    assert made[0].card[0].height >= made[1].card[0].height >= made[2].card[0].height
    assert all(region.shrunk(-0.15).contains(box(part)) for stage in made for part in stage.all)


@pytest.mark.parametrize("width", [8 * 16 / 9, 8 * 4 / 3, 8.0])
def test_the_cards_of_a_batch_are_larger_than_their_stacks_are_deep(width):
    region = Layout(width).operands
    left = Region(region.left, region.bottom, region.left + 0.6 * region.width, region.top)
    batch = stacks((32, 3, 28, 28), left)
    front, back = box(batch.card[0]), box(batch.channels[1])
    assert front.width > back.right - front.right
