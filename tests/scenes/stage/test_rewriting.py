"""A formula that is rewritten: terms that stay move along, others are replaced; all keep apart."""

from itertools import pairwise

import pytest

from scenes.stage.layout import Layout
from scenes.stage.rewriting import FormulaLine
from scenes.stage.theme import DARK
from scenes.story.dense import layer_formula

LAYOUT = Layout(8 * 16 / 9)


@pytest.fixture
def line():
    return FormulaLine(LAYOUT.worked, DARK)


def finish(animation):
    animation.begin()
    animation.finish()


def drawn(line):
    return {slot: lettering for slot, (_, lettering) in line._terms.items()}


def test_terms_that_stay_are_the_same_and_others_are_new(line):
    finish(line.write(layer_formula("offset")))
    before = drawn(line)
    finish(line.write(layer_formula("shared")))
    after = drawn(line)
    same = {slot for slot in before if before[slot] is after[slot]}
    assert same == {"output", "equals", "plus", "sums", "pixel"}
    assert after["bias"].text == "u"


@pytest.mark.parametrize("stage", ["dense", "offset", "shared", "local"])
def test_terms_stand_side_by_side_inside_the_region(line, stage):
    for name in ("dense", stage):
        finish(line.write(layer_formula(name)))
    letterings = list(drawn(line).values())
    for left, right in pairwise(letterings):
        assert left.get_right()[0] < right.get_left()[0]
    region = LAYOUT.worked
    assert min(part.get_bottom()[1] for part in letterings) >= LAYOUT.uncaptioned.bottom
    assert max(part.get_top()[1] for part in letterings) <= region.top + 0.02
    assert len({part.em for part in letterings}) == 1


def test_an_erased_formula_is_gone(line):
    finish(line.write(layer_formula("dense")))
    line.erase()
    assert drawn(line) == {}


def test_a_formula_that_is_moved_is_no_higher_than_its_region(line):
    finish(line.write(layer_formula("local")))
    region = Layout(8).formula  # of a square frame, below the heading
    finish(line.move(region))
    letterings = drawn(line).values()
    assert max(part.get_top()[1] for part in letterings) <= region.top + 0.02
    assert min(part.get_bottom()[1] for part in letterings) >= region.bottom - 0.02
