"""Reads arrays from files: tables of text, .npy, pictures. Every refusal is a sentence.

Pictures become grey levels from 0 to 255, or red, green and blue where three axes are wanted;
what is transparent becomes white.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from warnings import catch_warnings

import numpy as np
from numpy.typing import NDArray

from convmath import ConvMathError, parse_matrix

LARGEST: Final = 512  # rows or columns: more are fewer than two screen pixels each
LARGEST_FILE: Final = 32 * 2**20  # bytes of text, far above what LARGEST² numbers take

COLOURED: Final = 3  # axes of a picture with its channels


def read_file(path: Path, rank: int) -> NDArray[Any] | None:
    """The numbers in a file of one of the kinds in `FILES`, for an array of `rank` axes.

    Raises ConvMathError, or OSError as it comes; None for a name that is none of a file.
    """
    read = FILES.get(path.suffix.lower())
    if read is None:
        return None
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # a pipe or a device might have no end
        raise ConvMathError("this is no ordinary file: save its numbers in one")
    return read(path, rank)


def check_size(shape: tuple[int, ...]) -> None:
    """Refuse what no screen could show."""
    if shape and max(shape) > LARGEST:
        raise ConvMathError(
            f"{' × '.join(map(str, shape))} numbers are too many for a screen: "
            f"scale or cut it to {LARGEST} × {LARGEST} or less"
        )


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > LARGEST_FILE:
        raise ConvMathError(
            f"the file has {path.stat().st_size >> 20} MiB: cut it to {LARGEST_FILE >> 20} or less"
        )
    return path.read_bytes()


def _table(path: Path, rank: int) -> NDArray[Any]:
    """Text in rows; commas, tabs, semicolons or spaces part the columns; # starts a comment."""
    try:
        lines = _bytes(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ConvMathError("this is not UTF-8 text: save it as CSV in UTF-8") from None
    rows = [line.split("#")[0].replace('"', "").strip(" ") for line in lines]
    if any(";" in row for row in rows) and any("," in row for row in rows):
        raise ConvMathError("both ; and , occur: part columns with one, write decimals as 0.5")
    return parse_matrix("\n".join(row.replace(";", ",").replace("\t", ",") for row in rows))


def _numpy(path: Path, rank: int) -> NDArray[Any]:
    """A .npy file, mapped first, so that a wrong size is refused before it fills the memory."""
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, EOFError, SyntaxError):  # NumPy speaks of pickles and of memory maps
        remedy = "save an array of numbers with numpy.save"
        raise ConvMathError(f"this is no .npy file of numbers: {remedy}") from None
    if not isinstance(array, np.ndarray):
        array.close()
        raise ConvMathError("this holds several arrays: save one of them with numpy.save")
    check_size(array.shape)
    return np.array(array)


def _image(path: Path, rank: int) -> NDArray[Any]:
    """Grey levels 0–255: 0.299 red + 0.587 green + 0.114 blue, as Pillow weighs them."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - only pictures need it

    data = BytesIO(_bytes(path))
    with catch_warnings(action="ignore"):  # of very large pictures, which are refused anyway
        try:
            image = Image.open(data)
            check_size(image.size[::-1])
            upright = ImageOps.exif_transpose(image)
        except ConvMathError:
            raise
        except UnidentifiedImageError:
            raise ConvMathError(
                "this is no picture, whatever its name: save it as PNG, JPEG or WebP"
            ) from None
        except Exception as error:  # whatever a decoder trips over in a broken file
            raise ConvMathError(f"this picture cannot be decoded: {error}") from error
    if upright.mode.startswith("I"):  # 16 bits a pixel, which convert() would clip
        return (np.asarray(upright).astype(np.int64) * 255 + 32767) // 65535
    white = Image.new("RGBA", upright.size, "white")
    opaque = Image.alpha_composite(white, upright.convert("RGBA"))
    if rank == COLOURED:
        return np.moveaxis(np.asarray(opaque.convert("RGB")), -1, 0)
    return np.asarray(opaque.convert("L"))


FILES: Final[Mapping[str, Callable[[Path, int], NDArray[Any]]]] = {
    ".csv": _table,
    ".tsv": _table,
    ".txt": _table,
    ".npy": _numpy,
    ".png": _image,
    ".jpg": _image,
    ".jpeg": _image,
    ".webp": _image,
}
