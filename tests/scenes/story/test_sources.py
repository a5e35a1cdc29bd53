"""What users type and which files they give: read exactly, or refused in a sentence."""

import os
import re
from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "1,2\n0.5,-1/3\n"),
        ("a.csv", "\ufeff1;2\r\n0.5;-1/3\r\n"),
        ("a.CSV", '"1","2"\n"0.5","-1/3"\n'),
        ("a.tsv", "1\t2\n0.5\t-1/3\n"),
        ("a.txt", "# two by two\n1 2  # first\n\n0.5   -1/3"),
        ("my matrix.txt", "1 2; 0.5 -1/3".replace("; ", "\n")),
    ],
)
def test_text_files_are_exact(empty_folder, name, text):
    (empty_folder / name).write_text(text, encoding="utf-8")
    assert read_array(name).tolist() == [[1, 2], [Fraction(1, 2), Fraction(-1, 3)]]


def test_npy_keeps_whole_numbers_whole_and_floats_floating(empty_folder):
    np.save("whole.npy", np.arange(6, dtype=">i2").reshape(2, 3))
    np.save("float.npy", np.array([[0.1, -2]], dtype=np.float32))
    assert read_array("whole.npy").dtype == np.int64
    assert read_array("float.npy").tolist() == [[float(np.float32(0.1)), -2.0]]


def test_what_is_read_cannot_be_changed(empty_folder):
    np.save("a.npy", np.ones((2, 2)))
    for text in ("1 2; 3 4", "a.npy"):
        assert not read_array(text).flags.writeable


@pytest.mark.parametrize("suffix", ["png", "webp"])
def test_pictures_become_grey_levels(suffix):
    picture = Image.new("RGBA", (3, 2), (255, 0, 0, 255))
    picture.putpixel((2, 0), (0, 0, 0, 0))
    picture.putpixel((1, 1), (0, 0, 255, 255))
    picture.save(f"a.{suffix}", lossless=True)
    assert read_array(f"a.{suffix}").tolist() == [[76, 76, 255], [76, 29, 76]]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "LA", "CMYK"])
def test_every_kind_of_picture_reads_black_and_white(mode):
    suffix = "jpg" if mode == "CMYK" else "png"
    grey = Image.new("L", (16, 8), 255)
    grey.paste(0, (0, 0, 8, 8))
    source = grey if mode in ("1", "L", "LA") else grey.convert("RGB")
    source.convert(mode).save(f"a.{suffix}")
    array = read_array(f"a.{suffix}")
    assert array.shape == (8, 16)
    assert array[:, :8].max() <= 2
    assert array[:, 8:].min() >= 253


def test_sixteen_bit_pictures_are_scaled_not_clipped():
    Image.fromarray(np.array([[0, 257, 65535]], dtype=np.uint16)).save("a.png")
    assert read_array("a.png").tolist() == [[0, 1, 255]]


def test_a_turned_photograph_is_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90°
    Image.new("L", (4, 2)).save("a.jpg", exif=exif)
    assert read_array("a.jpg").shape == (4, 2)


def test_a_name_is_a_file_even_if_it_is_missing_and_a_matrix_even_if_a_file_has_its_name(
    empty_folder,
):
    (empty_folder / "5").write_text("6")
    assert read_array("5").tolist() == [[5]]
    message = refusal("photo.png")
    assert message == f"there is no file photo.png: looked in {empty_folder}"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1 2; 3", ["kernel", "row 2 has 1 number", "row 1 has 2"]),
        ("1 2; 3 x", ["kernel", "row 2, column 2", "'x' is not a number"]),
        ("nan 1", ["row 1, column 1", "'nan'"]),
        ("1/0 1", ["divides by 0"]),
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


def bad_files(folder):
    (folder / "ragged.csv").write_text("1,2\n3\n")
    (folder / "word.csv").write_text("a,b\n1,2\n")
    (folder / "gap.csv").write_text("1,,2\n")
    (folder / "both.csv").write_text("0,5;1,5\n")
    (folder / "empty.csv").write_text("")
    (folder / "utf16.csv").write_bytes("1,2".encode("utf-16"))
    (folder / "folder.csv").mkdir()
    np.save(folder / "cube.npy", np.zeros((3, 5, 5)))
    np.save(folder / "row.npy", np.zeros(3))
    np.save(folder / "scalar.npy", np.float64(3))
    np.save(folder / "complex.npy", np.zeros((2, 2), complex))
    np.save(folder / "nan.npy", np.full((2, 2), np.nan))
    np.save(folder / "none.npy", np.zeros((0, 2)))
    np.save(folder / "wide.npy", np.zeros((1, LARGEST + 1)))
    np.save(folder / "object.npy", np.array([[None]]), allow_pickle=True)
    np.savez(folder / "several", a=np.zeros((2, 2)))
    (folder / "several.npz").rename(folder / "several.npy")
    (folder / "text.npy").write_text("not numpy")
    (folder / "empty.npy").touch()
    Image.new("L", (LARGEST + 1, 2)).save(folder / "wide.png")
    (folder / "text.png").write_text("not a picture")
    Image.effect_noise((64, 64), 50).save(folder / "half.png")
    half = (folder / "half.png").read_bytes()
    (folder / "half.png").write_bytes(half[: len(half) // 2])


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("ragged.csv", "row 2 has 1 number but row 1 has 2"),
        ("word.csv", "row 1, column 1: 'a' is not a number"),
        ("gap.csv", "row 1, column 2: '' is not a number"),
        ("both.csv", "both ; and , occur"),
        ("empty.csv", "empty"),
        ("utf16.csv", "not UTF-8"),
        ("folder.csv", "cannot be read: Is a directory"),
        ("cube.npy", "takes a matrix (rank 2) here, got rank 3 of shape (3, 5, 5)"),
        ("row.npy", "got rank 1 of shape (3,)"),
        ("scalar.npy", "got rank 0 of shape ()"),
        ("complex.npy", "complex128"),
        ("nan.npy", "nan at (0, 0)"),
        ("none.npy", "of shape (0, 2) is empty"),
        ("wide.npy", f"1 × {LARGEST + 1} numbers are too many"),
        ("object.npy", "no .npy file of numbers"),
        ("several.npy", "several arrays"),
        ("text.npy", "no .npy file of numbers"),
        ("empty.npy", "no .npy file of numbers"),
        ("wide.png", f"2 × {LARGEST + 1} numbers are too many"),
        ("text.png", "cannot be decoded"),
        ("half.png", "cannot be decoded"),
    ],
)
def test_a_bad_file_is_refused_with_its_name(empty_folder, name, part):
    bad_files(empty_folder)
    message = refusal(name)
    assert message.startswith(f"{name}")
    assert part in message
    assert "\n" not in message


def test_a_pickle_is_never_run(empty_folder):
    class Trap:
        def __reduce__(self):
            return os.mkdir, ("sprung",)

    np.save("trap.npy", np.array([[Trap()]], dtype=object), allow_pickle=True)
    refusal("trap.npy")
    assert not (empty_folder / "sprung").exists()
    np.load("trap.npy", allow_pickle=True)  # the trap itself works
    assert (empty_folder / "sprung").exists()


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


def test_a_picture_has_channels_where_they_are_wanted(tmp_path):
    Image.new("RGBA", (3, 2), (10, 20, 30, 255)).save(tmp_path / "a.png")
    picture = read_array(str(tmp_path / "a.png"), rank=3)
    assert picture.shape == (3, 2, 3)
    assert picture[:, 0, 0].tolist() == [10, 20, 30]


@pytest.mark.parametrize(
    ("example", "name", "text", "value"),
    [
        ("pooling_average_padded", "count_include_pad", "no", False),
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
