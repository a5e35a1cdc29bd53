"""A small film that stands in for a lesson: a square of every colour of the theme; one moves."""

from __future__ import annotations

from dataclasses import asdict

from manim import RIGHT, Scene, Square, config

from scenes.stage.theme import THEMES
from scenes.story import Beat, Storyboard
from scenes.story.pace import frame_at

COLUMNS = 7
SIDE = 1.2
APART = 1.8
BEATS = (Beat("all", "all", 9, chapter=True), Beat("moved", "moved", 12), Beat("end", "end", 24))
WORDS = {
    "title": "Stand-in",
    "statement": "Colours.",
    "beats": {"all": "All are there.", "moved": "One has moved.", "end": "That was it."},
    "chapters": {"all": "All"},
}


def colours(theme):
    """The theme's colours, in the order of the squares."""
    return [value for name, value in asdict(THEMES[theme]).items() if name != "name"]


def centres():
    """Where the squares lie, row by row, in Manim's units."""
    count = len(colours("dark"))
    places = [divmod(index, COLUMNS) for index in range(count)]
    return [(APART * (column - COLUMNS // 2), 2.7 - APART * row) for row, column in places]


class Standin(Scene):
    """Plays as a `scenes.stage.lesson.Lesson` does."""

    id = "standin"

    def __init__(self, example=None, *, language=None, theme=None, on_beat=None, **arguments):
        self.example, self.theme, self.on_beat = example, theme or THEMES["dark"], on_beat
        self.board = self.tell(example)
        super().__init__(**arguments)

    @classmethod
    def tell(cls, example):
        return Storyboard(cls.id, BEATS, "nothing")

    def setup(self):
        self.camera.background_color = self.theme.background

    def construct(self):
        squares = [
            Square(SIDE, stroke_width=0, fill_color=colour, fill_opacity=1).move_to((x, y, 0))
            for colour, (x, y) in zip(colours(self.theme.name), centres(), strict=True)
        ]
        self.add(*squares)
        mover = Square(1.4, color=self.theme.kernel).move_to(squares[0])
        starts = self.board.starts()
        ends = [*starts[1:], self.board.ticks]
        for beat, start, end in zip(self.board.beats, starts, ends, strict=True):
            moving = 9 if beat.name == "moved" else 0
            if moving:
                self.add(mover)
                self.play_frames(mover.animate.shift(4 * APART * RIGHT), start, start + moving)
            frames = self.frames(start + moving, end)
            self.wait(frames / config.frame_rate + 1e-6, frozen_frame=True)
            if self.on_beat:
                self.on_beat(self, beat)

    def play_frames(self, animation, start, end):
        self.play(animation, run_time=self.frames(start, end) / config.frame_rate - 1e-6)

    def frames(self, start, end):
        return frame_at(end, config.frame_rate) - frame_at(start, config.frame_rate)
