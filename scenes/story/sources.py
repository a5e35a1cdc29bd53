"""Reads the user's own inputs: matrices typed on the command line, files, padding, strides.

A text that ends in one of `FILES` (.csv, .npy, .png, …) names a file; any other is a matrix.
The rule looks at the text alone, so what lies in the current folder never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeAlias
from warnings import catch_warnings

import numpy as np
from numpy.typing import NDArray

from convmath import ConvMathError, as_exact, parse_matrix, parse_number
from scenes.story.example import Example

LARGEST: Final = 512  # rows or columns: more are fewer than two screen pixels each
LARGEST_FILE: Final = 32 * 2**20  # bytes of text, far above what LARGEST² numbers take
MODES: Final = ("valid", "same", "same_lower", "full")

Padding: TypeAlias = int | str | tuple[int | tuple[int, int], ...]


class SourceError(ValueError):
    """An input that cannot be read; the sentence says where and what helps."""


def changed(book: Example, texts: Mapping[str, str]) -> Example:
    """The example with the inputs and parameters that the user gave as text.

    >>> changed(Example.of("stride"), {"kernel": "1/2 -1", "stride": "1"}).inputs["kernel"]
    array([[Fraction(1, 2), -1]], dtype=object)
    """
    unknown = [name for name in texts if name not in {*book.inputs, *book.parameters}]
    if unknown:
        book.replace(**dict.fromkeys(unknown))  # raises, and says what the lesson takes
    return book.replace(**{name: _read(book, name, text) for name, text in texts.items()})


def _read(book: Example, name: str, text: str) -> Any:
    if name in book.inputs:
        return read_array(text, name, rank=np.ndim(book.inputs[name]))
    return read_padding(text) if name == "padding" else read_steps(text, name)


def read_array(text: str, name: str = "input", rank: int = 2) -> NDArray[Any]:
    """An exact, read-only array from a typed matrix or a file (the module says which is which).

    Images become grey levels from 0 to 255, what is transparent becomes white. Raises SourceError.

    >>> read_array("0.1 1/3; -2 4").tolist()
    [[Fraction(1, 10), Fraction(1, 3)], [-2, 4]]
    """
    read = FILES.get(Path(text.strip()).suffix.lower())
    path = Path(text.strip()).expanduser()
    with _named(name, _file_hint(text)) if read is None else _named(str(path)):
        array = parse_matrix(text) if read is None else as_exact(read(path), name)
        _check_shape(array.shape, rank)
    return array


def read_padding(text: str) -> Padding:
    """Padding as `convmath` takes it: one number, one per axis, before:after per axis, or a mode.

    >>> [read_padding(text) for text in ("1", "1,2", "1:2,0:3", "same")]
    [1, (1, 2), ((1, 2), (0, 3)), 'same']
    """
    word = text.strip().lower()
    if word in MODES:
        return word
    if word.isidentifier():
        close = get_close_matches(word, MODES, n=1)
        hint = f"did you mean {close[0]}?" if close else f"use numbers or {', '.join(MODES)}"
        raise SourceError(f"padding {text!r} is unknown: {hint}")
    entries = tuple(_padding_entry(part) for part in _parts(text))
    return entries[0] if len(entries) == 1 and isinstance(entries[0], int) else entries


def read_steps(text: str, name: str = "stride") -> int | tuple[int, ...]:
    """One whole number for all axes, or one per axis.

    >>> read_steps("2"), read_steps("3,2")
    (2, (3, 2))
    """
    steps = tuple(_whole(part, name) for part in _parts(text))
    return steps[0] if len(steps) == 1 else steps


def _padding_entry(part: str) -> int | tuple[int, int]:
    before, colon, after = part.partition(":")
    if not colon:
        return _whole(part, "padding")
    return _whole(before, "padding"), _whole(after, "padding")


def _parts(text: str) -> list[str]:
    """Split at commas (also 1，2 as a Chinese keyboard types it) or spaces."""
    plain = text.replace("，", ",").replace("：", ":").strip()
    return [part.strip() for part in (plain.split(",") if "," in plain else plain.split())] or [""]


def _whole(text: str, name: str) -> int:
    try:
        number = parse_number(text)
    except ConvMathError as error:
        raise SourceError(f"{name}: {error}") from None
    if isinstance(number, Fraction):
        raise SourceError(f"{name} {text.strip()} is not a whole number: use 1, 2, 3, …")
    return number


@contextmanager
def _named(name: str, hint: str = "") -> Iterator[None]:
    """Turn what reading raises into a sentence that begins with what was read."""
    try:
        yield
    except FileNotFoundError:
        raise SourceError(f"there is no file {name}: looked in {Path.cwd()}") from None
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror or error}") from None
    except ConvMathError as error:
        raise SourceError(f"{name}: {error}{hint}") from None


def _file_hint(text: str) -> str:
    alone = len(text.replace(",", " ").replace(";", " ").split()) == 1
    return f"; a file's name ends in {', '.join(FILES)}" if alone and text.strip() else ""


def _check_shape(shape: tuple[int, ...], rank: int) -> None:
    if len(shape) != rank:
        wanted = "a matrix (rank 2)" if rank == 2 else f"an array of rank {rank}"
        raise ConvMathError(f"a lesson takes {wanted} here, got rank {len(shape)} of shape {shape}")
    _check_size(shape)


def _check_size(shape: tuple[int, ...]) -> None:
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


def _table(path: Path) -> NDArray[Any]:
    """Text in rows; commas, tabs, semicolons or spaces part the columns; # starts a comment."""
    try:
        lines = _bytes(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ConvMathError("this is not UTF-8 text: save it as CSV in UTF-8") from None
    rows = [line.split("#")[0].replace('"', "").strip(" ") for line in lines]
    if any(";" in row for row in rows) and any("," in row for row in rows):
        raise ConvMathError("both ; and , occur: part columns with one, write decimals as 0.5")
    return parse_matrix("\n".join(row.replace(";", ",").replace("\t", ",") for row in rows))


def _numpy(path: Path) -> NDArray[Any]:
    """A .npy file, mapped first, so that a wrong size is refused before it fills the memory."""
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, EOFError, SyntaxError) as error:
        remedy = "save an array of numbers with numpy.save"
        raise ConvMathError(f"this is no .npy file of numbers ({error}): {remedy}") from None
    if not isinstance(array, np.ndarray):
        raise ConvMathError("this holds several arrays: save one of them with numpy.save")
    _check_size(array.shape)
    return np.array(array)


def _image(path: Path) -> NDArray[Any]:
    """Grey levels 0–255: 0.299 red + 0.587 green + 0.114 blue, as Pillow weighs them."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only pictures need it

    data = BytesIO(_bytes(path))
    with catch_warnings(action="ignore"):  # of very large pictures, which are refused anyway
        try:
            image = Image.open(data)
            _check_size(image.size[::-1])
            upright = ImageOps.exif_transpose(image)
        except ConvMathError:
            raise
        except Exception as error:  # whatever a decoder trips over in a broken file
            raise ConvMathError(f"this picture cannot be decoded: {error}") from error
    if upright.mode.startswith("I"):  # 16 bits a pixel, which convert() would clip
        return (np.asarray(upright).astype(np.int64) * 255 + 32767) // 65535
    white = Image.new("RGBA", upright.size, "white")
    return np.asarray(Image.alpha_composite(white, upright.convert("RGBA")).convert("L"))


FILES: Final[Mapping[str, Callable[[Path], NDArray[Any]]]] = {
    ".csv": _table,
    ".tsv": _table,
    ".txt": _table,
    ".npy": _numpy,
    ".png": _image,
    ".jpg": _image,
    ".jpeg": _image,
    ".webp": _image,
}
