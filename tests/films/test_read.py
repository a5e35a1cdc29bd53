"""The film as a viewer reads it: the numbers on its decoded frames, told by Tesseract."""

import numpy as np
import pytest
from PIL import Image

from scenes.catalog import find
from scenes.stage.camera import StageCamera
from scenes.stage.grid import NumberGrid
from scenes.stage.theme import THEMES
from scenes.story import Example
from tests.films.decoding import SIZE
from tests.films.reading import INSET, Reader, cut
from tests.scenes.surveying import play, watched

# Lessons that end on input, kernel and output of one correlation.
ONE_WINDOW = ("cross_correlation", "padding", "stride", "same_padding", "dilation")


@pytest.fixture
def reader(require_program, tmp_path):
    why = "it reads the numbers off the frames: install tesseract-ocr to run this test"
    return Reader(require_program("tesseract", why), tmp_path)


def misread(reader, picture, cells, expected):
    """The cells of a matrix in which something else is read than is expected."""
    picture, places = Image.fromarray(picture), list(cells.places())
    cut_out = [cut(picture, cells.cell(*place).shrunk(INSET)) for place in places]
    for place, read in zip(places, reader.numbers(cut_out), strict=True):
        if read != expected[place]:
            yield f"{place} reads {read!r}, not {expected[place]!r}"


def numbers(matrix):
    return {place: str(value) for place, value in np.ndenumerate(matrix)}


def test_the_output_really_reads_0_8_6_8(stride, reader):
    cells = stride.story.bench.picture.output.cells
    last = stride.decoded[max(stride.decoded)]
    assert list(misread(reader, last, cells, numbers([[0, 8], [6, 8]]))) == []


def test_input_and_kernel_really_read_as_in_the_book(stride, reader):
    picture, last = stride.story.bench.picture, stride.decoded[max(stride.decoded)]
    padded = np.pad(np.arange(9).reshape(3, 3), 1)
    assert list(misread(reader, last, picture.input.cells, numbers(padded))) == []
    assert list(misread(reader, last, picture.kernel.cells, numbers([[0, 1], [2, 3]]))) == []


@pytest.mark.parametrize(
    ("beat", "line", "outputs"),
    [
        ("first", "00+01+02+03=0", ["0", "", "", ""]),
        ("across", "00+01+12+23=8", ["0", "8", "", ""]),
        ("down", "00+61+02+03=6", ["0", "8", "6", ""]),
        ("last", "70+81+02+03=8", ["0", "8", "6", "8"]),
    ],
)
def test_every_window_is_worked_out_before_the_viewers_eyes(stride, reader, beat, line, outputs):
    decoded = stride.decoded[stride.last_frame_of(beat)]
    region = stride.story.lesson.layout.worked
    assert reader.line(cut(Image.fromarray(decoded), region)) == line
    expected = dict(zip(np.ndindex(2, 2), outputs, strict=True))
    cells = stride.story.bench.picture.output.cells
    assert list(misread(reader, decoded, cells, expected)) == []


def test_a_wrong_digit_is_read_as_what_it_is(stride, reader):
    cells = stride.story.bench.picture.output.cells
    picture = Image.fromarray(stride.decoded[max(stride.decoded)])
    six, zero = (cut(picture, cells.cell(*place)) for place in ((1, 0), (0, 0)))
    scale = picture.height / 8
    region = cells.cell(0, 0)
    corner = (picture.width / 2 + scale * region.left, picture.height / 2 - scale * region.top)
    picture.paste(six.resize(zero.size), tuple(map(round, corner)))
    found = list(misread(reader, np.asarray(picture), cells, numbers([[0, 8], [6, 8]])))
    assert found == ["(0, 0) reads '6', not '0'"]


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ONE_WINDOW)
def test_the_last_picture_of_a_sliding_window_can_be_read(name, theme, reader):
    """As far as its output is shown as numbers."""
    entry = find(name)
    example = Example.of(entry.example)
    pictures = []

    def look(lesson, beat):
        if beat == lesson.board.beats[-1]:
            lesson.renderer.static_image = None
            lesson.renderer.update_frame(lesson)
            pictures.append(lesson.renderer.get_frame()[..., :3].copy())

    drawn = {"camera": StageCamera, "size": SIZE, "theme": theme, "on_beat": look}
    lesson = play(watched(entry), example, **drawn)
    grid, output = lesson.staged.picture.output, example.run().output
    assert isinstance(grid, NumberGrid)
    assert list(misread(reader, pictures[0], grid.cells, numbers(output))) == []
