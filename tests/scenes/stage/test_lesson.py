"""A lesson plays exactly the frames of its storyboard, whatever the frame rate."""

from tempfile import TemporaryDirectory

import pytest
from manim import Camera, Create, Square, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from rendering.film import writer_for
from rendering.frames import FrameStream
from scenes.catalog import LESSONS, find
from scenes.stage.layout import LayoutError
from scenes.stage.lesson import Lesson
from scenes.stage.theme import LIGHT
from scenes.story import Beat, Example, Motion, Storyboard, Words
from scenes.story.pace import frame_at
from tests.scenes.surveying import BLIND, BlindCamera, play

RATES = [15, 24, 30, 60]


class Short(Lesson):
    """Plays motions of one tick and more, some of which have nothing to move."""

    id = "stride"

    @classmethod
    def tell(cls, example):
        beats = (
            Beat("a", "question", 7, (Motion("draw", 1), Motion("draw", 3), Motion("idle", 2))),
            Beat("b", "lay", 1, (Motion("draw", 1),)),
            Beat("c", "size", 11, (Motion("idle", 5),)),
        )
        values = Example.of("stride")
        told = find("stride").load().tell(values).beats[0].values
        named = tuple(Beat(b.name, b.text, b.ticks, b.motions, values=told) for b in beats)
        return Storyboard(cls.id, named, "Y = X")

    def stage(self):
        return self

    def draw(self, beat):
        return Create(Square())

    def idle(self, beat):
        return None


def frames(lesson_class, example, rate, ends=None):
    """How many frames a lesson plays; `ends` takes their number at the end of each beat."""
    stream = FrameStream([], lambda _: None)

    def note(lesson, beat):
        if ends is not None:
            ends.append(stream.frames)

    size = {"pixel_width": 64, "pixel_height": 36, "frame_rate": rate}
    with TemporaryDirectory() as folder, tempconfig({**BLIND, **size, "media_dir": folder}):
        renderer = CairoRenderer(file_writer_class=writer_for(stream), camera_class=BlindCamera)
        lesson = lesson_class(example, language="en", renderer=renderer, on_beat=note)
        lesson.render()
    stream.abandon()
    return lesson.board, stream.frames


@pytest.mark.parametrize("rate", [*RATES, 23.976, 12, 10, 7])
def test_every_beat_ends_on_its_own_frame(rate):
    ends = []
    board, played = frames(Short, Example.of("stride"), rate, ends)
    clock = [start + beat.ticks for start, beat in zip(board.starts(), board.beats, strict=True)]
    assert ends == [frame_at(tick, rate) for tick in clock]
    assert played == board.frame_count(rate)


@pytest.mark.parametrize("rate", RATES)
def test_the_books_stride_has_the_frames_of_its_storyboard(rate):
    board, played = frames(find("stride").load(), Example.of("stride"), rate)
    assert played == board.frame_count(rate)


@pytest.mark.slow
@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_so_has_every_lesson(entry):
    rate = RATES[LESSONS.index(entry) % len(RATES)]
    board, played = frames(entry.load(), Example.of(entry.example), rate)
    assert played == board.frame_count(rate)


def test_a_beat_longer_than_told_is_noticed():
    class Slow(Short):
        def idle(self, beat):
            self.wait(0.5)

    board, played = frames(Slow, Example.of("stride"), 15)
    assert played > board.frame_count(15)


class Chosen(Short):
    """A subclass of a lesson inherits its verbs."""


def test_a_lesson_can_be_subclassed():
    board, played = frames(Chosen, Example.of("stride"), 15)
    assert played == board.frame_count(15)


def test_verbs_of_manims_scene_are_no_verbs_of_a_lesson():
    class Bench:
        def clear(self, beat):
            return "the bench's"

    lesson = play(Short, Example.of("stride"))
    assert lesson._verb("clear", Bench())(None) == "the bench's"
    with pytest.raises(AttributeError, match="juggle"):
        lesson._verb("juggle", Bench())


class ToldError(Exception):
    """Enough is known: nothing is to be drawn."""


@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_without_an_example_it_is_the_catalogs(entry, monkeypatch):
    """Manim's own command gives none: `manim -ql scenes/edge_detection.py EdgeDetection`."""

    def tell(cls, example):
        raise ToldError(example.name)

    monkeypatch.setattr(entry.load(), "tell", classmethod(tell))
    with pytest.raises(ToldError, match=f"^{entry.example}$"):
        entry.load()()


def test_a_lesson_takes_its_theme():
    lesson = play(Short, Example.of("stride"), theme="light")
    assert lesson.theme is LIGHT
    assert lesson.camera.background_color == LIGHT.background


def test_a_frame_that_is_too_narrow_is_refused():
    size = {"frame_width": 8.0, "frame_height": 24.0}
    with tempconfig({**BLIND, **size}), pytest.raises(LayoutError, match="too narrow"):
        Short(renderer=CairoRenderer(camera_class=Camera))


def test_title_and_statement_stand_there_from_the_start():
    lesson = play(Short, Example.of("stride"), language="zh")
    title, statement = lesson.heading()
    assert (title.text, statement.text) == (
        lesson.words.title,
        lesson.words.statement(lesson.board.beats[0].values),
    )
    assert title.get_bottom()[1] > statement.get_top()[1]


def test_a_long_statement_takes_two_lines_where_the_frame_is_narrow(monkeypatch):
    long = "the window moves three rows down and two columns to the right, and so on"
    monkeypatch.setattr(Words, "statement", lambda *_: long)
    wide, narrow = (
        play(Short, Example.of("stride"), size=size).heading()[1]
        for size in ((160, 90), (160, 120))
    )
    assert (wide.text, narrow.text) == (long, long)
    assert narrow.height > 1.7 * wide.height
    assert narrow.em >= wide.em


def test_formulas_have_the_room_beside_a_short_heading():
    lesson = find("stride").load()(language="en")
    region, reach = lesson.formula_region, max(part.get_right()[0] for part in lesson.heading())
    assert reach < region.left < lesson.layout.formula.left
    assert (region.right, region.top) == (lesson.layout.formula.right, lesson.layout.formula.top)
    with tempconfig({"frame_width": 8.0, "frame_height": 8.0}):
        upright = find("stride").load()(language="en")
        assert upright.formula_region == upright.layout.formula
