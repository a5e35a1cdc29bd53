"""The storyboard is the film's only clock."""

from dataclasses import FrozenInstanceError

import pytest

from scenes.story import Beat, Cue, Motion, Storyboard, StoryError, words
from scenes.story.words import Words

TEXTS = """[demo]
title = "Demo"
[demo.beats]
ask = "Why {what}?"
show = "So."
[demo.chapters]
ask = "{what}"
end = "The end"
"""


@pytest.fixture
def speech(tmp_path, monkeypatch):
    (tmp_path / "en.toml").write_text(TEXTS, encoding="utf-8")
    monkeypatch.setattr(words, "LOCALE_FOLDER", tmp_path)
    words.tables.cache_clear()
    yield Words("demo", "en")
    words.tables.cache_clear()


def board():
    return Storyboard(
        "demo",
        (
            Beat("ask", "ask", 30, values={"what": "zero"}, chapter=True),
            Beat("show", "show", 20),
            Beat("show-2", "show", 10),
            Beat("end", "show", 40),
        ),
        "",
    )


def test_beats_follow_one_another():
    assert board().starts() == [0, 30, 50, 60]
    assert (board().ticks, board().frame_count(60)) == (100, 400)
    assert board().seconds == pytest.approx(100 / 15)


def test_captions_cover_the_film_without_a_gap(speech):
    cues = board().captions(speech)
    assert [cue.text for cue in cues] == ["Why zero?", "So.", "So.", "So."]
    assert [cue.start for cue in cues[1:]] == [cue.end for cue in cues[:-1]]
    assert (cues[0].start, cues[-1].end) == (0, board().ticks)


def test_a_chapter_lasts_until_the_next(speech):
    beats = board().beats
    chaptered = Storyboard("demo", (*beats[:3], Beat("end", "end", 40, chapter=True)), "")
    assert chaptered.chapters(speech) == [
        Cue("ask", 0, 60, "zero"),
        Cue("end", 60, 100, "The end"),
    ]


def test_a_board_without_chapters_has_none(speech):
    assert Storyboard("demo", (Beat("show", "show", 20),), "").chapters(speech) == []


def test_cues_know_their_seconds():
    cue = Cue("a", 15, 45, "")
    assert (cue.start_seconds, cue.end_seconds) == (1.0, 3.0)


def test_a_beat_is_at_least_as_long_as_what_moves_in_it():
    moves = (Motion("glide", 6), Motion("drop", 5))
    assert Beat("a", "a", 11, moves).ticks == 11
    with pytest.raises(StoryError, match="beat 'a' lasts 10 ticks but moves for 11: lengthen it"):
        Beat("a", "a", 10, moves)


def test_a_beats_one_step():
    assert Beat("a", "a", 1, steps=range(3, 4)).step == 3
    for steps in (range(0), range(2)):
        with pytest.raises(StoryError, match=f"is about {len(steps)} steps, not one"):
            _ = Beat("a", "a", 1, steps=steps).step


def test_two_beats_of_one_name_are_refused():
    with pytest.raises(StoryError, match=r"different names: \['a'\]"):
        Storyboard("demo", (Beat("a", "a", 1), Beat("a", "b", 1)), "")


def test_an_empty_board_is_refused():
    with pytest.raises(StoryError):
        Storyboard("demo", (), "")


def test_nothing_of_a_story_can_be_changed():
    for thing, name in ((board(), "lesson"), (board().beats[0], "ticks")):
        with pytest.raises(FrozenInstanceError):
            setattr(thing, name, 3)
