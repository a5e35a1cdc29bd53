"""The curve of a training reaches, loss after loss, the point of the last one."""

import numpy as np
import pytest

from scenes.stage.layout import Region
from scenes.stage.loss_curve import LossCurve
from scenes.stage.theme import DARK

REGION = Region(-3.0, -2.0, 3.0, 2.0)
STEPS, LOSSES = np.array([0, 100, 400]), np.array([2.5, 2.0, 0.5])


def centre_of_the_dot(curve):
    return curve.parts[-1].get_center()[:2]


@pytest.mark.parametrize("last", range(1, 3))
def test_line_and_dot_end_on_the_same_loss(last):
    curve = LossCurve(STEPS, LOSSES, ("step", "loss"), REGION, DARK)
    curve.reach(last)
    line = curve.parts[-2]
    assert line.points[-1][:2] == pytest.approx(centre_of_the_dot(curve))


def test_it_goes_down_and_to_the_right_in_its_region():
    curve, ends = LossCurve(STEPS, LOSSES, ("step", "loss"), REGION, DARK), []
    for last in range(3):
        curve.reach(last)
        ends.append(centre_of_the_dot(curve))
    (x0, y0), (x1, y1), (x2, y2) = ends
    assert REGION.left < x0 < x1 < x2 < REGION.right
    assert REGION.top > y0 > y1 > y2 > REGION.bottom
    assert (x2 - x1) / (x1 - x0) == pytest.approx(3.0)
    assert (y1 - y2) / (y0 - y1) == pytest.approx(3.0)
