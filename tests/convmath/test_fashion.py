import gzip
import struct

import numpy as np
import pytest

from convmath import ConvMathError, load_lenet
from convmath.arrays import DATA_FOLDER, load_arrays
from convmath.fashion import CLASSES, DEBIAN_FOLDER, fashion_samples, read_fashion, read_idx


def idx(values):
    """An IDX file of bytes, as its description says: magic, axes, big-endian sizes, data."""
    return (
        b"\0\0\x08" + struct.pack(f">B{values.ndim}I", values.ndim, *values.shape) + bytes(values)
    )


def write_part(folder, part, images, labels):
    (folder / f"{part}-images-idx3-ubyte").write_bytes(idx(np.asarray(images, np.uint8)))
    packed = gzip.compress(idx(np.asarray(labels, np.uint8)))
    (folder / f"{part}-labels-idx1-ubyte.gz").write_bytes(packed)


def test_packed_and_plain_files_are_read(tmp_path):
    images = np.arange(2 * 28 * 28).reshape(2, 28, 28) % 256
    write_part(tmp_path, "train", images, [9, 0])
    pictures = read_fashion(tmp_path, "train")
    assert (pictures.images == images).all()
    assert pictures.names == ["ankle boot", "t-shirt"]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a", b"", "is no IDX file of bytes"),
        ("a", b"\0\0\x0d\1\0\0\0\1\0", "is no IDX file of bytes"),
        ("a", b"\0\0\x08\3\0\0\0\1", "is no IDX file of bytes"),
        ("a", b"\0\0\x08\1\0\0\0\3\1\2", r"promises shape \(3,\) but holds 2 bytes"),
        ("a.gz", b"no gzip", "cannot be read"),
        ("a.gz", gzip.compress(b"\0\0\x08\1\0\0\0\1\7", mtime=0)[:-9], "cannot be read"),
    ],
)
def test_a_broken_file_is_told(tmp_path, name, data, sentence):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ConvMathError, match=sentence):
        read_idx(tmp_path / name)


@pytest.mark.parametrize(
    ("images", "labels", "sentence"),
    [
        (np.zeros((1, 27, 28)), [0], "not N×28×28 and N"),
        (np.zeros((2, 28, 28)), [0], "not N×28×28 and N"),
        (np.zeros((1, 28, 28)), [10], "has a label 10: there are classes 0 to 9"),
    ],
)
def test_data_of_other_kinds_is_told(tmp_path, images, labels, sentence):
    write_part(tmp_path, "t10k", images, labels)
    with pytest.raises(ConvMathError, match=sentence):
        read_fashion(tmp_path, "t10k")


def test_without_the_data_a_sentence_says_what_to_install(tmp_path):
    with pytest.raises(ConvMathError, match="apt-get install dataset-fashion-mnist"):
        read_fashion(tmp_path, "train")


def test_the_samples_are_the_test_sets_unchanged():
    if not DEBIAN_FOLDER.is_dir():
        pytest.skip("the data set is not installed; it shows that the samples are unchanged")
    numbers = load_arrays(DATA_FOLDER / "fashion_samples.npz")["numbers"]
    whole, samples = read_fashion(DEBIAN_FOLDER, "t10k"), fashion_samples()
    assert (samples.images == whole.images[numbers]).all()
    assert (samples.labels == whole.labels[numbers]).all()


def test_the_samples_are_one_of_each_class_and_two_that_are_mistaken():
    samples = fashion_samples()
    logits = load_lenet().forward(samples.images[:, np.newaxis] / 255)[-1].output
    found = [CLASSES[answer] for answer in logits.argmax(axis=1)]
    assert samples.names[:10] == list(CLASSES) == found[:10]
    assert (samples.names[10:], found[10:]) == (["sneaker", "shirt"], ["ankle boot", "t-shirt"])


def test_the_licence_is_beside_the_samples():
    notice = (DATA_FOLDER / "FASHION-MNIST-LICENSE.txt").read_text("utf-8")
    assert "Copyright © 2017 Zalando SE" in notice
    assert "The above copyright notice and this permission notice shall be included" in notice
