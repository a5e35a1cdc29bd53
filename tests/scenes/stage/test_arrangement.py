"""Tables of panels: all inside the region, nothing too small, what is too much folded or tinted."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scenes.stage import glyphs
from scenes.stage.arrangement import arrange, first_whole, largest_whole
from scenes.stage.channel_tables import channel_panels, side_by_side, summed_table
from scenes.stage.labels import SIGN_EM
from scenes.stage.layout import Layout, LayoutError
from scenes.stage.panel import Focus, Panel
from scenes.stage.panel_sizes import APART, COMFORTABLE_SLOT, DOWN, NO_SIGN, SMALLEST_CELL

REGION = Layout(8 * 16 / 9).operands


def column(name, *shapes, value=1, **options):
    return [
        Panel(f"{name}[{i}]", np.full(shape, value), "input", f"{name}_{i}", **options)
        for i, shape in enumerate(shapes)
    ]


def channels(count, rows, columns, value=1, kernel=(2, 2)):
    array = np.full((count, rows, columns), value)
    inputs = channel_panels("input", array, "input", [f"X_{c}" for c in range(count)], focus=kernel)
    weight = np.ones((count, *kernel), int)
    kernels = channel_panels("weight", weight, "kernel", [f"K_{c}" for c in range(count)])
    partial = np.ones((count, rows - kernel[0] + 1, columns - kernel[1] + 1), int)
    partials = channel_panels("partial", partial, "output")
    return inputs, kernels, partials, Panel("output[0]", partial[0], "output", "Y")


def summed(*arguments, **options):
    return summed_table(*channels(*arguments, **options), REGION)


def numbers(placed):
    return [cells for key, cells in placed.cells.items() if not placed.panels[key].heat]


shapes = st.tuples(st.integers(1, 12), st.integers(1, 12))
columns = st.lists(st.lists(shapes, min_size=1, max_size=4), min_size=1, max_size=3)


@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(columns, st.sampled_from([1, -12, 1234567]))
def test_every_panel_lies_in_the_region_and_every_number_can_be_read(shapes, value):
    table = [column(name, *those, value=value) for name, those in zip("abc", shapes, strict=False)]
    placed = arrange([part for one in table for part in (one, "=")][:-1], REGION)
    assert all(REGION.contains(cells.region) for cells in placed.cells.values())
    assert all(cells.cell_height >= SMALLEST_CELL - 1e-6 for cells in numbers(placed))
    for one, other in combinations(placed.cells.values(), 2):
        assert not one.region.shrunk(1e-6).overlaps(other.region)


def test_columns_with_as_many_panels_stand_row_by_row():
    placed = arrange([column("x", (3, 3), (3, 3)), "⋆", column("k", (2, 2), (2, 2))], REGION)
    heights = {key: cells.centre[1] for key, cells in placed.cells.items()}
    assert heights["x[0]"] == pytest.approx(heights["k[0]"])
    assert heights["x[1]"] == pytest.approx(heights["k[1]"])
    assert [text for text, _ in placed.signs] == ["⋆", "⋆"]


def test_columns_with_room_to_spare_have_larger_cells():
    placed = arrange([column("x", (3, 3), (3, 3)), "⋆", column("k", (2, 2), (2, 2))], REGION)
    assert placed.cells["k[0]"].cell_height > 1.2 * placed.cells["x[0]"].cell_height


def test_a_sum_has_a_brace_around_its_column_and_a_plus_in_every_gap():
    placed = arrange(summed(2, 3, 3), REGION)
    (box,) = placed.braces
    upper, lower = placed.cells["partial[0]"].region, placed.cells["partial[1]"].region
    assert (box.top, box.bottom) == (pytest.approx(upper.top), pytest.approx(lower.bottom))
    assert upper.right < box.left < box.right < placed.cells["output[0]"].region.left
    ((_, height),) = [where for text, where in placed.signs if text == "+"]
    assert lower.top < height < upper.bottom


def test_an_arrow_goes_down_in_every_column():
    pairs = [column(name, (4, 4), (2, 2), aside=True) for name in "abc"]
    placed = arrange([pairs[0], DOWN, pairs[1], DOWN, pairs[2]], REGION)
    assert [sign for sign, _ in placed.signs] == ["↓"] * 3
    for name, (_, (x, y)) in zip("abc", placed.signs, strict=True):
        upper, lower = (placed.cells[f"{name}[{i}]"] for i in (0, 1))
        assert x == upper.centre[0] == lower.centre[0]
        assert upper.region.bottom - y == pytest.approx(y - lower.region.top)
        assert upper.region.bottom - lower.region.top > SIGN_EM


@pytest.mark.parametrize("sign", ["→", "⋆", "="])
def test_no_sign_touches_a_grid_where_the_table_is_full(sign):
    first, last = column("a", (3, 10)), column("b", (3, 10))
    placed = arrange([first, sign, last], REGION)
    (drawn, (x, _)), *none = placed.signs
    assert (drawn, none) == (sign, [])
    half = SIGN_EM * glyphs.width(sign) / 2
    assert placed.cells["a[0]"].region.right < x - half - 0.05
    assert x + half + 0.05 < placed.cells["b[0]"].region.left


def test_what_does_not_belong_together_stands_apart_without_a_sign():
    gaps = []
    for sign in (NO_SIGN, APART):
        placed = arrange([column("a", (3, 10)), sign, column("b", (3, 10))], REGION)
        assert placed.signs == ()
        gaps.append(placed.cells["b[0]"].region.left - placed.cells["a[0]"].region.right)
    assert gaps[1] > 1.5 * gaps[0]


def test_a_long_column_is_folded_to_its_first_ones_and_its_last():
    placed = arrange(summed(16, 3, 3), REGION)
    kept = [key for key in placed.cells if key.startswith("input")]
    assert kept == ["input[0]", "input[1]", "input[15]"]
    dots = [where for text, where in placed.signs if text == "⋮"]
    upper, lower = placed.cells["input[1]"].region, placed.cells["input[15]"].region
    assert any(lower.top < y < upper.bottom for _, y in dots)


def test_rows_that_are_too_many_become_columns():
    wide = summed(3, 5, 5, kernel=(3, 3))
    placed = arrange(wide, REGION)
    assert not any(panel.heat for panel in placed.panels.values())
    assert len({placed.cells[f"input[{c}]"].centre[1] for c in range(3)}) == 1
    assert placed.panels["weight[2]"].title == "star K_2"


def test_a_column_that_is_too_tall_is_added_up_on_two_lines():
    inputs, kernels, partials, output = channels(3, 5, 5, kernel=(3, 3))
    wide = [replace(panel, among=np.array([-9])) for panel in partials]
    placed = arrange(summed_table(inputs, kernels, wide, output, REGION), REGION)
    at = {key: cells.centre for key, cells in placed.cells.items()}
    assert at["partial[0]"][1] == pytest.approx(at["partial[1]"][1])
    assert at["partial[2]"] == pytest.approx((at["partial[0]"][0], at["output[0]"][1]))
    upper, lower = at["partial[0]"][1], at["output[0]"][1]
    signs = [(text, y) for text, (x, y) in sorted(placed.signs, key=lambda mark: mark[1])]
    assert signs == [("+", lower), ("=", upper), ("=", lower), ("+", upper)]
    assert placed.panels["partial[1]"].title == "X_1 star K_1"


def test_kernels_named_beside_their_numbers_leave_height_to_the_channels():
    inputs, kernels, partials, output = channels(3, 5, 5, kernel=(3, 3))
    kernels = [replace(one, title=f"W_{name}") for one, name in zip(kernels, "RGB", strict=True)]
    wide = [replace(panel, among=np.array([-9])) for panel in partials]
    placed = arrange(summed_table(inputs, kernels, wide, output, REGION), REGION)
    channel, kernel = placed.cells["input[0]"], placed.cells["weight[0]"]
    assert channel.cell_height > 0.4
    assert kernel.region.left - placed.panels["weight[0]"].room_aside < channel.region.left
    assert channel.region.right < placed.cells["input[1]"].region.left
    assert placed.cells["output[0]"].region.bottom < kernel.centre[1]  # rows of its own


def test_signs_have_room_where_the_cells_stay_comfortable():
    table = [column("p", (4, 3)), "⋅", column("w", (3, 4)), "+", column("b", (1, 4)), "="]
    placed = arrange([*table, column("d", (4, 4), value=100)], REGION)
    grids = list(placed.cells.values())
    gaps = [far.region.left - near.region.right for near, far in pairwise(grids)]
    assert min(gaps) >= COMFORTABLE_SLOT - 1e-6


def test_panels_side_by_side_are_read_row_by_row():
    placed = arrange(side_by_side(column("y", *[(2, 2)] * 4), 2), REGION)
    at = {key: cells.centre for key, cells in placed.cells.items()}
    assert at["y[0]"][1] == at["y[1]"][1] > at["y[2]"][1] == at["y[3]"][1]
    assert at["y[0]"][0] == at["y[2]"][0] < at["y[1]"][0]
    assert placed.signs == ()
    assert len(side_by_side(column("y", (2, 2)), 2)) == 1


def test_what_is_too_large_is_tinted_beside_a_readable_focus():
    placed = arrange(summed(3, 28, 28, kernel=(3, 3)), REGION)
    heat = {key for key, panel in placed.panels.items() if panel.heat}
    assert "input[1]" in heat
    assert "weight[1]" not in heat
    assert isinstance(placed.panels["focus of input[1]"], Focus)
    map, focus = placed.cells["input[1]"], placed.cells["focus of input[1]"]
    assert map.region.height > 0.9
    assert focus.region.left > map.region.right
    assert focus.centre[1] == pytest.approx(map.centre[1])


def test_the_first_table_that_shows_all_numbers_is_taken():
    large, small = [column("x", (40, 40))], [column("y", (2, 2))]
    assert first_whole([large, small], REGION) is small
    assert first_whole([large, large], REGION) is large


def test_of_whole_tables_the_one_with_the_largest_cells_is_taken():
    folded, flat = [column("x", *[(4, 4)] * 5)], [column("x", (2, 2)), "=", column("y", (2, 2))]
    tall = [column("x", (2, 2), (2, 2))]
    assert largest_whole([folded, tall, flat], REGION) is flat
    assert largest_whole([folded, folded[:]], REGION) is folded


def test_signs_and_columns_have_to_match():
    with pytest.raises(ValueError, match="2 columns need 1 signs, not 0"):
        arrange([column("x", (2, 2)), column("y", (2, 2))], REGION)


def test_too_many_columns_are_refused():
    table = [part for i in range(15) for part in (column(f"a{i}", (2, 2)), "=")][:-1]
    with pytest.raises(LayoutError, match="15 columns of matrices do not fit"):
        arrange(table, REGION)


UPRIGHT = Layout(8, 8 * 16 / 9).operands


def chain():
    """Channels, kernels, maps, weights and outputs: more than is legible beside each other."""
    columns = [column(name, *[shape] * 2) for name, shape in zip("xkmy", SHAPES, strict=True)]
    weight = column("w", (2, 2))
    return [columns[0], "⋆", columns[1], "=", columns[2], "⋆", weight, "=", columns[3]]


SHAPES = [(3, 3), (2, 2), (2, 2), (2, 2)]


def test_columns_that_are_too_wide_for_an_upright_frame_stand_in_two_lines():
    placed = arrange(chain(), UPRIGHT)
    assert not any(panel.heat for panel in placed.panels.values())
    assert min(cells.cell_height for cells in numbers(placed)) > 1.2 * SMALLEST_CELL
    assert {placed.line(cells.centre[1]) for cells in placed.cells.values()} == {0, 1}
    assert all(UPRIGHT.contains(cells.region) for cells in placed.cells.values())
    for one, other in combinations(placed.cells.values(), 2):
        assert not one.region.shrunk(1e-6).overlaps(other.region)


def test_the_sign_between_two_lines_stands_before_the_second():
    placed = arrange(chain(), UPRIGHT)
    second = [c for c in placed.cells.values() if placed.line(c.centre[1])]
    before = [
        text
        for text, (x, y) in placed.signs
        if placed.line(y) and x < min(cells.region.left for cells in second)
    ]
    assert before == ["="]
    signs = [sign for sign in chain() if isinstance(sign, str)]
    assert len(placed.signs) >= len(signs)


def test_a_wide_frame_has_one_line():
    assert arrange(chain(), REGION).lower is None
    assert arrange([column("x", (3, 3)), "⋆", column("k", (2, 2))], UPRIGHT).lower is None


def test_what_the_story_does_not_tell_has_one_line():
    many = np.ones((30, 4, 4), int)
    outputs = [Panel(f"y[{c}]", many[c], "output", hidden=True, among=many) for c in (0, 29)]
    placed = arrange([column("x", (6, 6), (6, 6)), "⋆", column("k", (4, 4)), "=", outputs], UPRIGHT)
    assert placed.lower is None
