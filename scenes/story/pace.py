"""How long things take, in ticks of 1/15 s: whole frames at 15, 30 and 60 frames a second.

Other frame rates work too: a tick then ends on the nearest frame, and the error never adds up,
because frames are counted from the start of the film.
"""

from __future__ import annotations

from typing import Final

TICKS_PER_SECOND: Final = 15

# Moves, from a blink to the slow first time that something is shown.
BLINK: Final = 3
QUICK: Final = 6
MOVE: Final = 9
SLOW: Final = 15
FILL: Final = 24  # the first worked line, term by term

APPEARANCE: Final = 0.4  # of what will move, as a share of the time that it moves

# Rests: the picture stands still.
BREATH: Final = 6
PAUSE: Final = 12
LAST_REST: Final = 30  # the last picture rests two seconds

SWEEP_SLOWLY: Final = 9  # ticks a window while there are few
SWEEP_QUICKLY: Final = 3
SLOW_SWEEP: Final = 72  # ticks after which a sweep gets quicker
LONGEST_SWEEP: Final = 120
BRIEFLY: Final = 30  # a sweep that is not what the film is about

READING_SPEED: Final = {"en": 15.0, "zh": 6.0}  # characters a second


def frame_at(tick: int, frames_per_second: float) -> int:
    """The frame that a tick falls on, counted from the start of the film.

    >>> [frame_at(tick, 60) for tick in (0, 1, 15)]
    [0, 4, 60]
    >>> [frame_at(tick, 24) for tick in (1, 2, 15)]
    [2, 3, 24]
    """
    return round(tick * frames_per_second / TICKS_PER_SECOND)


def reading_ticks(text: str, language: str) -> int:
    """How long a reader needs for `text`: at most 15 characters a second in English, 6 in Chinese.

    Latin letters and digits inside a Chinese sentence are read at the Latin speed.

    >>> reading_ticks("fifteen letters", "en")
    15
    >>> reading_ticks("卷积核", "zh")
    8
    """
    wide = sum(1 for character in text if ord(character) >= 0x2E80)
    narrow = len(text) - wide
    seconds = wide / READING_SPEED["zh"] + narrow / READING_SPEED["en"]
    if language == "en":
        seconds = len(text) / READING_SPEED["en"]
    return -int(-seconds * TICKS_PER_SECOND // 1)


def sweep_ticks(windows: int, most: int = LONGEST_SWEEP) -> int:
    """How long a sweep over so many windows takes: at most `most` ticks, or eight seconds.

    >>> [sweep_ticks(windows) for windows in (4, 8, 9, 30, 400)]
    [36, 72, 72, 90, 120]
    """
    slowly = min(windows * SWEEP_SLOWLY, SLOW_SWEEP)
    return min(max(slowly, windows * SWEEP_QUICKLY), most)
