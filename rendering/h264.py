"""Pictures that do not change, written into an H.264 stream without encoding them.

A film stands still for much of its time. Encoding a still picture again costs as much as a new
one and says nothing; in H.264 "as before" is a slice of some twenty bytes that is the same for
every picture of a size. x264 writes one for us, once; it is then put in wherever the film rests,
and the pictures after it are numbered on (`frame_num`, ITU-T H.264 section 7.4.3).

This holds for streams in which every picture refers to the one before it and to no other, as
`rendering.encode` asks of x264; all others are refused.
"""

from __future__ import annotations

import re
from typing import Final

from rendering.errors import RenderError

SLICE: Final = 1
KEY_SLICE: Final = 5
SEQUENCE: Final = 7
HIGH: Final = 100
ONLY_BEFORE: Final = 2  # pic_order_cnt_type: pictures are shown in the order that they come
_START_CODE: Final = re.compile(rb"\x00\x00\x00?\x01")
_TO_ESCAPE: Final = re.compile(rb"\x00\x00(?=[\x00-\x03])")


class Bits:
    """Reads numbers off a bit string, as section 7.2 spells them."""

    def __init__(self, data: bytes) -> None:
        self.at = 0
        self._all, self._length = int.from_bytes(data), 8 * len(data)

    def fixed(self, length: int) -> int:
        self.at += length
        return self._all >> (self._length - self.at) & ((1 << length) - 1)

    def golomb(self) -> int:
        zeros = 0
        while not self.fixed(1):
            zeros += 1
        return (1 << zeros) - 1 + self.fixed(zeros)


class Stills:
    """Writes pictures into a stream, and those that only stand; numbers them one by one."""

    def __init__(self, extradata: bytes, nothing_new: bytes) -> None:
        sequence = next(unit for unit in units(extradata) if unit[0] & 31 == SEQUENCE)
        self._width = _frame_num_width(_unescaped(sequence))
        self._nothing_new = nothing_new
        self._next = 0

    def picture(self, data: bytes) -> bytes:
        """A picture (one access unit) with the next number; a key picture starts at 0."""
        numbered = []
        for unit in units(data):
            kind = unit[0] & 31
            if kind == KEY_SLICE:
                self._next = 0
            numbered.append(self._numbered(unit) if kind in (SLICE, KEY_SLICE) else unit)
        self._next += 1
        return b"".join(b"\x00\x00\x00\x01" + unit for unit in numbered)

    def again(self) -> bytes:
        """The picture before once more."""
        return self.picture(self._nothing_new)

    def _numbered(self, unit: bytes) -> bytes:
        data = _unescaped(unit)
        bits = Bits(data[1:17])
        for _ in ("first_mb_in_slice", "slice_type", "pic_parameter_set_id"):
            bits.golomb()
        end = 8 + bits.at + self._width
        whole = -(-end // 8)
        mask = (1 << self._width) - 1
        head = int.from_bytes(data[:whole]) & ~(mask << 8 * whole - end)
        head |= (self._next & mask) << 8 * whole - end
        return _TO_ESCAPE.sub(b"\x00\x00\x03", head.to_bytes(whole) + data[whole:])


def units(stream: bytes) -> list[bytes]:
    """The NAL units of a byte stream, without start codes."""
    return [unit for unit in _START_CODE.split(stream) if unit]


def _frame_num_width(sequence: bytes) -> int:
    """How many bits a picture's number has; refuses streams that refer further back."""
    bits = Bits(sequence[1:])
    profile = bits.fixed(24) >> 16
    bits.golomb()  # seq_parameter_set_id
    chroma = bits.golomb(), bits.golomb(), bits.golomb(), bits.fixed(2)
    width = bits.golomb() + 4
    order, references = bits.golomb(), bits.golomb()
    if (profile, chroma, order, references) != (HIGH, (1, 0, 0, 0), ONLY_BEFORE, 1):
        raise RenderError(
            f"x264 made a stream of profile {profile}, order {order}, {references} references, "
            "which still pictures cannot be added to: install the packages that setup.sh names"
        )
    return width


def _unescaped(unit: bytes) -> bytes:
    return unit.replace(b"\x00\x00\x03", b"\x00\x00")
