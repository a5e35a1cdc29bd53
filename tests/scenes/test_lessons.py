"""Every lesson of the catalog, with the book's example and with hostile ones, in both languages.

A new lesson needs no new test: what is on screen at the end of every beat is held to its trace, its
storyboard and the layout. `test_checks.py` and its neighbours show that each check can fail.
"""

import pytest

from scenes.catalog import LESSONS
from scenes.stage.sliding import SlidingBench
from scenes.story import LANGUAGES
from tests.scenes import checks, general, signs, telling
from tests.scenes.examples import BOOK, CASES, pairs
from tests.scenes.surveying import SIZE, acts, survey

OF_THE_BOOK = (20.0, 75.0)  # seconds that a film may last
OF_THE_USER = (10.0, 90.0)
SIZES = {(90, 160): "9:16", (120, 120): "1:1", (160, 120): "4:3"}  # pixels
EVERYWHERE = (
    checks.untidy,
    checks.crossed_out,
    checks.stretched,
    signs.vanished,
    telling.hasty,
    telling.wrong_chapters,
    telling.wrong_words,
    telling.unknown_verbs,
    telling.wrong_program,
)
SLIDING = (  # a window over one matrix: each beat is held to the steps of its trace
    checks.wrong_numbers,
    checks.incomplete,
    checks.misplaced,
    checks.wrong_outputs,
    checks.wrong_sums,
    telling.wrong_captions,
    telling.wrong_formulas,
)


def checked(film):
    """Every check that a film has to pass, each with the film or the act that it looks at."""
    yield from ((check, film) for check in EVERYWHERE)
    if isinstance(film.bench, SlidingBench):
        yield from ((check, act) for act in acts(film) for check in SLIDING)
    else:
        yield from ((check, film) for check in general.CHECKS)


def name(pair):
    entry, case, language = pair
    return f"{entry.id}-{case.name}-{language}"


def faults(entry, case, language, size=SIZE):
    """Everything that is wrong with a film, each fault with the check that found it."""
    film = survey(entry, case.example(entry), language, size=size)
    found = [f"{check.__name__}: {fault}" for check, part in checked(film) for fault in check(part)]
    return found + list(telling.wrong_length(film, *(OF_THE_BOOK if case is BOOK else OF_THE_USER)))


@pytest.mark.parametrize("pair", pairs(quick=True), ids=name)
def test_the_film_is_true_tidy_and_unhurried(pair):
    assert faults(*pair) == []


@pytest.mark.slow
@pytest.mark.parametrize("pair", pairs(quick=False), ids=name)
def test_so_is_that_of_every_other_example(pair):
    assert faults(*pair) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=SIZES.get)
@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_so_is_that_of_every_other_shape(entry, size):
    """With the book's example; a hostile one is tried in one of the shapes, by turns."""
    place, hostile = LESSONS.index(entry), [case for case in CASES if case.suits(entry)]
    assert faults(entry, BOOK, LANGUAGES[place % len(LANGUAGES)], size) == []
    if hostile and list(SIZES).index(size) == place % len(SIZES):
        assert faults(entry, hostile[place % len(hostile)], "zh", size) == []


@pytest.mark.slow
@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_the_light_theme_differs_in_colours_only(entry):
    dark, light = (survey(entry, BOOK.example(entry), theme=theme) for theme in ("dark", "light"))
    assert [still.seen for still in dark.stills] == [still.seen for still in light.stills]


@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_a_story_is_told_the_same_way_twice(entry):
    tell = entry.load().tell
    assert tell(BOOK.example(entry)) == tell(BOOK.example(entry))


@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_a_lesson_has_three_hostile_examples(entry):
    assert sum(case.suits(entry) for case in CASES) >= 3


def test_every_lesson_is_tried_with_everything():
    quick, slow = pairs(quick=True), pairs(quick=False)
    tried = [(entry.id, case.name) for entry, case, _ in quick + slow if case is not BOOK]
    assert len(set(tried)) == len(tried)
    assert set(tried) == {
        (entry.id, case.name) for entry in LESSONS for case in CASES if case.suits(entry)
    }
    assert {(entry.id, language) for entry, case, language in quick + slow if case is BOOK} == {
        (entry.id, language) for entry in LESSONS for language in LANGUAGES
    }
    assert {entry.id for entry, case, _ in quick if case is BOOK} == {e.id for e in LESSONS}
