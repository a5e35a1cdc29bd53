"""Fashion-MNIST: 28×28 grey pictures of clothing, read from its IDX files; nothing is downloaded.

The data set is © 2017 Zalando SE under the MIT license (`data/FASHION-MNIST-LICENSE.txt`).
"""

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from convmath.arrays import DATA_FOLDER, load_arrays
from convmath.errors import ConvMathError
from convmath.numbers import Array, freeze

SIDE = 28
CLASSES = (
    *("t-shirt", "trouser", "pullover", "dress", "coat"),
    *("sandal", "shirt", "sneaker", "bag", "ankle boot"),
)
DEBIAN_FOLDER = Path("/usr/share/datasets/fashion-mnist")
_UNSIGNED_BYTES = b"\0\0\x08"  # how an IDX file of bytes begins; the number of axes follows
_REMEDY = (
    f"on Debian and Ubuntu 'apt-get install dataset-fashion-mnist' puts it into {DEBIAN_FOLDER}; "
    "elsewhere give a folder with the four IDX files of github.com/zalandoresearch/fashion-mnist"
)


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Grey levels (N, 28, 28) from 0, the background, to 255, and their classes (N,).

    >>> Pictures(np.zeros((2, 28, 28), np.uint8), np.array([9, 0], np.uint8)).names
    ['ankle boot', 't-shirt']
    """

    images: Array
    labels: Array

    @property
    def names(self) -> list[str]:
        """What each picture shows."""
        return [CLASSES[label] for label in self.labels]


def read_fashion(folder: Path, part: str) -> Pictures:
    """Read a part, "train" (60,000) or "t10k" (10,000), of the data set in `folder`.

    Raises ConvMathError, which says how to get the data, where a file is missing or broken.

    >>> read_fashion(Path("nowhere"), "t10k")
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: nowhere has no t10k-images-idx3-ubyte (or .gz): on Debian and \
Ubuntu 'apt-get install dataset-fashion-mnist' puts it into /usr/share/datasets/fashion-mnist; \
elsewhere give a folder with the four IDX files of github.com/zalandoresearch/fashion-mnist
    """
    images = read_idx(_find(folder, f"{part}-images-idx3-ubyte"))
    labels = read_idx(_find(folder, f"{part}-labels-idx1-ubyte"))
    if images.shape[1:] != (SIDE, SIDE) or labels.shape != images.shape[:1]:
        raise ConvMathError(
            f"{folder} holds images of shape {images.shape} and labels of shape {labels.shape}, "
            f"not N×28×28 and N: {_REMEDY}"
        )
    if labels.max(initial=0) >= len(CLASSES):
        raise ConvMathError(f"{folder} has a label {labels.max()}: there are classes 0 to 9")
    return Pictures(images, labels)


def fashion_samples() -> Pictures:
    """Twelve pictures of the test set that come with the project.

    One of each class in their order, then two that the sigmoid LeNet mistakes: a sneaker and a
    shirt. Raises ConvMathError where the file is missing.

    >>> fashion_samples().names[0]
    't-shirt'
    """
    arrays = load_arrays(DATA_FOLDER / "fashion_samples.npz")
    return Pictures(arrays["images"], arrays["labels"])


def read_idx(path: Path) -> Array:
    """Read an IDX file of bytes, packed with gzip or not, as a uint8 array of its shape.

    Raises ConvMathError for what is not such a file, or is cut off.

    >>> read_idx(Path(__file__))
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: fashion.py is no IDX file of bytes: it must begin with 00 00 08
    """
    try:
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
    except (OSError, EOFError, zlib.error) as error:
        raise ConvMathError(f"{path.name} cannot be read ({error}): {_REMEDY}") from None
    if data[:3] != _UNSIGNED_BYTES or len(data) < 4 + 4 * data[3]:
        raise ConvMathError(f"{path.name} is no IDX file of bytes: it must begin with 00 00 08")
    rank = data[3]
    shape = tuple(int(size) for size in np.frombuffer(data, ">u4", rank, offset=4))
    values = np.frombuffer(data, np.uint8, offset=4 + 4 * rank)
    if len(values) != np.prod(shape, dtype=object):
        raise ConvMathError(
            f"{path.name} promises shape {shape} but holds {len(values)} bytes: get it again"
        )
    return freeze(values.reshape(shape))


def _find(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    raise ConvMathError(f"{folder} has no {name} (or .gz): {_REMEDY}")
