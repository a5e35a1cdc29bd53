"""A scene with films in both languages and themes, a server for it, and a browser that looks."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rendering.encode import VideoEncoder, codecs_string
from rendering.frames import Change
from rendering.manifest import publish, read
from rendering.patch import Patch, whole
from rendering.serve import Handler, server
from rendering.spec import Job
from scenes.catalog import find
from scenes.story import Example
from tests.conftest import find_program, in_ci

SIZE = (320, 180)
RATE = 15
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--mute-audio"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass(frozen=True)
class Film:
    codecs: dict[Path, str]
    frames: int


def publish_film(out, language, theme):
    """A film of one grey picture, as long as the storyboard, with everything that goes with it."""
    example = Example.of("stride")
    job = Job("stride", example, language, theme, *SIZE, RATE, ("mp4", "webm"), out)
    board = find("stride").load().tell(example)
    frames, codecs = board.frame_count(RATE), {}
    pixels = np.full((SIZE[1], SIZE[0], 4), 30 if theme == "dark" else 230, np.uint8)
    job.path("mp4").parent.mkdir(parents=True, exist_ok=True)
    for kind in job.formats:
        encoder = VideoEncoder(job.path(kind), kind, SIZE, RATE)
        encoder.show(Change((Patch(whole(pixels), pixels),), frames))
        encoder.close()
        codecs[job.path(kind).relative_to(out)] = codecs_string(job.path(kind))
    Image.fromarray(pixels[..., :3]).save(job.path("webp"), lossless=True)
    codecs[job.path("webp").relative_to(out)] = ""
    return publish(job, board, Film(codecs, frames))


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """`stride/` with its films, manifest and player page; its parent folder."""
    out = tmp_path_factory.mktemp("site") / "course"
    for language in ("en", "zh"):
        for theme in ("dark", "light"):
            publish_film(out, language, theme)
    return out


@pytest.fixture
def document(films):
    return read(films / "stride" / "manifest.json").document


@dataclass
class Site:
    """A folder on this machine's loopback: requests counted by path, and those without answer."""

    address: str
    asked: Counter = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)


@pytest.fixture
def serve():
    """Serve a folder for as long as the test lasts."""
    running = []

    def start(folder):
        site = Site("")

        class Counting(Handler):
            def do_GET(self):  # noqa: N802 - as the base class calls it
                site.asked[self.path.split("?")[0]] += 1
                super().do_GET()

            def send_error(self, *arguments):
                site.missing.append(self.path)
                super().send_error(*arguments)

        found = server(folder, handler=Counting)
        threading.Thread(target=found.serve_forever, daemon=True).start()
        running.append(found)
        site.address = f"http://127.0.0.1:{found.server_port}"
        return site

    yield start
    for found in running:
        found.shutdown()
        found.server_close()


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests; each starts on an empty page, wide, light, at full motion."""
    if not in_ci():
        pytest.importorskip("selenium", reason="selenium is not installed; it drives the browser")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = find_program("chromium", "it opens the pages")
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = Service(find_program("chromedriver", "it drives the browser"))
    with Chrome(options=options, service=service) as driver:
        yield driver


@pytest.fixture
def browser(chromium):
    """The browser, forgetful of what earlier tests asked of it; complaints of a page are faults."""
    look(chromium)
    chromium.set_window_size(1200, 900)
    chromium.get("about:blank")
    chromium.get_log("browser")
    yield chromium
    assert [entry["message"] for entry in chromium.get_log("browser")] == []


@pytest.fixture(params=["file", "http"])
def player(request, browser, films, serve):
    """The scene's own page, from a file and from a sub-folder of a server."""
    from tests.pages.player import Player

    if request.param == "file":
        browser.get((films / "stride" / "player.html").as_uri())
    else:
        browser.get(f"{serve(films.parent).address}/course/stride/player.html")
    return Player(browser)


def look(driver, *, scheme="light", motion="no-preference"):
    """What the system tells pages that the reader prefers."""
    features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": motion}
    wishes = [{"name": name, "value": value} for name, value in features.items()]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wishes})
