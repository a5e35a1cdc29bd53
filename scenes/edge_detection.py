"""Edge detection: a kernel answers where neighbours differ, and is blind to the other direction."""

from scenes.stage.lesson import Lesson
from scenes.stage.sliding import SlidingBench
from scenes.story import Example, Storyboard, edges, pace
from scenes.story.acts import Act
from scenes.story.correlation import CorrelationTeller, worked_and_swept
from scenes.story.teller import Move


class EdgeDetection(Lesson):
    """Rows of 0 1 0 0 0 −1 0 (Dive into Deep Learning, section 7.2.3)."""

    id = "edge_detection"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        acts = edges.edge_acts(example.run())
        teller = CorrelationTeller(cls.id, acts["image"])
        teller.question()
        cls._tell_image(teller)
        act = ("act", 2 * pace.SLOW)
        if "transposed" in acts:
            cls._sweep_all(teller, acts["transposed"], "none", "some", act)
        cls._sweep_all(teller, acts["both"], "nothing", "found", act)
        both = acts["both"].geometry
        answers = edges.answers(acts["both"].trace.output)
        glow = [("lift", pace.MOVE), ("glow", pace.SLOW, *answers)]
        formula = [*glow, ("formula", pace.SLOW, *edges.formulas(both))]
        teller.beat("formula", formula, rest=pace.PAUSE, chapter=True)
        teller.program()
        symbols = {"X": "input", "K": "kernel", "Y": "output", "YT": "found"}
        return teller.told(edges.program(acts["image"].geometry, both), symbols)

    @classmethod
    def _tell_image(cls, teller: CorrelationTeller) -> None:
        trace = teller.trace
        teller.first()
        worked = [0, *edges.first_of_each_kind(trace.output)]
        for steps in worked_and_swept(trace.output.size, worked)[1:]:
            if len(steps) > 1:
                teller.sweep(steps)
            else:
                teller.window(steps[0], edges.window_text(trace.steps[steps[0]]))
        values = edges.answers_values(trace.output)
        text = edges.answers_text(trace)
        glow = [("lift", pace.MOVE), ("glow", pace.SLOW, *edges.answers(trace.output))]
        teller.beat(text, glow, rest=pace.PAUSE, values=values, chapter=True)

    @classmethod
    def _sweep_all(
        cls, teller: CorrelationTeller, act: Act, none: str, some: str, first: Move
    ) -> None:
        teller.turn_to(act)
        values = edges.answers_values(act.trace.output)
        text = some if act.trace.output.any() else none
        shown = teller.matrices("input", "kernel")
        teller.sweep(teller.all_steps, text, first, values=values, shown=shown, chapter=True)

    def stage(self) -> SlidingBench:
        return SlidingBench(self, *self.board.acts)
