"""Tells a story beat by beat; sees to it that every sentence can be read in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from scenes.story import pace
from scenes.story.beat import Beat, Motion, Storyboard
from scenes.story.numerals import Numeral
from scenes.story.words import LANGUAGES, Words

NOTHING: Mapping[str, Numeral] = MappingProxyType({})


class Teller:
    """Collects beats. `common` are the values that any text of the lesson may use.

    A beat lasts as long as its motions and a rest, or as long as the slowest of the languages
    needs to read it: all languages of a film share one clock.
    """

    def __init__(self, lesson: str, common: Mapping[str, str]) -> None:
        self.lesson = lesson
        self.common = dict(common)
        self._words = [Words(lesson, language) for language in LANGUAGES]
        self._beats: list[Beat] = []

    def beat(
        self,
        text: str,
        motions: Sequence[tuple[str, int]] = (),
        *,
        rest: int = pace.BREATH,
        values: Mapping[str, str] = MappingProxyType({}),
        shown: Mapping[str, Numeral] = NOTHING,
        steps: range = range(0),
        chapter: bool = False,
    ) -> None:
        """Add one beat; its name is its text key, numbered when the key comes again."""
        filled = self.common | dict(values)
        moving = sum(ticks for _, ticks in motions)
        reading = max(
            pace.reading_ticks(words.say(text, filled), words.language) for words in self._words
        )
        self._beats.append(
            Beat(
                name=self._name(text),
                text=text,
                ticks=max(moving + rest, reading),
                motions=tuple(Motion(verb, ticks) for verb, ticks in motions),
                values=MappingProxyType(filled),
                shown=MappingProxyType(dict(shown)),
                steps=steps,
                chapter=chapter,
            )
        )

    def board(self, pytorch: str) -> Storyboard:
        """The finished storyboard."""
        return Storyboard(self.lesson, tuple(self._beats), pytorch)

    def _name(self, text: str) -> str:
        before = sum(1 for beat in self._beats if beat.text == text)
        return text if before == 0 else f"{text}-{before + 1}"
