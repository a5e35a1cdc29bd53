"""The square shrinks to the share that is left, about its own centre, beside its formulas."""

from itertools import pairwise

import pytest

from scenes.stage.layout import Region
from scenes.stage.shrink import Shrink
from scenes.stage.theme import DARK

REGION = Region(-6.0, -3.0, 6.4, 2.4)
UPRIGHT = Region(-3.2, -5.4, 3.6, 4.0)
FLAT = Region(-3.2, -3.0, 3.6, 1.6)


def test_the_inner_square_ends_at_its_share_of_the_outer_one():
    shrink = Shrink([240, 220, 200], ["240 arrow 200"], ["two layers"], REGION, DARK)
    outer, inner = shrink._squares
    centre = tuple(inner.get_center())
    animation = shrink.show()
    animation.begin()
    for alpha in (0.0, 0.3, 0.6, 1.0):
        animation.interpolate(alpha)
    animation.finish()
    assert inner.width / outer.width == pytest.approx(200 / 240, rel=0.02)
    assert tuple(inner.get_center()) == pytest.approx(centre)


@pytest.mark.parametrize("region", [REGION, UPRIGHT, FLAT])
def test_everything_lies_inside_the_region_and_apart(region):
    codes = ["240 times 240 arrow 200 times 200", "1 - 200^2 \\/ 240^2 approx 30.6 %"]
    shrink = Shrink([240, 200], codes, ["ten layers, without padding", "gone"], region, DARK)
    boxes = [extent(part) for part in [*shrink._squares, *shrink._rows]]
    for box in boxes:
        assert region.contains(box, slack=0.05)
    lost, _, *rows = boxes
    assert not any(lost.overlaps(row) for row in rows)
    assert all(upper.bottom > lower.top for upper, lower in pairwise(rows))
    assert lost.width == pytest.approx(lost.height)


def extent(part):
    """The rectangle that a mobject takes."""
    return Region(part.get_left()[0], part.get_bottom()[1], part.get_right()[0], part.get_top()[1])
