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


@pytest.mark.parametrize("kernel", [[[0, 0]], [[0], [0], [0]]])
def test_the_signs_come_with_the_kernel_and_once(kernel):
    rows = 4 - len(kernel)
    columns = 4 - len(kernel[0])
    image, target = [[1, -2, 3], [0, 1, -1], [2, 0, 1]], [[3, -1, 2]] * rows
    example = Example.of("learn_kernel").replace(
        input=image, kernel=kernel, target=[row[:columns] for row in target]
    )
    bench = find("learn_kernel").load()(example, language="en").stage()
    entering = bench.enter(BEAT, "input", "kernel[0]", "target")
    entering._setup_scene(None)
    entering.begin()
    entering.finish()
    assert set(bench._present["signs"]) == set(bench.signs)
    bench.enter(BEAT, "kernel[1]")
    assert len(bench._present["signs"]) == len(bench.signs) == 2
