"""The bench of a table of panels: every verb leaves the picture as the story says."""

from dataclasses import replace

import numpy as np
import pytest
from manim import ImageMobject

from scenes.catalog import find
from scenes.stage.arrangement import arrange
from scenes.stage.layout import Layout
from scenes.stage.panel import Panel
from scenes.stage.panels import PanelBench
from scenes.story import Beat, Example, Numeral
from scenes.story.channels import ChannelTeller
from scenes.story.places import Spot, Stop

TRACE = Example.of("input_channels").run()
WINDOW = Spot("input[0]", range(1, 3), range(1, 3))
CORNER = Spot("input[0]", range(2), range(2))


def beat(**fields):
    return Beat("beat", "text", 100, **fields)


def bench(cell=None, *later):
    """One channel ⋆ kernel = output, all on screen; `cell` is the input's first number."""
    lesson = find("multi_input_channels").load()(Example.of("input_channels"), language="en")
    values = TRACE.inputs["input"][0] if cell is None else np.full((40, 40), cell)
    panels = [
        [Panel("input[0]", values, "input", "X", focus=(2, 2))],
        [Panel("weight[0]", TRACE.inputs["weight"][0, 0], "kernel", "K")],
        [Panel("output[0]", TRACE.output[0], "output", "Y", hidden=True)],
    ]
    made = PanelBench(lesson, [panels[0], "⋆", panels[1], "=", panels[2]], *later)
    finished(made.enter(beat()))
    return made


def finished(animation):
    if animation is not None:
        animation._setup_scene(None)
        animation.begin()
        animation.finish()


def shown(grid):
    return {n.place: n.text for n in grid.numbers.values() if n.get_fill_opacity() > 0}


def test_numbers_that_are_told_are_revealed_and_no_others():
    made = bench()
    told = {"output[0, 0, 1]": Numeral("72"), "input[0, 0, 0]": Numeral("0")}
    finished(made.reveal(beat(shown=told), "output"))
    assert shown(made.grids["output[0]"]) == {"output[0, 0, 1]": "72"}


@pytest.mark.parametrize("role", ["input", "kernel", "output"])
def test_what_is_computed_lights_up_in_the_colour_of_its_role(role):
    made = bench()
    made.panels["output[0]"] = replace(made.panels["output[0]"], role=role)
    lit = made.light(beat(), Spot.cell("output[0]", 0, 0))
    finished(lit)
    *_, ring = made.covering.cleared()
    assert ring.get_stroke_color().to_hex().lower() == getattr(made.theme, role)


def test_a_number_of_the_input_that_is_picked_lights_up_as_the_output():
    made = bench()
    finished(made.light(beat(), WINDOW))
    *_, ring = made.covering.cleared()
    assert ring.get_stroke_color().to_hex().lower() == made.theme.output


def test_a_window_that_goes_deeper_leaves_the_slice_above():
    volume, row = np.arange(12).reshape(3, 2, 2), range(1)
    slices = [Panel(f"volume[{d}]", part, "input", f"X_{d}") for d, part in enumerate(volume)]
    made = bench(None, [slices])
    finished(made.turn(beat()))
    spots = [Spot(panel.key, row, row) for panel in slices]
    finished(made.window(beat(), *spots[:2]))
    made.sweep(beat(), [Stop(tuple(spots[:2]), ()), Stop(tuple(spots[1:]), ())])
    frames = made.covering.frames
    assert [frames[panel.key].has_points() for panel in slices] == [True, True, False]
    made.covering.jump(spots[1:])
    assert [frames[panel.key].has_points() for panel in slices] == [False, True, True]
    finished(made.window(beat(), spots[0]))
    assert frames["volume[0]"].has_points()


def test_a_stack_stands_clear_of_the_panels_that_the_one_before_becomes():
    lesson = find("multi_input_channels").load()(Example.of("input_channels"), language="en")
    made = lesson.stage()
    made.turn(beat())
    stacks = {"I": "image", "W": "filter"}
    made.stack(beat(), *((title, *(f"{k}[{c}]" for c in range(3))) for title, k in stacks.items()))
    cards = made._stacks["filter[0]"].cards
    assert min(card.get_left()[0] for card in cards) > made.grids["image[2]"].cells.region.right
    assert max(card.get_right()[0] for card in cards) <= made.layout.operands.right + 0.01


def test_a_kernel_that_is_laid_leaves_its_weights_in_the_corners():
    made = bench()
    finished(made.lay(beat(), ("weight[0]", CORNER)))
    (frame,) = made.covering.frames.values()
    block = made.grids["input[0]"].cells.block(range(2), range(2))
    assert frame.get_left()[0] == pytest.approx(block.left, abs=0.03)
    assert frame.get_top()[1] == pytest.approx(block.top, abs=0.03)
    weights = made.covering._weights["input[0]"]
    assert [(w.text, w.place) for w in weights] == [
        ("0", "weight[0, 0, 0]"),
        ("1", "weight[0, 0, 1]"),
        ("2", "weight[0, 1, 0]"),
        ("3", "weight[0, 1, 1]"),
    ]


def test_covering_after_a_glide_brings_the_weights_along():
    made = bench()
    finished(made.lay(beat(), ("weight[0]", CORNER)))
    finished(made.window(beat(), WINDOW))
    assert made.covering._weights == {}
    finished(made.cover(beat(), WINDOW))
    cells = made.grids["input[0]"].cells
    small, cell = made.covering._weights["input[0]"][3], cells.cell(2, 2)
    assert cell.left < small.get_x() < cell.right
    assert small.get_y() < cells.point(2, 2)[1]


def test_a_kernel_with_gaps_covers_every_other_cell():
    made = bench()
    finished(made.lay(beat(), ("weight[0]", Spot("input[0]", range(3), range(3)))))
    spot = Spot("input[0]", range(3), range(3))
    assert made.covering._taps(spot) == [(0, 0), (0, 2), (2, 0), (2, 2)]


def test_an_equation_is_worked_out_and_its_total_lands():
    made = bench()
    equation = ChannelTeller("multi_input_channels", TRACE).channel_at(0, (0, 0))
    equation = replace(equation, total=replace(equation.total, place="output[0, 0, 0]"))
    told = beat(equation=equation)
    for verb in (made.multiply, made.total, made.drop):
        finished(verb(told))
    assert made.line.total.text == "19"
    assert "output[0, 0, 0]" in shown(made.grids["output[0]"])
    finished(made.clear(told))
    assert made.line is None
    with pytest.raises(ValueError, match="has no equation"):
        made.multiply(beat())


def test_a_sweep_moves_the_windows_and_fills_behind_them():
    made = bench()
    stops = [Stop((CORNER,), ("output[0, 0, 0]",)), Stop((WINDOW,), ("output[0, 1, 1]",))]
    sweep = made.sweep(beat(), stops)
    sweep._setup_scene(None)
    sweep.begin()
    sweep.interpolate(0.6)
    assert shown(made.grids["output[0]"]) == {"output[0, 0, 0]": "56"}
    left = made.covering.frames["input[0]"].get_left()[0]
    sweep.finish()
    assert set(shown(made.grids["output[0]"])) == {"output[0, 0, 0]", "output[0, 1, 1]"}
    assert made.covering.frames["input[0]"].get_left()[0] > left


def test_a_heat_map_repeats_the_window_in_numbers():
    made = bench(cell=7)
    assert made.arrangement.panels["input[0]"].heat
    finished(made.window(beat(), WINDOW))
    finished(made.cover(beat(), WINDOW))
    assert made.covering.focused("input[0, 2, 2]").text == "7"
    assert made.covering.focused("input[0, 0, 0]") is None
    finished(made.lift(beat()))
    assert made.covering.focused("input[0, 2, 2]") is None
    assert made.covering.frames == {}


def test_places_on_heat_maps_are_tinted_when_they_are_revealed():
    lesson = find("multi_input_channels").load()(Example.of("input_channels"), language="en")
    values = np.ones((1, 40, 40), int)
    made = PanelBench(lesson, [[Panel("output[0]", values[0], "output", hidden=True)]])
    image = next(m for m in made.grids["output[0]"].mobject.get_family() if _is_image(m))
    assert image.pixel_array[..., 3].sum() == 0
    finished(made.reveal(beat(shown={"output[0, 3, 5]": Numeral("1")})))
    assert np.argwhere(image.pixel_array[..., 3]).tolist() == [[3, 5]]


def _is_image(mobject):
    return isinstance(mobject, ImageMobject)


def test_another_table_takes_the_place_of_the_first():
    later = [[Panel("bias", np.array([1, 2]), "kernel", "b")]]
    made = bench(None, later)
    finished(made.window(beat(), WINDOW))
    finished(made.turn(beat()))
    assert list(made.grids) == ["bias"]
    assert (made.covering.frames, made._present) == ({}, {})


def test_a_stack_shows_the_numbers_of_its_first_card_and_splits_into_panels():
    lesson = find("multi_input_channels").load()(Example.of("input_channels"), language="en")
    made = lesson.stage()
    keys = ["input[0]", "input[1]"]
    finished(made.stack(beat(), ("X quad 2 times 3 times 3", *keys)))
    stack = made._stacks["input[0]"]
    places = [m.place for card in stack.cards for m in card.get_family() if hasattr(m, "place")]
    assert len(places) == 9
    assert all(place.startswith("input[0, ") for place in places)
    finished(made.split(beat(), *keys))
    centres = [card.get_center()[:2] for card in stack.cards]
    assert centres == [pytest.approx(made.grids[key].cells.centre) for key in keys]
    assert set(made._present) == {*keys, "signs"}


def test_panels_that_are_folded_away_have_no_parts():
    made = bench()
    assert made.parts("input[7]") == []
    assert made.enter(beat(), "input[7]") is None


def test_in_two_lines_a_panel_brings_the_sign_of_its_own_line():
    one, other = np.ones((6, 6), int), np.ones((2, 2), int)
    parts = {"x": one, "k": one, "m": other, "y": other}
    columns = [[Panel(key, values, "input")] for key, values in parts.items()]
    table = [columns[0], "⋆", columns[1], "=", columns[2], "→", columns[3]]
    upright = arrange(table, Layout(8, 8 * 16 / 9).operands)
    assert upright.lower is not None
    lesson = find("multi_input_channels").load()(Example.of("input_channels"), language="en")
    made = PanelBench(lesson, upright)
    brought = {key: [mark.text for mark in made._signs_before([key])] for key in parts}
    assert brought == {"x": [], "k": ["⋆"], "m": ["="], "y": ["→"]}
