"""The scene that every lesson is: it plays a storyboard, tick by tick, and nothing else.

`python render.py --scene stride` and `manim -ql scenes/stride.py Stride` both end here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from manim import Animation, Scene, config

from scenes.catalog import find
from scenes.language import users_language
from scenes.stage.camera import StageCamera
from scenes.stage.layout import Layout, Region
from scenes.stage.lettering import Lettering, fitted, spoken, words
from scenes.stage.theme import THEMES, Theme
from scenes.stage.typeface import SMALLEST_WORDS_EM
from scenes.story import Beat, Example, Storyboard, Words
from scenes.story.pace import frame_at

TITLE_EM = 0.48
TITLE_ASCENT = 0.9  # of an em; Chinese characters reach that high
STATEMENT_EM = 0.3
STATEMENT_BELOW = 0.86  # its first baseline, below the region's top
BESIDE_HEADING = 0.6  # between the heading and a formula that begins beside it
WIDE_HEADING = 7.68  # units: that of 16:9, in which every statement has a line
NUDGE = 1e-6  # seconds: keeps Manim's clock on the frame that is meant


class Lesson(Scene):
    """A film: `tell` says what happens, `stage` builds the picture, verbs move it.

    For every motion of a beat, the method of that name (the lesson's own, or one of its bench)
    returns the animation to play, or None when nothing is there to move.
    """

    id: ClassVar[str]

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        """Everything that the film says and shows; pure, and the same in every language."""
        raise NotImplementedError

    def stage(self) -> object:
        """Build the picture; returns the bench whose methods are the verbs."""
        raise NotImplementedError

    def __init__(
        self,
        example: Example | None = None,
        *,
        language: str | None = None,
        theme: Theme | str | None = None,
        on_beat: Callable[[Lesson, Beat], None] | None = None,
        **scene_arguments: Any,
    ) -> None:
        self.example = example or Example.of(find(self.id).example)
        self.board = self.tell(self.example)
        self.words = Words(self.id, language or users_language(os.environ))
        self.theme = theme if isinstance(theme, Theme) else THEMES[theme or "dark"]
        self.layout = Layout(config.frame_width, config.frame_height)
        self._on_beat, self._tick = on_beat, 0
        super().__init__(**{"camera_class": StageCamera, **scene_arguments})

    def setup(self) -> None:
        self.camera.background_color = self.theme.background

    def construct(self) -> None:
        with spoken(self.words.language):
            self.add(*self.heading())
            bench = self.stage()
            for beat in self.board.beats:
                self._perform(beat, bench)

    def heading(self) -> list[Lettering]:
        """Title and statement, top left, there from the first frame."""
        region, values = self.layout.heading, self.board.beats[0].values
        title = words(self.words.title, TITLE_EM, self.theme.text, bold=True)
        fitted(title, region.width, SMALLEST_WORDS_EM)
        statement = self._statement(self.words.statement(values))
        baselines = TITLE_ASCENT * TITLE_EM, STATEMENT_BELOW
        for line, below in zip((title, statement), baselines, strict=True):
            ink = float(line.get_left()[0])  # which begins beside the pen
            line.shifted(region.left - ink, region.top - below)
        return [title, statement]

    @cached_property
    def formula_region(self) -> Region:
        """Where formulas stand, top right: as far as the heading leaves room beside it."""
        region, edge = self.layout.formula, self.layout.heading.right
        if region.left < edge:  # below the heading
            return region
        reach = max(float(line.get_right()[0]) for line in self.heading())
        return replace(region, left=min(region.left, reach + BESIDE_HEADING))

    def _statement(self, text: str) -> Lettering:
        """On one line if it is legible so; else on two, if the heading has room for them."""
        room, colour = self.layout.heading.width, self.theme.muted
        line = words(text, STATEMENT_EM, colour)
        smaller = line.width * SMALLEST_WORDS_EM / STATEMENT_EM
        if smaller <= room or self.layout.heading.height < STATEMENT_BELOW + STATEMENT_EM:
            return fitted(line, room, SMALLEST_WORDS_EM * min(1.0, room / WIDE_HEADING))
        em = STATEMENT_EM * min(1.0, 1.8 * room / line.width)
        return words(text, em, colour, width=room)

    def _perform(self, beat: Beat, bench: object) -> None:
        end = self._tick + beat.ticks
        for motion in beat.motions:
            animation = self._verb(motion.verb, bench)(beat, *motion.about)
            self._play(animation, motion.ticks)
        self._rest(end - self._tick)
        if self._on_beat:
            self._on_beat(self, beat)

    def _verb(self, name: str, bench: object) -> Callable[..., Animation | None]:
        """The lesson's own verb, or its bench's; what Manim's scenes can do is no verb."""
        kinds = type(self).mro()
        own = any(name in vars(kind) for kind in kinds[: kinds.index(Lesson)])
        verb: Callable[..., Animation | None] = getattr(self if own else bench, name)
        return verb

    def _play(self, animation: Animation | None, ticks: int) -> None:
        """Play for exactly the frames of these ticks; too few for a frame, and it is just done."""
        if animation is None:
            self._rest(ticks)
            return
        frames = self._frames(ticks)
        if frames:
            self.play(animation, run_time=frames / config.frame_rate - NUDGE)
        else:
            self._finish(animation)

    def _finish(self, animation: Animation) -> None:
        """Done in less than a frame: everything is where it ends."""
        animation._setup_scene(self)
        self.add_mobjects_from_animations([animation])
        animation.begin()
        animation.finish()
        animation.clean_up_from_scene(self)

    def _rest(self, ticks: int) -> None:
        frames = self._frames(ticks)
        if frames:
            self.wait(frames / config.frame_rate + NUDGE, frozen_frame=True)

    def _frames(self, ticks: int) -> int:
        start = frame_at(self._tick, config.frame_rate)
        self._tick += ticks
        return frame_at(self._tick, config.frame_rate) - start
