"""The photograph that the filters of image processing are shown on."""

from collections.abc import Mapping

from convmath.arrays import DATA_FOLDER, load_arrays
from convmath.book import FILTERS
from convmath.correlate import cross_correlate
from convmath.numbers import Array, as_exact, freeze
from convmath.trace import Step, Trace

SHOWN = ("identity", "blur", "sharpen", "edges", "sobel_columns", "sobel_rows")


def load_photograph() -> Array:
    """A man with a camera: grey levels (96, 128) from 0 to 255, by Lav Varshney, CC0.

    Raises ConvMathError where the file is missing or broken. Source: scikit-image's `camera`;
    `data/PHOTOGRAPH.txt` says more.

    >>> load_photograph().shape
    (96, 128)
    """
    return freeze(load_arrays(DATA_FOLDER / "photograph.npz")["image"])


def filter_image(input: object) -> Mapping[str, Trace[Step]]:
    """Cross-correlate an image with each of the usual 3×3 filters, by name.

    An image smaller than they are gets a border of zeros. Raises ConvMathError.
    Source: Dive into Deep Learning, 7.2; Sobel's are those of `scipy.ndimage`.

    >>> filter_image([[1, 2, 3]] * 3)["sobel_columns"].output.tolist()
    [[8]]
    """
    image = as_exact(input, "input")
    padding = 0 if min(image.shape, default=0) >= 3 else 1
    return {name: cross_correlate(image, FILTERS[name], padding=padding) for name in SHOWN}
