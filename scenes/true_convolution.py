"""True convolution: the kernel turns by 180° before it slides."""

from manim import Animation

from scenes.stage.lesson import Lesson
from scenes.stage.turn import TurningBench
from scenes.story import Beat, Example, Storyboard, pace
from scenes.story.correlation import CorrelationTeller, worked_and_swept
from scenes.story.turning import (
    ALIKE,
    HALF_TURN,
    blocks,
    formulas,
    part_values,
    program,
    turning_acts,
)


class TrueConvolution(Lesson):
    """5, 11, 23, 29 (Dive into Deep Learning, sections 7.1.3 and 7.2.5)."""

    id = "true_convolution"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        bare, turned, bare_again, twice, learned, full = turning_acts(example.run())
        teller = CorrelationTeller(cls.id, bare)
        teller.common["half_turn"] = HALF_TURN
        teller.question()
        teller.turn_to(turned)
        turn, act = ("turn", 2 * pace.FILL), ("act", 2 * pace.SLOW)
        shown = teller.matrices("kernel")
        teller.beat("turn", [turn], rest=pace.PAUSE, shown=shown, chapter=True)
        cls._tell_windows(teller)
        teller.turn_to(bare_again)
        teller.beat("again", [act], chapter=True)
        teller.turn_to(twice)
        teller.sweep(teller.all_steps, "twice", turn)
        teller.turn_to(learned)
        back = (("lift", pace.MOVE), turn, ("formula", pace.SLOW, ALIKE))
        teller.sweep(teller.all_steps, "learned", *back, rest=pace.PAUSE, chapter=True)
        teller.turn_to(full)
        teller.sweep(teller.all_steps, "full", act, chapter=True)
        marking = [("lift", pace.MOVE), ("mark", pace.SLOW)]
        teller.beat("parts", marking, values=part_values(full.geometry))
        formula = [("unremark", pace.MOVE), ("formula", pace.SLOW, *formulas(full.geometry))]
        teller.beat("formula", formula, rest=pace.PAUSE, chapter=True)
        teller.program()
        symbols = {"X": "input", "K": "kernel", "valid": "output", "full": "full"}
        return teller.told(program(full.geometry), symbols)

    @classmethod
    def _tell_windows(cls, teller: CorrelationTeller) -> None:
        teller.first()
        last = teller.all_steps[-1]
        for steps in worked_and_swept(last + 1, [0, last])[1:]:
            if len(steps) > 1:
                teller.sweep(steps)
            else:
                teller.window(steps[0], "last" if steps[0] == last else "window")

    def stage(self) -> TurningBench:
        self.bench = TurningBench(self, *self.board.acts)
        return self.bench

    def mark(self, beat: Beat) -> Animation | None:
        """The valid and the same part of the full output, framed."""
        names = {name: self.words.label(name) for name in ("valid", "same")}
        return self.bench.outline(blocks(self.bench.picture.geometry), names)
