"""What the numbers on screen have to be: the trace's, looked up by the names of their places."""

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import numpy as np

from convmath import Geometry, Step, Trace
from scenes.story import Beat
from scenes.story.equation import Equation, Notations
from scenes.story.numerals import MINUS, Notation
from tests.scenes.surveying import Film

Place = tuple[int, int]
PLACE = re.compile(r"(\w+)\[(\d+), (\d+)\]")


def parsed(place: str) -> tuple[str, Place] | None:
    """The matrix and the (row, col) that a place names; None for no cell of a matrix.

    >>> parsed("output[0, 12]"), parsed("stride")
    (('output', (0, 12)), None)
    """
    found = PLACE.fullmatch(place)
    return (found[1], (int(found[2]), int(found[3]))) if found else None


class Truth:
    """What may be read at each place once the last of the beats `told` has ended."""

    def __init__(self, trace: Trace[Step], told: list[Beat]) -> None:
        self.trace, self.told = trace, told
        self.numbers = {name: array for name, array in trace.inputs.items() if array.ndim == 2}
        self.numbers |= {"output": trace.output, "weight": trace.kernel}
        self.notations = {name: Notation.of(array) for name, array in self.numbers.items()}
        if self.step is not None:
            self.numbers["focus"] = self.step.operands
            self.notations["focus"] = self.notations["input"]
        self._counts = counted(trace.geometry, told)

    @property
    def step(self) -> Step | None:
        """The step that was worked out last, or whose window was looked at since; never a flip."""
        steps = [step for beat in self.told for step in _looked_at(beat)]
        last = self.trace.steps[steps[-1]] if steps else None
        return last if isinstance(last, Step) else None

    @property
    def outputs(self) -> set[Place]:
        """The places of all outputs that have been computed so far."""
        steps = [step for beat in self.told if _computes(beat) for step in beat.steps]
        places = np.unravel_index(np.array(steps, dtype=int), self.trace.output.shape)
        return set(zip(*(axis.tolist() for axis in places), strict=True))

    def text(self, matrix: str, place: Place) -> str:
        """The number as it has to be written; a sentence where none belongs."""
        if matrix == "padding":
            return "no zero" if is_real(self.trace.geometry, place) else "0"
        if matrix == "count":
            return str(self._counts.get(place, "no count"))
        numbers = self.numbers.get(matrix)
        if numbers is None or not all(np.less(place, numbers.shape)):
            return f"no {matrix}[{place[0]}, {place[1]}]"
        return self.notations[matrix].in_a_cell(numbers[place])

    def shorter(self, matrix: str, place: Place) -> str:
        """An exact number rounded to three digits, which says so: for want of room."""
        numbers = self.numbers.get(matrix)
        if numbers is None or numbers.dtype.kind == "f" or not all(np.less(place, numbers.shape)):
            return self.text(matrix, place)
        return Notation(digits=3)(numbers[place]).marked


def truths(film: Film) -> Iterator[Truth]:
    """For each beat, what is true at its end."""
    beats, trace = film.board.beats, film.trace
    return (Truth(trace, list(beats[: count + 1])) for count in range(len(beats)))


def verbs(beat: Beat) -> list[str]:
    return [motion.verb for motion in beat.motions]


def _looked_at(beat: Beat) -> list[int]:
    """The steps whose window a beat shows at rest, in order."""
    worked = [beat.step] if len(beat.steps) == 1 else []
    looks = [motion.about[0] for motion in beat.motions if motion.verb in ("peek", "dwell")]
    return [*worked, *looks]


def _computes(beat: Beat) -> bool:
    return bool({"drop", "sweep"} & set(verbs(beat)))


def is_real(geometry: Geometry, place: Place) -> bool:
    """Whether a place of the padded input is one of the input."""
    sizes = zip(place, geometry.padding, geometry.input_shape, strict=True)
    return all(before <= i < before + size for i, (before, _), size in sizes)


def counted(geometry: Geometry, told: list[Beat]) -> Counter[Place]:
    """How many windows use each place, window by window, as the last count shows it."""
    shown = [verb for beat in told for verb in verbs(beat) if "count" in verb or verb == "lift"]
    if not shown or shown[-1] not in ("count_bare", "count_padded"):
        return Counter()
    if shown[-1] == "count_padded":
        return _uses(geometry)
    bare = Geometry.of(geometry.input_shape, geometry.kernel_shape, stride=geometry.stride)
    (top, _), (left, _) = geometry.padding
    return Counter({(row + top, col + left): n for (row, col), n in _uses(bare).items()})


def _uses(geometry: Geometry) -> Counter[Place]:
    """Places that no window uses are counted as well."""
    never = Counter(dict.fromkeys(product(*map(range, geometry.padded_shape)), 0))
    indices = product(*map(range, geometry.output_shape))
    never.update(place for index in indices for place in product(*geometry.window(index)))
    return never


def sums(trace: Trace[Step], step: Step) -> list[str]:
    """The ways in which a step's sum may be written on the worked line, without spaces."""
    written = Equation.of_window(step, Notations.of(trace))
    terms = [f"{x.numeral.factor}⋅{k.numeral.factor}" for x, k in written.terms]
    result = written.relation + written.total.numeral.text
    folded = ["+".join([*terms[:kept], "⋯", terms[-1]]) for kept in range(len(terms) - 1)]
    return [left + result for left in ("+".join(terms), *folded)]


def is_true(equation: str) -> bool:
    """Whether a whole written sum is right: = between equal things, ≈ between close ones.

    >>> [is_true(text) for text in ("0⋅0+6⋅(−1/3)=−2", "3⋅0.333≈1")]
    [True, True]
    >>> [is_true(text) for text in ("3⋅0.333=1", "3⋅0.333≈2.9")]
    [False, False]
    """
    left, relation, right = re.split("([=≈])", equation)
    factors = [term.split("⋅") for term in left.split("+")]
    error = abs(sum(value(x) * value(k) for x, k in factors) - value(right))
    slack = sum(abs(value(x)) * blur(k) + (abs(value(k)) + blur(k)) * blur(x) for x, k in factors)
    return error == 0 if relation == "=" else error <= slack + blur(right)


def value(text: str) -> Fraction:
    return Fraction(text.strip("()").replace(MINUS, "-"))


def blur(text: str) -> Fraction:
    """By how much a number may be off if it is rounded: half of its last place.

    >>> [str(blur(text)) for text in ("0.25", "12", "−1.2e3", "1/3")]
    ['1/200', '1/2', '50', '0']
    """
    mantissa, _, exponent = text.strip("()").replace(MINUS, "-").partition("e")
    places = len(mantissa.partition(".")[2])
    return Fraction(0) if "/" in text else Fraction(10) ** (int(exponent or 0) - places) / 2
