"""All files that one film consists of, in one piece: to be kept, sent, checked and put in place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from rendering import manifest, player
from rendering.atomic import whole_file

MAGIC: Final = b"ConvReel bundle 1 "


class BundleError(ValueError):
    """Bytes that are no bundle, or not the one that is wanted."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files by name, the main one first; one of them may be the manifest of this film alone."""

    files: Mapping[str, bytes]

    @classmethod
    def of(cls, paths: Sequence[Path]) -> Self:
        """Read the files."""
        return cls({path.name: path.read_bytes() for path in paths})

    def packed(self, label: str) -> bytes:
        """One string of bytes that says what it is and holds its own checksum.

        >>> Bundle.unpacked(Bundle({"a.txt": b"all of it"}).packed("a"), "a").files["a.txt"]
        b'all of it'
        """
        names = [[name, len(content)] for name, content in self.files.items()]
        head = json.dumps({"label": label, "files": names}).encode()
        body = b"".join([head, b"\n", *self.files.values()])
        return b"".join([MAGIC, sha256(body).hexdigest().encode(), b"\n", body])

    @classmethod
    def unpacked(cls, data: bytes, label: str) -> Self:
        """The bundle that was packed under this label. Raises BundleError for any other bytes."""
        start, _, body = data.partition(b"\n")
        if start != MAGIC + sha256(body).hexdigest().encode():
            raise BundleError(f"{len(data)} bytes are no bundle, or a damaged one")
        head, _, contents = body.partition(b"\n")
        known = json.loads(head)
        if known["label"] != label:
            raise BundleError(f"this bundle is {known['label']}, not {label}")
        files, at = {}, 0
        for name, length in known["files"]:
            files[name] = contents[at : at + length]
            at += length
        return cls(files)

    def place(self, folder: Path) -> list[Path]:
        """Put the files into a scene's folder, each whole or not at all; returns their paths.

        What is there already, byte for byte, is left alone. The film is entered in the folder's
        manifest, whose page comes last, and no other process publishes in between. Raises OSError
        as it comes.
        """
        with manifest.held(folder):
            for name, content in self.files.items():
                if name != manifest.NAME:
                    _write(folder / name, content)
            if manifest.NAME in self.files:
                manifest.join(folder, json.loads(self.files[manifest.NAME]))
        pages = [player.NAME] if manifest.NAME in self.files else []
        return [folder / name for name in [*self.files, *pages] if (folder / name).is_file()]


def _write(path: Path, content: bytes) -> None:
    if not (path.is_file() and path.read_bytes() == content):
        with whole_file(path) as part:
            part.write_bytes(content)
