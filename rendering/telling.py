"""What a storyboard tells, as the manifest holds it: in all languages, and in one of them."""

from __future__ import annotations

from typing import Any

from rendering.captions import language_tag, milliseconds
from scenes.story import Beat, Cue, Storyboard, Words
from scenes.story.pace import TICKS_PER_SECOND
from scenes.story.words import OwnWords


def told(board: Storyboard) -> dict[str, Any]:
    """The film's length, its beats with their numbers, and the line of PyTorch."""
    starts = board.starts()
    return {
        "pytorch": board.pytorch,
        "seconds": _seconds(board.ticks),
        "ticks": board.ticks,
        "ticks_per_second": TICKS_PER_SECOND,
        "beats": [_beat(beat, start) for beat, start in zip(board.beats, starts, strict=True)],
    }


def said(words: Words, board: Storyboard, own: OwnWords | None = None) -> dict[str, Any]:
    """Title, statement, cues and chapters in one language, and what a user's own is called."""
    name = (own or {}).get(words.language, {}).get("name")
    return {
        "tag": language_tag(words.language),
        **({"name": name} if name else {}),
        "title": words.title,
        "statement": words.statement(board.beats[0].values),
        "cues": [_cue(cue) for cue in board.captions(words)],
        "chapters": [_cue(cue) for cue in board.chapters(words)],
    }


def _cue(cue: Cue) -> dict[str, Any]:
    return {"beat": cue.name, **_times(cue.start, cue.end), "text": cue.text}


def _beat(beat: Beat, start: int) -> dict[str, Any]:
    return {
        "name": beat.name,
        **_times(start, start + beat.ticks),
        "chapter": beat.chapter,
        "steps": list(beat.steps[:1]) + list(beat.steps[-1:]),  # the first and the last
        "values": dict(beat.values),
        "numbers": {
            place: {"text": number.text, "exact": number.exact}
            for place, number in beat.shown.items()
        },
    }


def _times(start: int, end: int) -> dict[str, float]:
    return {"start": _seconds(start), "end": _seconds(end)}


def _seconds(tick: int) -> float:
    return milliseconds(tick) / 1000  # as in the captions
