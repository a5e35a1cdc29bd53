"""Shows a folder of films to this machine's browsers, with ranges, as seeking needs them."""

from __future__ import annotations

import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, Final

from rendering.errors import RenderError

HOST: Final = "127.0.0.1"
BLOCK: Final = 1 << 16  # bytes
TYPES: Final = {
    ".vtt": "text/vtt; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".webp": "image/webp",
}


class Handler(SimpleHTTPRequestHandler):
    """Answers one range a request (RFC 9110, section 14), or the whole file."""

    protocol_version = "HTTP/1.1"
    _rest: int | None = None  # bytes still to send of a range

    def guess_type(self, path: str | Path) -> str:  # type: ignore[override]
        """By what the film's companions are, then by what Python knows."""
        return TYPES.get(Path(path).suffix.lower()) or super().guess_type(str(path))

    def send_head(self) -> BinaryIO | None:
        path, asked = Path(self.translate_path(self.path)), self.headers.get("Range")
        self._rest = None
        if not asked or not path.is_file():
            return super().send_head()
        size = path.stat().st_size
        found = span(asked, size)
        if found is None:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {found.start}-{found.stop - 1}/{size}")
        self.send_header("Content-Length", str(len(found)))
        self.end_headers()
        file = path.open("rb")
        file.seek(found.start)
        self._rest = len(found)
        return file

    def end_headers(self) -> None:
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override]
        """Send the file or the range; a browser that has seen enough may hang up."""
        try:
            while block := source.read(BLOCK if self._rest is None else min(BLOCK, self._rest)):
                outputfile.write(block)
                self._rest = None if self._rest is None else self._rest - len(block)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the terminal is the user's."""


def span(asked: str, size: int) -> range | None:
    """The bytes that a Range header asks for; None where there are none such.

    >>> span("bytes=2-", 10), span("bytes=0-3", 10), span("bytes=-4", 10)
    (range(2, 10), range(0, 4), range(6, 10))
    >>> span("bytes=10-", 10) is None
    True
    """
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", asked.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size) if int(last) and size else None
    stop = min(int(last) + 1, size) if last else size
    return range(int(first), stop) if int(first) < stop else None


def server(folder: Path, port: int = 0, handler: type[Handler] = Handler) -> ThreadingHTTPServer:
    """A server of `folder` for this machine only; port 0 takes any that is free.

    Raises RenderError where the port is taken, and where there is no such folder.
    """
    if not folder.is_dir():
        raise RenderError(f"there is no folder {folder} to show: make films first, or use --out")
    try:
        return ThreadingHTTPServer((HOST, port), partial(handler, directory=str(folder)))
    except OSError as error:
        raise RenderError(
            f"port {port} cannot be used ({error.strerror}): choose another, or 0 for any"
        ) from None
