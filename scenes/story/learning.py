"""The story of learning a kernel: its first step in full, then curves, starts, the step limit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convmath import Trace, curvature, largest_eigenvalue, learn_kernel, step_limit
from convmath.learn import LearnStep
from scenes.story import pace
from scenes.story.axis import Axis
from scenes.story.beat import Storyboard, StoryError
from scenes.story.chart import Curve
from scenes.story.descent import (
    exactly,
    limit_formula,
    listed,
    slope,
    squares,
    steepest,
    two_digits,
    typed,
    update,
)
from scenes.story.numerals import Notation, Numeral, numeral
from scenes.story.places import Index, Spot, numerals, place, row_and_column
from scenes.story.teller import Teller

MOST_STEPS: Final = 100
MOST_LABELS: Final = 6  # weights whose last values are written
MOST_IN_A_MATRIX: Final = 2  # rows of the curvature that are written out
BEYOND: Final = Fraction(6, 5)  # of the limit; below it, if the user's rate is beyond
WITHIN: Final = Fraction(9, 10)
LEAST_SHARE: Final = 1e-9  # of the largest loss: less is not drawn on a logarithmic axis
HIGHEST: Final = 10**100  # a loss that is drawn
RULE: Final = "K arrow.l K - eta dot partial L \\/ partial K"
ERROR: Final = "E = X star K - Y"
LOSS: Final = "L = sum_(i comma j) E_(i j)^2"


@dataclass(frozen=True, eq=False)
class Run:
    """One way down: the loss in every step, and the kernel before the first and after each."""

    name: str  # before those of its arrays: `loss`, `weight_0`
    label: str  # what it is called beside its curve
    trace: Trace[LearnStep]

    @property
    def losses(self) -> NDArray[Any]:
        return np.array([step.loss for step in self.trace.steps], dtype=self.trace.output.dtype)

    @property
    def kernels(self) -> NDArray[Any]:
        return np.stack([self.trace.kernel.astype(self.trace.output.dtype), *self.trace.output])

    @property
    def highest(self) -> Any:
        return max(self.losses)

    def loss_curve(self) -> Curve:
        """The loss before every step."""
        last = place(f"{self.name}loss", len(self.losses) - 1)
        return Curve(last, tuple(enumerate(self.losses.tolist())), "text", label=self.label)

    def kernel_curves(self) -> list[Curve]:
        """Every weight over the steps."""
        indices = np.ndindex(self.kernels[0].shape)
        return [
            Curve(
                place(name, len(weights) - 1) if self.kernels[0].size <= MOST_LABELS else "",
                tuple(enumerate(weights.tolist())),
                "kernel",
                dashed=bool(count % 2),
                symbol=f"K_({row + 1} comma {column + 1})",
            )
            for count, ((name, weights), (row, column)) in enumerate(
                zip(self.weights().items(), indices, strict=True)
            )
        ]

    def weights(self) -> dict[str, NDArray[Any]]:
        """Each weight's own history, by the name of its array."""
        flat = self.kernels.reshape(len(self.kernels), -1)
        return {f"{self.name}weight_{count}": weight for count, weight in enumerate(flat.T)}

    def ends(self) -> dict[str, Numeral]:
        """The last numbers of its curves, as they are told."""
        curves = [self.loss_curve(), *self.kernel_curves()]
        return {c.end: numeral(c.pairs[-1][1]) for c in curves if c.end}


class LearningTeller(Teller):
    """Tells gradient descent from zeros, from the example's start, and across the step limit."""

    def __init__(self, lesson: str, trace: Trace[LearnStep]) -> None:
        first = trace.steps[0]
        self.rate: Any = first.rate.tolist()
        self.count = len(trace.steps)
        if self.count > MOST_STEPS:
            raise StoryError(f"{self.count} steps are too many to be seen: at most {MOST_STEPS}")
        if not trace.inputs["target"].any():
            raise StoryError(
                "a target of zeros leaves a kernel of zeros nothing to learn: give another target"
            )
        self.trace, shape = trace, trace.kernel.shape
        self.curvature = curvature(trace.input, shape)
        self.limit = step_limit(trace.input, shape)
        self.zero = Run("", "from_zeros", self._learn(np.zeros(shape, dtype=int), self.rate))
        self.start = Run("start_", "from_start", trace)
        if max(self.zero.highest, self.start.highest) > HIGHEST:
            raise StoryError(
                f"the loss grows out of every axis in {self.count} steps: use fewer of them, or a "
                f"learning_rate nearer to the limit of {float(self.limit):.3g}"
            )
        self.slow = self.rate < self.limit
        other = two_digits(self.limit * (BEYOND if self.slow else WITHIN))
        self.other = Run("other_", "other", self._learn(trace.kernel, other))
        numbers = {"steps": self.count, "weights": trace.kernel.size}
        values = {name: str(number) for name, number in numbers.items()}
        values |= {"rate": numeral(self.rate).marked, "limit": numeral(self.limit).marked}
        values |= {"other_rate": numeral(other).marked, "start": listed(trace.kernel)}
        super().__init__(lesson, values)

    def question(self) -> None:
        """What is given: the input and what should come out; and a kernel of zeros."""
        shown = numerals("input", self.trace.input)
        shown |= numerals("target", self.trace.inputs["target"]) | self._kernel(0)
        enter = ("enter", pace.FILL, "input", "kernel[0]", "target")
        self.beat("question", [enter], rest=pace.PAUSE, shown=shown, chapter=True)

    def first_step(self) -> None:
        """Error, loss, gradient and new kernel of the first step, from zeros."""
        run, step = self.zero.trace, self.zero.trace.steps[0]
        motions = [("formula", pace.MOVE, ERROR), ("swap", pace.FILL)]
        self.beat("error", motions, shown=numerals("error", step.error))
        formula = ("formula", pace.MOVE, LOSS)
        work = [("multiply", pace.FILL), ("total", pace.MOVE)]
        self.beat("loss", [formula, *work], equation=squares(run), chapter=True)
        index = steepest(step)
        spots = self._spots(index)
        look = [("clear", pace.BLINK), ("window", pace.SLOW, *spots), ("cover", pace.QUICK, *spots)]
        values = row_and_column(index)
        self.beat("gradient", [*look, *work], equation=slope(run, index), values=values)
        rule, enter = ("formula", pace.MOVE, RULE), ("enter", pace.SLOW, "kernel[1]")
        equation = update(run, index)
        shown = {equation.total.place: equation.total.numeral}
        motions = [("lift", pace.BLINK), rule, enter, *work, ("drop", pace.MOVE)]
        self.beat("update", motions, equation=equation, shown=shown, chapter=True)
        others = {name: told for name, told in self._kernel(1).items() if name not in shown}
        if others:
            motions = [("clear", pace.BLINK), ("reveal", pace.MOVE, "kernel")]
            self.beat("others", motions, shown=others)

    def curves(self) -> None:
        """Every step: the loss falls, the weights find their places; then a logarithmic axis."""
        losses = self.zero.losses.tolist()
        plots = [("strip", pace.MOVE), ("axes", pace.SLOW, *self._axes([self.zero]))]
        draw = ("draw", 3 * pace.SLOW, self.zero.loss_curve(), *self.zero.kernel_curves())
        values, shown = self._ends(self.zero), self.zero.ends()
        self.beat("curves", [*plots, draw], values=values, shown=shown, chapter=True)
        exact = all(losses) and isinstance(losses[0], int | Fraction)
        ratios = {after / before for before, after in pairwise(map(Fraction, losses)) if exact}
        straight = len(ratios) == 1
        values |= {"factor": numeral(next(iter(ratios))).marked} if straight else {}
        text = "straight" if straight else "logarithmic"
        self.beat(text, [("axes", pace.FILL, *self._log_axes(False))], values=values)

    def another_start(self) -> None:
        """From the example's own start, where that is another one."""
        if self.start.trace.kernel.any():
            draw = ("draw", 3 * pace.SLOW, self.start.loss_curve(), *self.start.kernel_curves())
            values, shown = self._ends(self.start), self.start.ends()
            self.beat("start", [draw], values=values, shown=shown, chapter=True)

    def step_limit(self) -> None:
        """How long a step may be, and what happens on the other side of that."""
        largest = numeral(largest_eigenvalue(self.curvature))
        motions = [("formula", pace.SLOW, self._curvature_formula(largest))]
        self.beat("curvature", motions, values={"largest": largest.marked}, chapter=True)
        self.beat("limit", [("formula", pace.SLOW, limit_formula(numeral(self.limit)))])
        axes = ("axes", pace.SLOW, *self._log_axes(True))
        draw = ("draw", 3 * pace.SLOW, self.other.loss_curve(), *self.other.kernel_curves())
        losses = self.other.losses
        text = "beyond" if losses[-1] > losses[max(-2, -len(losses))] else "beyond_unseen"
        values, shown = self._ends(self.other), self.other.ends()
        text = text if self.slow else "within"
        self.beat(text, [axes, draw], values=values, shown=shown, chapter=True)

    def closing(self) -> None:
        """The rule with its number, and the same kernel from PyTorch."""
        sign = "<" if self.slow else "=" if self.rate == self.limit else ">"
        rate, limit = typed(numeral(self.rate)), typed(numeral(self.limit))
        numbers = f"eta = {rate} {sign} {limit}"
        motions = [("formula", pace.SLOW, RULE, numbers)]
        self.beat("formula", motions, rest=pace.PAUSE, chapter=True)
        self.program(("make_room", pace.MOVE))

    def told(self) -> Storyboard:
        """The finished storyboard, with its arrays."""
        step = self.zero.trace.steps[0]
        arrays = {**self.trace.inputs, "error": step.error, "kernel": self.zero.kernels}
        arrays["learned"] = self.zero.kernels[-1]
        arrays["gradient"] = np.stack([step.gradient for step in self.zero.trace.steps])
        for run in (self.zero, self.start, self.other):
            arrays |= {f"{run.name}loss": run.losses} | run.weights()
        shape = ", ".join(map(str, self.trace.kernel.shape))
        program = (
            f"K = torch.zeros({shape})\n"
            f"for step in range({self.count}):\n"
            "    E = F.conv2d(X[None], K[None, None]) - Y\n"
            f"    K -= 2*{exactly(self.rate)} * F.conv2d(X[None], E[None])[0]"
        )
        return self.board(program, arrays, {"X": "input", "Y": "target", "K": "learned"})

    def _learn(self, kernel: NDArray[Any], rate: Any) -> Trace[LearnStep]:
        target = self.trace.inputs["target"]
        return learn_kernel(self.trace.input, target, kernel, learning_rate=rate, steps=self.count)

    def _kernel(self, step: int) -> dict[str, Numeral]:
        """The kernel after so many steps from zeros."""
        indices = [(step, *index) for index in np.ndindex(self.trace.kernel.shape)]
        return numerals("kernel", self.zero.kernels, indices)

    def _spots(self, index: Index) -> list[Spot]:
        """The part of the input that a weight meets, and the errors that it makes."""
        rows, columns = self.zero.trace.steps[0].error.shape
        (row, column) = index
        spans = range(row, row + rows), range(column, column + columns)
        return [Spot("input", *spans), Spot("error", range(rows), range(columns))]

    def _axes(self, runs: list[Run]) -> tuple[Axis, Axis, Axis, Axis]:
        """Steps and losses before them, steps and weights after them."""
        losses = [loss for run in runs for loss in run.losses.tolist()]
        kernels = [weight for run in runs for weight in run.kernels.ravel().tolist()]
        before, after = (
            Axis.of(range(count), whole=True, snug=True) for count in (self.count, self.count + 1)
        )
        return before, Axis.of([0, *losses]), after, Axis.of([0, *kernels])

    def _log_axes(self, other: bool) -> tuple[Axis, Axis, Axis, Axis]:
        runs = [self.zero, self.start, self.other] if other else [self.zero, self.start]
        losses = [loss for run in runs for loss in run.losses if loss > LEAST_SHARE * run.highest]
        before, _, after, weights = self._axes(runs)
        return before, Axis.of(losses, logarithmic=True), after, weights

    def _ends(self, run: Run) -> dict[str, str]:
        first, last = numeral(run.losses[0]).marked, numeral(run.losses[-1]).marked
        return {"first": first, "last": last, "kernel": listed(run.kernels[-1])}

    def _curvature_formula(self, largest: Numeral) -> str:
        sign = "=" if largest.exact else "approx"
        found = f"lambda_max {sign} {typed(largest)}"
        if len(self.curvature) > MOST_IN_A_MATRIX:
            return found
        notation = Notation.of(self.curvature)
        rows = [", ".join(typed(notation(value)) for value in row) for row in self.curvature]
        return f"A = mat({'; '.join(rows)}) comma quad {found}"
