"""The last picture of every lesson, read off the decoded film, says what the story says.

Where each text stands is known from the lesson; what it has to say comes from the storyboard:
numbers from what its beats tell, the program from `Storyboard.pytorch`, title and statement from
the words. A formula's numbers are those of its code, which `tests/scenes` holds to the story's
arrays. Not read: ∞, which Tesseract does not know (but no digit stands in its place), the numbers
along axes, and the letters of formulas.
"""

import re
from dataclasses import replace

import numpy as np
import pytest

from scenes.catalog import LESSONS, find
from scenes.stage.layout import SHORT_SIDE
from scenes.stage.theme import THEMES
from tests.films import pieces
from tests.films.endings import SIZE, ending
from tests.films.reading import Reader, alike, cut, inked
from tests.scenes.general import computed
from tests.scenes.truth import parsed

AROUND = 0.03  # units around a text that belong to its picture
DIGITS = SIZE[1] / SHORT_SIDE  # pixels of a unit


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    from tests.conftest import find_program

    why = "it reads the last pictures of the films: install tesseract-ocr to run this test"
    return Reader(find_program("tesseract", why), tmp_path_factory.mktemp("read"))


def faults(end, reader):
    """Everything that reads otherwise than the story has it."""
    yield from wrong_numbers(end, reader)
    yield from wrong_formulas(end, reader)
    yield from wrong_texts(end, reader)


def wrong_numbers(end, reader):
    """The numbers in cells, each with its sign."""
    cells = [s for s in end.seen if s.kind == "number" and s.place and expected(end, s.place)]
    signs, crops = [], []
    for sight in cells:
        ink, height = strokes(end, sight), sight.digit_height * DIGITS
        found = pieces.pieces(ink)
        kept = pieces.digits(found, height)
        signs.append("-" * pieces.is_negative(found, height))
        crops.append(pieces.alone(ink, kept) if kept else None)
    read = iter(reader.numbers([crop for crop in crops if crop], "0123456789."))
    for sight, sign, crop in zip(cells, signs, crops, strict=True):
        text, meant = sign + next(read) if crop else "", expected(end, sight.place)
        if text not in meant:
            yield f"{sight.place} reads {text!r}, not {meant[0]!r}"


def expected(end, place):
    """What may be read at a place: what the story told of it last, or its padding.

    The numbers in a window that is laid over a picture are told by no beat, but by the trace.
    """
    if place.startswith("padding["):
        meant = end.board.padding.split()
    elif place.startswith("focus["):
        meant = [end.truth.text(*parsed(place))]
    else:
        meant = [end.told[place].text]
    return ["" if "∞" in text else text.replace("−", "-") for text in meant]


def wrong_formulas(end, reader):
    """The numbers of shapes and of what is worked out; letters before them count for nothing."""
    formulas = [s for s in end.seen if s.kind == "formula" and has_numbers(s.text)]
    crops, lengths = [], []
    for sight in formulas:
        ink = strokes(end, sight)
        groups = pieces.numbers(pieces.pieces(ink), sight.digit_height * DIGITS)
        crops += [pieces.alone(ink, group) for group in groups]
        lengths.append(len(groups))
    read = iter(reader.numbers(crops))
    for sight, length in zip(formulas, lengths, strict=True):
        text, meant = ([next(read) for _ in range(length)], re.findall(r"\d+", sight.text))
        if "frac" in sight.text:  # above and below each other
            text, meant = sorted(text), sorted(meant)
        if not "".join(text).endswith("".join(meant)):
            yield f"{sight.text!r} reads {text}, not {meant}"


def has_numbers(code):
    """Whether a formula names a shape, or has a side that can be worked out."""
    return " times " in code or any(computed(side) is not None for side in code.split(" = "))


def wrong_texts(end, reader):
    """Title and statement, and the program line by line."""
    words = [sight for sight in end.seen if sight.kind == "words"][:2]
    code = [sight for sight in end.seen if sight.kind == "code"]
    said = [end.words.title, end.words.statement(end.board.beats[0].values)]
    sights, said = [*words, *code], said + end.board.pytorch.splitlines()
    pictures = [cut(end.picture, sight.region.shrunk(-2 * AROUND)) for sight in sights]
    read = reader.texts(pictures, [sight.digit_height * DIGITS for sight in sights])
    for text, meant in zip(read, said, strict=True):
        if text != alike(meant):
            yield f"{meant!r} reads {text!r}, not {alike(meant)!r}"


def strokes(end, sight):
    """How strongly each pixel around a text is inked; none at the rim."""
    return np.pad(inked(cut(end.picture, sight.region.shrunk(-AROUND))), 2)


@pytest.fixture(scope="module")
def average(tmp_path_factory):
    return ending(find("average_pooling"), tmp_path_factory.mktemp("end"))


def test_a_last_picture_reads_as_the_story_has_it(average, reader):
    assert list(faults(average, reader)) == []


def test_a_picture_that_says_something_else_is_found(average, reader):
    five, six = (s for s in average.seen if s.place in ("output[1, 0]", "output[1, 1]"))
    (formula,) = (s for s in average.seen if s.kind == "formula" and s.text.endswith(" = 2"))
    picture = average.picture.copy()
    picture.paste(cut(picture, five.region), corner(six.region))
    last = formula.region
    picture.paste(picture.getpixel((0, 0)), box(replace(last, left=last.right - 0.15)))
    wrong_cell, wrong_formula = faults(replace(average, picture=picture), reader)
    assert wrong_cell == "output[1, 1] reads '5', not '6'"
    assert wrong_formula.startswith(f"{formula.text!r} reads ")
    assert wrong_formula.endswith(" '3', '2', '1'], not ['1', '3', '2', '1', '2']")


def test_so_is_a_story_that_the_picture_does_not_tell(average, reader):
    board = replace(average.board, pytorch=average.board.pytorch.replace("stride=1", "stride=7"))
    words = replace(average.words, lesson="max_pooling")
    found = list(faults(replace(average, board=board, words=words), reader))
    assert [text.partition(" reads ")[0] for text in found] == [
        "'Max pooling'",
        "'The largest number of each 2×2 window'",
        "'Y = F.avg_pool2d(X[None, None], 2, stride=7)'",
    ]


def corner(region):
    """The upper left pixel of a region of the stage."""
    return round(SIZE[0] / 2 + DIGITS * region.left), round(SIZE[1] / 2 - DIGITS * region.top)


def box(region):
    """The pixels of a region: left, top, right, bottom."""
    right, bottom = SIZE[0] / 2 + DIGITS * region.right, SIZE[1] / 2 - DIGITS * region.bottom
    return (*corner(region), round(right) + 2, round(bottom) + 2)


@pytest.mark.slow
@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_so_does_every_lessons(entry, reader, tmp_path):
    """In both themes by turns."""
    theme = list(THEMES)[LESSONS.index(entry) % len(THEMES)]
    assert list(faults(ending(entry, tmp_path, theme=theme), reader)) == []
