"""Films in a browser: they play, and one can jump to any frame, also where the picture stands."""

import json
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue

import numpy as np
import pytest

from rendering.encode import VideoEncoder
from rendering.frames import Change
from rendering.patch import Patch, whole
from tests.conftest import find_program

SIZE = (256, 144)
RATE = 30
# Long rests, and motions that no key frame interrupts.
REPEATS = [45, *[1] * 20, 60, *[1] * 20, 3, *[1] * 20, 90]
FRAMES = sum(REPEATS)
SOUGHT = [0, 44, 45, 50, 66, 100, 124, 125, 130, 146, 150, 167, 200, FRAMES - 1, 10, 160]

PAGE = """
<video muted preload="auto" src="film.%s"></video>
<script>
const video = document.querySelector("video"), canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", {willReadFrequently: true});
const tell = result => fetch("/", {method: "POST", body: JSON.stringify(result)});
const seek = time => new Promise(done => {
  video.onseeked = () => video.requestVideoFrameCallback ? requestAnimationFrame(() =>
    requestAnimationFrame(done)) : done();
  video.currentTime = time;
});
video.onerror = () => tell({error: video.error.message});
video.onloadeddata = async () => {
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const seen = [];
  for (const frame of %s) {
    await seek((frame + 0.5) / %d);
    pen.drawImage(video, 0, 0);
    seen.push([...pen.getImageData(0, 20, canvas.width, 1).data.filter((_, i) => i %% 4 == 0)]);
  }
  tell({seen, duration: video.duration});
};
</script>
"""


def picture(number):
    """A bar whose place is the number."""
    pixels = np.full((SIZE[1], SIZE[0], 4), 20, np.uint8)
    pixels[:, 3 * number : 3 * number + 9] = 230
    return pixels


def make(path, kind):
    encoder = VideoEncoder(path, kind, SIZE, RATE)
    for number, repeat in enumerate(REPEATS):
        pixels = picture(number)
        encoder.show(Change((Patch(whole(pixels), pixels),), repeat))
    encoder.close()


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder, with ranges as seeking needs them, and takes the page's answer."""

    answers: Queue

    def do_POST(self):
        self.answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def do_GET(self):
        asked = self.headers.get("Range")
        if not asked:
            super().do_GET()
            return
        content = Path(self.translate_path(self.path)).read_bytes()
        start, _, end = asked.removeprefix("bytes=").partition("-")
        first, last = int(start), int(end or len(content) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(self.path))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        self.wfile.write(content[first : last + 1])

    def log_message(self, *_):
        pass


def ask_browser(chromium, folder):
    """What the page in `folder` found out."""
    answers = Queue()
    handler = type("Answering", (Handler,), {"answers": answers})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    command = [
        *(chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--mute-audio"),
        *(f"--user-data-dir={folder / 'profile'}", "--remote-debugging-port=0"),
        f"http://127.0.0.1:{server.server_port}/page.html",
    ]
    browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return answers.get(timeout=120)
    finally:
        browser.terminate()
        browser.wait()
        server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_a_browser_finds_every_frame(tmp_path, kind):
    chromium = find_program("chromium", "it plays the films")
    make(tmp_path / f"film.{kind}", kind)
    (tmp_path / "page.html").write_text(PAGE % (kind, SOUGHT, RATE))
    answer = ask_browser(chromium, tmp_path)
    assert "error" not in answer, answer
    assert answer["duration"] == pytest.approx(FRAMES / RATE, abs=0.002)
    shown = np.repeat(np.arange(len(REPEATS)), REPEATS)
    for frame, line in zip(SOUGHT, answer["seen"], strict=True):
        assert np.abs(np.array(line) - picture(shown[frame])[20, :, 0]).max() < 40, frame
