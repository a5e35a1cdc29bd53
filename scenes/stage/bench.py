"""What every bench can do: formulas and the program come, and time passes."""

from __future__ import annotations

from manim import Animation

from scenes.stage.formulas import axis_formulas, formula_rows, named_rows
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering, program_lines
from scenes.stage.moves import appear, exchange
from scenes.story import Beat


class Bench:
    """The base of all benches: whatever stands outside the region of the operands.

    Each public method is a verb: it takes the beat and what it is done to, and returns what to
    play, or None.
    """

    def __init__(self, lesson: Lesson) -> None:
        self.pytorch, self.words = lesson.board.pytorch, lesson.words
        self.layout, self.theme = lesson.layout, lesson.theme
        self.formula_region = lesson.formula_region
        self._formulas: list[Lettering] = []

    def formula(self, beat: Beat, *codes: str) -> Animation | None:
        """Formulas in Typst, top right, one below the other; earlier ones go."""
        gone, self._formulas = self._formulas, formula_rows(codes, self.formula_region, self.theme)
        return exchange(gone, self._formulas, lag=0.3)

    def sides(self, beat: Beat, letters: str, *numbers: str) -> Animation | None:
        """One formula in place of earlier ones, with the numbers of each axis if they differ."""
        names, region = self.axis_names, self.formula_region
        gone = self._formulas
        self._formulas = axis_formulas(letters, numbers, names, region, self.theme)
        return exchange(gone, self._formulas, lag=0.3)

    def named(self, beat: Beat, *rows: tuple[str, str]) -> Animation | None:
        """Formulas in Typst, each after the words of a label that say what it is."""
        names = {self.words.label(label): code for label, code in rows}
        gone, self._formulas = self._formulas, named_rows(names, self.formula_region, self.theme)
        return exchange(gone, self._formulas, lag=0.3)

    @property
    def axis_names(self) -> list[str]:
        """What the axes of a matrix are called."""
        return [self.words.label("rows"), self.words.label("columns")]

    def lift(self, beat: Beat) -> Animation | None:
        """What was laid on the picture goes: nothing is left to compute."""
        return None

    def hold(self, beat: Beat) -> None:
        """Nothing moves: time to look."""

    def program(self, beat: Beat) -> Animation | None:
        """The lines of PyTorch that compute the same numbers."""
        return appear(program_lines(self.pytorch, self.layout.worked, self.theme.text))
