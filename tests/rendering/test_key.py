"""The key of a film: each ingredient changes it, and nothing else does."""

from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import convmath
from rendering import key, reach
from rendering.key import film_key, fingerprint, makers, story_key
from rendering.spec import Job, Variant
from scenes.catalog import find
from scenes.story import Beat, Example, Motion, Storyboard, words

BOOK = Example.of("stride")
JOB = Job("stride", BOOK, "en", "dark", 1920, 1080, 60, ("mp4",), Path("media"))
OTHER_SETTINGS = {
    "lesson": "padding",
    "example": BOOK.replace(stride=1),
    "language": "zh",
    "theme": "light",
    "width": 1440,
    "height": 720,
    "fps": 30,
    "formats": ("mp4", "gif"),
    "variant": Variant("mine"),
}
VARIANTS = {
    "none": None,
    "a name": Variant("mine"),
    "another": Variant("ours"),
    "a word": Variant("mine", {"en": {"title": "Steps"}}),
    "another word": Variant("mine", {"en": {"title": "Strides"}}),
    "of another language": Variant("mine", {"de": {"like": "en", "title": "Steps"}}),
    "like another one": Variant("mine", {"de": {"like": "zh", "title": "Steps"}}),
    "a colour": Variant("mine", colours={"dark": {"input": "#8fd0ff"}}),
    "a font": Variant("mine", fonts={"de": (b"letters",)}),
    "another font": Variant("mine", fonts={"de": (b"others",)}),
    "two fonts": Variant("mine", fonts={"de": (b"letters", b"others")}),
    "another colour": Variant("mine", colours={"dark": {"input": "#8fd0fe"}}),
}


def forget():
    """Let what is known about code and tools be looked up anew."""
    for known in (makers, key._tools, key._starts, key._others, key._book):
        known.cache_clear()


@pytest.fixture(autouse=True)
def fresh():
    forget()
    yield
    forget()


def of(job=JOB, story="story", kind="film"):
    return film_key(job, story, kind)


@pytest.mark.parametrize("name", OTHER_SETTINGS)
def test_every_setting_changes_it(name):
    assert of(replace(JOB, **{name: OTHER_SETTINGS[name]})) != of()


def test_no_setting_is_forgotten():
    """A job that learns something new needs a line above, unless it is where the files go."""
    unchanged = {f.name for f in fields(Job)} - OTHER_SETTINGS.keys()
    assert all(of(replace(JOB, **{name: "other"})) != of() for name in unchanged - {"out"})
    assert "out" in unchanged


def test_every_part_of_a_variant_changes_it():
    assert len({of(replace(JOB, variant=variant)) for variant in VARIANTS.values()}) == len(
        VARIANTS
    )


def test_own_words_change_the_story():
    words = [variant.words for variant in VARIANTS.values() if variant]
    different = [own for count, own in enumerate(words) if own not in words[:count]]
    assert len({story_key("stride", BOOK, own) for own in different}) == len(different) == 5
    assert story_key("stride", BOOK, {}) == story_key("stride", BOOK)


def test_the_words_that_fill_the_gaps_of_own_ones_change_it(monkeypatch):
    tables, mixed = (
        words.tables,
        replace(JOB, language="de", variant=VARIANTS["of another language"]),
    )
    own = replace(JOB, language="de", variant=Variant("mine", {"de": {"title": "Schritt"}}))
    before = of(mixed), of(own)
    monkeypatch.setattr(words, "tables", lambda language: tables(language) | {"shared": {}})
    assert of(mixed) != before[0]
    assert of(own) == before[1]


def test_the_story_and_the_kind_change_it():
    assert len({of(), of(story="another"), of(kind="sheet")}) == 3


def test_where_the_films_go_and_when_does_not(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert of(replace(JOB, out=Path("/elsewhere"))) == of()


def test_the_same_rate_in_another_writing_does_not():
    assert of(replace(JOB, fps=60.0)) == of()


EXAMPLES = {
    "the book's": BOOK,
    "another number": BOOK.replace(input=np.arange(9).reshape(3, 3) + 1),
    "another shape": BOOK.replace(input=np.arange(12).reshape(3, 4)),
    "floats": BOOK.replace(input=np.arange(9.0).reshape(3, 3)),
    "fractions": BOOK.replace(kernel=[[Fraction(1, 3), 1], [2, 3]]),
    "nearly the same": BOOK.replace(kernel=[[Fraction(1, 3) + Fraction(1, 10**30), 1], [2, 3]]),
    "the book's by hand": BOOK.replace(input=BOOK.inputs["input"]),
    "padding": BOOK.replace(padding=(1, 0)),
    "large": BOOK.replace(input=np.zeros((100, 100), int)),
    "large, one number": BOOK.replace(input=np.eye(100, dtype=int)),
}


def test_every_part_of_the_example_changes_it():
    assert len({of(replace(JOB, example=example)) for example in EXAMPLES.values()}) == len(
        EXAMPLES
    )
    assert len({story_key("stride", example) for example in EXAMPLES.values()}) == len(EXAMPLES)


def test_the_same_example_read_again_does_not():
    again = Example("stride", {n: np.array(v) for n, v in BOOK.inputs.items()}, BOOK.parameters)
    assert of(replace(JOB, example=again)) == of()


def keys():
    """The keys of films and stories of two lessons in two languages."""
    films = {
        (lesson, language): of(replace(JOB, lesson=lesson, language=language))
        for lesson in ("stride", "padding")
        for language in ("en", "zh")
    }
    return films | {lesson: story_key(lesson, BOOK) for lesson in ("stride", "padding")}


def changed(monkeypatch, language, lesson, key_, text):
    """Which keys change when a text does."""
    before, tables = keys(), words.tables

    def edited(name):
        table = dict(tables(name))
        if name == language:
            table[lesson] = {**table.get(lesson, {}), key_: text}
        return table

    monkeypatch.setattr(words, "tables", edited)
    after = keys()
    return {name for name in before if before[name] != after[name]}


def test_a_lessons_text_changes_its_films_in_that_language_and_asks_for_the_clock(monkeypatch):
    assert changed(monkeypatch, "en", "stride", "title", "Strides") == {("stride", "en"), "stride"}
    assert changed(monkeypatch, "zh", "stride", "title", "步") == {("stride", "zh"), "stride"}


def test_a_text_of_all_lessons_changes_all_in_that_language(monkeypatch):
    found = changed(monkeypatch, "en", "shared", "program", "In code.")
    assert found == {("stride", "en"), ("padding", "en"), "stride", "padding"}


def test_the_courses_chapters_change_none(monkeypatch):
    assert changed(monkeypatch, "en", "chapters", "1", "Another") == set()


BEATS = (Beat("ask", "ask", 30, (Motion("enter", 9),)), Beat("first", "first", 15))
CHANGES = {
    "ticks": {"ticks": 31},
    "name": {"name": "question"},
    "text": {"text": "question"},
    "motion": {"motions": (Motion("come", 9),)},
    "motion's ticks": {"motions": (Motion("enter", 8),)},
    "no motion": {"motions": ()},
}


def test_the_whole_clock_is_in_the_fingerprint():
    board = Storyboard("stride", BEATS, "")
    others = [
        Storyboard("stride", (replace(BEATS[0], **c), BEATS[1]), "") for c in CHANGES.values()
    ]
    others.append(Storyboard("stride", BEATS[:1], ""))
    assert len({fingerprint(each) for each in [board, *others]}) == 1 + len(others)
    assert fingerprint(Storyboard("stride", BEATS, "")) == fingerprint(board)


def test_a_story_told_again_has_the_same_fingerprint():
    boards = [find("stride").load().tell(Example.of("stride")) for _ in range(2)]
    assert len({fingerprint(board) for board in boards}) == 1


@pytest.mark.parametrize("package", ["manim", "typst", "numpy", "av", "pillow", "fonttools"])
def test_every_version_changes_it(monkeypatch, package):
    before = of(), story_key("stride", BOOK)
    forget()
    monkeypatch.setattr("rendering.versions.version", lambda name: f"{name} 1" * (name == package))
    after = of(), story_key("stride", BOOK)
    monkeypatch.undo()
    forget()
    assert (of(), story_key("stride", BOOK)) == before
    assert not set(before) & set(after)


MAKERS = {
    "Python": ("platform.python_version", lambda: "3.99.0"),
    "Cairo": ("cairo.cairo_version_string", lambda: "1.0"),
    "ConvReel": ("rendering.versions.convreel", lambda: "9.9"),
    "code": ("rendering.reach.code", lambda starts: "other"),
    "fonts": ("rendering.reach.data", lambda starts: "other"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_all_that_makes_a_film_changes_it(monkeypatch, name):
    before = of()
    forget()
    monkeypatch.setattr(*MAKERS[name])
    assert of() != before


def test_the_code_is_that_of_the_lesson_and_of_what_draws(monkeypatch):
    asked = []
    monkeypatch.setattr(reach, "code", lambda starts: asked.append(starts) or "")
    makers("gradient")
    assert {"scenes.gradient:*", "convmath.combined:kernel_slope", "rendering.job:render"} < {
        *asked[0]
    }


def test_another_worked_example_changes_the_films_that_name_it(monkeypatch):
    jobs = {name: replace(JOB, lesson=name) for name in ("stride", "multi_input_channels")}
    before = {name: of(job) for name, job in jobs.items()}
    forget()
    ones = convmath.EXAMPLES["rgb"].replace(input=np.ones((3, 5, 5), int))
    monkeypatch.setitem(convmath.EXAMPLES, "rgb", ones)
    assert {name for name, job in jobs.items() if of(job) != before[name]} == {
        "multi_input_channels"
    }


def test_worked_examples_are_told_apart_by_every_number():
    assert len({key._book(name) for name in ("stride", "padding", "rgb", "image_filters")}) == 4
    books = "".join(map(key._book, convmath.EXAMPLES))
    assert "..." not in books
    assert "object at 0x" not in books  # which would be another one the next time


def test_the_lessons_line_in_the_catalog_changes_it(monkeypatch):
    before = of()
    forget()
    monkeypatch.setattr(key, "find", lambda name: replace(find(name), example="padding"))
    assert of() != before
