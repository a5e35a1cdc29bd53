"""The storyboard: everything a film says and does, before a frame of it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from numpy.typing import NDArray

from scenes.story.acts import Act
from scenes.story.equation import Equation
from scenes.story.numerals import Numeral
from scenes.story.pace import TICKS_PER_SECOND, frame_at
from scenes.story.words import Words

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class StoryError(ValueError):
    """A story that cannot be told: the sentence says which part and why."""


@dataclass(frozen=True, slots=True)
class Motion:
    """One thing that moves: a verb of the lesson (or of its bench) and its length in ticks.

    `about` is what it is done to, where the beat alone does not say it: names, spots, texts.
    """

    verb: str
    ticks: int
    about: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Beat:
    """One idea: a sentence, the numbers in it, what moves, and how long it lasts in all.

    `steps` are the trace's steps that the beat is about; `shown` names every number that is on
    screen for the first time when the beat ends, by its place (`"output[0, 1]"`); `equation` is
    what the worked line spells out; `act` counts the film's correlations, if it has several.
    """

    name: str
    text: str
    ticks: int
    motions: tuple[Motion, ...] = ()
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    shown: Mapping[str, Numeral] = field(default_factory=lambda: NOTHING)
    steps: range = range(0)
    chapter: bool = False
    equation: Equation | None = None
    act: int = 0

    def __post_init__(self) -> None:
        moving = sum(motion.ticks for motion in self.motions)
        if moving > self.ticks:
            raise StoryError(
                f"beat {self.name!r} lasts {self.ticks} ticks but moves for {moving}: lengthen it"
            )

    @property
    def step(self) -> int:
        """The one step that the beat is about."""
        if len(self.steps) != 1:
            raise StoryError(f"beat {self.name!r} is about {len(self.steps)} steps, not one")
        return self.steps[0]


@dataclass(frozen=True, slots=True)
class Cue:
    """A line of text and when it is on, in ticks from the start."""

    name: str
    start: int
    end: int
    text: str

    @property
    def start_seconds(self) -> float:
        return self.start / TICKS_PER_SECOND

    @property
    def end_seconds(self) -> float:
        return self.end / TICKS_PER_SECOND


@dataclass(frozen=True, slots=True)
class Storyboard:
    """A lesson's beats in order; the only clock of the film.

    `arrays` holds every array whose numbers the film may show, by the name that its places have
    (`"output"` for `"output[0, 1]"`); `symbols` says which of them is which letter of the picture
    and of the PyTorch program; `padding` is what stands in padded cells ("−∞ 0" where some acts
    have one and some the other); `acts` are the correlations of a film that has several, in order.
    """

    lesson: str
    beats: tuple[Beat, ...]
    pytorch: str  # the PyTorch line that computes the same numbers
    arrays: Mapping[str, NDArray[Any]] = field(
        default_factory=lambda: NOTHING, compare=False, repr=False
    )
    symbols: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    padding: str = "0"
    acts: tuple[Act, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        names = [beat.name for beat in self.beats]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice or not names:
            raise StoryError(f"storyboard {self.lesson!r} needs beats of different names: {twice}")

    @property
    def ticks(self) -> int:
        return sum(beat.ticks for beat in self.beats)

    @property
    def seconds(self) -> float:
        return self.ticks / TICKS_PER_SECOND

    def starts(self) -> list[int]:
        """The tick at which each beat starts."""
        starts, clock = [], 0
        for beat in self.beats:
            starts.append(clock)
            clock += beat.ticks
        return starts

    def frame_count(self, frames_per_second: float) -> int:
        return frame_at(self.ticks, frames_per_second)

    def captions(self, words: Words) -> list[Cue]:
        """One cue per beat, in the language of `words`."""
        return [
            Cue(beat.name, start, start + beat.ticks, words.say(beat.text, beat.values))
            for beat, start in zip(self.beats, self.starts(), strict=True)
        ]

    def chapters(self, words: Words) -> list[Cue]:
        """The beats that open a chapter; each lasts until the next one opens."""
        opens = [(b, s) for b, s in zip(self.beats, self.starts(), strict=True) if b.chapter]
        ends = [start for _, start in opens[1:]] + [self.ticks]
        return [  # with no chapters, the last end has nothing to close
            Cue(beat.name, start, end, words.chapter(beat.text, beat.values))
            for (beat, start), end in zip(opens, ends, strict=False)
        ]
