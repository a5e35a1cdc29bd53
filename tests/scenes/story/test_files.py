"""Files of numbers and pictures: read exactly, or refused with their names in a sentence."""

import os
from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from scenes.story.files import LARGEST
from scenes.story.sources import SourceError, read_array


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


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


def test_a_picture_has_channels_where_they_are_wanted(tmp_path):
    Image.new("RGBA", (3, 2), (10, 20, 30, 255)).save(tmp_path / "a.png")
    picture = read_array(str(tmp_path / "a.png"), rank=3)
    assert picture.shape == (3, 2, 3)
    assert picture[:, 0, 0].tolist() == [10, 20, 30]


def bad_files(folder):
    (folder / "ragged.csv").write_text("1,2\n3\n")
    (folder / "word.csv").write_text("a,b\n1,2\n")
    (folder / "gap.csv").write_text("1,,2\n")
    (folder / "both.csv").write_text("0,5;1,5\n")
    (folder / "empty.csv").write_text("")
    (folder / "utf16.csv").write_bytes("1,2".encode("utf-16"))
    (folder / "folder.csv").mkdir()
    (folder / "endless.csv").symlink_to("/dev/zero")
    (folder / "endless.npy").symlink_to("/dev/zero")
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
        ("endless.csv", "this is no ordinary file"),
        ("endless.npy", "this is no ordinary file"),
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
        ("text.png", "this is no picture"),
        ("half.png", "cannot be decoded"),
    ],
)
def test_a_bad_file_is_refused_with_its_name(empty_folder, name, part):
    bad_files(empty_folder)
    with pytest.raises(SourceError) as caught:
        read_array(name)
    message = str(caught.value)
    assert message.startswith(f"{name}")
    assert part in message
    assert "\n" not in message


def test_a_pickle_is_never_run(empty_folder):
    class Trap:
        def __reduce__(self):
            return os.mkdir, ("sprung",)

    np.save("trap.npy", np.array([[Trap()]], dtype=object), allow_pickle=True)
    with pytest.raises(SourceError):
        read_array("trap.npy")
    assert not (empty_folder / "sprung").exists()
    np.load("trap.npy", allow_pickle=True)  # the trap itself works
    assert (empty_folder / "sprung").exists()
