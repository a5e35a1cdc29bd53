"""A storyboard in the manifest: its times are those of the captions, its numbers all there."""

import pytest

from rendering.captions import timestamp
from rendering.telling import said, told
from scenes.catalog import LESSONS
from scenes.story import LANGUAGES, Beat, Example, Numeral, Storyboard, Words
from scenes.story.pace import TICKS_PER_SECOND


def board():
    shown = {"output[0, 1]": Numeral("0.333", exact=False)}
    beats = (
        Beat("a", "a", 1, chapter=True),
        Beat("b", "b", 20, steps=range(2, 6), shown=shown, values={"n": "4"}),
        Beat("c", "c", 9, steps=range(6, 7)),
    )
    return Storyboard("demo", beats, "Y = F.conv2d(X, K)")


def test_the_whole_film():
    document = told(board())
    assert document["pytorch"] == "Y = F.conv2d(X, K)"
    assert (document["ticks"], document["ticks_per_second"]) == (30, TICKS_PER_SECOND)
    assert document["seconds"] == 2.0


def test_beats_follow_one_another_at_the_captions_times():
    beats = told(board())["beats"]
    assert [(beat["start"], beat["end"]) for beat in beats] == [(0, 0.067), (0.067, 1.4), (1.4, 2)]
    assert timestamp(1).endswith("00.067")


def test_a_beat_names_its_first_and_last_step():
    assert [beat["steps"] for beat in told(board())["beats"]] == [[], [2, 5], [6, 6]]


def test_a_beats_numbers_say_whether_they_are_rounded():
    beat = told(board())["beats"][1]
    assert beat["numbers"] == {"output[0, 1]": {"text": "0.333", "exact": False}}
    assert beat["values"] == {"n": "4"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_every_lesson_says_its_cues_and_chapters(entry, language):
    words = Words(entry.id, language)
    story = entry.load().tell(Example.of(entry.example))
    document = said(words, story)
    assert [cue["text"] for cue in document["cues"]] == [c.text for c in story.captions(words)]
    assert [cue["beat"] for cue in document["cues"]] == [beat.name for beat in story.beats]
    assert {c["beat"] for c in document["chapters"]} == {b.name for b in story.beats if b.chapter}
    assert document["tag"] in ("en", "zh-Hans")
