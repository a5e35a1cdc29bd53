"""The bench of learning: the kernel stands level with the signs, and makes room for the next."""

import pytest

from scenes.catalog import find
from scenes.story import Beat, Example

BEAT = Beat("beat", "text", 100)


def middle(bench, key):
    """The height of a panel's cells on screen."""
    return float(bench.grids[key].mobject.get_y())


def test_the_kernel_is_level_with_the_signs_until_the_next_one_stands_below():
    bench = find("learn_kernel").load()(Example.of("learn_kernel"), language="en").stage()
    level = bench.arrangement.signs[0][1][1]
    assert middle(bench, "kernel[0]") == pytest.approx(level, abs=0.05)
    animation = bench.enter(BEAT, "kernel[1]")
    animation._setup_scene(None)
    animation.begin()
    animation.finish()
    assert middle(bench, "kernel[0]") > level > middle(bench, "kernel[1]")
    cells = bench.arrangement.cells
    assert middle(bench, "kernel[0]") == pytest.approx(cells["kernel[0]"].centre[1], abs=1e-6)
