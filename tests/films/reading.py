"""Reads pictures as a viewer does: with Tesseract, told nothing of what ought to be there.

Each picture is prepared in several ways, and what most readings agree on counts: a thin plus is
easily taken for a 4, but not in every size and weight.
"""

import os
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from scenes.stage.layout import SHORT_SIDE, Region

INSET = 0.1  # units: a cell without its outline
RIM = 40  # pixels of white around what is read
FAINT = 48  # of 255: what differs less from its ground is no ink
BLOCK, LINE, CHARACTER = "6", "7", "10"  # Tesseract's modes: what a picture holds
Way = tuple[int, int, str]  # how high a digit gets, how much bolder, the mode
NUMBER_WAYS: tuple[Way, ...] = ((24, 1, CHARACTER), (24, 3, LINE), (32, 3, LINE))
LINE_WAYS: tuple[Way, ...] = tuple(
    (h, w, LINE) for h, w in ((20, 3), (24, 5), (24, 7), (28, 7), (32, 5))
)
TEXT_HEIGHTS = (40, 30, 34)  # of digits in words and programs, which are read in their own weight
# What is alike to Tesseract, or lost, in words and programs. No digit is taken for another.
ALIKE = str.maketrans({"×": "x", "@": "0", "l": "1", "i": "1", "|": "1", "_": "", "’": "'"})


@dataclass(frozen=True)
class Reader:
    """Runs the program; `folder` takes the pictures that it reads."""

    program: str
    folder: Path

    def numbers(self, pictures: Sequence[Image.Image], signs: str = "0123456789") -> list[str]:
        """The digits of each cell; nothing where none can be seen."""
        return self._agreed(pictures, NUMBER_WAYS, signs)

    def texts(self, pictures: Sequence[Image.Image], digits: Sequence[float]) -> list[str]:
        """Words or lines of programs, as `alike` writes them; `digits` is how high those are."""
        readings: list[Counter[str]] = [Counter() for _ in pictures]
        for height in TEXT_HEIGHTS:
            unsure = [i for i, found in enumerate(readings) if _agreement(found) < 2]
            large = [scaled(dark(pictures[i]), height / digits[i]) for i in unsure]
            for i, text in zip(unsure, self._run(large, BLOCK), strict=True):
                readings[i][alike(text)] += 1
        return list(map(_best, readings))

    def line(self, picture: Image.Image) -> str:
        """A worked line's digits, + and =; its small dots are read in many ways, and left out."""
        (read,) = self._agreed([picture], LINE_WAYS, "0123456789+=-.")
        return read.replace("-", "").replace(".", "")

    def _agreed(
        self, pictures: Sequence[Image.Image], ways: Sequence[Way], signs: str
    ) -> list[str]:
        readings: list[Counter[str]] = [Counter() for _ in pictures]
        visible = [inked(picture).max() >= FAINT for picture in pictures]
        for way in ways:
            unsure = [
                place
                for place, found in enumerate(readings)
                if visible[place] and 2 * _agreement(found) <= len(ways)
            ]
            read = self._read([pictures[place] for place in unsure], way, signs)
            for place, text in zip(unsure, read, strict=True):
                readings[place][text] += 1
        return list(map(_best, readings))

    def _read(self, pictures: Sequence[Image.Image], way: Way, signs: str) -> list[str]:
        height, weight, mode = way
        bold = [prepared(one, height).filter(ImageFilter.MinFilter(weight)) for one in pictures]
        options = ["-c", f"tessedit_char_whitelist={signs}"]
        return ["".join(text.split()) for text in self._run(bold, mode, *options)]

    def _run(self, pictures: Sequence[Image.Image], mode: str, *options: str) -> list[str]:
        """All in one run, as the program takes longer to start than to read."""
        if not pictures:
            return []
        paths = [self.folder / f"{number}.png" for number in range(len(pictures))]
        for picture, path in zip(pictures, paths, strict=True):
            picture.save(path)
        pages = self.folder / "pages.txt"
        pages.write_text("\n".join(map(str, paths)))
        command = [self.program, str(pages), "-", "--psm", mode, "--dpi", "300", *options]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # it is quicker alone
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return done.stdout.split("\f")[: len(pictures)]


def _agreement(readings: Counter[str]) -> int:
    return max((count for text, count in readings.items() if text), default=0)


def _best(readings: Counter[str]) -> str:
    """What was read most often; nothing counts only where nothing else was read."""
    return max(readings, key=lambda reading: readings[reading] * bool(reading), default="")


def alike(text: str) -> str:
    """A text without its spaces, and with one sign for those that look alike.

    >>> alike("K.flip(0, 1)"), alike("3×3")
    ('k.f11p(0,1)', '3x3')
    """
    return "".join(text.lower().split()).translate(ALIKE)


def cut(picture: Image.Image, region: Region) -> Image.Image:
    """A region of the frame, given in the stage's units, out of a picture of any size."""
    scale = picture.height / SHORT_SIDE
    left, right = (picture.width / 2 + scale * x for x in (region.left, region.right))
    top, bottom = (picture.height / 2 - scale * y for y in (region.top, region.bottom))
    return picture.crop((round(left), round(top), round(right), round(bottom)))


def prepared(picture: Image.Image, height: int) -> Image.Image:
    """Black on white, with digits of this height."""
    ink = inked(picture)
    rows = np.flatnonzero((ink > ink.max() / 2).any(axis=1))
    return scaled(dark(picture), height / (rows[-1] - rows[0] + 1))


def dark(picture: Image.Image) -> Image.Image:
    """Black on white, whatever its colours."""
    ink = inked(picture)
    return Image.fromarray((255 - 255 * ink / ink.max()).astype(np.uint8))


def scaled(grey: Image.Image, scale: float) -> Image.Image:
    """Larger or smaller, with white around."""
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    return ImageOps.expand(grey.resize(size, Image.Resampling.LANCZOS), RIM, fill=255)


def inked(picture: Image.Image) -> np.ndarray:
    """How far each pixel is from the ground, the commonest colour."""
    pixels = np.asarray(picture.convert("RGB")).astype(float)
    ground = np.median(pixels.reshape(-1, 3), axis=0)
    return np.abs(pixels - ground).max(axis=2)
