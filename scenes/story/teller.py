"""Tells a story beat by beat; sees to it that every sentence can be read in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from numpy.typing import NDArray

from scenes.story import pace
from scenes.story.acts import Act
from scenes.story.beat import NOTHING, Beat, Motion, Storyboard
from scenes.story.equation import Equation
from scenes.story.numerals import Numeral
from scenes.story.words import Words, languages

Move = tuple[Any, ...]  # a motion as tellers write it: (verb, ticks, *what it is done to)


class Teller:
    """Collects beats. `common` are the values that any text of the lesson may use.

    A beat lasts as long as its motions and a rest, or as long as the slowest of the languages
    needs to read it: all languages of a film share one clock.
    """

    def __init__(self, lesson: str, common: Mapping[str, str]) -> None:
        self.lesson = lesson
        self.common = dict(common)
        self._words = [Words(lesson, language) for language in languages(lesson)]
        self._beats: list[Beat] = []
        self._acts: list[Act] = []

    def beat(
        self,
        text: str,
        motions: Sequence[Move] = (),
        *,
        rest: int = pace.BREATH,
        values: Mapping[str, str] = NOTHING,
        shown: Mapping[str, Numeral] = NOTHING,
        steps: range = range(0),
        chapter: bool = False,
        equation: Equation | None = None,
    ) -> None:
        """Add one beat; its name is its text key, numbered when the key comes again.

        Texts may say the equation as {equation}.
        """
        moves = [Motion(verb, ticks, tuple(about)) for verb, ticks, *about in motions]
        said = {"equation": equation.text()} if equation else {}
        filled = self.common | said | dict(values)
        moving = sum(motion.ticks for motion in moves)
        self._beats.append(
            Beat(
                name=self._name(text),
                text=text,
                ticks=max(moving + rest, self._reading_ticks(text, filled)),
                motions=tuple(moves),
                values=MappingProxyType(filled),
                shown=MappingProxyType(dict(shown)),
                steps=steps,
                chapter=chapter,
                equation=equation,
                act=max(len(self._acts) - 1, 0),
            )
        )

    def rule(self, text: str, *codes: str) -> None:
        """What holds in general: formulas in Typst, with the lesson's sentence about them."""
        motions = [("lift", pace.MOVE), ("formula", pace.SLOW, *codes)]
        self.beat(text, motions, rest=pace.PAUSE, chapter=True)

    def program(self, *before: Move) -> None:
        """The last picture: after these motions, the program that computes the same numbers."""
        motions = [*before, ("program", pace.SLOW)]
        self.beat("program", motions, rest=pace.LAST_REST, chapter=True)

    def _reading_ticks(self, text: str, values: Mapping[str, str]) -> int:
        """As long as the slowest of the languages needs."""
        return max(pace.reading_ticks(w.say(text, values), w.language) for w in self._words)

    def board(
        self,
        pytorch: str,
        arrays: Mapping[str, NDArray[Any]] = NOTHING,
        symbols: Mapping[str, str] = NOTHING,
        *,
        padding: str = "0",
    ) -> Storyboard:
        """The finished storyboard, with the arrays whose numbers it shows."""
        beats = tuple(self._beats)
        acts = tuple(self._acts)
        return Storyboard(self.lesson, beats, pytorch, dict(arrays), dict(symbols), padding, acts)

    def _name(self, text: str) -> str:
        before = sum(1 for beat in self._beats if beat.text == text)
        return text if before == 0 else f"{text}-{before + 1}"
