"""The examples that every lesson is tried with: the book's, and those that a user may bring."""

from scenes.catalog import LESSONS, Entry
from tests.scenes.cases import Case
from tests.scenes.cases_without_windows import CASES

QUICK_ONES = 2  # hostile examples of a lesson in every run of the tests
BOOK = Case("book", {}, quick=True)


def pairs(*, quick: bool) -> list[tuple[Entry, Case, str]]:
    """Every lesson with each of its cases, in two shares: the quick and the slow.

    The book's example is tried in both languages, in one of them quickly; a hostile one in one, by
    turns, so that each language meets half of them in every lesson. Of the quick ones a lesson has
    a few, also by turns, and the others in the slow share.
    """
    chosen = []
    for place, entry in enumerate(LESSONS):
        suitable = [case for case in CASES if case.suits(entry)]
        swift = [case for case in suitable if case.quick]
        turn = place % max(1, len(swift))
        now = [BOOK, *(swift + swift)[turn : turn + min(QUICK_ONES, len(swift))]]
        for count, case in enumerate([BOOK, *suitable]):
            first, second = ("en", "zh") if (place + count) % 2 else ("zh", "en")
            chosen += [(entry, case, first)] if (case in now) == quick else []
            chosen += [(entry, case, second)] if case is BOOK and not quick else []
    return chosen
