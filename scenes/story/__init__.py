"""What a film says and when: beats, words, pacing. Pure data; nothing here draws.

A lesson's `tell` turns an example into a `Storyboard`. Captions, chapters, the manifest and the
drawing all read that one storyboard, so they cannot disagree.
"""

from scenes.story.beat import Beat, Cue, Motion, Storyboard, StoryError
from scenes.story.example import Example
from scenes.story.numerals import Numeral, numeral
from scenes.story.teller import Teller
from scenes.story.words import LANGUAGES, Words

__all__ = [
    "LANGUAGES",
    "Beat",
    "Cue",
    "Example",
    "Motion",
    "Numeral",
    "StoryError",
    "Storyboard",
    "Teller",
    "Words",
    "numeral",
]
