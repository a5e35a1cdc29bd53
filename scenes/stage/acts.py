"""Several pictures in one film, one after another: each has a bench of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from manim import Animation, Group

from scenes.stage.bench import Bench
from scenes.stage.lesson import Lesson
from scenes.stage.moves import vanish
from scenes.story import Beat


class Acts:
    """Passes every verb on to the bench of the act that is on; `turn` changes the act.

    The first one opens the film. What the lesson has on stage before any act, stays.
    """

    def __init__(self, lesson: Lesson, benches: Mapping[str, Bench]) -> None:
        self._lesson, self._benches = lesson, benches
        self._stays = list(lesson.mobjects)
        self._bench = next(iter(benches.values()))

    def turn(self, beat: Beat, act: str) -> Animation | None:
        """Everything on stage goes; the act's picture is still to enter, as it was left."""
        self._bench.lift(beat)  # its windows are gone as well when it comes back
        gone = [part for part in self._lesson.mobjects if part not in self._stays]
        self._bench = self._benches[act]
        return vanish([Group(*gone)] if gone else [])  # as one: a picture may have many parts

    def __getattr__(self, verb: str) -> Any:
        return getattr(self._bench, verb)

    def __dir__(self) -> Iterable[str]:
        return {
            *super().__dir__(),
            *(verb for bench in self._benches.values() for verb in dir(bench)),
        }
