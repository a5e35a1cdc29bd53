"""Several pictures in one film: each verb goes to the one that is on."""

import pytest
from manim import Mobject

from scenes.stage.acts import Acts
from scenes.story import Beat

BEAT = Beat("turn", "turn", 1)


class Stage:
    """As much of a lesson as the acts see of it."""

    def __init__(self, *mobjects):
        self.mobjects = list(mobjects)


class Picture:
    """A bench that keeps what was asked of it."""

    def __init__(self):
        self.asked = []

    def lift(self, beat):
        self.asked.append("lift")

    def enter(self, beat, *keys):
        self.asked.append(keys)
        return keys


@pytest.fixture
def pictures():
    return {"first": Picture(), "second": Picture()}


def test_verbs_go_to_the_act_that_is_on(pictures):
    acts = Acts(Stage(), pictures)
    assert acts.enter(BEAT, "a") == ("a",)
    acts.turn(BEAT, "second")
    acts.enter(BEAT, "b")
    assert pictures["first"].asked == [("a",), "lift"]
    assert pictures["second"].asked == [("b",)]


def test_all_goes_but_what_was_there_before_any_act(pictures):
    title, grid, number = Mobject(), Mobject(), Mobject()
    lesson = Stage(title)
    acts = Acts(lesson, pictures)
    lesson.mobjects += [grid, number]
    gone = set(acts.turn(BEAT, "second").mobject.get_family())
    assert gone & {title, grid, number} == {grid, number}


def test_an_empty_stage_has_nothing_to_clear(pictures):
    assert Acts(Stage(Mobject()), pictures).turn(BEAT, "second") is None


def test_what_one_of_the_benches_can_do_is_a_verb_of_all(pictures):
    acts = Acts(Stage(), pictures)
    assert {"enter", "lift", "turn"} <= set(dir(acts))
    with pytest.raises(AttributeError):
        acts.dance(BEAT)
