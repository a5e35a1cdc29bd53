"""Arrays in files: .npz, by name, without pickle. What is trained or sampled lies in `data/`."""

import zlib
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from convmath.errors import ConvMathError
from convmath.numbers import Array, freeze

DATA_FOLDER = Path(__file__).parent / "data"


def load_arrays(path: Path) -> dict[str, Array]:
    """The arrays of an .npz file by name, read-only; never unpickles anything.

    Raises ConvMathError where the file is missing, broken, or holds Python objects.

    >>> load_arrays(Path("nowhere.npz"))
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: there is no file nowhere.npz: python -m \
convmath.train_lenet writes those of LeNet
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name: freeze(arrays[name]) for name in arrays.files}
    except FileNotFoundError:
        raise ConvMathError(
            f"there is no file {path}: python -m convmath.train_lenet writes those of LeNet"
        ) from None
    except (OSError, ValueError, EOFError, AttributeError, BadZipFile, zlib.error) as error:
        raise ConvMathError(f"{path} is no .npz file of arrays: {error}") from None


def save_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays to an .npz file that is whole or not there; the same arrays, the same bytes."""
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    unfinished.replace(path)
