"""Slides in a real browser: a slide plays its beat and stops, and the next one goes on."""

import pytest

from rendering import slides
from rendering.manifest import read
from tests.pages.player import ActionChains, Keys, WebDriverWait
from tests.pages.sites import node_modules

pytestmark = pytest.mark.slow


@pytest.fixture
def deck(browser, films):
    found = read(films / "stride" / "manifest.json")
    (path,) = slides.write([found], ["en"], ["dark"], node_modules("reveal.js") / "reveal.js")
    browser.get(path.as_uri())
    browser.execute_script("window.film = document.querySelector('video')")
    WebDriverWait(browser, 20).until(lambda _: ask(browser, "Reveal.isReady() && film.readyState"))
    return browser


def ask(browser, expression):
    return browser.execute_script(f"return {expression}")


def press(browser, key):
    ActionChains(browser).send_keys(key).perform()


def until(browser, expression):
    WebDriverWait(browser, 20).until(lambda _: ask(browser, expression))


def test_a_slide_plays_its_beat_and_the_next_goes_on(deck, document):
    assert ask(deck, "[film.paused, film.currentTime]") == [True, 0]
    for number, beat in enumerate(document["beats"][:2], 1):
        press(deck, Keys.ARROW_RIGHT)
        until(deck, f"Reveal.getIndices().h === {number} && !film.paused")
        ask(deck, "film.playbackRate = 8")
        until(deck, "film.paused")
        assert ask(deck, "film.currentTime") == pytest.approx(beat["end"], abs=0.3)
    said = ask(deck, "Reveal.getCurrentSlide().querySelector('.said').textContent")
    assert said == document["languages"]["en"]["cues"][1]["text"]
    press(deck, "r")
    until(deck, f"film.currentTime < {document['beats'][1]['end']} - 0.5")
    press(deck, Keys.ARROW_LEFT)
    until(deck, f"film.currentTime < {document['beats'][0]['end']}")
