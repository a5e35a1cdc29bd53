"""The story of image filters: one picture, one kernel after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from convmath import Step, Trace
from scenes.story import pace
from scenes.story.acts import Act
from scenes.story.beat import Storyboard
from scenes.story.correlation import WORK, CorrelationTeller
from scenes.story.pytorch import conv2d_program

GREY_LEVELS: Final = (0, 255)  # what a sharpened picture is drawn between


def filter_acts(traces: Mapping[str, Trace[Step]]) -> dict[str, Act]:
    """Each filter as an act; all of them look at the same image.

    >>> from convmath import cross_correlate
    >>> acts = filter_acts({"blur": cross_correlate([[1, 2]], [[1]])})
    >>> list(acts["blur"].arrays)
    ['input', 'blur', 'blurred']
    """
    names = {
        "identity": "unchanged",
        "blur": "blurred",
        "sharpen": "sharpened",
        "edges": "outlines",
        "sobel_columns": "across",
        "sobel_rows": "down",
    }
    return {
        name: Act(
            trace,
            {"kernel": name, "output": names[name]},
            label=names[name],
            levels=GREY_LEVELS if name == "sharpen" and trace.input.min() >= 0 else None,
        )
        for name, trace in traces.items()
    }


class FilterTeller(CorrelationTeller):
    """Tells each filter: one window in full where there is much to see, then the whole picture."""

    def __init__(self, lesson: str, traces: Mapping[str, Trace[Step]]) -> None:
        self.filters = filter_acts(traces)
        contrast = abs(traces["sobel_columns"].output.astype(float))
        self.place = int(np.argmax(contrast))
        self.rest = [("dwell", pace.QUICK, self.place)]
        first = next(iter(self.filters.values()))
        super().__init__(lesson, first)
        self.common |= {"filters": str(len(self.filters))}
        self.common |= dict(zip(("black", "white"), map(str, GREY_LEVELS), strict=True))

    def identity(self) -> None:
        """The picture, a window of its numbers, and the filter that changes nothing."""
        motions = [("enter", pace.FILL), ("peek", pace.QUICK, self.place)]
        shown = self.matrices("input", "kernel")
        self.beat("question", motions, rest=pace.PAUSE, shown=shown, chapter=True)
        self.first(self.place)
        self.sweep(self.all_steps, "identity", ("clear", pace.QUICK), last=self.rest)

    def others(self) -> None:
        """The other filters; each new kernel takes the place of the last one."""
        for name, act in list(self.filters.items())[1:]:
            self.turn_to(act)
            shown = self.matrices("kernel")
            change = ("act", pace.FILL)
            if name == "sobel_columns":
                peek = ("peek", pace.QUICK, self.place)
                self.beat("sobel", [change, peek], shown=shown, chapter=True)
                self.worked("contrast", self.place, [("lay", pace.MOVE), *WORK])
                self.sweep(self.all_steps, name, ("clear", pace.QUICK), last=self.rest)
            else:
                signed = name == "sharpen" and not act.levels
                text = "sharpen_signed" if signed else name
                self.sweep(self.all_steps, text, change, last=self.rest, shown=shown, chapter=True)

    def closing(self) -> None:
        """The output's size, and the program; the window still shows real pixels."""
        self.beat("size", [("size", pace.SLOW)], rest=pace.PAUSE, chapter=True)
        self.program()

    def board_of_filters(self) -> Storyboard:
        """The finished storyboard; the program is that of the last filter."""
        name, act = list(self.filters.items())[-1]
        symbols = {"X": "input", "K": name, "Y": act.name("output")}
        return self.told(conv2d_program(act.geometry), symbols)
