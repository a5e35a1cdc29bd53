"""Where things go, in Manim's units: x to the right, y upwards from the centre.

The frame's shorter side is 8. Regions lie in the same place in every lesson, and the bottom eighth
belongs to the player's captions. Wide frames have the formula beside the heading; square and
upright ones have all in one column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SHORT_SIDE: Final = 8.0
MARGIN: Final = 0.05  # of the frame's height and of its width
CAPTION_ZONE: Final = 0.12  # of the frame's height
WIDE: Final = 4 / 3  # width to height, at least, for a formula beside the heading
HD: Final = 1.7  # … and for a statement on one line beside it
UPRIGHT: Final = 0.8  # width to height, at most, of frames with height to spare
NARROWEST: Final = 0.45  # telephones are 9:16 to 9:20

SMALLEST_DIGIT: Final = 0.022 * SHORT_SIDE
SMALLEST_WEIGHT: Final = 0.017 * SHORT_SIDE

ONE_LINE: Final = 0.86  # the height of a title with a line below it,
TWO_LINES: Final = 1.25  # and with two
FORMULA_HEIGHT: Final = 0.92
WORKED_HEIGHT: Final = 1.08
UPRIGHT_WORKED_HEIGHT: Final = 1.9
GAP: Final = 0.12  # between regions one below the other


class LayoutError(ValueError):
    """A frame that the picture cannot be laid out on."""


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the frame."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def contains(self, other: Region, slack: float = 1e-6) -> bool:
        return (
            self.left - slack <= other.left
            and self.bottom - slack <= other.bottom
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )

    def shrunk(self, by: float) -> Region:
        """The region without a rim."""
        return Region(self.left + by, self.bottom + by, self.right - by, self.top - by)

    def overlaps(self, other: Region) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


def frame_size(pixel_width: int, pixel_height: int) -> tuple[float, float]:
    """Width and height in units of a frame of so many pixels.

    >>> frame_size(1080, 1080), frame_size(1440, 1080), frame_size(1080, 2160)
    ((8.0, 8.0), (10.666666666666666, 8.0), (8.0, 16.0))
    """
    short = min(pixel_width, pixel_height)
    return SHORT_SIDE * pixel_width / short, SHORT_SIDE * pixel_height / short


@dataclass(frozen=True, slots=True)
class Layout:
    """The regions of a frame of a given size, in units."""

    frame_width: float
    frame_height: float = SHORT_SIDE

    def __post_init__(self) -> None:
        if self._ratio < NARROWEST - 1e-9:
            raise LayoutError(
                f"a frame {self._ratio:.2f} times as wide as high is too narrow for this picture: "
                "use at least 9:20, for instance --aspect 9:16"
            )

    @property
    def safe(self) -> Region:
        half_width = self.frame_width * (0.5 - MARGIN)
        half_height = self.frame_height * (0.5 - MARGIN)
        return Region(-half_width, -half_height, half_width, half_height)

    @property
    def uncaptioned(self) -> Region:
        """The safe frame above the captions."""
        bottom = self.frame_height * (CAPTION_ZONE - 0.5)
        return Region(self.safe.left, bottom, self.safe.right, self.safe.top)

    @property
    def heading(self) -> Region:
        """Title and statement, top left."""
        share = 0.6 if self._ratio >= HD else 0.5 if self._wide else 1.0
        width = self.safe.width * share
        one_line = self._ratio >= HD or (self._ratio > UPRIGHT and not self._wide)
        top = self.safe.top
        bottom = top - (ONE_LINE if one_line else TWO_LINES)
        return Region(self.safe.left, bottom, self.safe.left + width, top)

    @property
    def formula(self) -> Region:
        """The shape formula: top right on wide frames, else below the heading."""
        if self._wide:
            return Region(self.heading.right + 0.2, 2.62, self.safe.right, self.safe.top)
        top = self.heading.bottom - GAP
        return Region(self.safe.left, top - FORMULA_HEIGHT, self.safe.right, top)

    @property
    def operands(self) -> Region:
        """The grids and their names; a dimension line has room to their left."""
        left, right = self.safe.left + 0.45, self.safe.right
        if self._wide:
            return Region(left, -1.8, right, min(2.4, self.heading.bottom - 2 * GAP))
        return Region(left, self.worked.top + GAP, right, self.formula.bottom - GAP)

    @property
    def whole(self) -> Region:
        """The operands' region down to the captions, for a picture without a worked line."""
        above = self.operands
        return Region(above.left, self.worked.bottom, above.right, above.top)

    @property
    def worked(self) -> Region:
        """The worked line, above the captions."""
        bottom = self.uncaptioned.bottom + 0.04
        height = UPRIGHT_WORKED_HEIGHT if self._ratio <= UPRIGHT else WORKED_HEIGHT
        return Region(self.safe.left, bottom, self.safe.right, bottom + height)

    @property
    def _ratio(self) -> float:
        return self.frame_width / self.frame_height

    @property
    def _wide(self) -> bool:
        return self._ratio >= WIDE - 1e-9
