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

from rendering.encode import codecs_string
from rendering.frames import Change
from rendering.job import ENCODERS
from rendering.patch import Patch, whole
from tests.conftest import find_program

SIZE = (256, 144)
RATE = 30
# Long rests, and motions that no key frame interrupts.
REPEATS = [45, *[1] * 20, 60, *[1] * 20, 3, *[1] * 20, 90]
FRAMES = sum(REPEATS)
SOUGHT = [0, 44, 45, 50, 66, 100, 124, 125, 130, 146, 150, 167, 200, FRAMES - 1, 10, 160]

PAGE = """
<video muted preload="auto"><source src="film.%s" type='video/%s; codecs="%s"'></video>
<script>
const video = document.querySelector("video"), canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", {willReadFrequently: true});
const tell = result => fetch("/", {method: "POST", body: JSON.stringify(result)});
const seek = time => new Promise(done => {
  video.onseeked = () => video.requestVideoFrameCallback ? requestAnimationFrame(() =>
    requestAnimationFrame(done)) : done();
  video.currentTime = time;
});
const error = () => tell({error: video.error ? video.error.message : "unknown type"});
[video.onerror, video.firstChild.onerror] = [error, error];
video.onloadeddata = async () => {
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const seen = [];
  for (const frame of %s) {
    await seek((frame + 0.5) / %d);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(video, 0, 0);
    seen.push([...pen.getImageData(0, 20, canvas.width, 1).data]);
  }
  tell({seen, duration: video.duration});
};
</script>
"""


def picture(number):
    """A bar whose place is the number, on a ground that is not there."""
    pixels = np.full((SIZE[1], SIZE[0], 4), (20, 20, 20, 0), np.uint8)
    pixels[:-4, 3 * number + 9 : 3 * number + 18] = (230, 230, 230, 255)
    return pixels


def make(path, kind):
    encoder = ENCODERS[kind](path, kind, SIZE, RATE)
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
@pytest.mark.parametrize("kind", ["mp4", "webm", "av1.webm", "alpha.webm"])
def test_a_browser_finds_every_frame(tmp_path, kind):
    """Asked for by the type that the manifest gives; where a film has no ground, the page shows."""
    chromium = find_program("chromium", "it plays the films")
    film = tmp_path / f"film.{kind}"
    make(film, kind)
    page = PAGE % (kind, film.suffix[1:], codecs_string(film), SOUGHT, RATE)
    (tmp_path / "page.html").write_text(page)
    answer = ask_browser(chromium, tmp_path)
    assert "error" not in answer, answer
    assert answer["duration"] == pytest.approx(FRAMES / RATE, abs=0.002)
    shown = np.repeat(np.arange(len(REPEATS)), REPEATS)
    for frame, line in zip(SOUGHT, answer["seen"], strict=True):
        seen, drawn = np.reshape(line, (-1, 4)), picture(shown[frame])[20].astype(int)
        if kind != "alpha.webm":
            drawn[:, 3] = 255
        colours = drawn[:, :3] * (drawn[:, 3:] > 0)
        assert np.abs(seen[:, :3] * (seen[:, 3:] > 40) - colours).max() < 40, frame
        assert np.abs(seen[:, 3] - drawn[:, 3]).max() < 40, frame


LOOP = """
<script>
const tell = result => fetch("/", {method: "POST", body: JSON.stringify(result)});
(async () => {
  const data = (await fetch("film.%s")).body;
  const decoder = new ImageDecoder({data, type: "%s"});
  await decoder.completed;
  const {frameCount, repetitionCount} = decoder.tracks.selectedTrack, seen = [];
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  for (let frameIndex = 0; frameIndex < frameCount; frameIndex++) {
    const {image} = await decoder.decode({frameIndex});
    pen.drawImage(image, 0, 0);
    seen.push([image.duration, ...pen.getImageData(0, 20, canvas.width, 1).data]);
  }
  tell({seen, forever: repetitionCount == Infinity});
})().catch(error => tell({error: String(error)}));
</script>
"""


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "mime"), [("gif", "image/gif"), ("animated.webp", "image/webp")])
def test_a_browser_shows_every_picture_of_a_loop_for_its_time(tmp_path, kind, mime):
    chromium = find_program("chromium", "it shows the loops")
    encoder = ENCODERS[kind](tmp_path / f"film.{kind}", kind, SIZE, 15)
    repeats = [30, 1, 1, 45]
    for number, repeat in enumerate(repeats):
        pixels = picture(number)
        encoder.show(Change((Patch(whole(pixels), pixels),), repeat))
    encoder.close()
    (tmp_path / "page.html").write_text(LOOP % (kind, mime))
    answer = ask_browser(chromium, tmp_path)
    assert "error" not in answer, answer
    assert answer["forever"]
    assert len(answer["seen"]) == len(repeats)
    for number, (lasts, *line) in enumerate(answer["seen"]):
        assert lasts / 1e6 == pytest.approx(repeats[number] / 15, abs=0.01)
        shown = np.reshape(line, (-1, 4))[: SIZE[0], :3]
        assert np.array_equal(shown, picture(number)[20, :, :3])
