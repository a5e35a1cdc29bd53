"""What users type and which files they give: read exactly, or refused in a sentence."""

import re
from fractions import Fraction

import numpy as np
import pytest

from convmath import ConvMathError
from scenes.story.example import Example, ExampleError
from scenes.story.files import LARGEST
from scenes.story.sources import (
    SourceError,
    changed,
    read_array,
    read_padding,
    read_steps,
)


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(text, **options):
    with pytest.raises(SourceError) as caught:
        read_array(text, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 2; 3 4", [[1, 2], [3, 4]]),
        ("1,2;3,4", [[1, 2], [3, 4]]),
        ("0.1 -1/3", [[Fraction(1, 10), Fraction(-1, 3)]]),
        ("−2；３", [[-2], [3]]),
        ("7", [[7]]),
        (" 1.5 ", [[Fraction(3, 2)]]),
    ],
)
def test_a_typed_matrix_is_exact(text, values):
    assert read_array(text).tolist() == values


def test_what_is_read_cannot_be_changed(empty_folder):
    np.save("a.npy", np.ones((2, 2)))
    for text in ("1 2; 3 4", "a.npy"):
        assert not read_array(text).flags.writeable


def test_a_name_is_a_file_even_if_it_is_missing_and_a_matrix_even_if_a_file_has_its_name(
    empty_folder,
):
    (empty_folder / "5").write_text("6")
    assert read_array("5").tolist() == [[5]]
    message = refusal("photo.png")
    assert message == f"there is no file photo.png: looked in {empty_folder}"
    assert refusal(f"{empty_folder}/photo.png") == f"there is no file {empty_folder}/photo.png"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1 2; 3", ["kernel", "row 2 has 1 number", "row 1 has 2"]),
        ("1 2; 3 x", ["kernel", "row 2, column 2", "'x' is not a number"]),
        ("nan 1", ["row 1, column 1", "'nan'"]),
        ("1/0 1", ["divides by 0"]),
        ("1 2; 3 -1e100", ["kernel: a number has more than 100 digits"]),
        ("", ["empty"]),
        ("  ; ", ["empty"]),
        ("photo.bmp", ["'photo.bmp' is not a number", "ends in .csv, .tsv, .txt, .npy, .png"]),
        ("1 " * (LARGEST + 1), [f"1 × {LARGEST + 1}", f"{LARGEST} × {LARGEST} or less"]),
    ],
)
def test_a_bad_matrix_is_refused_in_a_sentence(text, parts):
    message = refusal(text, name="kernel")
    assert all(part in message for part in parts), message
    assert "\n" not in message


def test_another_rank_can_be_asked_for(empty_folder):
    np.save("cube.npy", np.zeros((3, 5, 5)))
    assert read_array("cube.npy", rank=3).shape == (3, 5, 5)
    np.save("matrix.npy", np.zeros((5, 5)))
    assert "an array of rank 3 here, got rank 2" in refusal("matrix.npy", rank=3)
    assert read_array("1 2; 3 4", rank=3).shape == (1, 2, 2)  # one channel


@pytest.mark.parametrize(
    ("text", "padding"),
    [
        ("0", 0),
        (" 1 ", 1),
        ("1,2", (1, 2)),
        ("1, 2", (1, 2)),
        ("1 2", (1, 2)),
        ("1，2", (1, 2)),
        ("1:2,0:3", ((1, 2), (0, 3))),
        ("1：2，3", ((1, 2), 3)),
        ("SAME", "same"),
        ("same_lower", "same_lower"),
        ("full", "full"),
        ("valid", "valid"),
        ("-1", -1),  # convmath says why not
    ],
)
def test_padding_in_every_form(text, padding):
    assert read_padding(text) == padding


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("sam", "did you mean same?"),
        ("zeros", "use numbers or valid, same, same_lower, full"),
        ("0.5", "padding 0.5 is not a whole number"),
        ("1:", "is not a number"),
        ("", "is not a number"),
        ("1;2", "'1;2' is not a number"),
    ],
)
def test_bad_padding_is_refused(text, part):
    with pytest.raises(SourceError) as caught:
        read_padding(text)
    assert part in str(caught.value)


def test_a_number_of_too_many_digits_is_refused_before_it_is_computed_with():
    with pytest.raises(SourceError, match="learning_rate has more than 100 digits"):
        changed(Example.of("learn_kernel"), {"learning_rate": "1e100"})
    with pytest.raises(ConvMathError, match="a number has more than 100 digits"):
        changed(Example.of("stride"), {"input": [[1.0, -1e100]]})


def test_stride_in_every_form():
    assert [read_steps(text) for text in ("2", "3,2", "3 2", "3，2")] == [2, (3, 2), (3, 2), (3, 2)]
    for bad in ("two", "1.5", "1/2", "", "1:2"):
        with pytest.raises(SourceError, match="stride"):
            read_steps(bad)


def test_the_books_example_is_replaceable_in_part():
    book = Example.of("stride")
    own = changed(book, {"input": "1 2; 3 4", "stride": "2"})
    assert not book.custom
    assert own.inputs["input"].tolist() == [[1, 2], [3, 4]]
    assert own.inputs["kernel"] is book.inputs["kernel"]
    assert dict(own.parameters) == {"padding": 1, "stride": 2}
    assert own.custom
    assert own.run().output.tolist() == [[3, 4], [3, 0]]


def test_nothing_changed_is_the_books_example():
    assert changed(Example.of("padding"), {}) == Example.of("padding")


def test_what_a_lesson_does_not_take_is_refused():
    with pytest.raises(ExampleError, match="no stride: it takes input, kernel"):
        changed(Example.of("cross_correlation"), {"stride": "2"})


def test_matrices_are_parted_by_bars_and_stacks_by_two():
    channels = read_array("1 2; 3 4 | 5 6; 7 1/2", rank=3)
    assert channels.tolist() == [[[1, 2], [3, 4]], [[5, 6], [7, Fraction(1, 2)]]]
    kernels = read_array("1 | 2 || 3 | 4 || 5 | 6", rank=4)
    assert kernels.shape == (3, 2, 1, 1)
    assert kernels.flatten().tolist() == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("text", ["1 2 3", "1; 2; 3"])
def test_a_signal_is_a_row_or_a_column(text):
    assert read_array(text, rank=1).tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "rank", "sentence"),
    [
        ("1 2 | 3", 3, "matrices between | need one shape and one number, got 1×1, 1×2"),
        ("1 | 2 || 3", 4, "matrices between | need one shape"),
        ("1 | 2", 2, "takes a matrix (rank 2) here, got rank 3"),
        ("1 2; 3 4", 1, "takes a row of numbers here, got rank 2"),
    ],
)
def test_arrays_of_other_ranks_are_refused(text, rank, sentence):
    with pytest.raises(SourceError, match=re.escape(sentence)):
        read_array(text, rank=rank)


@pytest.mark.parametrize(
    ("example", "name", "text", "value"),
    [
        ("pooling_average_padded", "count_include_pad", "no", False),
        ("average_pooling", "divisor_override", "3", 3),
        ("average_pooling", "divisor_override", "None", None),
        ("pooling_average_padded", "window", "3", 3),
        ("learn_kernel", "learning_rate", "1/50", Fraction(1, 50)),
        ("learn_kernel", "steps", "4", 4),
        ("tensor_shapes", "text", " ReLU() ", "ReLU()"),
        ("tensor_shapes", "input_shape", "8，9", (8, 9)),
        ("receptive_field", "layers", "Conv2d(1, 1, 3); ReLU();", ["Conv2d(1, 1, 3)", "ReLU()"]),
    ],
)
def test_a_text_is_read_as_the_books_value_is(example, name, text, value):
    read = changed(Example.of(example), {name: text})
    assert {**read.inputs, **read.parameters}[name] == value


@pytest.mark.parametrize(
    ("example", "name", "text", "sentence"),
    [
        ("pooling_average_padded", "count_include_pad", "maybe", "neither yes nor no"),
        ("learn_kernel", "learning_rate", "fast", "learning_rate: "),
        ("tensor_shapes", "text", "  ", "text is empty"),
        ("convolution_1d_continuous", "f", "1", "f is no array or number: give it from Python"),
    ],
)
def test_a_text_that_is_no_such_value_is_refused(example, name, text, sentence):
    with pytest.raises(SourceError, match=sentence):
        changed(Example.of(example), {name: text})
