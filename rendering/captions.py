"""Captions and chapters (WebVTT) and transcripts, from the storyboard's cues alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from rendering.linebreaks import folded
from scenes.story.beat import Cue
from scenes.story.pace import TICKS_PER_SECOND

Kind = Literal["captions", "chapters"]


def language_tag(language: str) -> str:
    """The language as `srclang` and `lang` want it (BCP 47).

    >>> language_tag("zh"), language_tag("de")
    ('zh-Hans', 'de')
    """
    return "zh-Hans" if language == "zh" else language


def milliseconds(tick: int) -> int:
    """When a tick is over, never before its frame: a player that seeks there shows that frame.

    >>> [milliseconds(tick) for tick in (0, 1, 2, 15)]
    [0, 67, 134, 1000]
    """
    return -(-tick * 1000 // TICKS_PER_SECOND)


def timestamp(tick: int) -> str:
    """A tick as WebVTT writes it.

    >>> timestamp(15 * 3661 + 1)
    '01:01:01.067'
    """
    seconds, thousandths = divmod(milliseconds(tick), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def escaped(text: str) -> str:
    """Text as a cue may hold it; no `-->` is left, because no `>` is.

    >>> escaped("a <b> & c --> d")
    'a &lt;b&gt; &amp; c --&gt; d'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def webvtt(cues: Sequence[Cue], language: str, kind: Kind) -> str:
    """A whole WebVTT file; each cue bears its beat's name. Cues without a word are left out.

    >>> print(webvtt([Cue("ask", 0, 30, "What is 2 < 3?")], "en", "captions"), end="")
    WEBVTT
    <BLANKLINE>
    NOTE captions, en
    <BLANKLINE>
    ask
    00:00:00.000 --> 00:00:02.000
    What is 2 &lt; 3?
    """
    blocks = ["WEBVTT", f"NOTE {kind}, {language_tag(language)}"]
    blocks += [_block(cue, language, kind) for cue in cues if cue.text.strip()]
    return "\n\n".join(blocks) + "\n"


def transcript(title: str, cues: Sequence[Cue]) -> str:
    """What the film says as plain text, each sentence with the time at which it starts.

    >>> print(transcript("Stride", [Cue("ask", 900, 930, "Why?")]), end="")
    Stride
    <BLANKLINE>
    1:00  Why?
    """
    lines = [f"{_clock(cue.start)}  {_one_line(cue.text)}" for cue in cues if cue.text.strip()]
    return "\n".join([_one_line(title), "", *lines]) + "\n"


def _block(cue: Cue, language: str, kind: Kind) -> str:
    # A chapter's name is an entry of a menu, which breaks its own lines.
    text = _one_line(cue.text)
    lines = folded(text, language) if kind == "captions" else [text]
    name = re.sub(r"-{2,}>", "-", _one_line(cue.name))  # a name must not look like a timing line
    times = f"{timestamp(cue.start)} --> {timestamp(cue.end)}"
    return "\n".join([name, times, *(escaped(line) for line in lines)])


def _one_line(text: str) -> str:
    # An empty line would end the cue; a NUL is not allowed in WebVTT.
    return " ".join(text.replace("\0", "").split())


def _clock(tick: int) -> str:
    seconds = tick // TICKS_PER_SECOND
    return f"{seconds // 60}:{seconds % 60:02}"
