"""The server answers whole files and ranges of them, with the types that players want."""

import http.client
import threading

import pytest

from rendering.errors import RenderError
from rendering.serve import server, span

CONTENT = bytes(range(200)) * 1000
POLL = 0.01  # seconds after which a server notices that it is to end


@pytest.fixture
def ask(tmp_path):
    """Ask a server of a folder with one file of each kind."""
    for suffix in ("mp4", "webm", "vtt", "json", "html"):
        (tmp_path / f"a.{suffix}").write_bytes(CONTENT)
    found = server(tmp_path)
    threading.Thread(target=found.serve_forever, args=(POLL,), daemon=True).start()

    def request(path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", found.server_port)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    yield request
    found.shutdown()
    found.server_close()


@pytest.mark.parametrize(
    ("asked", "first", "stop"),
    [("bytes=0-99", 0, 100), ("bytes=1000-", 1000, len(CONTENT)), ("bytes=-7", -7, None)],
)
def test_a_range_is_that_part_of_the_file(ask, asked, first, stop):
    status, headers, content = ask("/a.mp4", Range=asked)
    assert (status, content) == (206, CONTENT[first:stop])
    assert headers["Content-Range"].endswith(f"/{len(CONTENT)}")
    assert int(headers["Content-Length"]) == len(content)


def test_without_a_range_the_whole_file_comes(ask):
    status, headers, content = ask("/a.mp4")
    assert (status, content) == (200, CONTENT)
    assert headers["Accept-Ranges"] == "bytes"


def test_a_range_behind_the_end_is_refused(ask):
    status, headers, content = ask("/a.mp4", Range=f"bytes={len(CONTENT)}-")
    assert (status, content) == (416, b"")
    assert headers["Content-Range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/a.mp4", "video/mp4"),
        ("/a.webm", "video/webm"),
        ("/a.vtt", "text/vtt; charset=utf-8"),
        ("/a.json", "application/json; charset=utf-8"),
        ("/a.html", "text/html; charset=utf-8"),
    ],
)
def test_types_are_those_that_players_want(ask, path, kind):
    assert ask(path, "HEAD")[1]["Content-Type"] == kind


@pytest.mark.parametrize("path", ["/b.mp4", "/../a.mp4/x", "/%2e%2e/%2e%2e/etc/passwd"])
def test_nothing_else_is_served(ask, path):
    assert ask(path)[0] == 404


@pytest.mark.parametrize("asked", ["bytes=", "bytes=-", "bytes=5-2", "lines=1-2", "bytes=-0"])
def test_what_is_no_range_is_none(asked):
    assert span(asked, 10) is None


@pytest.mark.parametrize("name", ["nothing", "file"])
def test_what_is_no_folder_cannot_be_shown(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(RenderError, match=f"there is no folder .*{name} to show"):
        server(tmp_path / name)


def test_a_port_that_is_taken_is_said(tmp_path):
    first = server(tmp_path)
    with pytest.raises(RenderError, match=f"port {first.server_port} cannot be used"):
        server(tmp_path, first.server_port)
    first.server_close()
