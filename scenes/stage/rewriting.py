"""A formula that changes term by term: what changes is replaced, what stays moves along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from manim import Animation, FadeIn, FadeOut, smooth

from scenes.stage import depth
from scenes.stage.fit import SMALLEST_EM
from scenes.stage.formulas import named_formula
from scenes.stage.labels import REMARK_EM, REMARK_GAP
from scenes.stage.layout import Region
from scenes.stage.lesson import Lesson
from scenes.stage.lettering import Lettering, formula, words
from scenes.stage.moves import Morph, appear, exchange, one, vanish
from scenes.stage.panel import Table
from scenes.stage.panels import PanelBench
from scenes.stage.theme import Theme
from scenes.story import Beat
from scenes.story.dense import Term

LARGEST_EM: Final = 0.37
TALLY_EM: Final = 0.5
LOWER: Final = 0.27  # em: a sum with its limits reaches further up than down
BETWEEN: Final = 0.14  # em between two factors
AROUND: Final = 0.16  # em more on both sides of a sign
SIGNS: Final = ("=", "+", ":", "arrow")
BESIDE: Final = 0.4  # units more between a long title and the formula on its right
RISE: Final = 0.25  # units: a new term comes from below, an old one leaves upwards


class FormulaLine:
    """A formula in a region, each term a lettering of its own."""

    def __init__(self, region: Region, theme: Theme, largest: float = LARGEST_EM) -> None:
        self._region, self._theme, self._largest = region, theme, largest
        self._terms: dict[str, tuple[Term, Lettering]] = {}

    def write(self, terms: Sequence[Term]) -> Animation | None:
        """The formula becomes this one."""
        old, self._terms = self._terms, {}
        leaving, staying, coming = [], [], []
        for term, drawn in zip(terms, self._laid_out(terms), strict=True):
            before, present = old.pop(term.slot, (None, None))
            if present is not None and before == term:
                staying.append(Morph(present, drawn.points, rate_func=smooth))
                present.em = drawn.em
                self._terms[term.slot] = term, present
                continue
            leaving += [present] if present is not None else []
            coming.append(drawn)
            self._terms[term.slot] = term, drawn
        leaving += [present for _, present in old.values()]
        up = np.array((0.0, RISE, 0.0))
        gone = [FadeOut(part, shift=up, rate_func=smooth) for part in leaving]
        come = [FadeIn(part, shift=up, rate_func=smooth) for part in coming]
        return one([one([*gone, *staying]), one(come, lag=0.15)], lag=0.5)

    def move(self, region: Region) -> Animation | None:
        """The formula goes to another region."""
        self._region = region
        return self.write([term for term, _ in self._terms.values()])

    def erase(self) -> Animation | None:
        """The formula goes."""
        gone, self._terms = [part for _, part in self._terms.values()], {}
        return vanish(gone)

    def below(self, slot: str) -> tuple[float, float]:
        """The middle of the term in this slot, at the lower edge of the formula."""
        lowest = min(float(drawn.get_bottom()[1]) for _, drawn in self._terms.values())
        return float(self._terms[slot][1].get_x()), lowest

    def _laid_out(self, terms: Sequence[Term]) -> list[Lettering]:
        """New letterings side by side on one baseline, as large as the region allows."""
        gaps = [AROUND if term.code in SIGNS else 0.0 for term in terms]
        drawn = [formula(term.code, 1.0, self._theme.text) for term in terms]
        wide, tall = [part.width for part in drawn], max(part.height for part in drawn)
        ems = sum(wide) + 2 * sum(gaps) + BETWEEN * (len(terms) - 1)
        largest = min(self._largest, self._region.width / ems, self._region.height / tall)
        em = max(SMALLEST_EM, largest)
        left = self._region.centre[0] - ems * em / 2
        baseline = self._region.centre[1] - LOWER * em
        letterings = []
        for term, width, gap in zip(terms, wide, gaps, strict=True):
            new = formula(term.code, em, getattr(self._theme, term.role))
            new.shifted(left + gap * em - new.get_left()[0], baseline).set_z_index(depth.WORKED)
            left += (width + 2 * gap + BETWEEN) * em
            letterings.append(new)
        return letterings


class RewritingBench(PanelBench):
    """Tables of matrices, and below them a formula that is rewritten."""

    def __init__(self, lesson: Lesson, table: Table, *later: Table) -> None:
        super().__init__(lesson, table, *later)
        self._formula_line = FormulaLine(self.layout.worked, self.theme)
        worked = self.layout.worked
        upper = replace(worked, bottom=worked.bottom + REMARK_EM + REMARK_GAP)
        self._tally_line = FormulaLine(upper, self.theme, TALLY_EM)
        self._captions: list[Lettering] = []

    def write(self, beat: Beat, *terms: Term) -> Animation | None:
        """The formula below becomes this one."""
        return self._formula_line.write(terms)

    def raise_formula(self, beat: Beat) -> Animation | None:
        """The formula below goes to the top right, where it takes the place of others."""
        gone, self._formulas = self._formulas, []
        region = self.layout.formula
        if region.left > self.layout.safe.left:
            region = replace(region, left=region.left + BESIDE)
        return one([vanish(gone), self._formula_line.move(region)], lag=0.5)

    def count(self, beat: Beat, code: str) -> Animation | None:
        """How many weights there are, top right, in place of what was there."""
        name, region = self.words.label("weights"), self.layout.formula
        gone, self._formulas = self._formulas, named_formula(name, code, region, self.theme)
        return exchange(gone, self._formulas, lag=0.3)

    def tally(self, beat: Beat, *terms: Term) -> Animation | None:
        """Another formula below, which comes term by term, with words under some of them."""
        comes = self._tally_line.write(terms)
        self._captions = [self._caption(term) for term in terms if term.label]
        return one([comes, appear(self._captions, lag=0.5)], lag=0.5)

    def untally(self, beat: Beat) -> Animation | None:
        """That one goes."""
        gone, self._captions = self._captions, []
        return one([self._tally_line.erase(), vanish(gone)])

    def _caption(self, term: Term) -> Lettering:
        said = words(self.words.label(term.label), REMARK_EM, self.theme.muted)
        middle, bottom = self._tally_line.below(term.slot)
        last = self.layout.worked.right - said.width / 2
        x, y = min(middle, last) - said.get_x(), bottom - REMARK_GAP - REMARK_EM
        return said.shifted(x, y).set_z_index(depth.WORKED)
