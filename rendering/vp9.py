"""Pictures that do not change in a VP9 stream, and the stream's name.

VP9 (bitstream specification 0.6, section 6.2) can show a picture that the player still has: one
byte. `rendering.encode` asks libvpx for streams in which every picture replaces the last.
"""

from __future__ import annotations

from typing import Final

AGAIN: Final = bytes([0b10001000])  # frame marker 2, profile 0, show_existing_frame, picture 0

# The most luma samples a second of each level (WebM project, VP9 levels).
LEVELS: Final = {
    10: 829_440,
    11: 2_764_800,
    20: 4_608_000,
    21: 9_216_000,
    30: 20_736_000,
    31: 36_864_000,
    40: 83_558_400,
    41: 160_432_128,
    50: 311_951_360,
    51: 588_251_136,
    52: 1_176_502_272,
    61: 2_353_004_544,
}


class Stills:
    """Writes pictures into a stream, and those that only stand."""

    def picture(self, data: bytes) -> bytes:
        return data

    def again(self) -> bytes:
        return AGAIN


def codecs_string(width: int, height: int, rate: float) -> str:
    """As in the VP Codec ISO Media File Format Binding, for BT.709 in the range of television.

    >>> codecs_string(1920, 1080, 60)
    'vp09.00.41.08.01.01.01.01.00'
    """
    samples = width * height * rate
    level = next((level for level, most in LEVELS.items() if samples <= most), 62)
    return f"vp09.00.{level}.08.01.01.01.01.00"
