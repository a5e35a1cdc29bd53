"""AV1: how it is encoded, and the stream's name."""

from __future__ import annotations

from typing import Final

# Chosen by measurement (benchmarks/README.md): one thread, each picture told from earlier ones.
OPTIONS: Final = {
    "preset": "8",
    "crf": "24",
    "g": "99999",
    "svtav1-params": "lp=1:scm=1:pred-struct=1:scd=0",
}


def codecs_string(configuration: bytes) -> str:
    """As in the AV1 Codec ISO Media File Format Binding, section 5, from an `av1C` record.

    >>> codecs_string(bytes([0x81, 0x08, 0x0C, 0x00]))
    'av01.0.08M.08.0.110.01.01.01.0'
    """
    profile, level = configuration[1] >> 5, configuration[1] & 31
    tier = "H" if configuration[2] & 128 else "M"
    return f"av01.{profile}.{level:02}{tier}.08.0.110.01.01.01.0"
