"""The story of a training: what the first kernels were, what they became, and the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from convmath.recognise import Evolution
from scenes.story import pace
from scenes.story.beat import Storyboard
from scenes.story.numerals import Notation, Numeral, numeral, shape_text
from scenes.story.places import place
from scenes.story.recognition import preparations
from scenes.story.teller import Move, Teller

TWICE_CHANCE: Final = 0.2  # with ten classes
SETTLED: Final = 0.7  # the accuracy from which on all goes slowly
PROGRAM: Final = "Y = F.conv2d(X[None], K[:, None], padding=2)"
WRITTEN: Final = Notation(digits=3)


@dataclass(frozen=True, slots=True)
class Phases:
    """The checkpoints at which a training changes its pace: where its fall begins, where it ends.

    `stuck` is the last one before the accuracy passes twice that of guessing.
    """

    stuck: int
    settled: int

    @classmethod
    def of(cls, evolved: Evolution) -> Phases:
        """The phases of a recorded training.

        >>> from convmath.examples import example
        >>> evolved = example("kernel_evolution").run()
        >>> phases = Phases.of(evolved)
        >>> [int(evolved.steps[part]) for part in (phases.stuck, phases.settled)]
        [235, 658]
        """
        started = int(np.argmax(evolved.accuracy > TWICE_CHANCE))
        return cls(max(started - 1, 1), int(np.argmax(evolved.accuracy >= SETTLED)))


class EvolutionTeller(Teller):
    """Tells a training by its recorded checkpoints."""

    def __init__(self, lesson: str, evolved: Evolution) -> None:
        self.evolved, self.phases = evolved, Phases.of(evolved)
        self.last = len(evolved.steps) - 1
        shape = evolved.kernels.shape[1:]
        largest = np.abs(evolved.kernels).max(axis=(1, 2, 3))
        numbers = {
            "kernels": str(shape[0]),
            "size": shape_text(shape[1:]),
            "weights": str(int(np.prod(shape))),
            "steps": str(evolved.steps[-1]),
            "least": WRITTEN(largest[0]).marked,
            "most": WRITTEN(largest[-1]).marked,
            "given": shape_text(evolved.prepared.shape),
            "input": shape_text(evolved.prepared.image.shape),
        }
        super().__init__(lesson, numbers)

    def question(self) -> None:
        """The picture, the kernels as chance has made them, and their maps."""
        motions = [("enter", pace.FILL, "input", "pairs"), ("legend", pace.QUICK)]
        self.beat("question", motions, rest=pace.PAUSE, chapter=True)
        for text in preparations(self.evolved.prepared):
            self.beat(text)
        motions = [
            ("legend", pace.QUICK),
            ("act", pace.SLOW, "learning"),
            ("measure", pace.SLOW),
        ]
        self.told_at("start", 0, motions)

    def training(self) -> None:
        """Stuck, then a fall, then patience."""
        stuck, settled = self.phases.stuck, self.phases.settled
        self.part("stuck", range(1, stuck + 1), pace.SWEEP_SLOWLY // 2)
        self.part("fall", range(stuck + 1, settled + 1), pace.SWEEP_SLOWLY)
        self.part("patience", range(settled + 1, self.last + 1), pace.SWEEP_QUICKLY)

    def closing(self) -> None:
        """What they have become, and the program that makes the maps."""
        motions = [("unplot", pace.QUICK), ("act", pace.SLOW, "grown"), ("legend", pace.QUICK)]
        self.beat("grown", motions, rest=pace.PAUSE, chapter=True)
        for text, kernel in (("spot", 0), ("hole", 1), ("side", 5)):
            self.beat(text, [("look", pace.MOVE, kernel)], rest=pace.PAUSE)
        back = [("act", pace.SLOW, "program"), ("enter", pace.MOVE, "input")]
        self.program(("look", pace.QUICK), *back)

    def told(self) -> Storyboard:
        """The storyboard with all that was recorded."""
        evolved = self.evolved
        arrays = {
            "input": evolved.prepared.image,
            "step": evolved.steps,
            "loss": evolved.loss,
            "accuracy": evolved.accuracy,
            "kernels": evolved.kernels,
            "maps": evolved.maps,
            "last_kernels": evolved.kernels[-1],
            "last_maps": evolved.maps[-1],
        }
        return self.board(PROGRAM, arrays, {"X": "input", "K": "last_kernels", "Y": "last_maps"})

    def part(self, text: str, checkpoints: range, ticks: int) -> None:
        """The training runs over some checkpoints."""
        motions = [("learn", ticks * len(checkpoints))]
        before, after = checkpoints[0] - 1, checkpoints[-1]
        values = {
            "count": str(self.evolved.steps[after] - self.evolved.steps[before]),
            "before": WRITTEN(self.evolved.loss[before]).text,
        }
        self.told_at(text, after, motions, values=values, steps=checkpoints)

    def told_at(self, text: str, checkpoint: int, motions: list[Move], **options: Any) -> None:
        """A beat that ends at a checkpoint, with its step, loss and accuracy."""
        shown = readings(self.evolved, checkpoint)
        names = ("step", "loss", "accuracy")
        values = {name: n.text for name, n in zip(names, shown.values(), strict=True)}
        values |= options.pop("values", {})
        self.beat(
            text, motions, rest=pace.PAUSE, values=values, shown=shown, chapter=True, **options
        )


def readings(evolved: Evolution, checkpoint: int) -> dict[str, Numeral]:
    """Step, loss and accuracy at a checkpoint, by their places.

    >>> from convmath.examples import example
    >>> {name: told.text for name, told in readings(example("kernel_evolution").run(), 0).items()}
    {'step[0]': '0', 'loss[0]': '2.55', 'accuracy[0]': '0.1'}
    """
    return {
        place("step", checkpoint): numeral(evolved.steps[checkpoint]),
        place("loss", checkpoint): WRITTEN(evolved.loss[checkpoint]),
        place("accuracy", checkpoint): WRITTEN(evolved.accuracy[checkpoint]),
    }
