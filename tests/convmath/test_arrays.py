import io
import zipfile

import numpy as np
import pytest

from convmath import ConvMathError
from convmath.arrays import load_arrays, save_arrays


def pickled():
    file = io.BytesIO()
    np.savez(file, harm=np.array([{"an": "object"}]))
    return file.getvalue()


def broken():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("weight.npy", b"\x93NUMPY no header")
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"text", pickled(), broken(), broken()[:40]],
    ids=["empty", "text", "pickled", "broken", "cut off"],
)
def test_files_that_hold_no_arrays_are_told_and_nothing_is_unpickled(tmp_path, data):
    (tmp_path / "a.npz").write_bytes(data)
    with pytest.raises(ConvMathError, match=r"is no \.npz file of arrays"):
        load_arrays(tmp_path / "a.npz")


def test_arrays_come_back_as_they_were_and_the_same_give_the_same_bytes(tmp_path):
    arrays = {"a.b": np.array([[1.5, -2]], np.float32), "c": np.array([3])}
    for name in ("one.npz", "two.npz"):
        save_arrays(tmp_path / name, arrays)
    loaded = load_arrays(tmp_path / "one.npz")
    assert {name: (values.dtype, values.tolist()) for name, values in loaded.items()} == {
        name: (values.dtype, values.tolist()) for name, values in arrays.items()
    }
    assert not loaded["c"].flags.writeable
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.npz", "two.npz"]
