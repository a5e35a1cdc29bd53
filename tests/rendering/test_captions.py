"""WebVTT that every player reads: exact times, escaped text, no cue that ends another."""

import html
import re

import pytest

from rendering.captions import milliseconds, timestamp, transcript, webvtt
from scenes.story.beat import Cue
from scenes.story.pace import TICKS_PER_SECOND, frame_at

HOSTILE = [
    "<script>alert('&amp;')</script>",
    "a --> b",
    "one\n\ntwo",
    "line\u2028separator\r\nand return",
    "quotes \" and ' and \0",
    "שלום עולם 🙂",
]
TIMING = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})")


def parse(vtt):
    """A strict reader of what the standard allows: the cues as (name, start, end, text)."""
    head, *blocks = vtt.rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    cues = []
    for block in blocks:
        if block.startswith("NOTE"):
            continue
        name, timing, *lines = block.split("\n")
        match = TIMING.fullmatch(timing)
        assert match, timing
        assert "-->" not in name
        assert lines
        text = "\n".join(lines)
        assert "-->" not in text
        assert "<" not in text
        h, m, s, ms, h2, m2, s2, ms2 = map(int, match.groups())
        start, end = ((h * 60 + m) * 60 + s) * 1000 + ms, ((h2 * 60 + m2) * 60 + s2) * 1000 + ms2
        cues.append((name, start, end, text))
    return cues


def test_the_strict_reader_can_fail():
    for broken in ("1\n00:00.0 --> 1\nx", "a --> b\n00:00:00.000 --> 00:00:01.000\nx", "a\nb"):
        with pytest.raises((AssertionError, ValueError)):
            parse(f"WEBVTT\n\n{broken}\n")


def test_cues_come_in_order_with_their_names_and_times():
    cues = [Cue("ask", 0, 20, "What?"), Cue("answer", 20, 65, "This.")]
    assert parse(webvtt(cues, "en", "captions")) == [
        ("ask", 0, 1334, "What?"),
        ("answer", 1334, 4334, "This."),
    ]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["captions", "chapters"])
def test_hostile_text_stays_one_cue(text, kind):
    cues = [Cue("a", 0, 15, text), Cue("b", 15, 30, "next")]
    parsed = parse(webvtt(cues, "en", kind))
    assert [name for name, *_ in parsed] == ["a", "b"]
    shown = "".join(html.unescape(parsed[0][3]).split())
    assert shown == "".join(text.replace("\0", "").split())


def test_a_hostile_name_is_not_a_timing_line():
    assert parse(webvtt([Cue("a\n-->b", 0, 15, "x")], "en", "captions"))[0][3] == "x"


def test_chapters_are_not_folded():
    name = "A rather long name of a chapter that would not fit on one line"
    assert parse(webvtt([Cue("a", 0, 15, name)], "en", "chapters"))[0][3] == name


def test_captions_are_folded_before_they_are_escaped():
    text = "1 < 2 & " * 5 + "1 < 2"
    ((_, _, _, shown),) = parse(webvtt([Cue("a", 0, 15, text)], "en", "captions"))
    assert shown.count("\n") == 1


def test_a_cue_without_words_is_left_out():
    assert parse(webvtt([Cue("a", 0, 15, " ")], "en", "captions")) == []


def test_the_language_is_told_as_the_web_wants_it():
    assert "NOTE chapters, zh-Hans\n" in webvtt([], "zh", "chapters") + "\n"


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_a_time_never_falls_before_its_frame_nor_a_millisecond_after(fps):
    for tick in range(2000):
        late = milliseconds(tick) - 1000 * frame_at(tick, fps) / fps
        assert 0 <= late < 1 + 1e-9


def test_one_hour_in():
    assert timestamp(TICKS_PER_SECOND * 3600) == "01:00:00.000"


def test_the_transcript_has_a_title_and_a_line_for_each_sentence():
    cues = [Cue("a", 0, 30, "First\nsentence."), Cue("b", 30, 45, ""), Cue("c", 975, 999, "Last.")]
    assert transcript("步幅", cues) == "步幅\n\n0:00  First sentence.\n1:05  Last.\n"
