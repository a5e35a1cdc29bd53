"""What lies in front of what: digits before every tint, and what moves before all."""

from typing import Final

GROUND: Final = -1
CELLS: Final = 0
TINT: Final = 1
NUMBERS: Final = 2
FRAMES: Final = 3
CORNERS: Final = 4
WORKED: Final = 5
FLYING: Final = 6
