"""The square shrinks to the share that is left, about its own centre, beside its formulas."""

import pytest

from scenes.stage.layout import Region
from scenes.stage.shrink import Shrink
from scenes.stage.theme import DARK

REGION = Region(-6.0, -3.0, 6.0, -2.0)


def test_the_inner_square_ends_at_its_share_of_the_outer_one():
    shrink = Shrink([240, 220, 200], ["240 arrow 200"], REGION, DARK)
    outer, inner = shrink._squares
    centre = tuple(inner.get_center())
    animation = shrink.show()
    animation.begin()
    for alpha in (0.0, 0.3, 0.6, 1.0):
        animation.interpolate(alpha)
    animation.finish()
    assert inner.width / outer.width == pytest.approx(200 / 240, rel=0.02)
    assert tuple(inner.get_center()) == pytest.approx(centre)


def test_everything_lies_inside_the_region():
    shrink = Shrink([240, 200], ["240 times 240", "1 - 200^2 \\/ 240^2"], REGION, DARK)
    parts = [*shrink._squares, *shrink._rows]
    for part in parts:
        assert part.get_left()[0] >= REGION.left
        assert part.get_right()[0] <= REGION.right
        assert REGION.bottom - 0.05 <= part.get_bottom()[1] < part.get_top()[1] <= REGION.top + 0.05
