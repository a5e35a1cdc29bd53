"""Where things go. Manim's units: the frame is 8 high; x to the right, y upwards from the centre.

Regions lie in the same place in every lesson. The bottom eighth belongs to the player's captions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FRAME_HEIGHT: Final = 8.0
MARGIN: Final = 0.05  # of the frame's height and of its width
CAPTION_ZONE: Final = 0.12  # of the frame's height
NARROWEST: Final = 4 / 3  # width to height

SMALLEST_DIGIT: Final = 0.022 * FRAME_HEIGHT
SMALLEST_WEIGHT: Final = 0.017 * FRAME_HEIGHT


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


@dataclass(frozen=True, slots=True)
class Layout:
    """The regions of a frame of a given width."""

    frame_width: float

    def __post_init__(self) -> None:
        if self.frame_width < NARROWEST * FRAME_HEIGHT:
            shape = f"{self.frame_width / FRAME_HEIGHT:.2f}"
            raise LayoutError(
                f"a frame {shape} times as wide as high is too narrow for this picture: "
                "use at least 4:3, for instance --resolution 1440,1080"
            )

    @property
    def safe(self) -> Region:
        half_width = self.frame_width * (0.5 - MARGIN)
        half_height = FRAME_HEIGHT * (0.5 - MARGIN)
        return Region(-half_width, -half_height, half_width, half_height)

    @property
    def uncaptioned(self) -> Region:
        """The safe frame above the captions."""
        bottom = FRAME_HEIGHT * (CAPTION_ZONE - 0.5)
        return Region(self.safe.left, bottom, self.safe.right, self.safe.top)

    @property
    def heading(self) -> Region:
        """Title and statement, top left."""
        return Region(self.safe.left, 2.74, self.safe.left + 0.6 * self.safe.width, self.safe.top)

    @property
    def formula(self) -> Region:
        """The shape formula, top right."""
        return Region(self.heading.right + 0.2, 2.62, self.safe.right, self.safe.top)

    @property
    def operands(self) -> Region:
        """The grids and their names; a dimension line has room to their left."""
        return Region(self.safe.left + 0.45, -1.8, self.safe.right, 2.4)

    @property
    def worked(self) -> Region:
        """The worked line, above the captions."""
        return Region(self.safe.left, self.uncaptioned.bottom + 0.04, self.safe.right, -1.92)
